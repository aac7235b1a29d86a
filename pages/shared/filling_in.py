"""Recording something from a form: what was typed stays where it is refused, and what was done is said on the next run."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import streamlit as st

from core.store.refusals import Refused
from pages.shared.parts import refused
from pages.shared.text import plain

_DONE, _SEEN = "what a form did last", "seen before it was sent: "
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


def record(act: Callable[[], object], done: str) -> None:
    """Do it, and draw the page anew with what was done; say why where it is refused."""
    try:
        told = act()
    except Refused as refusal:
        refused(refusal)
        return
    for key in [key for key in st.session_state if str(key).startswith(_SEEN)]:
        del st.session_state[key]
    st.session_state[_DONE] = told if isinstance(told, str) and told.endswith(".") else done
    st.rerun()


def seen(name: str, current: int, *, is_sent: bool) -> int:
    """What stood there when the person filled the form in, and not what stands there now that it is sent.

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
    """Say what the last form did, once."""
    told = st.session_state.pop(_DONE, "")
    if told:
        st.success(plain(told), icon=":material/check_circle:")


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def today() -> date:
    """This day."""
    return now().date()


def day(label: str, value: date | None, *, key: str | None = None, help: str | None = None) -> date | None:  # noqa: A002
    """Ask for a day."""
    picked: date | None = st.date_input(
        label, value, min_value=FIRST_DAY, max_value=LAST_DAY, format="DD/MM/YYYY", key=key, help=help
    )
    return picked
