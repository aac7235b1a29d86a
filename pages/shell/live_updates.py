"""Live updates: the page reloads when another person saves, and shows who else is looking. It never interrupts typing.

`watch(person, programme_id)` is called once on a page, as soon as its programme is picked and before anything of it is read; the
programme picker does so. A page that only shows things is then drawn anew by itself when another person changes the programme.

For the author of a page: where people type, choose or upload what is not saved at once, call `has_editor()` while drawing that
form, grid or dialog. Such a page is never drawn anew by itself: it says what changed, and offers a button.
"""

import secrets
from datetime import UTC, datetime
from urllib.parse import urlsplit

import streamlit as st

from core.domain.errors import Refused
from core.domain.people import Doing, Person
from core.domain.presence import Presence, Seen
from core.reports.live_changes import (
    Around,
    Changes,
    Glance,
    are_others_as_drawn,
    changes_since,
    commits,
    is_as_drawn,
    others_here,
    pulse,
)
from pages.shell import identity, idle_reruns, store
from pages.shell.user_text import plain

EVERY_SECONDS = 2  # so that with the drawing it is within three
# Pages people fill in from top to bottom: they are never drawn anew unasked, whatever they show at the moment.
FILLED_IN = frozenset({"/data", "/costs", "/evidence", "/decide", "/deal", "/realisation", "/versions", "/links", "/people"})
_EDITOR, _SESSION, _WATCHING = "live.editor", "live.session", "live.watching"


def watch(person: Person, programme_id: str) -> None:
    """Watch: ask for changes every few seconds from here on; what is saved after this moment is not yet on the page.

    The same request finds out whether the person is still signed in with the same access, so that a page has one timer and not two.
    """
    st.session_state[_EDITOR] = False
    try:
        drawn = pulse(store.database(), person, programme_id)
    except Refused:  # whatever the page asks for next is refused too, and says why
        return
    st.session_state[_WATCHING] = True
    _look_round(person, programme_id, drawn)


def forget() -> None:
    """Begin a run of the script, in which no part watches yet."""
    st.session_state[_WATCHING] = False


def is_watching() -> bool:
    """True once this run of the script watches a programme."""
    return bool(st.session_state.get(_WATCHING))


def has_editor() -> None:
    """Say that something on this page is being filled in, so that the page is not drawn anew unasked."""
    st.session_state[_EDITOR] = True


@st.cache_resource(show_spinner=False)
def presence() -> Presence:
    """Who is looking at what, as far as this process knows: where several serve people, each knows only of its own."""
    return Presence()


@st.fragment(run_every=EVERY_SECONDS)
def _look_round(drawn_for: Person, programme_id: str, drawn: int) -> None:
    """Poll: ask once for changes. A person with other access than the page was drawn for gets a new page."""
    idle_reruns.forget_this_page()
    glance = Glance(commits(store.database()), identity.token() or "", datetime.now(UTC))
    person, now = identity.person_left_alone(), datetime.now(UTC)
    if person is None or person != drawn_for:
        st.rerun()
        return
    if not person.may(Doing.see_agreed_view, programme_id):
        return
    page = urlsplit(st.context.url or "").path.rstrip("/") or "/"
    seen = Seen(person.person_id, person.name, programme_id, page, now)
    presence().beat(_session(), seen)
    others = others_here(presence(), person, programme_id, page, now)
    if others:
        st.caption(f":material/group: Also here: {plain(', '.join(others))}")
    newest = pulse(store.database(), person, programme_id)
    if newest > drawn:
        changes = changes_since(store.database(), person, programme_id, drawn)
        _let_appear(changes, at_once=page not in FILLED_IN and not st.session_state.get(_EDITOR))
    _rest(Around(_session(), person, seen, others, newest), glance)


def _rest(around: Around, glance: Glance) -> None:
    """Rest: leave this part of the page until it would draw something else than it drew now."""
    db, here = store.database(), presence()

    def has_news(token: str) -> bool:
        version, now = commits(db), datetime.now(UTC)
        if not is_as_drawn(db, here, around, token, now):
            return True
        glance.renew(version, token, now)
        return False

    def nothing_moved(token: str) -> bool:
        now = datetime.now(UTC)
        return glance.stands(commits(db), token, now) and are_others_as_drawn(here, around, now)

    idle_reruns.keep(has_news, nothing_moved)


def _let_appear(changes: Changes, *, at_once: bool) -> None:
    """Reload: draw the page anew, or where a form is being filled in, say what changed and let the person choose when."""
    if at_once:
        st.rerun()
    more = "" if changes.count == 1 else f" Before that: {changes.count - 1} more."
    st.info(plain(changes.sentence + more), icon=":material/update:")
    if st.button("Show the latest", icon=":material/refresh:", key="live-latest"):
        st.rerun()


def _session() -> str:
    return str(st.session_state.setdefault(_SESSION, secrets.token_hex(16)))
