"""Compare options: every option on the same rows, what-ifs on the left, and what would have to be true."""

import streamlit as st

from core.papers.caveats import frame_sentence
from core.reports.logic_model.levers import changes_asked_for
from pages.components import money_basis, pickers
from pages.components.definitions import definitions
from pages.components.layout import text_table
from pages.components.money_tables import levers_table
from pages.sections.comments import anchors
from pages.sections.options import charts, keep_what_if, refine_ranges, trace, what_if
from pages.sections.options.copy_option import copy_option
from pages.sections.uncertainty import drivers
from pages.sections.uncertainty import ranges as certainty
from pages.sections.unmonetised import beside_money
from pages.shell import cached_reads, url_state

SHOWN = {"net": "Net public value", "range": "How sure", "cash": "Cash over time"}

st.title("Compare options", anchor=False)
chosen = pickers.programme()
with st.container(key="chart-first-on-a-phone"):
    left, right = st.columns([1, 2.2], gap="medium")
with left:
    scenario = what_if.levers(chosen)
    keep_what_if.offer(chosen, scenario)
appraised, entered = cached_reads.appraised(chosen.programme_id, chosen.number, scenario), chosen.appraised

with right:
    what_if.banner(chosen, scenario)
    key = f"shown-{chosen.programme_id}"
    url_state.start_with(key, url_state.wanted("show"), list(SHOWN), "net")
    with st.container(horizontal=True, gap="small"):
        shown = st.segmented_control(
            "Show", list(SHOWN), format_func=SHOWN.__getitem__, key=key, persist_state="session", required=True
        )
        basis = money_basis.switch(appraised)
    if shown == "net":
        charts.net(appraised, entered, basis)
    elif shown == "range":
        charts.ranges(appraised, entered, lambda one: cached_reads.simulated(
            chosen.programme_id, chosen.number, one, refine_ranges.draws_for(one), basis), scenario, basis)  # fmt: skip
    else:
        charts.cash(appraised, entered, basis)
if shown == "net":
    charts.what_would_have_to_be_true(appraised)
    drivers.up_or_out(appraised)
url_state.keep(
    programme=chosen.programme_id,
    version=pickers.version_in_address(chosen),
    show=None if shown == "net" else shown,
    money=money_basis.in_address(),
    **what_if.in_address(chosen, scenario),
)

st.header("Every option on the same rows", anchor=False)
st.caption(
    f"{frame_sentence(appraised, basis)} Options with levers show the expected value over what others may adopt. "
    "Ratios are of present values and paybacks of real money, whichever money is shown."
)
refine_ranges.with_ranges(
    chosen, scenario, lambda simulation, shown: certainty.every_row(appraised, simulation, basis, shown), basis
)
beside_money.every_option(chosen, appraised)
trace.rows_behind(appraised, None)
copy_option(chosen)
anchors.options(chosen)
asked = changes_asked_for(appraised)
if not asked.empty and not chosen.scope.is_empty:
    with st.expander(f"What others are asked to change ({len(asked)})"):
        text_table(levers_table(asked))
definitions()
