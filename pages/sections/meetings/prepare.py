"""Prepare a meeting: what it looks at, what it asks, what may be tried, and the link for those who follow."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from core.actions.meetings import prepare_meeting
from core.domain.decisions import day
from core.domain.errors import Refused
from core.domain.meetings import MOST_LEVERS, Meeting, StoredMeeting, levers_of
from core.domain.people import Doing, Person
from pages.components import pickers
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.sections.meetings import style
from pages.sections.meetings.what_if import LABELS
from pages.shell import store
from pages.shell.errors import refused
from pages.shell.page_list import PAGES


def meetings(chosen: Chosen, person: Person, found: tuple[StoredMeeting, ...]) -> None:
    """Draw the form for a new meeting, and the meetings there are with their links."""
    if person.may(Doing.prepare_meeting, chosen.programme_id):
        _form(chosen, person)
    else:
        st.info("Meetings are prepared by an analyst or a member of the board.")
    st.header("Meetings", anchor=False)
    if not found:
        st.markdown("No meeting has been prepared yet.")
    else:
        text_table(_table(found))
        _way_in(chosen, found)
    style.key_m_box()


def _form(chosen: Chosen, person: Person) -> None:
    case, pid = chosen.loaded.case, chosen.programme_id
    left, right = st.columns(2, gap="medium")
    with left:
        title = st.text_input(
            "Meeting", value=f"Board on {case.programme.title}"[:200], key=f"prepare-title-{pid}", persist_state="session"
        )
        option_id = pickers.option(chosen)
    with right:
        held_on = st.date_input("Date", value=_today(), key=f"prepare-date-{pid}", format="DD/MM/YYYY", persist_state="session")
        levers = st.multiselect(
            f"What may be tried in the meeting, {MOST_LEVERS} at most", levers_of(case), default=levers_of(case)[:MOST_LEVERS],
            format_func=LABELS.__getitem__, max_selections=MOST_LEVERS, key=f"prepare-levers-{pid}", persist_state="session",
            placeholder="Nothing", select_all=False,
        )  # fmt: skip
    titles = {row.option_id: row.title for row in case.options}
    ask = st.text_input(
        "The ask, in a sentence", value=_ask(titles[option_id]), key=f"prepare-ask-{pid}-{option_id}", persist_state="session"
    )
    st.caption(
        f"The meeting looks at version {chosen.number}, whatever is changed until then. "
        "Everybody who sees the programme can open that version from now on."
    )
    if not st.button("Prepare the meeting", type="primary", icon=":material/event_available:"):
        return
    if held_on is None:
        st.error("The meeting has no date: give the day on which it is held.", icon=":material/error:")
        return
    meeting = Meeting(title=title, held_on=held_on, ask=ask, option_id=option_id, levers=tuple(levers))
    try:
        kept = prepare_meeting(store.database(), pid, meeting, version_number=chosen.number, by=person, at=datetime.now(UTC))
    except Refused as refusal:
        refused(refusal)
        return
    st.session_state[_key(pid)] = kept.meeting_id
    st.rerun()


def _way_in(chosen: Chosen, found: tuple[StoredMeeting, ...]) -> None:
    names = {each.meeting_id: f"{each.title}, {day(each.held_on)} ({each.meeting_id})" for each in found}
    key = _key(chosen.programme_id)
    if st.session_state.get(key) not in names:
        st.session_state[key] = max(names)
    picked = st.selectbox("Open a meeting", list(names), format_func=names.__getitem__, key=key, persist_state="session")
    st.page_link(
        str(PAGES / "meetings.py"), label="Meeting view", icon=":material/co_present:", query_params={"meeting": str(picked)}
    )
    st.caption("Others follow by this link, signed in: whoever presses Present turns the screens for all.")
    style.way_in(picked)


def _table(found: tuple[StoredMeeting, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Date": day(each.held_on),
                "Meeting": each.title,
                "Ask": each.ask,
                "Version": str(each.number),
                "Prepared by": each.prepared_by,
            }
            for each in found
        ]
    )


def _ask(option: str) -> str:
    return f"Approve this option: {option}."[:400]


def _key(programme_id: str) -> str:
    return f"meeting-opened-{programme_id}"


def _today() -> date:
    return datetime.now(UTC).date()
