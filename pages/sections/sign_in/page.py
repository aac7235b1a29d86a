"""Sign-in page: the ways in, and nothing of any programme."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.sign_in import Ticket, sign_in, use_reset_code
from core.reports.people import anybody_real, sample_people
from core.reports.store_state import CANNOT_SIGN_IN, read_only_notice
from pages.sections.sign_in.form import SignInForm
from pages.sections.sign_in.other_ways import attempt, identity_provider, sample_choices
from pages.sections.sign_in.password_fields import NOT_THE_SAME, new_password
from pages.shell import identity, store

_WITH_A_CODE = "sign_in.with_code"
NOBODY_YET = (
    "Nobody has an account here yet. Whoever runs this service makes the first one on its machine: `python -m core user add`."
)


def draw(wanted: str) -> None:
    """Show the ways in; once one of them is open, send the browser through it.

    Args:
        wanted: the path and query that were asked for, where the person is taken afterwards.
    """
    st.title("Scale Case", anchor=False)
    st.write("Whether a piece of work that succeeded in a pilot should be made bigger, and how.")
    db = store.database()
    if read_only_notice(db) is not None:
        st.error(CANNOT_SIGN_IN, icon=":material/lock:")
        return
    has_accounts = anybody_real(db)
    samples = sample_people(db) if identity.is_local() else ()
    if not has_accounts:
        sample_choices(samples, wanted, is_first=True)
    _sign_in(wanted, has_accounts)
    identity_provider(wanted)
    if has_accounts:
        sample_choices(samples, wanted, is_first=False)


def _sign_in(wanted: str, has_accounts: bool) -> None:
    st.header("Sign in", anchor=False)
    with st.container(key="asks-sign-in", width=480):
        if not has_accounts:
            st.info(NOBODY_YET, icon=":material/person_add:")
        elif st.session_state.get(_WITH_A_CODE):
            _code_form(wanted)
        else:
            _password_form(wanted)


def _password_form(wanted: str) -> None:
    told = st.container()

    def verify(sign_in_name: str, password: str) -> None:
        now = datetime.now(UTC)
        db, where, held = store.database(), identity.address(), identity.browser()
        attempt(told, lambda: sign_in(db, sign_in_name, password, address=where, browser=held, at=now), wanted)

    SignInForm(verify).draw()
    _switch("I have a one-time code", to_code=True)


def _code_form(wanted: str) -> None:
    told = st.container()
    with st.form("sign-in-code"):
        st.subheader("With a one-time code", anchor=False)
        st.write("An administrator gave you the code. It works once, for 24 hours, and lets you choose a password.")
        name = st.text_input("Sign-in name", autocomplete="username", key="code-name")
        code = st.text_input("One-time code", autocomplete="one-time-code", key="code-code")
        chosen, again = new_password("code")
        is_sent = st.form_submit_button("Choose this password and sign in", type="primary")
    if is_sent and chosen != again:
        told.error(NOT_THE_SAME, icon=":material/error:")
    elif is_sent:
        attempt(told, lambda: _with_code(name, code, chosen), wanted)
    _switch("I have a password", to_code=False)


def _with_code(name: str, code: str, chosen: str) -> Ticket:
    db, where, held, now = store.database(), identity.address(), identity.browser(), datetime.now(UTC)
    use_reset_code(db, name, code, chosen, address=where, browser=held, at=now)
    return sign_in(db, name, chosen, address=where, browser=held, at=now)


def _switch(label: str, *, to_code: bool) -> None:
    def turn() -> None:
        st.session_state[_WITH_A_CODE] = to_code

    st.button(label, type="tertiary", on_click=turn)
