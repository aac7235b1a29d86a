"""Errors: a person sees a sentence and a reference, never a trace. The log has the trace under that reference."""

import logging
from collections.abc import Callable
from secrets import token_hex

import streamlit as st
from streamlit.errors import FragmentHandledException

from core.domain.errors import Refused
from pages.shell.user_text import plain

SENTENCE = "Something went wrong on our side, and this page could not be drawn."
_log = logging.getLogger("scalecase")


def draw_or_explain(draw: Callable[[], None]) -> None:
    """Error page: draw a page; where it fails, keep the trace in the log and show the person a reference to it."""
    try:
        draw()
    except FragmentHandledException:
        raise  # a part of the page failed, and has said so itself: `on_script_error` was asked
    except Exception as fault:
        _tell(fault)


def on_script_error(fault: Exception) -> bool:
    """Error outside a page: show a fault in a part that is drawn by itself, and in what a button or a box calls.

    Streamlit asks this before it shows a sentence of its own; True means that it need not. An uncaught refusal says its
    own sentence.
    """
    if isinstance(fault, Refused):
        refused(fault)
    else:
        _tell(fault)
    return True


def _tell(fault: Exception) -> None:
    reference = token_hex(4)
    _log.error("A page failed, reference %s", reference, exc_info=fault)
    st.error(
        f"{SENTENCE} Nothing you saved is lost. Try again; if it stays so, tell the people who run this service "
        f"the reference {reference}.",
        icon=":material/error:",
    )


def refused(refusal: Refused) -> None:
    """Say why something was not done, one thing to put right a line."""
    for sentence in refusal.sentences:
        st.error(plain(sentence), icon=":material/error:")
