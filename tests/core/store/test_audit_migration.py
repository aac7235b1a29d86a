"""Stores of before the audit was chained: their entries are kept as they are and tied together."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from core.store import audit, schema_comments
from core.store.audit_chain import verified
from core.store.database import all_or_nothing, open_database
from core.store.schema_change import MIGRATIONS

CHECKED = {"audit", "audit_head", "comment_threads", "comments", "comment_mentions"}


@pytest.fixture
def earlier(tmp_path):
    """A store of the schema before, with three things done in it."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'state.db'}")
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0004")
        for number in (1, 2, 3):
            connection.exec_driver_sql(
                "insert into audit (at, by, action, programme_id, detail) values (?, 'Ann', 'import_case', 'a', ?)",
                (f"2026-11-2{number} 12:00:00.000000", f'{{"what": "Did £{number}.", "n": 0.1}}'),
            )
    engine.dispose()
    return tmp_path


def test_entries_of_before_are_kept_and_tied_together(earlier):
    db = open_database(earlier)
    assert [(entry.audit_id, entry.at, entry.by, entry.person_id, entry.detail) for entry in audit.entries(db, "a")] == [
        (number, datetime(2026, 11, 20 + number, 12, tzinfo=UTC), "Ann", None, {"what": f"Did £{number}.", "n": 0.1})
        for number in (3, 2, 1)
    ]
    assert (verified(db).entries, verified(db).broken) == (3, None)
    with all_or_nothing(db) as connection:
        audit.add(connection, at=datetime(2026, 11, 25, tzinfo=UTC), by="Bob", action="import_case")
    assert (verified(db).entries, verified(db).broken) == (4, None)
    db.close()


def test_the_audit_of_before_can_still_only_be_added_to(earlier):
    open_database(earlier).close()
    with closing(sqlite3.connect(earlier / "state.db")) as state:
        for statement in ("update audit set by = 'Bob'", "delete from audit"):
            with pytest.raises(sqlite3.IntegrityError, match="only be added to"):
                state.execute(statement)


def test_the_tables_are_those_the_code_expects(db):
    def is_ours(thing, name, kind, reflected, compared):
        return (name if kind == "table" else thing.table.name) in CHECKED

    options = {"compare_type": True, "include_object": is_ours}
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(found, schema_comments.metadata) == []
        assert set(sa.inspect(connection).get_table_names()) >= CHECKED
