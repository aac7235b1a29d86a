"""What is remembered of each source: how its columns were matched, and which rows it brought."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.store import schema
from core.store.database import Source, reading

CURRENT = "current"
Keys = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class StoredMapping:
    """One saving of a source's file. `mapping` is the text of the mapping; `keys` are those of the rows the source brought."""

    programme_id: str
    source: str
    table_name: str
    version_id: int
    mapping: str
    keys: Keys
    file_name: str
    file_sha256: str
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True)
class EarlierLoad:
    """A time the very same bytes were loaded: as which table, in which file, when and by whom."""

    table_name: str
    file_name: str
    loaded_at: datetime
    loaded_by: str


def add(connection: sa.Connection, stored: StoredMapping) -> None:
    """Remember one more saving."""
    keys = sorted(list(key) for key in stored.keys)
    connection.execute(schema.source_mappings.insert().values(**{**vars(stored), "keys": keys}))


def latest(source: Source, programme_id: str, name: str, table: str | None = None) -> StoredMapping | None:
    """Find how a source was matched the last time, undone or not; for one table, or for whichever came last."""
    row = schema.source_mappings.c
    query = _of(programme_id, name).order_by(row.mapping_id.desc()).limit(1)
    return _first(source, query if table is None else query.where(row.table_name == table))


def keys_brought(source: Source, programme_id: str, name: str, table: str) -> Keys:
    """Find the keys of the rows of a table that a source was the last to bring; savings that were undone do not count."""
    row, version = schema.source_mappings.c, schema.versions.c
    query = (
        sa.select(row.source, row["keys"])
        .join(schema.versions, version.version_id == row.version_id)
        .where(row.programme_id == programme_id, row.table_name == table, version.state == CURRENT)
        .order_by(row.mapping_id)
    )
    brought_by: dict[tuple[str, ...], str] = {}
    with reading(source) as connection:
        for by, keys in connection.execute(query):
            brought_by = {key: other for key, other in brought_by.items() if other != by}
            brought_by.update(dict.fromkeys(map(tuple, keys), by))
    return frozenset(key for key, by in brought_by.items() if by == name)


def sources_of(source: Source, programme_id: str) -> tuple[str, ...]:
    """List the names of a programme's sources, in order of name."""
    row = schema.source_mappings.c
    query = sa.select(row.source).where(row.programme_id == programme_id).distinct().order_by(row.source)
    with reading(source) as connection:
        return tuple(connection.execute(query).scalars())


def loaded_before(source: Source, programme_id: str, sha256: str) -> EarlierLoad | None:
    """Find the last time the very same bytes were loaded into a programme; None where they were not."""
    tables, bulk, files = schema.loads.c, schema.observation_loads.c, schema.source_mappings.c
    every = sa.union_all(
        sa.select(
            tables.table_name,
            tables.source_file_name.label("file_name"),
            tables.loaded_at,
            tables.loaded_by,
            sa.literal(1).label("is_joined"),
        ).where(tables.programme_id == programme_id, tables.source_sha256 == sha256),
        sa.select(sa.literal("observations"), bulk.source_file_name, bulk.loaded_at, bulk.loaded_by, sa.literal(1)).where(
            bulk.programme_id == programme_id, bulk.source_sha256 == sha256
        ),
        sa.select(files.table_name, files.file_name, files.saved_at, files.saved_by, sa.literal(0)).where(
            files.programme_id == programme_id, files.file_sha256 == sha256
        ),
    ).subquery()
    # A joined table says its file's name with more words; what the source sent says it alone.
    told = [every.c[name] for name in ("table_name", "file_name", "loaded_at", "loaded_by")]
    query = sa.select(*told).order_by(every.c.loaded_at.desc(), every.c.is_joined).limit(1)
    with reading(source) as connection:
        found = connection.execute(query).mappings().one_or_none()
    return None if found is None else EarlierLoad(**found)


def _of(programme_id: str, name: str) -> sa.Select[Any]:
    row = schema.source_mappings.c
    return sa.select(schema.source_mappings).where(row.programme_id == programme_id, row.source == name)


def _first(source: Source, query: sa.Select[Any]) -> StoredMapping | None:
    with reading(source) as connection:
        row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    told = {name: value for name, value in row.items() if name != "mapping_id"}
    return StoredMapping(**{**told, "keys": frozenset(tuple(key) for key in told["keys"])})
