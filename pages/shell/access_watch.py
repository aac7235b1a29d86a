"""Access watch: every few seconds an open page asks whether its person is still signed in with the same access."""

from datetime import UTC, datetime

import streamlit as st

from core.domain.people import Person
from core.reports.live_changes import Glance, commits, is_same_person
from pages.shell import identity, idle_reruns, store

EVERY_SECONDS = 3


def watch(person: Person) -> None:
    """Access watch: draw the page anew once the person is signed out, is disabled or has other access than when it was drawn."""
    _look(person)


@st.fragment(run_every=EVERY_SECONDS)
def _look(person: Person) -> None:
    idle_reruns.forget_this_page()
    db = store.database()
    glance = Glance(commits(db), identity.token() or "", datetime.now(UTC))
    if identity.person_left_alone() != person:
        st.rerun()

    def has_news(token: str) -> bool:
        version, now = commits(db), datetime.now(UTC)
        if not is_same_person(db, person, token, now):
            return True
        glance.renew(version, token, now)
        return False

    idle_reruns.keep(has_news, lambda token: glance.stands(commits(db), token, datetime.now(UTC)))
