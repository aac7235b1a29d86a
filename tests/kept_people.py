"""People of the tests as rows of a store, for what names who did it."""

from datetime import UTC, datetime

import sqlalchemy as sa

from core.domain.people import Person
from core.store.database import Database, all_or_nothing
from core.store.schema.people import people

LONG_AGO = datetime(2026, 11, 1, 9, tzinfo=UTC)


def keep_people(db: Database, *persons: Person) -> None:
    """Keep people that are not there yet; they cannot sign in."""
    with all_or_nothing(db) as connection:
        held = set(connection.execute(sa.select(people.c.person_id)).scalars())
        for person in persons:
            if person.person_id not in held:
                connection.execute(people.insert().values(**_row(person)))


def _row(person: Person) -> dict[str, object]:
    return {
        "person_id": person.person_id,
        "sign_in_name": person.sign_in_name,
        "name": person.name,
        "password_hash": None,
        "must_change": False,
        "disabled_at": None,
        "is_sample": False,
        "created_at": LONG_AGO,
        "created_by": "the tests",
        "version": 1,
    }
