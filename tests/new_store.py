"""Stores for tests: what takes long to make is made once in a process, and every test gets a copy of its own.

The steps of the schema are tried in tests/core/store; everywhere else they would be taken thousands of times over.
"""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from core.store.database import Database, open_database
from tests import postgresql_server

_MADE = TemporaryDirectory(prefix="scale_case_stores_")  # it goes when the process ends
Fill = Callable[[Database], object]


def new_store(home: Path) -> Database:
    """Open an empty store in a folder, which is made."""
    return store_with(nothing, home)


def store_with(fill: Fill, home: Path) -> Database:
    """Open a store in a folder that is not there yet, or is empty, holding what a function of a module writes into it."""
    copy_store(made_once(fill), home)
    return open_database(home)


def filled(db: Database, fill: Fill) -> Database:
    """Give an open store, new and not asked anything yet, what a function of a module writes."""
    assert db.engine.pool.checkedin() == 0, "somebody has used this store already"
    copy_store(made_once(fill), db.home)
    return db


def copy_store(made: Path, home: Path) -> Path:
    """Copy a closed store into a folder that is not there yet, or is empty."""
    if postgresql_server.is_wanted():
        postgresql_server.copy_database(made, home)
    return Path(shutil.copytree(made, home, dirs_exist_ok=True, copy_function=shutil.copyfile))


@cache
def made_once(fill: Fill) -> Path:
    """The folder of a store that was filled and closed. A test that changes it, or looks at it for long, copies it."""
    home = Path(mkdtemp(dir=_MADE.name))
    db = open_database(home) if fill is nothing else new_store(home)
    fill(db)
    db.close()
    return home


def nothing(db: Database) -> None:
    """Leave a new store empty."""
