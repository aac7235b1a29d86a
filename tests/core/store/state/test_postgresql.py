"""The state in PostgreSQL: whole after everything people do, in turn, sure of what it lacks, and back after a stop."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from core.domain.errors import BadAddress, BusyStore, DamagedStore, LaterStore, ReadOnlyStore, UnreachableStore
from core.reports.live_changes import commits
from core.reports.store_state import store_checked
from core.store import audit, programmes
from core.store.audit_chain import verified
from core.store.database import all_or_nothing, open_database, reading
from core.store.integrity.row_sums import NOT_SUMMED, altered_tables, sums_of
from core.store.schema.programmes import metadata
from core.store.state.address import read_address
from tests import postgresql_server
from tests.core.every_action import everything
from tests.core.store.by_hand import tamper
from tests.core.store.stored import NOON
from tests.postgresql_server import Server, url_of

pytestmark = pytest.mark.grown


@pytest.fixture
def address(tmp_path):
    """The address of an empty database."""
    return postgresql_server.address_for(tmp_path / "grown")


@pytest.fixture
def db(tmp_path, address):
    opened = open_database(tmp_path / "here", address)
    yield opened
    opened.close()


def add(db, name):
    with all_or_nothing(db) as connection:
        programmes.add(connection, name, "Made", is_sample=False, at=NOON, by="Ann")
        audit.add(connection, at=NOON, by="Ann", action="import_case", programme_id=name)


def names(db):
    return [programme.programme_id for programme in programmes.list_programmes(db)]


def test_everything_people_can_do_leaves_a_whole_store(db, tmp_path, address):
    everything(db)
    assert store_checked(db).is_whole and verified(db).broken is None
    with reading(db) as connection:
        assert altered_tables(connection) == ()
        assert set(sums_of(connection)) == set(metadata.tables) - NOT_SUMMED
    again = open_database(tmp_path / "here", address)
    assert again.loss is None and names(again) == names(db)
    again.close()


def test_two_machines_write_in_turn_and_each_sees_what_the_other_saved(db, tmp_path, address):
    other = open_database(tmp_path / "there", address)
    before = commits(db)

    def write(number):
        with all_or_nothing(other if number % 2 else db) as connection:
            seen = len(programmes.list_programmes(connection))
            programmes.add(connection, f"made_{seen:02}", "Made", is_sample=False, at=NOON, by="Ann")
            audit.add(connection, at=NOON, by="Ann", action="import_case")

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(write, range(20)))
    assert names(db) == names(other) == [f"made_{number:02}" for number in range(20)]
    assert verified(other).entries == 20 and verified(other).broken is None
    assert commits(db) == before + 20
    assert open_database(tmp_path / "there", address).loss is None
    other.close()


def test_who_waits_too_long_for_another_machine_is_told_to_try_again(db, tmp_path, address, monkeypatch):
    monkeypatch.setattr("core.store.state_file.WAIT_FOR_OTHER_WRITERS_MS", 20)
    other = open_database(tmp_path / "there", address)
    with all_or_nothing(db), pytest.raises(BusyStore, match="try again"), all_or_nothing(other):
        pytest.fail("two writers at once")
    other.close()


@pytest.mark.parametrize("statement", ["update programmes set title = 'Forged'", "delete from audit", "truncate audit cascade"])
def test_rows_that_are_changed_by_hand_are_noticed_at_the_next_start(db, tmp_path, address, statement):
    add(db, "made")
    tamper(db, statement)
    again = open_database(tmp_path / "here", address)
    assert again.loss is not None
    with pytest.raises(ReadOnlyStore), all_or_nothing(again):
        pytest.fail("written to")
    assert names(again) == ["made"]
    again.close()


def test_the_audit_refuses_to_be_changed_or_emptied(db):
    add(db, "made")
    for statement in ("update audit set by = 'Bob'", "delete from audit", "truncate audit", "update audit_head set entries = 9"):
        with pytest.raises(sa.exc.IntegrityError, match=r"only be added to|one entry at a time"), all_or_nothing(db) as connection:
            connection.exec_driver_sql(statement)


def test_a_database_that_went_back_is_only_read(db, tmp_path, address):
    add(db, "made")
    add(db, "made_too")
    db.engine.dispose()
    tamper(db, "update commits set number = 1", "update row_sums set row_sum = row_sum")
    with pytest.raises(ReadOnlyStore, match="older than its log"), all_or_nothing(db):
        pytest.fail("written to")


def test_an_empty_database_is_not_silently_begun_afresh(db, tmp_path, address):
    add(db, "made")
    db.close()
    tamper(db, "drop schema public cascade", "create schema public")
    with pytest.raises(DamagedStore, match="is empty, but 1 writes to it were acknowledged"):
        open_database(tmp_path / "here", address)


def test_the_database_of_something_else_and_of_a_later_release_are_refused(db, tmp_path, address):
    db.close()
    tamper(db, "update alembic_version set version_num = '9999'")
    with pytest.raises(LaterStore, match="schema 9999"):
        open_database(tmp_path / "here", address)
    tamper(db, "drop schema public cascade", "create schema public", "create table recipes (title text)")
    with pytest.raises(DamagedStore, match="something else"):
        open_database(tmp_path / "new", address)


def test_a_database_that_puts_text_in_another_order_is_refused_with_what_makes_a_right_one(tmp_path):
    admin = sa.create_engine(url_of("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql("create database other_order template template0 encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'")
    with pytest.raises(BadAddress, match="create database other_order template template0 encoding 'UTF8' lc_collate 'C'"):
        open_database(tmp_path, read_address(url_of("other_order"), "the address"))


def test_a_server_that_stops_is_told_in_a_sentence_and_come_back_to(tmp_path):
    server = Server("-c", "max_connections=40")
    try:
        server.make("scalecase")
        db = open_database(tmp_path, read_address(url_of("scalecase", server.port), "the address"))
        add(db, "made")
        server.stop()
        with pytest.raises(UnreachableStore, match="cannot be reached at this moment"):
            names(db)
        with pytest.raises(UnreachableStore, match="try again in a minute"):
            add(db, "made_too")
        assert commits(db) is None
        server.start()
        assert names(db) == ["made"]
        add(db, "made_too")
        assert (
            verified(db).broken is None
            and open_database(tmp_path, read_address(str(url_of("scalecase", server.port)), "")).loss is None
        )
        db.close()
    finally:
        server.close()
