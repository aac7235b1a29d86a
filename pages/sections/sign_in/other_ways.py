"""Ways in without a password of ours: as a sample person on this machine, and through an identity provider."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st
from streamlit.auth_util import validate_auth_credentials
from streamlit.delta_generator import DeltaGenerator
from streamlit.user_info import generate_login_redirect_url

from core.actions.sample_people import enter_as_sample
from core.actions.sign_in import Ticket, is_vouched_for, ticket_for_email
from core.domain.errors import Refused, SignInRefused
from core.domain.people import Grant, Person
from core.web.session import wanted_in
from pages.shell import identity, store
from pages.shell.redirect import go_to
from pages.shell.user_text import plain

ROLE_NAMES = {"admin": "administrator", "analyst": "analyst", "board": "board member", "viewer": "viewer"}
NOT_VERIFIED = "Your organisation does not vouch for this e-mail address. Nobody was signed in: ask an administrator for access."


def attempt(told: DeltaGenerator, way_in: Callable[[], Ticket], wanted: str) -> None:
    """Go in by a way, or say why not, keeping what was typed.

    Args:
        told: where to say it.
        way_in: gives a ticket, which the browser swaps for its cookie.
        wanted: path and query of the page to open afterwards.
    """
    try:
        ticket = way_in()
    except Refused as refusal:
        told.error(plain(refusal.sentence), icon=":material/error:")
    else:
        go_to("/session/finish?" + urlencode({"ticket": ticket.text, "next": wanted}))


def sample_choices(people: Sequence[Person], wanted: str, *, is_first: bool) -> None:
    """Offer to look round as one of the sample people, who exist on this machine only; nothing where there are none.

    Args:
        people: the sample people.
        wanted: path and query of the page to open afterwards.
        is_first: whether this is the first way in on the page.
    """
    if not people:
        return
    st.header("Look round", anchor=False)
    st.write("This copy runs on your own machine and holds sample people, so that you can see what each role sees.")
    labels = {person.person_id: _label(person) for person in people}
    with st.container(key="asks-sample", width=640):
        told = st.container()
        picked = st.radio("Sample person", list(labels), format_func=labels.__getitem__, key="sample-person")
        if st.button("Look round as this sample person", type="primary" if is_first else "secondary"):
            local, now = identity.is_local(), datetime.now(UTC)
            attempt(told, lambda: enter_as_sample(store.database(), picked, client_is_local=local, at=now), wanted)


def identity_provider(wanted: str) -> None:
    """Offer the organisation's own sign-in where the service's secrets name one.

    Args:
        wanted: path and query of the page to open afterwards; the organisation sends everybody back to the start, and what
            was asked for before then waits in a cookie.
    """
    user = st.user.to_dict()
    if "is_logged_in" not in user:
        return
    st.header("Sign in with your organisation", anchor=False)
    with st.container(key="asks-organisation", width=640):
        vouched_at = _moment(user.get("iat"))
        if not user["is_logged_in"] or not is_vouched_for(vouched_at, datetime.now(UTC)):
            if st.button("Go to your organisation's sign-in", icon=":material/domain:"):
                _go_to_the_organisation(wanted)
            return
        told = st.container()
        email = str(user.get("email") or "")
        if st.button(f"Go on as {plain(email or 'this account')}", icon=":material/domain:"):
            is_verified = user.get("email_verified", True) is True
            onward = wanted_in(st.context.cookies) if wanted == "/" else wanted
            attempt(told, lambda: _by_email(email, is_verified, vouched_at), onward)
        if st.button("Use another account", type="tertiary"):
            st.logout()


def _go_to_the_organisation(wanted: str) -> NoReturn:
    """Send the browser there, by way of the address that lets it keep what was asked for."""
    validate_auth_credentials("default")
    go_to("/session/away?" + urlencode({"to": generate_login_redirect_url("default"), "next": wanted}))


def _by_email(email: str, is_verified: bool, vouched_at: datetime | None) -> Ticket:
    if not email or not is_verified:
        raise SignInRefused(NOT_VERIFIED)
    return ticket_for_email(store.database(), email, vouched_at=vouched_at, at=datetime.now(UTC))


def _moment(seconds: object) -> datetime | None:
    """Time of sign-in at the organisation; None where it did not say, or in no way that can be read."""
    try:
        return datetime.fromtimestamp(float(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _label(person: Person) -> str:
    roles = "; ".join(in_words(grant) for grant in person.grants) or "no access yet"
    return plain(f"{person.name} (sample): {roles}")


def in_words(grant: Grant) -> str:
    """Role of a sample person in words; its partner is not shown to people who have not signed in."""
    role = ROLE_NAMES[grant.role.value]
    return f"{role} for one partner alone" if grant.partner_id else role
