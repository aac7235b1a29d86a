import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.domain.errors import BusyStore, CannotStore, DamagedStore, LaterStore
from core.store import audit, programmes
from core.store.database import PROJECT, all_or_nothing, default_home, open_database, reading
from tests.core.store.stored import NOON, minutes_later, store, table_of

PARTNERS = "partner_id,title,kind\np1,P,nhs\n"


def add_programme(connection, name="made"):
    programmes.add(connection, name, "Made", is_sample=False, at=NOON, by="Ann")


@pytest.mark.state_file
def test_sqlite_is_set_to_lose_nothing(db):
    with all_or_nothing(db) as connection:
        found = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_home_is_data_live_unless_the_environment_says_otherwise(monkeypatch):
    monkeypatch.delenv("SCALECASE_HOME", raising=False)
    assert default_home() == PROJECT / "data" / "live"
    assert (PROJECT / "core" / "store").is_dir()
    monkeypatch.setenv("SCALECASE_HOME", "/somewhere")
    assert default_home() == Path("/somewhere")


@pytest.mark.state_file
def test_a_new_state_file_is_for_its_owner_alone_in_any_folder(tmp_path):
    tmp_path.chmod(0o755)
    open_database(tmp_path).close()
    assert (tmp_path / "state.db").stat().st_mode & 0o077 == 0


def test_only_the_owner_of_the_store_may_look_into_it(db):
    assert {path.stat().st_mode & 0o777 for path in (db.home, db.evidence)} == {0o700}


def test_what_was_kept_is_there_when_the_store_is_opened_again(db):
    with all_or_nothing(db) as connection:
        add_programme(connection)
    db.close()
    again = open_database(db.home)
    assert [programme.title for programme in programmes.list_programmes(again)] == ["Made"]
    again.close()


def test_a_transaction_that_fails_keeps_nothing(db):
    with pytest.raises(ZeroDivisionError), all_or_nothing(db) as connection:
        add_programme(connection)
        audit.add(connection, at=NOON, by="Ann", action="import_case", programme_id="made")
        _ = 1 / 0
    assert programmes.list_programmes(db) == ()
    assert audit.entries(db) == ()


def test_writers_in_many_threads_wait_for_one_another(db):
    def write(number: int) -> None:
        with all_or_nothing(db) as connection:
            seen = len(programmes.list_programmes(connection))
            add_programme(connection, f"made_{seen}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    assert len(programmes.list_programmes(db)) == 40


def test_a_writer_that_waits_too_long_is_told_to_try_again(db, monkeypatch):
    monkeypatch.setattr("core.store.state_file.WAIT_FOR_OTHER_WRITERS_MS", 20)
    other = open_database(db.home)
    with all_or_nothing(db), pytest.raises(BusyStore, match="try again"), all_or_nothing(other):
        pytest.fail("two writers at once")
    other.close()


def test_a_reader_sees_one_moment_while_somebody_writes(db):
    with reading(db) as connection:
        assert programmes.list_programmes(connection) == ()
        with all_or_nothing(db) as writing:
            add_programme(writing)
        assert programmes.list_programmes(connection) == ()
    assert len(programmes.list_programmes(db)) == 1


def test_the_audit_can_only_be_added_to(db):
    with all_or_nothing(db) as connection:
        audit.add(connection, at=NOON, by="Ann", action="import_case", detail={"what": "Made it."})
    for statement in ("update audit set by = 'Bob'", "delete from audit"):
        with pytest.raises(sa.exc.IntegrityError, match="only be added to"), all_or_nothing(db) as connection:
            connection.exec_driver_sql(statement)
    assert [(entry.by, entry.at, entry.detail) for entry in audit.entries(db)] == [("Ann", NOON, {"what": "Made it."})]


def test_an_audit_entry_names_somebody_and_says_its_time_zone(db):
    with pytest.raises(ValueError, match="names who"), all_or_nothing(db) as connection:
        audit.add(connection, at=NOON, by=" ", action="import_case")
    with pytest.raises(sa.exc.StatementError, match="no time zone"), all_or_nothing(db) as connection:
        audit.add(connection, at=datetime(2026, 11, 22), by="Ann", action="import_case")


def test_the_newest_entries_come_first_and_can_be_chosen_by_programme_and_action(db):
    with all_or_nothing(db) as connection:
        for minute, (action, programme) in enumerate((("import_case", "a"), ("undo", "a"), ("import_case", "b"))):
            audit.add(connection, at=minutes_later(minute), by="Ann", action=action, programme_id=programme)
    assert [entry.programme_id for entry in audit.entries(db)] == ["b", "a", "a"]
    assert [entry.action for entry in audit.entries(db, "a")] == ["undo", "import_case"]
    assert [entry.programme_id for entry in audit.entries(db, actions=("import_case",), most=1)] == ["b"]


@pytest.mark.state_file
def test_a_store_of_a_later_release_is_refused_and_left_alone(db):
    db.close()
    with sqlite3.connect(db.home / "state.db") as state:
        state.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(LaterStore, match="schema 9999"):
        open_database(db.home)
    with sqlite3.connect(db.home / "state.db") as state:
        assert state.execute("select version_num from alembic_version").fetchone() == ("9999",)


@pytest.mark.state_file
def test_a_file_that_is_no_database_is_refused(db):
    db.close()
    (db.home / "state.db").write_bytes(b"not a database at all" * 1_000)
    with pytest.raises(DamagedStore, match=r"state\.db is damaged"):
        open_database(db.home)


@pytest.mark.state_file
def test_a_state_file_with_a_damaged_page_is_refused(db):
    with all_or_nothing(db) as connection:
        for number in range(500):
            add_programme(connection, f"made_{number}")
    db.close()
    content = bytearray((db.home / "state.db").read_bytes())
    for place in range(8_192, len(content)):
        content[place] ^= 255
    (db.home / "state.db").write_bytes(content)
    with pytest.raises(DamagedStore):
        open_database(db.home)


@pytest.mark.state_file
def test_a_lost_state_file_is_not_silently_begun_afresh(db):
    store(db, {"partners": table_of("partners", PARTNERS)})
    db.close()
    for file in db.home.glob("state.db*"):
        file.unlink()
    with pytest.raises(DamagedStore, match="1 writes to it were acknowledged"):
        open_database(db.home)


@pytest.mark.state_file
def test_the_database_of_something_else_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "state.db") as other:
        other.execute("create table recipes (title)")
    with pytest.raises(DamagedStore, match="something else"):
        open_database(tmp_path)


def test_a_home_that_cannot_be_a_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStore, match="cannot be made"):
        open_database(tmp_path / "file" / "home")


@pytest.mark.state_file
def test_several_processes_can_start_on_one_new_home_at_once(tmp_path):
    statement = (
        f"from pathlib import Path; from core.store.database import open_database; open_database(Path({str(tmp_path)!r})).close()"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    started = [
        subprocess.Popen([sys.executable, "-c", statement], env=environment, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    said = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0] * 4, said
    open_database(tmp_path).close()


def test_several_threads_can_open_one_new_home_at_once(tmp_path):
    with ThreadPoolExecutor(6) as threads:
        for opened in threads.map(open_database, [tmp_path] * 6):
            opened.close()
            opened.close()
