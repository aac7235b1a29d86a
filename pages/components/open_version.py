"""Open version: the version an editor was opened on. It stays the same while a person types, even when another person saves."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from core.domain.errors import Refused
from core.reports.appraisals import Loaded
from pages.components.pickers import Chosen
from pages.shell import cached_reads

_PINNED = "open_version.pinned."


@dataclass(frozen=True)
class Pinned:
    """The version an editor was opened on. `key` is new whenever what is edited is to be shown anew.

    The function that saves lets go of `name`, so that the page does not report a person's own change as another person's.
    """

    name: str
    number: int
    loaded: Loaded
    key: str


def pinned(name: str, chosen: Chosen, content: Callable[[Loaded], object], *, is_typed_in: Callable[[str], bool]) -> Pinned:
    """Pinned version: find which version an editor is to show, and say so where it is no longer the latest.

    What others save elsewhere does not matter. What they save in the very rows that are edited is shown at once where nothing
    was typed; else the typed rows stay, a save is refused with who changed what, and a button begins again.

    Args:
        name: of the editor, unique on the page.
        chosen: the programme, in its latest version.
        content: the rows that are edited, of a version.
        is_typed_in: tells of an editor's key whether anything was typed that is not saved; True where that cannot be known.
    """
    held = st.session_state.get(_PINNED + name, chosen.number)
    opened = _opened(chosen, held)
    key = f"{name}-{_digest(content(opened))}"
    is_behind = content(opened) != content(chosen.loaded)
    if not is_behind or not is_typed_in(key):
        begin_again(name, chosen.number)
        return Pinned(name, chosen.number, chosen.loaded, f"{name}-{_digest(content(chosen.loaded))}")
    st.session_state[_PINNED + name] = held
    _say_it_changed(name, chosen.number)
    return Pinned(name, held, opened, key)


def opened_at(name: str, current: int) -> int:
    """Form version: the number of what a form was opened on, for things kept outside versions; say so where it is out of date.

    Args:
        name: of the form, unique on the page; it goes into the keys of its fields with the number given back.
        current: id or version of what the form changes, as it is now.
    """
    held: int = st.session_state.setdefault(_PINNED + name, current)
    if held != current:
        _say_it_changed(name, current)
    return held


def let_go(name: str) -> None:
    """Release: forget what a form or an editor was opened on, once it is saved."""
    st.session_state.pop(_PINNED + name, None)


def is_typed_in_grid(key: str) -> bool:
    """True when the grid of this key holds what is not saved."""
    state = st.session_state.get(key) or {}
    return any(state.get(part) for part in ("edited_rows", "added_rows", "deleted_rows"))


def begin_again(name: str, number: int) -> None:
    """Open an editor on a version, letting go of what was typed on another."""
    st.session_state[_PINNED + name] = number


def _say_it_changed(name: str, latest: int) -> None:
    st.info(
        "Somebody else changed this while you had it open. What you typed is kept here and is not saved.", icon=":material/update:"
    )
    st.button("Begin again from the latest", on_click=begin_again, args=(name, latest), key=f"begin-again-{name}")


def _opened(chosen: Chosen, number: int) -> Loaded:
    """The version that was opened; the latest where that one was taken back since."""
    if number == chosen.number:
        return chosen.loaded
    try:
        return cached_reads.loaded(chosen.programme_id, number)
    except Refused:
        return chosen.loaded


def _digest(content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:12]
