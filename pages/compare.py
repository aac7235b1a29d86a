"""Compare options: every option on the same rows, what-ifs on the left, and what would have to be true."""

import streamlit as st

from core.charts import options_compare as options_chart
from core.charts import running_cash as cash_chart
from core.charts.sentences import keys
from core.charts.sentences.options import break_even_sentence, options_title, running_cash_title
from core.papers.caveat_words import frame_sentence
from core.reports.asks import changes_asked_for
from core.reports.options import first_options, npsv_range, running_cash
from pages.shared import address, behind, certainty, choices, commented, driving, reads, settling, told, whatif
from pages.shared.parts import figure, not_all_drawn, text_table
from pages.shared.tables import cash_table, levers_table, range_table
from pages.shared.text import plain

SHOWN = {"net": "Net public value", "range": "How sure", "cash": "Cash over time"}

st.title("Compare options", anchor=False)
chosen = choices.programme()
left, right = st.columns([1, 2.2], gap="large")
with left:
    scenario = whatif.levers(chosen)
appraised = reads.appraised(chosen.programme_id, chosen.number, scenario)
years = appraised.case.programme.horizon_years

with right:
    whatif.banner(chosen, scenario)
    key = f"shown-{chosen.programme_id}"
    address.start_with(key, address.wanted("show"), list(SHOWN), "net")
    shown = st.segmented_control(
        "Show", list(SHOWN), format_func=SHOWN.__getitem__, key=key, persist_state="session", required=True
    )
    if shown == "net":
        ranges = npsv_range(appraised)
        figure("options", options_title(ranges, years), f"{keys.OPTIONS} {told.period(appraised)}",
               lambda dark, narrow: options_chart.draw(ranges, years, dark, narrow), range_table(ranges), level=2)  # fmt: skip
        for row in ranges[ranges.has_levers].itertuples():
            st.markdown(plain(break_even_sentence(row.option, row.break_even)) + ".")
        driving.up_or_out(appraised)
    elif shown == "range":
        certainty.ranges(appraised, reads.simulated(chosen.programme_id, chosen.number, scenario, settling.draws_for(scenario)))
    else:
        running = running_cash(appraised)
        drawn = first_options(running)
        figure("cash", running_cash_title(running), f"{keys.RUNNING_CASH} Not discounted.",
               lambda dark, narrow: cash_chart.draw(drawn, dark, narrow), cash_table(running), level=2)  # fmt: skip
        not_all_drawn(drawn, running)
address.keep(
    programme=chosen.programme_id,
    version=choices.version_in_address(chosen),
    show=None if shown == "net" else shown,
    **whatif.in_address(chosen, scenario),
)

st.header("Every option on the same rows", anchor=False)
st.caption(frame_sentence(appraised) + " Options with levers show the expected value over what others may adopt.")
settling.with_ranges(chosen, scenario, lambda simulation: certainty.every_row(appraised, simulation))
behind.rows_behind(appraised, None)
commented.options(chosen)
asked = changes_asked_for(appraised)
if not asked.empty and not chosen.scope.is_empty:
    st.header("What others are asked to change", anchor=False)
    text_table(levers_table(asked))
told.definitions()
