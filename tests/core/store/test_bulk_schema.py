import sqlite3

import pytest

from core.store.bulk import manifest
from core.store.database import open_database
from core.store.schema_change import NEWEST
from core.store.tables import read_tables
from tests.core.store.stored import store, tables_of

FIRST_TABLES = ("programmes", "versions", "loads", "version_files", "audit", "alembic_version")


@pytest.fixture
def home_of_the_first_release(db):
    """A store as the first release left it: its own tables and none that came later."""
    version = store(db, tables_of("one_hospital"))
    db.close()
    with sqlite3.connect(db.home / "state.db") as state:
        tables = state.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").fetchall()
        for (table,) in tables:
            if table not in FIRST_TABLES:
                state.execute(f"drop table {table}")
        state.execute("update alembic_version set version_num = '0001'")
    return db.home, version


def test_a_store_of_the_first_release_opens_and_keeps_its_tables(home_of_the_first_release):
    home, version = home_of_the_first_release
    opened = open_database(home)
    assert read_tables(opened, version.version_id) == tables_of("one_hospital")
    assert manifest.of_version(opened, version.version_id) == ()
    opened.close()
    with sqlite3.connect(home / "state.db") as state:
        assert state.execute("select version_num from alembic_version").fetchone() == (NEWEST,)
