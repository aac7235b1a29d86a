"""Gates that were passed against what the data say: said at the head of every page of the case."""

import streamlit as st

from core.domain.people import Doing
from core.reports.gates import override_sentences
from pages.shared import asking, filling_in, reads
from pages.shared.text import plain

_HEAD = "head of the page"


def keep_place() -> None:
    """Keep a place at the head of the page, to be filled once it is known which programme the page is about."""
    st.session_state[_HEAD] = st.container()


def warn(programme_id: str) -> None:
    """Say of each override of a programme by whom, why and until when.

    Raises:
        Refused: the store cannot be read.
    """
    above = st.session_state.pop(_HEAD, None)
    if above is None or not asking.person().may(Doing.see_agreed_view, programme_id):
        return
    for sentence in override_sentences(reads.database(), programme_id, filling_in.today()):
        above.warning(plain(sentence), icon=":material/report:")
