"""Today: the three lines a Summary opens with, each with the way to where it is done."""

import streamlit as st

from core.charts.sentences.today import ask_line, decision_line, waiting_line
from core.reports.today import today_for
from pages.components import form_feedback
from pages.components.pickers import Chosen
from pages.shell import identity, store
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain


def three_lines(chosen: Chosen, option_id: str) -> None:
    """Say what is asked and when, what waits for the reader, and the decision that stands."""
    found = today_for(store.database(), identity.person(), chosen.appraised, option_id, form_feedback.today())
    where = {"programme": chosen.programme_id}
    offers = found.offers
    with st.container(key="today", gap="xsmall"):
        _line("The ask", ask_line(found), "meetings.py", "Meeting view", where)
        waits = "deals.py" if offers else "activity.py" if found.unread else "realisation.py" if found.late else None
        name = {"deals.py": "Answer it", "activity.py": "Read them", "realisation.py": "See them"}.get(waits or "")
        asked = {**where, "option": offers[0].offer.offer.option_id} if offers else where
        _line("Waits for you", waiting_line(found), waits, name, asked)
        _line("What stands", decision_line(found.decision), "decisions.py", "Decide", where)


def _line(what: str, told: str, file: str | None, name: str | None, asked: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.markdown(f"**{what}.** {plain(told)}", width="stretch")
        if file and name:
            st.page_link(str(PAGES / file), label=name, icon=":material/arrow_forward:", query_params=asked, width="content")
