"""People: adding them, disabling them, giving them a way back in, and their access."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from unicodedata import category

from core.access.permission import must_be_allowed
from core.actions.password_rules import must_be_strong
from core.actions.passwords import hash_password, one_time_code, plain_code
from core.domain.errors import LastAdministrator, NameTaken, NoSuchRow
from core.domain.people import OPERATOR, SERVICE, Doing, Grant, Person, Role
from core.reports.people import grant_in_words, must_manage, must_manage_somebody
from core.store import audit, people, programmes
from core.store.database import Connection, Database, all_or_nothing
from core.store.integrity.grants import GIVEN, TAKEN, listed, of_person
from core.store.people import StoredPerson
from core.store.sign_in import known_places, sessions
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered

LONGEST_NAME = 120
_NAME_TO_SIGN_IN_BY = re.compile(r"[^\s<>\"'`\\]{2,254}")
_TURNS_TEXT_AROUND = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


@dataclass(frozen=True)
class Added:
    """Who was added, and the code with which they choose a password where none was given. The code is shown this once."""

    person: Person
    reset_code: str | None


def add_person(
    db: Database,
    sign_in_name: str,
    name: str,
    password: str | None,
    *,
    by: Person,
    at: datetime,
    grants: Sequence[Grant] = (),
    must_change: bool = True,
) -> Added:
    """Add a person, with a first password or else with a one-time code.

    Args:
        db: the open store.
        sign_in_name: what they sign in by, such as an e-mail address; upper and lower case are one.
        name: what others see.
        password: a first one; None makes a one-time code instead.
        by: who adds them.
        at: when, in UTC.
        grants: what they may do from the start.
        must_change: whether they must replace the password at once, because another person knows it.

    Raises:
        NotAllowed: this person manages no people, or not where a grant is.
        NameTaken: another person signs in by that name, or no person can.
        WeakPassword: the password is too short, too long or guessed first.
        UnknownProgramme, NoSuchRow: a grant names a programme or partner that is not there.
    """
    must_manage_somebody(by)
    for grant in grants:
        _must_be_grantable(db, grant, by)
    _must_be_a_name(sign_in_name, name)
    password_hash = None
    if password is not None:
        must_be_strong(password, name, sign_in_name)
        password_hash = hash_password(password)
    person_id = token_hex(8)
    with all_or_nothing(db) as connection:
        people.add(
            connection,
            person_id,
            sign_in_name,
            name.strip(),
            password_hash=password_hash,
            must_change=must_change and password is not None,
            at=at,
            by=by.name,
        )
        _note(connection, "add_person", person_id, f"Added {name.strip()}.", by=by, at=at)
        for grant in grants:
            _give(connection, people.get(connection, person_id), grant, by=by, at=at)
        code = _new_code(connection, person_id, at) if password is None else None
        return Added(people.as_person(connection, people.get(connection, person_id)), code)


def disable_person(db: Database, person_id: str, *, by: Person, at: datetime) -> None:
    """Keep a person out from this moment on: their sessions end, and nothing they did is lost.

    Raises:
        NotAllowed: this person may not manage that one.
        LastAdministrator: no person would be left who manages all people.
        NoSuchRow: there is no such person.
    """
    with all_or_nothing(db) as connection:
        stored = _managed(connection, person_id, by)
        before = _administrators(connection)
        people.set_disabled(connection, person_id, at)
        _must_leave_an_administrator(connection, before)
        ended = sessions.end_all(connection, person_id, at=at, because="the account was disabled")
        _note(connection, "disable_person", person_id, f"Disabled {stored.name}; {ended} sessions ended.", by=by, at=at)


def enable_person(db: Database, person_id: str, *, by: Person, at: datetime) -> None:
    """Let a disabled person sign in again, with the password and access they had.

    Raises:
        NotAllowed: this person may not manage that one.
        NoSuchRow: there is no such person.
    """
    with all_or_nothing(db) as connection:
        stored = _managed(connection, person_id, by)
        people.set_disabled(connection, person_id, None)
        _note(connection, "enable_person", person_id, f"Enabled {stored.name}.", by=by, at=at)


def reset_person(db: Database, person_id: str, *, by: Person, at: datetime) -> str:
    """Take a person's password away and give a one-time code for a new one. Their sessions end.

    Returns:
        the code, good once and for 24 hours. It is shown this once and kept nowhere.

    Raises:
        NotAllowed: this person may not manage that one.
        NoSuchRow: there is no such person, or it is a sample person, who has no password.
    """
    with all_or_nothing(db) as connection:
        stored = _managed(connection, person_id, by)
        if stored.is_sample:
            raise NoSuchRow(f"{stored.name} is a sample person and has no password: nothing was changed.")
        people.set_password(connection, person_id, None, must_change=False)
        known_places.forget(connection, person_id)
        ended = sessions.end_all(connection, person_id, at=at, because="the password was reset")
        _note(connection, "reset_person", person_id, f"Reset the password of {stored.name}; {ended} sessions ended.", by=by, at=at)
        return _new_code(connection, person_id, at)


def give_grant(db: Database, person_id: str, grant: Grant, *, by: Person, at: datetime) -> int:
    """Give a person a role; it holds from their next click. Gives the id of the grant.

    Raises:
        NotAllowed: this person does not manage people where the grant is.
        UnknownProgramme, NoSuchRow: there is no such programme, partner or person.
    """
    _must_be_grantable(db, grant, by)
    with all_or_nothing(db) as connection:
        stored = _somebody(connection, person_id)
        for held in people.stored_grants(connection, person_id):
            if held.grant == grant:
                return held.grant_id
        return _give(connection, stored, grant, by=by, at=at)


def take_grant(db: Database, grant_id: int, *, by: Person, at: datetime) -> None:
    """Take a role away; it is gone at the person's next click.

    Raises:
        NotAllowed: this person does not manage people where the grant is.
        LastAdministrator: no person would be left who manages all people.
        NoSuchRow: the grant is not there.
    """
    must_manage_somebody(by)
    with all_or_nothing(db) as connection:
        grant = people.get_grant(connection, grant_id)
        must_be_allowed(by, Doing.manage_people, grant.programme_id)
        stored = people.get(connection, grant.person_id)
        before = _administrators(connection)
        taken = [row for row in of_person(connection, stored.person_id) if row.grant_id == grant_id]
        people.remove_grant(connection, grant_id)
        _must_leave_an_administrator(connection, before)
        what = f"Took from {stored.name}: {grant_in_words(grant)}."
        more = {TAKEN: listed(taken)}
        _note(connection, "take_grant", stored.person_id, what, by=by, at=at, programme_id=grant.programme_id, more=more)


def _managed(connection: Connection, person_id: str, by: Person) -> StoredPerson:
    must_manage_somebody(by)
    stored = _somebody(connection, person_id)
    must_manage(connection, by, person_id)
    return stored


def _somebody(connection: Connection, person_id: str) -> StoredPerson:
    """Read a person who can have a sign-in; the operator and the service are none."""
    if person_id in people.NEVER_SIGN_IN:
        raise NoSuchRow("There is no such person: nothing was changed.")
    return people.get(connection, person_id)


def _must_be_grantable(db: Database, grant: Grant, by: Person) -> None:
    must_be_allowed(by, Doing.manage_people, grant.programme_id)
    if grant.programme_id is None:
        return
    programmes.get(db, grant.programme_id)
    if grant.partner_id is not None and grant.partner_id not in _partners(db, grant.programme_id):
        raise NoSuchRow(f"{grant.partner_id} is no partner of {grant.programme_id}: nothing was changed.")


def _partners(db: Database, programme_id: str) -> set[str]:
    version = version_numbered(db, programme_id)
    return {row["partner_id"].strip() for row in read_tables(db, version.version_id)["partners"].dicts()}


def _must_be_a_name(sign_in_name: str, name: str) -> None:
    unseen = any(category(letter) in {"Cc", "Cs", "Co", "Cn"} for letter in sign_in_name + name)
    if unseen or _TURNS_TEXT_AROUND.search(sign_in_name + name):
        raise NameTaken("A name may not hold characters nobody can see: nothing was changed.")
    if not _NAME_TO_SIGN_IN_BY.fullmatch(people.folded(sign_in_name)):
        raise NameTaken(
            "A sign-in name has 2 to 254 characters, without spaces, quotes or angle brackets, such as an e-mail address."
        )
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise NameTaken(f"A name has 1 to {LONGEST_NAME} characters: nothing was changed.")
    if people.folded(name) in {people.folded(OPERATOR.name), people.folded(SERVICE.name)}:
        raise NameTaken("That name is the service's own: nothing was changed. Choose another.")


def _administrators(connection: Connection) -> dict[str, str]:
    """List who manages all people and can sign in: name by id."""
    granted = {
        grant.person_id for grant in people.stored_grants(connection) if grant.role == Role.admin and grant.programme_id is None
    }
    every = people.every_person(connection)
    return {stored.person_id: stored.name for stored in every if stored.may_sign_in and stored.person_id in granted}


def _must_leave_an_administrator(connection: Connection, before: dict[str, str]) -> None:
    """Last administrator: refuse, and so undo, what leaves no person who manages all people, where there was one before."""
    if before and not _administrators(connection):
        raise LastAdministrator(
            f"{next(iter(before.values()))} is the last administrator of every programme: nothing was changed. "
            "Make somebody else an administrator first."
        )


def _give(connection: Connection, stored: StoredPerson, grant: Grant, *, by: Person, at: datetime) -> int:
    grant_id = people.add_grant(connection, stored.person_id, grant, at=at, by=by.name)
    what = f"Gave {stored.name}: {grant_in_words(people.get_grant(connection, grant_id))}."
    given = [row for row in of_person(connection, stored.person_id) if row.grant_id == grant_id]
    more = {GIVEN: listed(given)}
    _note(connection, "give_grant", stored.person_id, what, by=by, at=at, programme_id=grant.programme_id, more=more)
    return grant_id


def becomes_analyst(connection: Connection, person: Person, programme_id: str, at: datetime) -> None:
    """Own programme: make a person who started a programme its analyst, in the transaction that keeps it, unless they are."""
    if person.partners(Doing.edit_rows, programme_id) is not None:
        stored = people.get(connection, person.person_id)
        _give(connection, stored, Grant(role=Role.analyst, programme_id=programme_id), by=person, at=at)


def _new_code(connection: Connection, person_id: str, at: datetime) -> str:
    code = one_time_code()
    sessions.add_code(connection, plain_code(code), person_id, at)
    return code


def _note(
    connection: Connection,
    action: str,
    person_id: str,
    what: str,
    *,
    by: Person,
    at: datetime,
    programme_id: str | None = None,
    more: Mapping[str, object] | None = None,
) -> None:
    detail = {"what": what, "person_id": person_id, **(more or {})}
    audit.add(connection, at=at, by=by, action=action, programme_id=programme_id, detail=detail)
