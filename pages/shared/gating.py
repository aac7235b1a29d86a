"""Out then up: what deciding at a gate is worth, and what waiting for it costs."""

import streamlit as st

from core.charts import gate_timing as gate_chart
from core.charts.formats import exact_money, share
from core.charts.sentences import keys
from core.charts.sentences.adoption import readiness_gain_sentence, stopping_sentence
from core.charts.sentences.scale import gate_timing_title
from core.engine.gate import GateSignal, GateValue
from core.reports.scale import gate, gate_timing, gated_options
from pages.shared import choices
from pages.shared.choices import Chosen
from pages.shared.parts import figure, text_table
from pages.shared.tables import gate_table, timing_table
from pages.shared.text import plain

SIGNALS = (("good", "Chance of good news, %"), ("high", "Adoption after good news, %"), ("low", "Adoption after bad news, %"))


def when_to_decide(chosen: Chosen) -> None:
    """Show the value of an out-then-up option by year of its gate, with what partners say may be learnt there."""
    options = gated_options(chosen.appraised)
    if not options:
        return
    st.header("Scale out, then decide whether to scale up", anchor=False)
    option_id = choices.one_of(chosen, options, "gate-option", label="Option with a gate")
    signals = _signals(chosen)
    value = gate(chosen.appraised, option_id, signals)
    frame = gate_timing(chosen.appraised, value, with_signals=bool(signals))
    figure("gate", gate_timing_title(frame), f"{keys.GATE_TIMING} Net public value by year of the gate.",
           lambda dark, narrow: gate_chart.draw(frame, dark, narrow), timing_table(frame), level=3)  # fmt: skip
    for sentence in _sentences(value, signals):
        st.markdown(f"- {plain(sentence)}.")
    text_table(gate_table(value), figures="gate-values")


def _signals(chosen: Chosen) -> tuple[GateSignal, ...]:
    """Let partners say what may be learnt by the gate; nothing unless they do."""
    with st.expander("What may be learnt by the gate (nothing unless partners enter it)"):
        st.caption("Good news and bad news share all chances. Levers then have the chance of adoption given here. Kept nowhere.")
        columns, pid = st.columns(3), chosen.programme_id
        good, high, low = (
            column.number_input(label, 0.0, 100.0, None, 5.0, key=f"gate-{name}-{pid}", persist_state="session")
            for column, (name, label) in zip(columns, SIGNALS, strict=True)
        )
    if good is None or high is None or low is None:
        return ()
    return GateSignal(good / 100, high / 100), GateSignal(1 - good / 100, low / 100)


def _sentences(value: GateValue, signals: tuple[GateSignal, ...]) -> list[str]:
    told = [stopping_sentence(value.committed_npsv_gbp, value.gated_npsv_gbp)] if signals else []
    if value.up_now_npsv_gbp is not None:
        told.append(readiness_gain_sentence(value.readiness_gain))
        told.append(f"Going up now, without scaling out first, returns {exact_money(value.up_now_npsv_gbp)}")
    if value.break_even_going_on is not None:
        told.append(f"At the gate, going on adds value once the chance of adoption exceeds {share(value.break_even_going_on)}")
    return told
