"""Unit costs: bring the workbook as it is, settle who bears what, find a value and take it into the case."""

import streamlit as st

from core.domain.errors import Refused
from pages.components import pickers
from pages.sections.evidence import accept_effect
from pages.sections.unit_costs import agencies, choose, search, workbook
from pages.shell import url_state
from pages.shell.errors import refused

VIEWS = {"find": "Find and use", "who": "Who bears what", "bring": "Bring a workbook"}

st.title("Unit costs", anchor=False)
chosen = pickers.programme()
pickers.must_see_rows(chosen, "Unit costs")
accept_effect.say_what_happened()
try:
    held = workbook.held(chosen)
except Refused as refusal:
    refused(refusal)
    st.stop()
if held is None:
    st.markdown("No unit costs are held yet: bring the Greater Manchester workbook as it was published.")
    workbook.bring(chosen)
    url_state.keep(programme=chosen.programme_id, version=pickers.version_in_address(chosen))
    st.stop()

costs, kept = held
url_state.start_with("costs-view", url_state.wanted("view"), list(VIEWS), "find")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="costs-view", persist_state="session", required=True
)
url_state.keep(programme=chosen.programme_id, version=pickers.version_in_address(chosen), view=None if view == "find" else view)
if view == "bring":
    workbook.about(costs, kept)
    workbook.bring(chosen)
elif view == "who":
    agencies.who_bears(chosen, costs)
else:
    row = search.find(chosen, costs)
    if row is not None:
        choose.take(chosen, costs, row)
