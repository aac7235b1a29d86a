"""Migration: bring a state of an earlier release up to date, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import sqlalchemy as sa

from core.domain.errors import DamagedStore, LaterStore
from core.store.integrity import row_sums, server_sums

NEWEST = "0003"
MIGRATIONS = Path(__file__).parent / "migrations"
# Alembic keeps the migration it is running in module-wide names, so that threads must take turns.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Named:
    """A state in words: what it is, its bare name, where its stored tables are, and what is chosen instead of another's."""

    title: str
    bare: str
    stored_in: str
    instead: str


def bring_up_to_date(engine: sa.Engine, named: Named, stored: Callable[[], int], ready: Callable[[sa.Engine], None]) -> None:
    """Move the schema to the newest one, or leave everything as it was.

    Two processes that start at once are safe: the engine takes the write lock first, and the second finds nothing left to do.

    Args:
        engine: the way to the state, whose transactions keep every other writer out.
        named: the state in words.
        stored: counts the stored tables that are kept beside it.
        ready: is called once the state is known to be ours, before it is changed.

    Raises:
        DamagedStore: the state is empty while Parquet files are there, or holds tables that are not ours.
        LaterStore: the schema is one this release does not know.
    """
    with _one_at_a_time:
        try:
            # Listed before the schema is read: a file can only be there after the schema was.
            kept = stored()
            with engine.begin() as connection:
                schema = schema_of(connection)
                _must_be_ours(connection, schema, kept, named)
                _must_be_known(schema, named)
            ready(engine)
            with engine.begin() as connection:
                schema = schema_of(connection)
                if schema != NEWEST:
                    _upgrade(connection, named)
        finally:
            engine.dispose()


def schema_of(connection: sa.Connection) -> str | None:
    """Read which schema a state has; None for one that was never set up."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("select version_num from alembic_version")).scalar_one_or_none()


def _must_be_ours(connection: sa.Connection, found: str | None, kept: int, named: Named) -> None:
    if found is not None:
        return
    if kept:
        raise DamagedStore(
            f"{named.title} is missing or empty, but {kept} stored tables are {named.stored_in}. "
            "Nothing was changed: restore the latest backup, or move the whole folder away to start afresh."
        )
    if sa.inspect(connection).get_table_names():
        raise DamagedStore(f"{named.bare} is a database of something else: nothing was changed, {named.instead}.")


def _must_be_known(found: str | None, named: Named) -> None:
    if found in (None, NEWEST):
        return
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to import, and only needed when the schema changes

    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if found not in known:
        raise LaterStore(
            f"{named.title} was written by a later release (schema {found}; this release knows {NEWEST}). "
            "Nothing was changed: start the later release, or restore a backup of before it."
        )


def _upgrade(connection: sa.Connection, named: Named) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and only needed when the schema changes
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    if connection.dialect.name == server_sums.DIALECT:
        server_sums.install(connection)
    elif connection.exec_driver_sql("pragma foreign_key_check").fetchall():
        raise DamagedStore(f"{named.title} has rows that point to nothing: nothing was changed.")
    row_sums.write_all(connection)
