"""Presenting: one person turns the screen, the others see it turn, and each may leave and look around alone."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import streamlit as st

from core.actions.meetings import present, show_screen, still_presenting, stop_presenting
from core.domain.errors import Refused
from core.domain.meetings import SCREENS, Screen, StoredMeeting
from core.domain.people import Doing, Person
from core.domain.scenario import Scenario
from core.reports.meetings import screen_of
from pages.sections.meetings import what_if
from pages.shell import identity, store
from pages.shell.errors import refused
from pages.shell.user_text import plain

LOOKS_EVERY_SECONDS = 1.5
SAYS_SO_EVERY = timedelta(seconds=20)
DECIDING = 6
_WINDOW = "meeting.window"


@dataclass(frozen=True)
class Place:
    """Where this window is: its screen and what-if, whether it turns the screens of others, and whose screens it follows."""

    screen: int
    scenario: Scenario
    presents: bool
    follows: str | None
    live: Screen | None


def place(meeting: StoredMeeting, person: Person) -> Place:
    """Work out where this window is, taking over the presenter's screen where it follows."""
    live = screen_of(store.database(), person, meeting) if meeting.meeting_id else None
    st.session_state[_key("seen", meeting)] = 0 if live is None else live.version
    presents = live is not None and live.presenting_as == _window()
    if (
        live is not None
        and live.is_presented(datetime.now(UTC))
        and not presents
        and not st.session_state.get(_key("alone", meeting))
    ):
        st.session_state[_key("screen", meeting)] = live.screen
        return Place(live.screen, Scenario.from_words(live.scenario), presents, live.presenter, live)
    return Place(_screen(meeting), what_if.scenario(meeting), presents, None, live)


def turn(meeting: StoredMeeting, step: int) -> None:
    """Go a screen on or back."""
    _go(meeting, min(max(_screen(meeting) + step, 1), SCREENS))


def tell(meeting: StoredMeeting, here: Place, person: Person) -> None:
    """Send: show those who follow what this window shows, if it presents and shows something else than before."""
    if not here.presents or here.live is None:
        return
    if (here.screen, here.scenario.in_words) == (here.live.screen, here.live.scenario):
        return
    try:
        moved = show_screen(
            store.database(), meeting.meeting_id, here.screen, here.scenario,
            presenting_as=_window(), by=person, at=datetime.now(UTC),
        )  # fmt: skip
        st.session_state[_key("seen", meeting)] = moved.version
    except Refused as refusal:
        refused(refusal)


def buttons(meeting: StoredMeeting, here: Place, person: Person) -> None:
    """Draw what this window may do with the common screen: present, stop, follow, stop following."""
    if not meeting.meeting_id:
        return
    if here.presents:
        st.button("Stop presenting", key="meeting-stop", on_click=_stop, args=(meeting, person), icon=":material/stop_circle:")
        return
    if here.follows is not None:
        st.button("Stop following", key="meeting-alone", on_click=_alone, args=(meeting, True), icon=":material/link_off:")
    elif here.live is not None and here.live.is_presented(datetime.now(UTC)):
        st.button("Follow", key="meeting-follow", on_click=_alone, args=(meeting, False), icon=":material/link:")
    if person.may(Doing.prepare_meeting, meeting.programme_id):
        st.button("Present", key="meeting-present", on_click=_present, args=(meeting, person), icon=":material/co_present:")


def told(here: Place) -> str:
    """Presenter in words: say whose screen this is."""
    if here.presents:
        return "You present"
    return f"Following {here.follows}" if here.follows is not None else ""


def watch(meeting: StoredMeeting, here: Place) -> None:
    """Look every second or two whether the presenter has moved; while a decision is being typed, offer to go along instead."""
    if not meeting.meeting_id:
        return

    @st.fragment(run_every=LOOKS_EVERY_SECONDS)
    def look() -> None:
        person = identity.person_left_alone()
        if person is None:
            st.rerun()
        if here.presents:
            _say_still_there(meeting, person)
        live = screen_of(store.database(), person, meeting)
        if live is None or live.version == st.session_state.get(_key("seen", meeting)):
            return
        is_typing = here.screen == DECIDING and person.may(Doing.record_decision, meeting.programme_id)
        if not is_typing:
            st.rerun()
        if st.button(f"The presenter is on screen {live.screen}: go there", key="meeting-go-along"):
            st.rerun()

    look()


def _say_still_there(meeting: StoredMeeting, person: Person) -> None:
    """Let others know now and then that the presenter's window is still open."""
    key, now = _key("said", meeting), datetime.now(UTC)
    if now - st.session_state.get(key, now - SAYS_SO_EVERY) < SAYS_SO_EVERY:
        return
    st.session_state[key] = now
    try:
        still_presenting(store.database(), meeting.meeting_id, presenting_as=_window(), by=person, at=now)
    except Refused as refusal:
        # Another person presents by now: the next poll finds that the screen has moved, and draws the page anew.
        st.caption(plain(refusal.sentence))


def start_at(meeting: StoredMeeting, asked: str | None) -> None:
    """Begin at the screen the address asks for."""
    key = _key("screen", meeting)
    if key not in st.session_state:
        st.session_state[key] = int(asked) if asked in {str(number) for number in range(1, SCREENS + 1)} else 1


def _go(meeting: StoredMeeting, screen: int) -> None:
    st.session_state[_key("screen", meeting)] = screen


def _screen(meeting: StoredMeeting) -> int:
    screen: int = st.session_state.get(_key("screen", meeting), 1)
    return screen


def _alone(meeting: StoredMeeting, is_alone: bool) -> None:
    st.session_state[_key("alone", meeting)] = is_alone


def _present(meeting: StoredMeeting, person: Person) -> None:
    try:
        present(
            store.database(),
            meeting.meeting_id,
            presenting_as=_window(),
            screen=_screen(meeting),
            by=person,
            at=datetime.now(UTC),
        )
    except Refused as refusal:
        st.session_state[_key("refused", meeting)] = refusal.sentence


def _stop(meeting: StoredMeeting, person: Person) -> None:
    try:
        stop_presenting(store.database(), meeting.meeting_id, presenting_as=_window(), by=person, at=datetime.now(UTC))
    except Refused as refusal:
        st.session_state[_key("refused", meeting)] = refusal.sentence


def refusal(meeting: StoredMeeting) -> None:
    """Say once why a press of a button was refused."""
    sentence = st.session_state.pop(_key("refused", meeting), None)
    if sentence is not None:
        st.error(plain(sentence), icon=":material/error:")


def _window() -> str:
    window: str = st.session_state.setdefault(_WINDOW, secrets.token_urlsafe(12))
    return window


def _key(name: str, meeting: StoredMeeting) -> str:
    return f"meeting-{name}-{meeting.programme_id}-{meeting.meeting_id}"
