"""A store that lacks what was acknowledged is opened to be read, and says what is missing, since when, and what to do."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from time import time

import pytest

from core.__main__ import main
from core.domain.errors import DamagedStore, ReadOnlyStore
from core.store.backup import back_up, restore
from core.store.database import Database, all_or_nothing, open_database, reading
from core.store.integrity.commit_log import NAME
from drills import worked_store
from drills.worked_store import copied, held_by, marks_in, write
from tests.core.store.stored import NOON

pytestmark = pytest.mark.state_file


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as a machine that lost its power would leave it: five writes are in SQLite's own log alone."""
    home = tmp_path_factory.mktemp("worked")
    worked_store.begin(home / "home")
    db = open_database(home / "home")
    for kind in worked_store.WRITES:
        assert write(db, kind, 1) is not None
    whole = copied(db.home, home / "whole")
    db.close()
    return whole


@pytest.fixture
def home(worked: Path, tmp_path: Path) -> Path:
    return copied(worked, tmp_path / "home")


def test_a_store_that_was_left_in_the_middle_of_work_is_whole(home: Path) -> None:
    db = open_database(home)
    assert db.loss is None
    assert marks_in(db) >= {f"{kind} 1" for kind in worked_store.WRITES}
    assert worked_store.found_wrong(db) == ()
    db.close()


def test_a_store_without_its_write_ahead_log_is_only_read_and_says_what_is_missing(home: Path) -> None:
    (home / "state.db-wal").unlink()
    db = open_database(home)
    assert db.loss is not None and db.loss.since is not None
    assert dict(db.loss.actions)["record_decision"] == 1 and dict(db.loss.actions)["make_offer"] == 1
    assert "The state is older than its log of commits: 5 writes that were acknowledged from " in db.loss.sentence
    assert "python -m core restore BACKUP --into EMPTY_FOLDER" in db.loss.sentence
    assert write(db, "comment", 2) is None
    with pytest.raises(ReadOnlyStore, match="Nothing was saved"), all_or_nothing(db):
        pytest.fail("written to")
    assert "Imported it." in marks_in(db)
    db.close()


def test_opening_a_damaged_store_leaves_its_files_as_they_were_found(home: Path) -> None:
    with (home / "state.db-wal").open("r+b") as file:
        file.truncate(20_000)
    before = {name: (home / name).read_bytes() for name in ("state.db", "state.db-wal", NAME)}
    db = open_database(home)
    assert db.loss is not None and marks_in(db)
    db.close()
    assert {name: (home / name).read_bytes() for name in before} == before


def test_the_audit_is_not_said_to_be_all_there_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--home", str(home)]) == 0
    told = capsys.readouterr().out
    assert "agrees with its log of commits" in told
    shutil.rmtree(home / "spill")
    (home / "state.db").chmod(0o600)
    with closing(sqlite3.connect(home / "state.db")) as state:  # as if an earlier day's state were put back
        state.execute("update commits set number = number - 2")
        state.commit()
    assert main(["audit", "verify", "--home", str(home)]) == 1
    assert capsys.readouterr().out.startswith("The state is older than its log of commits: 2 writes")


def test_a_state_that_is_put_back_while_the_service_runs_is_not_written_to(home: Path, tmp_path: Path) -> None:
    db = open_database(home)
    earlier = tmp_path / "earlier.db"
    with closing(sqlite3.connect(home / "state.db")) as state:
        state.execute("vacuum into ?", (str(earlier),))
    assert write(db, "comment", 2) is not None
    db.engine.dispose()
    for name in ("state.db-wal", "state.db-shm"):
        (home / name).unlink(missing_ok=True)
    shutil.copy(earlier, home / "state.db")
    with pytest.raises(ReadOnlyStore, match="1 write that was acknowledged"), all_or_nothing(db):
        pytest.fail("written to")
    assert db.loss is not None
    db.close()


def test_what_is_left_of_a_damaged_store_can_be_copied_and_gone_on_from(home: Path, tmp_path: Path) -> None:
    (home / "state.db-wal").unlink()
    db = open_database(home)
    held = held_by(db)
    back_up(db, tmp_path / "copy.zip", at=NOON)
    db.close()
    restore(tmp_path / "copy.zip", tmp_path / "again")
    again = open_database(tmp_path / "again")
    assert again.loss is None and held_by(again) == held
    assert write(again, "comment", 3) is not None
    again.close()


def test_no_copy_is_made_of_rows_that_were_altered_since_the_service_started(home: Path, tmp_path: Path) -> None:
    db = open_database(home)
    with closing(sqlite3.connect(home / "state.db")) as state:
        state.execute("update comments set text = 'No.'")
        state.commit()
    with pytest.raises(DamagedStore, match="comments"):
        back_up(db, tmp_path / "copy.zip", at=NOON)
    assert not (tmp_path / "copy.zip").exists()
    db.close()


def test_a_log_that_is_gone_is_not_begun_anew_in_silence(home: Path) -> None:
    (home / NAME).unlink()
    db = open_database(home)
    assert db.loss is not None and "commits.log is gone" in db.loss.sentence
    db.close()
    assert not (home / NAME).exists()


def test_a_stored_table_that_is_gone_is_told_at_the_start(home: Path) -> None:
    next((home / "evidence").glob("*.parquet")).unlink()
    db = open_database(home)
    assert db.loss is not None and "1 stored table is gone" in db.loss.sentence
    db.close()


def test_a_table_that_nothing_names_and_that_is_newer_than_the_last_save_is_told_as_a_sign(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stray = home / "evidence" / f"{'0' * 64}.parquet"
    stray.write_bytes(b"PAR1")
    os.utime(stray, (time() + 5, time() + 5))  # a disk's clock may tick less often than the log's
    assert main(["audit", "verify", "--home", str(home)]) == 0
    assert "newer than the last save and named by no version" in capsys.readouterr().out


def test_a_restored_store_lets_readers_go_on_while_somebody_saves(home: Path, tmp_path: Path) -> None:
    db = open_database(home)
    back_up(db, tmp_path / "copy.zip", at=NOON)
    db.close()
    restore(tmp_path / "copy.zip", tmp_path / "again")
    again: Database = open_database(tmp_path / "again")
    with reading(again) as connection:
        assert connection.exec_driver_sql("pragma journal_mode").scalar_one() == "wal"
        before = connection.exec_driver_sql("select count(*) from comments").scalar_one()
        assert write(again, "comment", 9) is not None
        assert connection.exec_driver_sql("select count(*) from comments").scalar_one() == before
    again.close()


def test_a_state_file_that_forgot_its_mode_is_set_right_at_the_next_open(home: Path) -> None:
    open_database(home).close()
    with closing(sqlite3.connect(home / "state.db")) as state:
        assert state.execute("pragma journal_mode = delete").fetchone() == ("delete",)
    db = open_database(home)
    with reading(db) as connection:
        assert connection.exec_driver_sql("pragma journal_mode").scalar_one() == "wal"
    db.close()
