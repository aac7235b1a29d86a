"""The number that tells whether anything was committed."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from core.reports.live_changes import commits
from core.store.data_version import MOST_OPEN
from core.store.database import Database, all_or_nothing, open_database

pytestmark = pytest.mark.state_file


def _commit(db: Database) -> None:
    with all_or_nothing(db) as connection:
        connection.exec_driver_sql("pragma user_version = 7")


def test_the_number_stays_while_nothing_is_committed_and_changes_when_something_is(db: Database) -> None:
    first = commits(db)
    assert first is not None
    assert commits(db) == first
    _commit(db)
    assert commits(db) != first


def test_what_another_process_commits_changes_it(db: Database) -> None:
    first = commits(db)
    code = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('pragma user_version = 9').connection.commit()"
    subprocess.run([sys.executable, "-c", code, str(db.home / "state.db")], check=True)
    assert commits(db) != first


def test_a_file_put_in_place_of_the_state_is_noticed(db: Database, tmp_path: Path) -> None:
    assert commits(db) is not None
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("pragma user_version = 3")
    other.replace(db.home / "state.db")
    assert commits(db) is not None


def test_where_there_is_no_state_the_number_is_not_known(db: Database) -> None:
    (db.home / "state.db").unlink()
    assert commits(db) is None


def test_few_files_stay_open_however_many_stores_are_looked_at(tmp_path: Path) -> None:
    stores = [open_database(tmp_path / str(number)) for number in range(MOST_OPEN + 3)]
    for store in stores:
        assert commits(store) is not None
        store.close()
    assert len(_open_files_below(tmp_path)) <= MOST_OPEN


def _open_files_below(folder: Path) -> set[str]:
    """The state files below a folder that this process holds open."""
    links = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return {name for name in links if name.startswith(str(folder)) and name.endswith("state.db")}
