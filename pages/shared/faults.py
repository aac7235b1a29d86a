"""A fault of ours, as a person meets it: a sentence and a reference, never a trace. The log has the rest under that reference."""

import logging
from collections.abc import Callable
from secrets import token_hex

import streamlit as st
from streamlit.errors import FragmentHandledException

from core.store.refusals import Refused
from pages.shared.parts import refused

SENTENCE = "Something went wrong on our side, and this page could not be drawn."
_log = logging.getLogger("scalecase")


def told_plainly(draw: Callable[[], None]) -> None:
    """Draw a page; where it fails, keep the trace in the log and tell the person a reference to it."""
    try:
        draw()
    except FragmentHandledException:
        raise  # a part of the page failed, and has said so itself: `on_script_error` was asked
    except Exception as fault:
        _tell(fault)


def on_script_error(fault: Exception) -> bool:
    """Tell of a fault where no page is being drawn: in a part that is drawn by itself, and in what a button or a box calls.

    Streamlit asks this before it shows a sentence of its own; True means that it need not. A refusal nobody caught says its
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
        f"{SENTENCE} Nothing you saved is lost. Try again; if it stays so, tell whoever looks after this service "
        f"the reference {reference}.",
        icon=":material/error:",
    )
