"""The schema of the state: what the first release makes, and how a later one changes it."""

import pkgutil
import shutil
import sqlite3
from contextlib import closing
from importlib import import_module

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.store import schema
from core.store.database import open_database
from core.store.migrate import MIGRATIONS, NEWEST, schema_of
from core.store.schema.programmes import metadata
from core.store.tables.tables import read_tables
from tests.core.store.stored import store, tables_of

NEXT_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade():
    op.add_column("programmes", sa.Column("colour", sa.Text, nullable=False, server_default="red"))
    op.create_table("shapes", sa.Column("shape_id", sa.Integer, primary_key=True))
    {last}
"""


@pytest.fixture(autouse=True)
def every_table_is_known():
    """Each file of the schema adds its tables to the one list."""
    for module in pkgutil.iter_modules(schema.__path__):
        import_module(f"{schema.__name__}.{module.name}")


@pytest.fixture
def next_release(tmp_path, monkeypatch):
    """A release with one more migration, which ends with the line it is called with."""

    def begin(last: str) -> None:
        folder = tmp_path / "next_release"
        shutil.copytree(MIGRATIONS, folder, dirs_exist_ok=True)
        (folder / "versions" / "0004_shapes.py").write_text(NEXT_MIGRATION.format(last=last))
        monkeypatch.setattr("core.store.migrate.MIGRATIONS", folder)
        monkeypatch.setattr("core.store.migrate.NEWEST", "0004")

    return begin


def description_of(engine, table):
    """All that the database says of a table."""
    found = sa.inspect(engine)
    return {
        "columns": {column["name"]: (str(column["type"]), column["nullable"]) for column in found.get_columns(table)},
        "key": found.get_pk_constraint(table),
        "points_to": sorted(found.get_foreign_keys(table), key=lambda key: key["name"]),
        "once_only": sorted(found.get_unique_constraints(table), key=lambda rule: rule["name"]),
        "checks": sorted((rule["name"], rule["sqltext"]) for rule in found.get_check_constraints(table)),
        "indexes": sorted((index["name"], index["column_names"]) for index in found.get_indexes(table)),
    }


def state_of(home):
    """The schema of a state file, its columns of a programme and the names of its programmes."""
    with closing(sqlite3.connect(home / "state.db")) as state:
        columns = [row[1] for row in state.execute("pragma table_info(programmes)")]
        return (
            state.execute("select version_num from alembic_version").fetchone()[0],
            "colour" in columns,
            state.execute("select count(*) from sqlite_master where name = 'shapes'").fetchone()[0],
            state.execute("select programme_id from programmes").fetchall(),
        )


def test_a_new_store_has_exactly_the_tables_that_the_code_expects(db):
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
        assert schema_of(connection) == NEWEST


@pytest.mark.state_file
@pytest.mark.state_file
@pytest.mark.parametrize("path", sorted(MIGRATIONS.parent.glob("schema/*.py")), ids=lambda path: path.stem)
def test_a_table_has_the_columns_keys_and_checks_that_the_code_expects(db, path):
    expected = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    metadata.create_all(expected)
    owned = {table.name for table in vars(import_module(f"{schema.__name__}.{path.stem}")).values() if isinstance(table, sa.Table)}
    assert owned or path.stem == "__init__"
    for table in owned:
        assert description_of(db.engine, table) == description_of(expected, table)
    expected.dispose()


@pytest.mark.state_file
def test_a_schema_that_differs_is_noticed(db):
    before = description_of(db.engine, "offers")
    with db.engine.begin() as connection:
        connection.exec_driver_sql("alter table offers add column colour text")
        assert compare_metadata(MigrationContext.configure(connection), metadata) != []
    assert description_of(db.engine, "offers") != before


def test_the_newest_schema_is_the_last_migration():
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [NEWEST]


@pytest.mark.state_file
def test_a_first_migration_that_dies_half_way_leaves_nothing(tmp_path, monkeypatch):
    def die(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("alembic.op.create_index", die)
        open_database(tmp_path)
    with closing(sqlite3.connect(tmp_path / "state.db")) as state:
        assert state.execute("select count(*) from sqlite_master").fetchone() == (0,)
    open_database(tmp_path).close()


@pytest.mark.state_file
def test_a_later_migration_keeps_what_was_stored(db, next_release):
    version = store(db, tables_of("one_hospital"))
    before = state_of(db.home)
    db.close()
    next_release("pass")
    opened = open_database(db.home)
    assert read_tables(opened, version.version_id) == tables_of("one_hospital")
    opened.close()
    assert before == (NEWEST, False, 0, before[3])
    assert state_of(db.home) == ("0004", True, 1, before[3])


@pytest.mark.state_file
def test_a_later_migration_that_dies_half_way_leaves_the_store_as_it_was(db, next_release):
    store(db, tables_of("one_hospital"))
    before = state_of(db.home)
    db.close()
    next_release("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        open_database(db.home)
    assert state_of(db.home) == before
    next_release("pass")
    open_database(db.home).close()
    assert state_of(db.home) == ("0004", True, 1, before[3])
