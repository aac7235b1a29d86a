"""Out then up: what deciding at a gate is worth, and what waiting for it costs."""

import streamlit as st

from core.charts import gate_timing as gate_chart
from core.charts.kit.formats import exact_money, fine_share, share
from core.charts.sentences import keys
from core.charts.sentences.adoption import readiness_gain_sentence, stopping_sentence
from core.charts.sentences.scale import gate_timing_title
from core.engine.gate_value import GateSignal, GateValue
from core.reports.scale import gate, gate_timing, gated_options, signals_of
from pages.components import pickers
from pages.components.layout import figure, text_table
from pages.components.money_tables import gate_table, timing_table
from pages.components.pickers import Chosen
from pages.shell.user_text import plain

SIGNALS = (("good", "Chance of good news, %"), ("high", "Adoption after good news, %"))


def when_to_decide(chosen: Chosen) -> None:
    """Show the value of an out-then-up option by year of its gate, with what partners say may be learnt there."""
    options = gated_options(chosen.appraised)
    if not options:
        return
    st.header("Scale out, then decide whether to scale up", anchor=False)
    option_id = pickers.one_of(chosen, options, "gate-option", label="Option with a gate")
    as_entered = gate(chosen.appraised, option_id)
    signals = _signals(chosen, as_entered)
    value = gate(chosen.appraised, option_id, signals) if signals else as_entered
    frame = gate_timing(chosen.appraised, value, with_signals=bool(signals))
    money = "Net public value by year of the gate, present value in every money: a decision weighs later money less."
    figure("gate", gate_timing_title(frame), f"{keys.GATE_TIMING} {money}",
           lambda dark, narrow: gate_chart.draw(frame, dark, narrow), timing_table(frame), level=3)  # fmt: skip
    for sentence in _sentences(value, signals):
        st.markdown(f"- {plain(sentence)}.")
    text_table(gate_table(value), figures="gate-values")


def _signals(chosen: Chosen, as_entered: GateValue) -> tuple[GateSignal, ...]:
    """Signals: partners say what may be learnt by the gate; nothing unless they do, and nothing the entry does not allow."""
    with st.expander("What may be learnt by the gate (nothing unless partners enter it)"):
        st.caption("Good news and bad news share all chances, and say on average what is entered. Kept nowhere.")
        columns, pid = st.columns(2), chosen.programme_id
        good, high = (
            column.number_input(label, 0.0, 100.0, None, 5.0, key=f"gate-{name}-{pid}", persist_state="session")
            for column, (name, label) in zip(columns, SIGNALS, strict=True)
        )
        if good is None or high is None:
            return ()
        try:
            signals = signals_of(as_entered, good / 100, high / 100)
        except ValueError as refusal:
            st.error(plain(f"Not used: {refusal}."), icon=":material/error:")
            return ()
        st.markdown(f"Bad news then comes in {share(signals[1].chance)} of cases, with a chance of adoption of "
                    f"{fine_share(signals[1].p_adopted)}.")  # fmt: skip
        return signals


def _sentences(value: GateValue, signals: tuple[GateSignal, ...]) -> list[str]:
    told = [stopping_sentence(value.committed_npsv_gbp, value.gated_npsv_gbp)] if signals else []
    if value.gate_year:
        told.append(readiness_gain_sentence(value.readiness_gain))
        told.append(f"The same option with its gate in year 0 brings a net public value of {exact_money(value.at_once_npsv_gbp)}")
    if value.stops_sites:
        told.append("Stopping at the gate would also stop the places that have not started by then")
    if value.break_even_going_on is not None:
        told.append(f"At the gate, going on adds value once the chance of adoption exceeds {share(value.break_even_going_on)}")
    return told
