"""A fault of ours, as a person meets it: a sentence and a reference, never a trace. The log has the rest under that reference."""

import logging
from collections.abc import Callable
from secrets import token_hex

import streamlit as st

SENTENCE = "Something went wrong on our side, and this page could not be drawn."
_log = logging.getLogger("scalecase")


def told_plainly(draw: Callable[[], None]) -> None:
    """Draw a page; where it fails, keep the trace in the log and tell the person a reference to it."""
    try:
        draw()
    except Exception:
        reference = token_hex(4)
        _log.exception("A page failed, reference %s", reference)
        st.error(
            f"{SENTENCE} Nothing you saved is lost. Try again; if it stays so, tell whoever looks after this service "
            f"the reference {reference}.",
            icon=":material/error:",
        )
