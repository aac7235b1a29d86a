"""Manifest: which accepted tables there are, and which Parquet file each is in."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from core.domain.errors import CannotStore
from core.domain.tables import Table
from core.store.database import SPILL, Database, Source, all_or_nothing, reading
from core.store.schema import programmes as schema
from core.store.tables.parquet import UNFINISHED, KeptFile, StoredTable, keep_tables


@dataclass(frozen=True)
class Load:
    """One table as it was accepted: where it came from, and the file it is in."""

    load_id: int
    programme_id: str
    table_name: str
    sha256: str
    content_sha256: str
    path: str
    rows: int
    source_file_name: str
    source_sha256: str
    loaded_at: datetime
    loaded_by: str


def keep(db: Database, tables: Iterable[Table]) -> tuple[KeptFile, ...]:
    """Keep tables for good, as files that count for nothing until their rows are written.

    Raises:
        CannotStore: the disk is full or may not be written to, or where the data is kept does not answer.
    """
    kept = keep_tables(db.evidence, tables)
    for file in kept:
        db.depot.put(file.path.name)
    return kept


def add(connection: sa.Connection, programme_id: str, kept: KeptFile, *, at: datetime, by: str) -> int:
    """Write the manifest row that makes a Parquet file count, and return its load_id.

    Raises:
        CannotStore: the file was swept away before its row could be written.
    """
    if not kept.path.exists():
        raise CannotStore(f"The file of {kept.table.name} is gone again: nothing was stored, try once more.")
    values = {
        "programme_id": programme_id,
        "table_name": kept.table.name,
        "sha256": kept.sha256,
        "content_sha256": kept.content_sha256,
        "path": kept.path.name,
        "rows": len(kept.table.rows),
        "source_file_name": kept.table.file_name,
        "source_sha256": kept.table.sha256,
        "loaded_at": at,
        "loaded_by": by,
    }
    return _added(connection.execute(schema.loads.insert().values(values)))


def of_version(source: Source, version_id: int) -> dict[str, Load]:
    """Find the tables of a version, by name and in order of name. One row per table."""
    query = (
        sa.select(schema.loads)
        .join(schema.version_files, schema.version_files.c.load_id == schema.loads.c.load_id)
        .where(schema.version_files.c.version_id == version_id)
        .order_by(schema.loads.c.table_name)
    )
    with reading(source) as connection:
        return {row["table_name"]: Load(**row) for row in connection.execute(query).mappings()}


def stored_tables(db: Database, version_id: int) -> dict[str, StoredTable]:
    """Find the files of a version, by name of table."""
    return stored(db, of_version(db, version_id))


def stored(db: Database, held: Mapping[str, Load]) -> dict[str, StoredTable]:
    """Say which file each table is in, by name of table."""
    return {name: StoredTable(name, db.evidence / load.path, load.sha256) for name, load in held.items()}


def add_changed(
    connection: sa.Connection,
    programme_id: str,
    kept: Iterable[KeptFile],
    before: Mapping[str, Load],
    *,
    at: datetime,
    by: str,
) -> dict[str, int]:
    """Write manifest rows for tables that differ from those of a version, and return every table's load_id.

    A table with the same cells keeps the load it had, and so its source, its time and its person.
    """
    load_ids = {}
    for file in kept:
        earlier = before.get(file.table.name)
        same = earlier is not None and earlier.content_sha256 == file.content_sha256
        load_ids[file.table.name] = earlier.load_id if earlier and same else add(connection, programme_id, file, at=at, by=by)
    return load_ids


def sweep_orphans(db: Database, older_than: datetime) -> tuple[str, ...]:
    """Orphans: delete files that no manifest row names, and spilt queries, untouched since `older_than`.

    They are left by writers that died, or were refused, between the file and its row, and by readers that died.

    Returns:
        Names of the files deleted.
    """
    swept = []
    with all_or_nothing(db) as connection:  # no row can be written for a file while it is being deleted
        paths = sa.union_all(sa.select(schema.loads.c.path), sa.select(schema.observation_files.c.path))
        named = set(connection.execute(paths).scalars())
        for name, moment in sorted(db.depot.written().items()):
            if name.endswith((".parquet", UNFINISHED)) and name not in named and moment < older_than.timestamp():
                db.depot.drop(name)
                swept.append(name)
    for path in sorted(db.evidence.glob(f"*{UNFINISHED}")):
        if _is_older(path, older_than):
            path.unlink(missing_ok=True)
    for path in sorted((db.home / SPILL).iterdir()):
        if path not in db.readers.at_work and _is_older(path, older_than):
            shutil.rmtree(path, ignore_errors=True)  # a query may be using it after all: then it stays, and is not told
            swept += [] if path.exists() else [path.name]
    return tuple(swept)


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:  # its writer has just given it its name
        return False


def _added(result: sa.CursorResult[tuple[int, ...]]) -> int:
    key = result.inserted_primary_key
    if key is None:
        raise RuntimeError("the database did not say which row it wrote")
    return int(key[0])
