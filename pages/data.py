"""Data: what the figures rest on, and how to bring, change and take back tables."""

import streamlit as st

from pages.components import pickers
from pages.sections.data import sources, tables, upload
from pages.shell import url_state

VIEWS = {"tables": "Tables", "sources": "Sources", "add": "Add", "history": "History"}

st.title("Data", anchor=False)
chosen = pickers.programme_if_any()
url_state.start_with("data-view", url_state.wanted("view"), list(VIEWS), "tables" if chosen else "add")
view = st.segmented_control(
    "Show", list(VIEWS), format_func=VIEWS.__getitem__, key="data-view", persist_state="session", required=True
)
table = None
if chosen is not None and view != "add":
    pickers.must_see_rows(chosen, "Tables, sources and their history")
if chosen is None or view == "add":
    upload.bring(chosen)
elif view == "tables":
    table = tables.tables(chosen)
elif view == "sources":
    sources.sources(chosen)
else:
    upload.history(chosen)
url_state.keep(
    programme=chosen.programme_id if chosen else None,
    version=pickers.version_in_address(chosen) if chosen else None,
    view=None if view == "tables" else view,
    table=table,
)
