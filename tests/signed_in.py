"""A person who is signed in: a row of people, their grants and a live session in a store, as a page and a browser find them."""

from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe

from core.domain.people import Person
from core.store import people
from core.store.database import Connection, Database, all_or_nothing, open_database
from core.store.sign_in import sessions


def session_for(db: Database, person: Person) -> str:
    """Start a session of this person, who is added where they are not there yet; gives what the cookie holds."""
    now, token = datetime.now(UTC), token_urlsafe(32)
    with all_or_nothing(db) as connection:
        if people.by_sign_in_name(connection, person.sign_in_name) is None:
            _add(connection, person, now)
        sessions.start(connection, token, person.person_id, now)
    return token


def session_in(home: Path, person: Person) -> str:
    """Start a session of this person in the store that lies in a folder."""
    db = open_database(home)
    try:
        return session_for(db, person)
    finally:
        db.close()


def _add(connection: Connection, person: Person, now: datetime) -> None:
    people.add(
        connection, person.person_id, person.sign_in_name, person.name, password_hash=None, must_change=False, at=now, by="a test"
    )
    for grant in person.grants:
        people.add_grant(connection, person.person_id, grant, at=now, by="a test")
