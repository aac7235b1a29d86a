"""Which meeting is in front, and the one row of controls below its screens."""

from datetime import UTC, date, datetime
from typing import NoReturn

import streamlit as st

from core.domain.decisions import day
from core.domain.errors import Refused
from core.domain.meetings import SCREENS, StoredMeeting
from core.domain.people import Person
from core.reports.appraisals import Appraised
from core.reports.meetings import meeting, meetings_of, next_meeting, unprepared
from pages.components import money_basis, pickers
from pages.sections.meetings import presenting, style
from pages.sections.meetings.presenting import Place
from pages.shell import cached_reads, choice_bar, store
from pages.shell.errors import refused
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain

NOT_PREPARED = 0


def in_front(person: Person) -> StoredMeeting:
    """Find the meeting the address names, or let the person choose; stop the page with a way on when there is none to show."""
    asked = st.query_params.get("meeting", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9:
        return _chosen(person)
    try:
        return meeting(store.database(), person, int(asked))
    except Refused as refusal:
        _cannot_be_shown(refusal)


def worked_out(shown: StoredMeeting, here: Place) -> Appraised:
    """The meeting's version under the what-if on the screen; stop the page with a way on when it cannot be read."""
    try:
        return cached_reads.appraised(shown.programme_id, shown.number, here.scenario)
    except Refused as refusal:
        _cannot_be_shown(refusal)


def _cannot_be_shown(refusal: Refused) -> NoReturn:
    st.title("Meeting view", anchor=False)
    refused(refusal)
    st.page_link(str(PAGES / "decisions.py"), label="Decide: meetings and decisions", icon=":material/gavel:")
    st.stop()


def controls(shown: StoredMeeting, here: Place, person: Person, worked: Appraised) -> None:
    """Draw the row of controls: back and next, whose screen it is, the size of the text, and the way out."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="meeting-controls"):
        st.button("Back", key="meeting-back", on_click=presenting.turn, args=(shown, -1), icon=":material/arrow_back:",
                  disabled=here.screen == 1 or here.follows is not None)  # fmt: skip
        st.markdown(f"{here.screen} of {SCREENS}")
        st.button("Next", key="meeting-next", on_click=presenting.turn, args=(shown, 1), icon=":material/arrow_forward:",
                  disabled=here.screen == SCREENS or here.follows is not None)  # fmt: skip
        presenting.buttons(shown, here, person)
        told = presenting.told(here)
        if told:
            st.badge(plain(told), icon=":material/groups:", color="blue")
        style.size_buttons()
        with st.popover("More", icon=":material/more_horiz:", key="meeting-more"):
            money_basis.switch(worked)
            style.key_m_box()
            st.caption("Left and Right turn the screens.")
            st.page_link(str(PAGES / "decisions.py"), label="Decide: meetings and decisions", icon=":material/gavel:")
            st.page_link(str(PAGES / "summary.py"), label="Leave the meeting view", icon=":material/logout:")


def _chosen(person: Person) -> StoredMeeting:
    choice_bar.let_go()
    with st.container(horizontal=True, key="meeting-choice"), st.popover("Programme and meeting", icon=":material/tune:"):
        chosen = pickers.programme_if_any()
        if chosen is not None:
            option_id = pickers.option(chosen)
            picked = _picked(meetings_of(store.database(), person, chosen.programme_id), chosen.programme_id)
    if chosen is None:
        chosen = pickers.programme()
    return picked or unprepared(chosen.loaded, option_id, _today())


def _picked(found: tuple[StoredMeeting, ...], programme_id: str) -> StoredMeeting | None:
    """Chosen meeting: the one picked; the nearest to come, or the last, until the person picks one."""
    if not found:
        return None
    first = next_meeting(found, _today())
    by_id = {each.meeting_id: each for each in found}
    names = {NOT_PREPARED: "None: the programme as it is", **{id_: _name(each) for id_, each in by_id.items()}}
    key = f"meeting-chosen-{programme_id}"
    if st.session_state.get(key) not in names:
        st.session_state[key] = first.meeting_id if first is not None else NOT_PREPARED
    picked = st.selectbox("Meeting", list(names), format_func=names.__getitem__, key=key, persist_state="session")
    return by_id.get(picked)


def _name(each: StoredMeeting) -> str:
    return f"{each.title}, {day(each.held_on)} ({each.meeting_id})"


def _today() -> date:
    return datetime.now(UTC).date()
