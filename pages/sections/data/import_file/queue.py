"""Queue: files are read in a process of their own, one of each person at a time; the page says which place the person has."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from core.ingest.messy import NotReadable
from core.ingest.own_process import in_own_process
from core.ingest.too_much import TooMuch, is_small
from core.ingest.turns import TURNS
from pages.shell import identity

Made = TypeVar("Made")

__all__ = ["NotReadable", "forget", "in_turn", "is_small", "once", "place_words"]


def in_turn(function: Callable[..., Made], *args: Any, is_small: bool = False) -> Made:
    """Result of a piece of work on a file, done in its turn; the page says who waits for how many others.

    What is small is done here and now: starting a process would take longer.

    Raises:
        NotReadable: the work takes more memory or time than one file may, or nothing can be taken from the file.
    """
    if is_small:
        return function(*args)
    told = st.empty()

    def say(place: int) -> None:
        told.info(place_words(place), icon=":material/hourglass_top:")

    with TURNS.turn(identity.person().person_id, say):
        told.empty()
        try:
            return in_own_process(function, *args)
        except TooMuch as refusal:
            sentence = refusal.sentence
            raise NotReadable(f"{sentence[:1].upper()}{sentence[1:]}") from None


def once(what: str, of: object, make: Callable[[], Made]) -> Made:
    """Last result for this session: what was made of the very same files, or made anew, so that a redraw reads nothing again."""
    kept = st.session_state.get(what)
    if kept is None or kept[0] != of:
        kept = st.session_state[what] = (of, make())
    made: Made = kept[1]
    return made


def forget(*what: str) -> None:
    """Results that are needed no more: let go of them, and of the files they were made of."""
    for each in what:
        st.session_state.pop(each, None)


def place_words(place: int) -> str:
    """Place in the queue: 'Other files are being read: yours is number 2 in the queue.'"""
    return f"Other files are being read: yours is number {place} in the queue. It begins by itself; stay on this page."
