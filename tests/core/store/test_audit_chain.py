"""The chain of the audit: whatever is done to an entry behind the product's back is found, named, and called what it is."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.store import audit
from core.store.audit_chain import BEGINNING, Said, head_of, linked, verified
from core.store.database import all_or_nothing, open_database
from core.store.schema import programmes as schema
from tests.core.store.by_hand import tamper
from tests.core.store.stored import NOON, minutes_later
from tests.new_store import new_store
from tests.people import ANALYST

COLUMNS = ("at", "by", "person_id", "action", "programme_id", "version_id", "detail", "previous_sha256", "sha256")


def fill(db, count=8):
    with all_or_nothing(db) as connection:
        for number in range(1, count + 1):
            detail = {"what": f"Did number {number}.", "n": number / 3}
            audit.add(connection, at=minutes_later(number), by=ANALYST, action="do", programme_id="a", detail=detail)


def found(db):
    broken = verified(db).broken
    return broken and (broken.audit_id, broken.how)


def test_an_audit_that_nobody_touched_is_whole(db):
    fill(db)
    verdict = verified(db)
    assert (verdict.entries, verdict.broken, verdict.last_at) == (8, None, minutes_later(8))
    assert verdict.head_sha256 == head_of(db).sha256
    assert verified(open_database(db.home)) == verdict


def test_an_empty_audit_is_whole(db):
    assert (verified(db).entries, verified(db).head_sha256, verified(db).broken) == (0, BEGINNING, None)


def test_the_first_entry_hangs_on_the_beginning_and_every_other_on_the_one_before(db):
    fill(db, 3)
    with db.engine.connect() as connection:
        rows = connection.execute(sa.select(schema.audit).order_by("audit_id")).all()
    assert [row.previous_sha256 for row in rows] == [BEGINNING, rows[0].sha256, rows[1].sha256]
    assert {row.person_id for row in rows} == {ANALYST.person_id}


def test_the_hash_is_of_this_text_for_ever():
    text = f'["{BEGINNING}",1,"2026-11-22T12:00:00.000000","Ann",null,"do","a",2,{{"b":[1.5],"what":"Did \\u00a31 \\u00e9."}}]'
    made = linked(
        BEGINNING, Said(1, datetime(2026, 11, 22, 12, tzinfo=UTC), "Ann", None, "do", "a", 2, {"what": "Did £1 é.", "b": [1.5]})
    )
    assert made == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("number", [1, 4, 8])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00.000000"),
        ("at", "not a time"),
        ("by", "Bob"),
        ("person_id", None),
        ("action", "other"),
        ("programme_id", "b"),
        ("version_id", 7),
        ("detail", '{"what": "Did nothing."}'),
        ("detail", "{not json"),
        ("previous_sha256", "f" * 64),
        ("sha256", "f" * 64),
    ],
)
def test_an_entry_that_was_altered_in_any_part_is_named(db, number, column, value):
    fill(db)
    tamper(db, (f"update audit set {column} = ? where audit_id = ?", (value, number)))
    assert found(db) == (number, "altered")


@pytest.mark.parametrize("number", [1, 2, 7])
def test_an_entry_that_was_taken_out_is_named(db, number):
    fill(db)
    tamper(db, f"delete from audit where audit_id = {number}")
    assert found(db) == (number, "missing")


def test_an_entry_that_was_taken_out_and_the_gap_closed_is_named(db):
    fill(db)
    tamper(
        db,
        "delete from audit where audit_id = 3",
        *(f"update audit set audit_id = {n - 1} where audit_id = {n}" for n in range(4, 9)),
    )
    assert found(db) == (3, "missing")


@pytest.mark.parametrize("left", [0, 5, 7])
def test_a_tail_that_was_cut_off_is_noticed(db, left):
    fill(db)
    tamper(db, f"delete from audit where audit_id > {left}")
    assert found(db) == (left + 1, "missing")


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, 4), (2, 7), (7, 8)])
def test_entries_that_changed_places_are_named(db, one, other):
    fill(db)
    moves = ((one, 99), (other, one), (99, other))
    tamper(db, *(f"update audit set audit_id = {to} where audit_id = {at}" for at, to in moves))
    assert found(db) == (one, "reordered")


def put_in(db, number, *, by="Mallory"):
    """Put an entry in at a place, with the right hashes of its own, and move the later ones on by one."""
    with db.engine.connect() as connection:
        before = connection.execute(sa.select(schema.audit.c.sha256).where(schema.audit.c.audit_id == number - 1)).scalar()
    previous = before or BEGINNING
    own = linked(previous, Said(number, NOON, by, None, "do", "a", None, {"what": "Never."}))
    values = (number, "2026-11-22 12:00:00.000000", by, "do", "a", '{"what": "Never."}', previous, own)
    insert = "insert into audit (audit_id, at, by, action, programme_id, detail, previous_sha256, sha256) values (?,?,?,?,?,?,?,?)"
    shift = [f"update audit set audit_id = {n + 1} where audit_id = {n}" for n in range(8, number - 1, -1)]
    tamper(db, *shift, (insert, values))


@pytest.mark.parametrize("number", [1, 4, 8, 9])
def test_an_entry_that_was_put_in_is_named(db, number):
    fill(db)
    put_in(db, number)
    assert found(db) == (number, "inserted")


def test_a_forged_entry_whose_own_hash_was_worked_out_anew_is_named(db):
    fill(db)
    with db.engine.connect() as connection:
        row = connection.execute(sa.select(schema.audit).where(schema.audit.c.audit_id == 5)).one()
    forged = linked(row.previous_sha256, Said(5, row.at, "Bob", row.person_id, row.action, row.programme_id, None, row.detail))
    tamper(db, ("update audit set by = 'Bob', sha256 = ? where audit_id = 5", (forged,)))
    assert found(db) == (5, "altered")


def test_a_lost_record_of_the_end_is_noticed(db):
    fill(db)
    tamper(db, "delete from audit_head")
    assert found(db) == (8, "missing")


def test_a_head_that_was_noted_shows_that_the_chain_still_holds_it(db):
    fill(db, 5)
    noted = head_of(db).sha256
    fill(db, 3)
    assert verified(db, noted).noted_at == 5
    assert verified(db, "e" * 64).noted_at is None


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_head set sha256 = 'x'",
        "update audit_head set audit_id = 0, entries = 0",
        "delete from audit_head",
        "insert into audit_head values (2, 0, 0, 'x')",
    ],
)
def test_the_end_of_the_chain_only_moves_on_by_one(db, statement):
    fill(db)
    with pytest.raises(sa.exc.IntegrityError, match="one entry at a time"), all_or_nothing(db) as connection:
        connection.exec_driver_sql(statement)


def test_writers_in_many_threads_make_one_chain(db):
    def write(number: int) -> None:
        with all_or_nothing(db) as connection:
            audit.add(connection, at=minutes_later(number), by=f"writer {number % 8}", action="do", detail={1: number})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(80)))
    assert (verified(db).entries, verified(db).broken) == (80, None)


def test_a_failed_transaction_leaves_the_chain_as_it_was(db):
    fill(db, 2)
    with pytest.raises(ZeroDivisionError), all_or_nothing(db) as connection:
        audit.add(connection, at=NOON, by="Ann", action="do")
        _ = 1 / 0
    fill(db, 1)
    assert (verified(db).entries, verified(db).broken) == (3, None)


TEXT = st.text(st.characters(codec="utf-8"), max_size=6)
SIMPLE = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | TEXT
DETAIL = st.recursive(SIMPLE, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(TEXT.filter(lambda text: text.strip() and "\x00" not in text), DETAIL)
def test_whatever_is_written_down_checks_afterwards(tmp_path_factory, by, detail):
    db = new_store(tmp_path_factory.mktemp("home"))
    with all_or_nothing(db) as connection:
        audit.add(connection, at=NOON, by=by, action="do", detail={"what": detail})
    assert verified(db).broken is None
    assert audit.entries(db)[0].detail == {"what": detail}
    db.close()
