"""The log of commits: what is in it when the answer is given, and what a process that dies may leave."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.domain.errors import CannotStore
from core.store import programmes
from core.store.database import PROJECT, Database, all_or_nothing, open_database
from core.store.integrity import commit_log
from core.store.integrity.commit_log import NAME, Commit
from tests.core.store.stored import NOON
from tests.new_store import new_store


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return new_store(tmp_path / "home")


def add(db: Database, name: str) -> None:
    with all_or_nothing(db) as connection:
        programmes.add(connection, name, name, is_sample=False, at=NOON, by="Ann")


def last(db: Database) -> int:
    found = commit_log.last_done(db.home)
    assert found is not None
    return found.number


def reopened(db: Database) -> Database:
    db.close()
    again = open_database(db.home)
    assert again.loss is None
    return again


def test_every_write_is_in_the_log_once_it_is_done_and_a_refused_one_is_not(db: Database) -> None:
    before = last(db)
    add(db, "one")
    assert last(db) == before + 1
    with pytest.raises(RuntimeError), all_or_nothing(db) as connection:
        programmes.add(connection, "two", "two", is_sample=False, at=NOON, by="Ann")
        raise RuntimeError
    with all_or_nothing(db):
        pass
    assert last(db) == before + 1
    reopened(db).close()


DIE = """
import os
from contextlib import contextmanager
from pathlib import Path
from core.store import programmes
from core.store.database import all_or_nothing, open_database
from core.store.integrity import commit_log
from tests.core.store.stored import NOON
db = open_database(Path({home!r}))
with all_or_nothing(db) as connection:
    programmes.add(connection, "kept", "kept", is_sample=False, at=NOON, by="Ann")
written = commit_log.{where}
def die(*arguments, **named):
    {first}
    os._exit(9)
commit_log.{where} = die
with all_or_nothing(db) as connection:
    programmes.add(connection, "late", "late", is_sample=False, at=NOON, by="Ann")
"""


@pytest.mark.parametrize(
    ("where", "first", "is_there"),
    [("_append", "pass", False), ("_append", "written(*arguments)", False), ("os.fsync", "pass", True)],
    ids=["before its line", "between its line and the commit", "between the commit and its mark"],
)
def test_a_process_that_dies_raises_no_false_alarm(db: Database, where: str, first: str, is_there: bool) -> None:
    db.close()
    script = DIE.format(home=str(db.home), where=where, first=first)
    died = subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": str(PROJECT)}, check=False)
    assert died.returncode == 9
    opened = open_database(db.home)
    assert opened.loss is None
    assert {one.programme_id for one in programmes.list_programmes(opened)} == {"kept", "late"} - (set() if is_there else {"late"})
    add(opened, "afterwards")
    reopened(opened).close()


def test_a_line_torn_off_half_way_is_left_behind_and_the_next_is_whole(db: Database) -> None:
    add(db, "one")
    with (db.home / NAME).open("ab") as file:
        file.write(b'?0123456789abcdef {"number":')
    add(db, "two")
    found = commit_log.read(db.home)
    assert found is not None and found.is_whole and found.last is not None and found.last.number == last(db)
    reopened(db).close()


def test_a_disk_that_is_full_refuses_the_write_before_it_is_committed(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(CannotStore, match="No space left"):
        patched.setattr(commit_log, "_write", full)
        add(db, "one")
    assert programmes.list_programmes(db) == ()
    add(db, "one")
    reopened(db).close()


def test_a_long_log_is_shortened_when_the_store_is_opened_and_writers_go_on(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit_log, "LONGEST_BYTES", 2_000)
    monkeypatch.setattr(commit_log, "KEPT_WHEN_SHORTENED", 3)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: add(db, f"made_{number}"), range(20)))
        opened = list(threads.map(lambda _: open_database(db.home), range(4)))
        list(threads.map(lambda number: add(opened[number % 4], f"more_{number}"), range(20)))
    for one in opened:
        one.close()
    found = commit_log.read(db.home)
    assert found is not None and found.last is not None and found.last.number == 40
    assert [one.number for one in found.commits] == list(range(found.commits[0].number, 41)) and found.commits[0].number > 10
    reopened(db).close()


def test_a_commit_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    written = Commit(1, "2026-11-30T12:00:00+00:00", 7, "ab", ("import_case", "undo"))
    commit_log.begin_or_catch_up(tmp_path, written)
    assert commit_log.last_done(tmp_path) == written
    commit_log.begin_or_catch_up(tmp_path, written)
    found = commit_log.read(tmp_path)
    assert found is not None and found.commits == (written,)


def test_the_log_is_for_its_owner_alone(db: Database) -> None:
    add(db, "one")
    (db.home / NAME).unlink()
    add(db, "two")
    assert (db.home / NAME).stat().st_mode & 0o077 == 0
