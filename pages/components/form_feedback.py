"""Form feedback: a refused form keeps what was typed, and an accepted one says what was done on the next run."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import streamlit as st

from core.domain.errors import Refused
from pages.shell.errors import refused
from pages.shell.user_text import plain

_DONE, _SEEN = "form.done", "form.seen."
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


def record(act: Callable[[], object], done: str) -> None:
    """Record: run the form's action and draw the page anew with what was done; say why where it is refused."""
    try:
        told = act()
    except Refused as refusal:
        refused(refusal)
        return
    for key in [key for key in st.session_state if str(key).startswith(_SEEN)]:
        del st.session_state[key]
    st.session_state[_DONE] = told if isinstance(told, str) and told.endswith(".") else done
    st.rerun()


def note_done(sentence: str) -> None:
    """Keep what a button did, to be said on the run that follows it."""
    st.session_state[_DONE] = sentence


def seen(name: str, current: int, *, is_sent: bool) -> int:
    """Version on screen: what the form showed when the person filled it in, not what is stored by the time it is sent.

    Args:
        name: of the form, unique on the page.
        current: id or version of what the form changes, as it is in this run.
        is_sent: True in the run in which the form arrives.
    """
    before: int = st.session_state.get(_SEEN + name, current)
    st.session_state[_SEEN + name] = current
    if not is_sent and before != current:
        st.info("Somebody else changed this while you had it open: look at it as it is now.", icon=":material/update:")
    return before


def say_what_was_recorded() -> None:
    """Confirmation: say once what the last form did."""
    told = st.session_state.pop(_DONE, "")
    if told:
        st.success(plain(told), icon=":material/check_circle:")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day."""
    return now().date()


def day(label: str, value: date | None, *, key: str | None = None, help: str | None = None) -> date | None:  # noqa: A002
    """Ask for a day."""
    picked: date | None = st.date_input(
        label, value, min_value=FIRST_DAY, max_value=LAST_DAY, format="DD/MM/YYYY", key=key, help=help
    )
    return picked
