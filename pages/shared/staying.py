"""Whether the person in front of an open page is still signed in, with the same access: looked at every few seconds."""

from datetime import UTC, datetime

import streamlit as st

from core.domain.people import Person
from core.reports.living import is_same_person
from pages.shared import asking, quiet, reads

EVERY_SECONDS = 3


def watch(person: Person) -> None:
    """Draw the page anew once this person is signed out, is disabled or has other access than when it was drawn."""
    _look(person)


@st.fragment(run_every=EVERY_SECONDS)
def _look(person: Person) -> None:
    quiet.forget_this_page()
    if asking.person_left_alone() != person:
        st.rerun()
    db = reads.database()
    quiet.keep(lambda token: not is_same_person(db, person, token, datetime.now(UTC)))
