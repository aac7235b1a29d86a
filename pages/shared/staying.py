"""Whether the person in front of an open page is still signed in, with the same access: looked at every few seconds."""

import streamlit as st

from core.domain.people import Person
from pages.shared import asking

EVERY_SECONDS = 3


def watch(person: Person) -> None:
    """Draw the page anew once this person is signed out, is disabled or has other access than when it was drawn."""
    _look(person)


@st.fragment(run_every=EVERY_SECONDS)
def _look(person: Person) -> None:
    if asking.person_left_alone() != person:
        st.rerun()
