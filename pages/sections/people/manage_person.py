"""Manage a person: one account and its access, for those who may manage people."""

from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.people import disable_person, enable_person, give_grant, reset_person, take_grant
from core.domain.errors import Refused
from core.domain.people import Doing, Grant, Person, Role
from core.reports.people import grants_of, sessions_of
from pages.components.grant_words import EVERY_PARTNER, ROLE_NAMES, Names, grants_table
from pages.components.layout import unseen
from pages.shell import store
from pages.shell.errors import refused
from pages.shell.user_text import plain

SAID, CODE = "people.said", "people.code"
_EVERY_PROGRAMME, _EVERY_PARTNER = "", ""


def one_person(person: Person, about: pd.Series, names: Names) -> None:
    """Show and change one person's account and access.

    Args:
        person: who is asking.
        about: their row of the report of people.
        names: titles and names for what was granted.
    """
    st.subheader(plain(about["name"]), anchor=False)
    st.caption(plain(_in_short(person, about)))
    _access(person, about, names)
    _give(person, about, names)
    _account(person, about)


def attempt(act: Callable[[], str | None], said: str) -> None:
    """Do something to a person's account; say that it is done, or show why not and keep everything as it is.

    Args:
        act: what is to be done; it gives a one-time code, or nothing.
        said: what to say once it is done.
    """
    try:
        code = act()
    except Refused as refusal:
        refused(refusal)
        return
    st.session_state[SAID] = plain(said)
    if code is not None:
        st.session_state[CODE] = code
    st.rerun()


def _in_short(person: Person, about: pd.Series) -> str:
    seen = about["last_seen_at"]
    parts = [f"Signs in as {about['sign_in_name']}", str(about["state"]), f"added by {about['created_by']}"]
    parts.append("never signed in" if pd.isna(seen) else f"last seen {seen.day} {seen:%B %Y at %H:%M} UTC")
    if person.may(Doing.manage_people):
        now = datetime.now(UTC)
        live = int((sessions_of(store.database(), person, str(about["person_id"]), now).state == "live").sum())
        parts.append(f"signed in on {live} {'browser' if live == 1 else 'browsers'}")
    return "; ".join(parts) + "."


def _access(person: Person, about: pd.Series, names: Names) -> None:
    frame = grants_of(store.database(), person, str(about["person_id"]))
    if frame.empty:
        st.write("No access yet: after signing in, this person sees a sentence that says whom to ask.")
        return
    for grant_id, row in zip(frame.grant_id, grants_table(frame, names).itertuples(), strict=True):
        text, button = st.columns([3, 1], vertical_alignment="center")
        words = f"{row.Role} in {row.In}, for {row.For}"
        text.markdown(plain(words))
        if button.button(f"Take away{unseen(words)}", key=f"take-{grant_id}", help=plain(f"Take away: {words}")):
            attempt(lambda id_=int(grant_id): _take(id_, person), f"Taken away from {about['name']}: {words}.")


def _take(grant_id: int, person: Person) -> None:
    take_grant(store.database(), grant_id, by=person, at=datetime.now(UTC))


def _give(person: Person, about: pd.Series, names: Names) -> None:
    key = f"give-{about['person_id']}"
    with st.container(key=f"asks-{key}"):
        role_column, where_column, whom_column, button_column = st.columns([2, 3, 3, 1], vertical_alignment="bottom")
        role = Role(role_column.selectbox("Role", list(Role), format_func=ROLE_NAMES.__getitem__, index=3, key=f"{key}-role"))
        where = where_column.selectbox(
            "In", places(person, names), format_func=lambda id_: names.where(id_ or None), key=f"{key}-in"
        )
        partners = {} if role is Role.admin else names.partners.get(where, {})
        whom = whom_column.selectbox(
            "For", [_EVERY_PARTNER, *partners], format_func=lambda id_: partners.get(id_, EVERY_PARTNER), key=f"{key}-for"
        )
        if button_column.button("Give", key=key):
            grant = Grant(role=role, programme_id=where or None, partner_id=(whom or None) if where else None)
            words = f"{ROLE_NAMES[role]} in {names.where(where or None)}, for {partners.get(whom, EVERY_PARTNER)}"
            attempt(lambda: _add(str(about["person_id"]), grant, person), f"Given to {about['name']}: {words}.")


def _add(person_id: str, grant: Grant, person: Person) -> None:
    give_grant(store.database(), person_id, grant, by=person, at=datetime.now(UTC))


def places(person: Person, names: Names) -> list[str]:
    """List where this person may give access: ids of programmes, then an empty one for all of them, which is never a default."""
    own = [id_ for id_ in names.programmes if person.may(Doing.manage_people, id_)]
    return [*own, _EVERY_PROGRAMME] if person.may(Doing.manage_people) else own


def _account(person: Person, about: pd.Series) -> None:
    db, person_id, name = store.database(), str(about["person_id"]), str(about["name"])
    with st.container(horizontal=True, key="account-buttons"):
        if about["state"] == "disabled":
            if st.button("Enable", icon=":material/person_check:", key=f"enable-{person_id}"):
                attempt(lambda: enable_person(db, person_id, by=person, at=datetime.now(UTC)), f"{name} may sign in again.")
        elif st.button(
            "Disable", icon=":material/person_off:", key=f"disable-{person_id}", help="Signs them out everywhere at once"
        ):
            attempt(lambda: disable_person(db, person_id, by=person, at=datetime.now(UTC)), f"{name} is signed out and kept out.")
        if about["state"] != "sample" and st.button(
            "Reset password",
            icon=":material/lock_reset:",
            key=f"reset-{person_id}",
            help="Gives a one-time code for a new password",
        ):
            said = f"{name} has no password now, is signed out, and needs the code below to choose a new one."
            attempt(lambda: reset_person(db, person_id, by=person, at=datetime.now(UTC)), said)
