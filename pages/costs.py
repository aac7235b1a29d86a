"""Unit costs: bring the workbook as it is, settle who bears what, find a value and take it into the case."""

import streamlit as st

from core.store.refusals import Refused
from pages.shared import accepting, address, choices, pricing
from pages.shared.parts import refused

VIEWS = {"find": "Find and use", "who": "Who bears what", "bring": "Bring a workbook"}

st.title("Unit costs", anchor=False)
chosen = choices.programme()
choices.must_see_rows(chosen, "Unit costs")
accepting.say_what_happened()
try:
    held = pricing.held(chosen)
except Refused as refusal:
    refused(refusal)
    st.stop()
if held is None:
    st.markdown("No unit costs are held yet: bring the Greater Manchester workbook as it was published.")
    pricing.bring(chosen)
    address.keep(programme=chosen.programme_id, version=choices.version_in_address(chosen))
    st.stop()

costs, kept = held
address.start_with("costs-view", address.wanted("view"), list(VIEWS), "find")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="costs-view", persist_state="session", required=True
)
address.keep(programme=chosen.programme_id, version=choices.version_in_address(chosen), view=None if view == "find" else view)
if view == "bring":
    pricing.about(costs, kept)
    pricing.bring(chosen)
elif view == "who":
    pricing.who_bears(chosen, costs)
else:
    row = pricing.find(chosen, costs)
    if row is not None:
        pricing.take(chosen, costs, row)
