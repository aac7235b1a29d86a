"""Activity: what was done in a programme, day by day, in plain sentences."""

import streamlit as st

from core.domain.people import Person
from core.reports.action_words import KINDS
from core.reports.activity import A_PAGE, activity, by_day, doers
from pages.components.pickers import Chosen
from pages.shell import store
from pages.shell.user_text import plain

EVERYBODY, EVERYTHING = "Everybody", "Everything"


def show(person: Person, chosen: Chosen) -> None:
    """Activity feed: the newest first, under its day, filtered by person and by kind."""
    who_column, kind_column = st.columns(2)
    who = who_column.selectbox("By", [EVERYBODY, *doers(store.database(), person, chosen.programme_id)], key="feed-by")
    kind = kind_column.selectbox("Kind", [EVERYTHING, *KINDS], key="feed-kind")
    most = st.session_state.setdefault("feed-most", A_PAGE)
    rows = activity(
        store.database(), person, chosen.programme_id, by=None if who == EVERYBODY else who,
        kind=None if kind == EVERYTHING else kind, most=most + 1,
    )  # fmt: skip
    if not rows:
        st.markdown("Nothing of that kind was done here yet.")
    for day, done in by_day(rows[:most]).items():
        st.header(f"{day.day} {day:%B %Y}", anchor=False)
        st.markdown("\n".join(f"- {row.at:%H:%M} {plain(row.sentence)}" for row in done))
    if rows:
        st.caption("Times are UTC.")
    if len(rows) > most:
        st.button("Show earlier", icon=":material/expand_more:", on_click=_more)


def _more() -> None:
    st.session_state["feed-most"] += A_PAGE
