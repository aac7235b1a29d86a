"""Data: what the figures rest on, and how to bring, change and take back tables."""

import streamlit as st

from pages.shared import address, choices, holding, loading, resting

VIEWS = {"tables": "Tables", "sources": "Sources", "add": "Add", "history": "History"}

st.title("Data", anchor=False)
chosen = choices.programme_if_any()
address.start_with("data-view", address.wanted("view"), list(VIEWS), "tables" if chosen else "add")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="data-view", persist_state="session", required=True
)
table = None
if chosen is not None and view != "add":
    choices.must_see_rows(chosen, "Tables, sources and their history")
if chosen is None or view == "add":
    loading.bring(chosen)
elif view == "tables":
    table = holding.tables(chosen)
elif view == "sources":
    resting.sources(chosen)
else:
    loading.history(chosen)
address.keep(
    programme=chosen.programme_id if chosen else None,
    version=choices.version_in_address(chosen) if chosen else None,
    view=None if view == "tables" else view,
    table=table,
)
