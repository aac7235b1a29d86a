"""Overrides: gates that were passed against what the data say, named at the head of every page of the case."""

import streamlit as st

from core.domain.people import Doing
from core.reports.gates.standing import override_sentences
from pages.components import form_feedback
from pages.shell import identity, store
from pages.shell.user_text import plain

_HEAD = "overrides.head"


def keep_place() -> None:
    """Keep a place at the head of the page, filled once the page knows its programme."""
    st.session_state[_HEAD] = st.container()


def warn(programme_id: str) -> None:
    """Override warning: say of each override of a programme by whom, why and until when.

    Raises:
        Refused: the store cannot be read.
    """
    above = st.session_state.pop(_HEAD, None)
    if above is None or not identity.person().may(Doing.see_agreed_view, programme_id):
        return
    for sentence in override_sentences(store.database(), programme_id, form_feedback.today()):
        above.warning(plain(sentence), icon=":material/report:")
