"""Add a person: a name, a way to sign in, and a one-time code that is shown once."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.people import add_person
from core.domain.people import Grant, Person, Role
from pages.components.grant_words import EVERY_PARTNER, ROLE_NAMES, Names
from pages.sections.people.manage_person import CODE, SAID, attempt, places
from pages.shell import store

_ADDED = "people.added"


def after_adding(picker: str) -> None:
    """Reset: select the person just added, and empty the form for the next; called before either is drawn."""
    added = st.session_state.pop(_ADDED, None)
    if added is not None:
        st.session_state.update({picker: added, "new-sign-in": "", "new-name": ""})


def what_was_done() -> None:
    """Confirmation: say what the last click did, and show a one-time code until it has been passed on."""
    said = st.session_state.pop(SAID, None) if CODE not in st.session_state else st.session_state.get(SAID)
    if said:
        st.success(said, icon=":material/check:")
    if CODE in st.session_state:
        st.write(
            "The one-time code, shown now and never again. Tell it to the person yourself, not by the same way as their "
            "sign-in name. It works once, for 24 hours, under **I have a one-time code** on the sign-in page."
        )
        st.code(st.session_state[CODE], language=None, width=360)
        st.button("I have passed it on", on_click=_forget, icon=":material/visibility_off:")


def add_form(person: Person, names: Names) -> None:
    """Ask for a new person, with the first access they are given."""
    with st.container(key="asks-new-person", width=640), st.form("new-person", clear_on_submit=False):
        sign_in_name = st.text_input(
            "Sign-in name", help="Such as an e-mail address; upper and lower case are one", key="new-sign-in"
        )
        name = st.text_input("Name", help="What others see", key="new-name")
        role = Role(st.selectbox("First role", list(Role), format_func=ROLE_NAMES.__getitem__, index=3, key="new-role"))
        where = st.selectbox(
            "Where it holds", places(person, names), format_func=lambda id_: names.where(id_ or None), key="new-where"
        )
        st.caption(f"The role is for {EVERY_PARTNER}; access for one partner is given above, once the person is there.")
        is_sent = st.form_submit_button("Add this person", type="primary")
    if is_sent:
        grant = Grant(role=role, programme_id=where or None)
        attempt(lambda: _add(sign_in_name, name, grant, person), f"Added {name}.")


def _add(sign_in_name: str, name: str, grant: Grant, person: Person) -> str | None:
    added = add_person(store.database(), sign_in_name, name, None, by=person, at=datetime.now(UTC), grants=[grant])
    st.session_state[_ADDED] = added.person.person_id
    return added.reset_code


def _forget() -> None:
    st.session_state.pop(CODE, None)
    st.session_state.pop(SAID, None)


def shown_name(name: str, sign_in_name: str) -> str:
    """Tell people of one name apart by what they sign in by."""
    return f"{name} ({sign_in_name})"
