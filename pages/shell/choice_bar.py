"""Choice bar: the slim bar that stays at the top, in which programme, version and option are chosen once for every page.

The menu makes it before the page is drawn; pickers draw into it. A page that stands without it, as the meeting view does, lets
go of it first: pickers then stand where they are called.
"""

from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

KEY = "choices"
_bar: ContextVar[DeltaGenerator | None] = ContextVar("choice_bar", default=None)


def begin() -> DeltaGenerator:
    """Make the bar of this run; what pickers draw goes into it, before what the menu puts beside them."""
    bar = st.container(horizontal=True, gap="small", vertical_alignment="center", key=KEY)
    with bar:
        choices = st.container(horizontal=True, gap="small", vertical_alignment="center", key="chosen")
    _bar.set(choices)
    return bar


def let_go() -> None:
    """Let pickers stand on the page itself for the rest of this run."""
    _bar.set(None)


def here() -> AbstractContextManager[object]:
    """The place of a picker: the bar, or where it is called when there is none."""
    return _bar.get() or nullcontext()


def label_visibility() -> Literal["visible", "collapsed"]:
    """Labels stand beside no picker in the bar: screen readers hear them all the same."""
    return "visible" if _bar.get() is None else "collapsed"
