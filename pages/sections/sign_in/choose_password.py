"""Choose a password: first thing for a person who entered with one that another person chose, and later on Your account."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.sign_in import change_password
from core.domain.errors import Refused
from core.domain.people import Person
from core.reports.people import must_change_password
from pages.sections.menu.menu import sign_out
from pages.sections.sign_in.password_fields import NOT_THE_SAME, new_password
from pages.shell import identity, store
from pages.shell.user_text import plain

CHANGED = "Your password is changed, and you are signed out everywhere else."


def is_due(person: Person) -> bool:
    """Tell whether this person must choose a password before anything is shown to them."""
    return must_change_password(store.database(), person)


def draw(person: Person) -> None:
    """Ask for a password of their own, and nothing else."""
    st.title("Choose a password", anchor=False)
    st.write("The password you signed in with was chosen by somebody else. Choose your own, then go on.")
    if password_form(person):
        st.rerun()
    if st.button("Sign out", type="tertiary", icon=":material/logout:", key="sign-out"):
        sign_out()


def password_form(person: Person) -> bool:
    """Password form: a person replaces their password; True once it is replaced."""
    with st.container(key="asks-new-password", width=480):
        told = st.container()
        with st.form("new-password"):
            old = st.text_input("Present password", type="password", autocomplete="current-password", key="account-old")
            chosen, again = new_password("account")
            is_sent = st.form_submit_button("Change password", type="primary")
    if not is_sent:
        return False
    if chosen != again:
        told.error(NOT_THE_SAME, icon=":material/error:")
        return False
    try:
        change_password(store.database(), old, chosen, by=person, at=datetime.now(UTC), token=identity.token())
    except Refused as refusal:
        told.error(plain(refusal.sentence), icon=":material/error:")
        return False
    return True
