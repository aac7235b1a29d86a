"""The tables of people: as the migration makes them, with the two who never sign in."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from core.domain.errors import NoSuchRow
from core.domain.people import OPERATOR, SERVICE
from core.store import people
from core.store.database import all_or_nothing
from core.store.schema.people import guesses as guesses_table
from core.store.schema.programmes import metadata
from core.store.sign_in import limits, sessions
from core.store.sign_in.limits import ADDRESS, PAIR, Counted
from tests.core.store.stored import NOON, minutes_later

OURS = {"people", "grants", "sessions", "tickets", "reset_codes", "guesses", "known_places", "service_clock"}


def test_the_tables_are_those_the_code_expects(db):
    def is_ours(_object, name, kind, _reflected, _compared):
        return kind != "table" or name in OURS

    options = {"compare_type": True, "include_object": is_ours}
    with db.engine.connect() as connection:
        assert set(sa.inspect(connection).get_table_names()) >= OURS
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


@pytest.mark.parametrize("somebody", [OPERATOR, SERVICE], ids=lambda person: person.name)
def test_the_operator_and_the_service_are_there_and_never_sign_in(db, somebody):
    stored = people.get(db, somebody.person_id)
    assert (stored.name, stored.sign_in_name) == (somebody.name, somebody.sign_in_name)
    assert stored.password_hash is None and stored.disabled_at is not None
    with all_or_nothing(db) as connection:
        people.set_disabled(connection, somebody.person_id, None)
    assert not people.get(db, somebody.person_id).may_sign_in
    assert people.every_person(db) == ()


def test_every_change_of_a_person_counts_their_version(db):
    with all_or_nothing(db) as connection:
        people.add(connection, "p1", "Ann", "Ann", password_hash=None, must_change=False, at=NOON, by="Bea")
        people.set_disabled(connection, "p1", NOON)
        people.set_password(connection, "p1", "hash", must_change=True)
    stored = people.get(db, "p1")
    assert (stored.version, stored.sign_in_name, stored.must_change) == (3, "ann", True)
    with pytest.raises(NoSuchRow):
        people.get(db, "p2")


def test_guesses_that_no_longer_count_are_swept(db):
    with all_or_nothing(db) as connection:
        for number in range(50):
            limits.add(connection, Counted(PAIR, f"n{number}"), NOON)
        limits.add(connection, Counted(ADDRESS, "192.0.2.1"), minutes_later(5))
        assert connection.execute(sa.select(sa.func.count()).select_from(guesses_table)).scalar_one() == 1


def test_an_account_and_an_address_of_the_same_name_are_counted_apart(db):
    with all_or_nothing(db) as connection:
        for _ in range(10):
            limits.add(connection, Counted(PAIR, "same"), NOON)
        assert limits.free_in(connection, Counted(PAIR, "same"), NOON) == minutes_later(5) - NOON
        assert limits.free_in(connection, Counted(ADDRESS, "same"), NOON) is None
        assert limits.free_in(connection, Counted(PAIR, "same"), minutes_later(5)) is None


def test_a_session_and_a_ticket_are_found_by_their_secret_alone(db):
    with all_or_nothing(db) as connection:
        people.add(connection, "p1", "Ann", "Ann", password_hash=None, must_change=False, at=NOON, by="Bea")
        sessions.start(connection, "token", "p1", NOON)
        sessions.add_ticket(connection, "ticket", "p1", NOON)
    assert sessions.person_of(db, "token", NOON) is not None
    assert sessions.person_of(db, sessions.hashed("token"), NOON) is None
    with all_or_nothing(db) as connection:
        assert sessions.use_ticket(connection, sessions.hashed("ticket"), NOON) is None
        assert sessions.use_ticket(connection, "ticket", NOON) == "p1"
        assert sessions.use_ticket(connection, "ticket", NOON) is None
