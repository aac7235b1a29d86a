"""Migration: bring a state file of an earlier release up to date, in one transaction."""

from pathlib import Path
from threading import Lock

import sqlalchemy as sa

from core.domain.errors import CannotStore, DamagedStore, LaterStore
from core.store.integrity import row_sums

NEWEST = "0003"
MIGRATIONS = Path(__file__).parent / "migrations"
# Alembic keeps the migration it is running in module-wide names, so that threads must take turns.
_one_at_a_time = Lock()


def bring_up_to_date(engine: sa.Engine, home: Path) -> None:
    """Move the schema to the newest one, or leave everything as it was.

    Two processes that start at once are safe: the engine takes the write lock first, and the second finds nothing left to do.

    Raises:
        DamagedStore: the state file is empty while Parquet files are there, or holds tables that are not ours.
        LaterStore: the schema is one this release does not know.
        CannotStore: the folder is on a disk that cannot keep a write-ahead log.
    """
    with _one_at_a_time:
        try:
            # Listed before the schema is read: a file can only be there after the schema was.
            kept = len(list((home / "evidence").glob("*.parquet")))
            with engine.begin() as connection:
                schema = schema_of(connection)
                _must_be_ours(connection, schema, kept, home)
                _must_be_known(schema, home)
            _write_ahead(engine, home)
            with engine.begin() as connection:
                schema = schema_of(connection)
                if schema != NEWEST:
                    _upgrade(connection, home)
        finally:
            engine.dispose()


def schema_of(connection: sa.Connection) -> str | None:
    """Read which schema a state file has; None for one that was never set up."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("select version_num from alembic_version")).scalar_one_or_none()


def _must_be_ours(connection: sa.Connection, found: str | None, kept: int, home: Path) -> None:
    if found is not None:
        return
    if kept:
        raise DamagedStore(
            f"The state file {home / 'state.db'} is missing or empty, but {kept} stored tables are in {home / 'evidence'}. "
            "Nothing was changed: restore the latest backup, or move the whole folder away to start afresh."
        )
    if sa.inspect(connection).get_table_names():
        raise DamagedStore(f"{home / 'state.db'} is a database of something else: nothing was changed, choose another folder.")


def _must_be_known(found: str | None, home: Path) -> None:
    if found in (None, NEWEST):
        return
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow to import, and only needed when the schema changes

    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if found not in known:
        raise LaterStore(
            f"The state file {home / 'state.db'} was written by a later release (schema {found}; this release knows {NEWEST}). "
            "Nothing was changed: start the later release, or restore a backup of before it."
        )


def _upgrade(connection: sa.Connection, home: Path) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and only needed when the schema changes
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
    broken = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
    if broken:
        raise DamagedStore(f"The state file {home / 'state.db'} has rows that point to nothing: nothing was changed.")
    row_sums.write_all(connection)


def _write_ahead(engine: sa.Engine, home: Path) -> None:
    """Write-ahead log: readers go on while another writes. Asked for at every open: a copied state file does not remember it."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("pragma journal_mode = wal")
        mode = str(cursor.fetchall()[0][0])
    finally:
        connection.close()
    if mode != "wal":
        raise CannotStore(
            f"The folder {home} cannot keep a write-ahead log (SQLite uses {mode}): readers would hold up everybody who saves. "
            "Choose a folder on a disk of this machine."
        )
