"""Source mappings: how the columns of each source were matched, and which rows it brought."""

from typing import Any

import sqlalchemy as sa

from core.domain.source_mappings import EarlierLoad, Keys, StoredMapping
from core.store.database import Source, reading
from core.store.schema import programmes as schema

CURRENT = "current"


def add(connection: sa.Connection, stored: StoredMapping) -> None:
    """Remember one more saving."""
    keys = sorted(list(key) for key in stored.keys)
    connection.execute(schema.source_mappings.insert().values(**{**vars(stored), "keys": keys}))


def latest(
    source: Source, programme_id: str, name: str, table: str | None = None, *, organisation: str | None = None
) -> StoredMapping | None:
    """Find how a source was matched the last time, undone or not; for one table, or for the last that came.

    With an organisation, what was saved for others is passed over.
    """
    row = schema.source_mappings.c
    query = _of(programme_id, name).order_by(row.mapping_id.desc()).limit(1)
    if organisation is not None:
        query = query.where(row.organisation == organisation)
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


def saved_before(source: Source, programme_id: str, sha256: str, *, organisation: str) -> EarlierLoad | None:
    """Find the last time an organisation itself had the very same bytes saved; None where it had not."""
    row = schema.source_mappings.c
    told = row.table_name, row.file_name, row.saved_at.label("loaded_at"), row.saved_by.label("loaded_by")
    own = sa.select(*told).where(row.programme_id == programme_id, row.file_sha256 == sha256, row.organisation == organisation)
    with reading(source) as connection:
        found = connection.execute(own.order_by(row.mapping_id.desc()).limit(1)).mappings().one_or_none()
    return None if found is None else EarlierLoad(**found)


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
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else EarlierLoad(**row)


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
