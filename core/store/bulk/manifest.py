"""The manifest of observations: which loads there are, which files each is in, and which of them make up a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.store import schema
from core.store.bulk.draft import Draft
from core.store.database import Database, Source, reading
from core.store.parquet import keep_file
from core.store.refusals import CannotStore

ROWS, CUBE = "rows", "cube"


@dataclass(frozen=True)
class ObservationLoad:
    """Observations that were accepted together. `source` is the name under which they can be replaced as a whole."""

    load_id: int
    programme_id: str
    source: str
    source_file_name: str
    source_sha256: str
    rows: int
    site_ids: tuple[str, ...]
    outcome_ids: tuple[str, ...]
    loaded_at: datetime
    loaded_by: str


@dataclass(frozen=True)
class StoredFile:
    """One file that counts: the rows of a load or their sums, where it must be and what must be in it."""

    kind: str
    path: Path
    sha256: str
    rows: int


@dataclass(frozen=True)
class KeptDraft:
    """A draft on the disk, under the names of its bytes. It counts for nothing until manifest rows name its files."""

    draft: Draft
    files: tuple[StoredFile, ...]


def keep(db: Database, draft: Draft) -> KeptDraft:
    """Put the files of a draft beside all others, so that they are on the disk when this returns.

    Raises:
        CannotStore: the disk is full or may not be written to.
    """
    drafted = ((ROWS, draft.rows_path), (CUBE, draft.cube_path))
    return KeptDraft(draft, tuple(StoredFile(kind, *keep_file(db.evidence, path), draft.rows) for kind, path in drafted))


def add(
    connection: sa.Connection,
    programme_id: str,
    kept: KeptDraft,
    *,
    source: str,
    source_file_name: str,
    source_sha256: str,
    at: datetime,
    by: str,
) -> int:
    """Write the manifest rows that make a load of observations count, and return its load_id.

    Raises:
        CannotStore: a file was swept away before its row could be written.
    """
    if not all(file.path.exists() for file in kept.files):
        raise CannotStore(f"The rows of {source_file_name} are gone again: nothing was stored, try once more.")
    values = {
        "programme_id": programme_id,
        "source": source,
        "source_file_name": source_file_name,
        "source_sha256": source_sha256,
        "rows": kept.draft.rows,
        "site_ids": list(kept.draft.site_ids),
        "outcome_ids": list(kept.draft.outcome_ids),
        "loaded_at": at,
        "loaded_by": by,
    }
    key = connection.execute(schema.observation_loads.insert().values(values)).inserted_primary_key
    if key is None:
        raise RuntimeError("the database did not say which row it wrote")
    rows = [
        {"load_id": key[0], "kind": file.kind, "part": 0, "path": file.path.name, "sha256": file.sha256, "rows": file.rows}
        for file in kept.files
    ]
    connection.execute(schema.observation_files.insert(), rows)
    return int(key[0])


def of_version(source: Source, version_id: int) -> tuple[ObservationLoad, ...]:
    """List the loads of observations of a version, the oldest first. One row per load."""
    loads, of = schema.observation_loads, schema.version_observations
    query = (
        sa.select(loads).join(of, of.c.load_id == loads.c.load_id).where(of.c.version_id == version_id).order_by(loads.c.load_id)
    )
    with reading(source) as connection:
        return tuple(_load(dict(row)) for row in connection.execute(query).mappings())


def files_of(db: Database, version_id: int, kind: str) -> list[StoredFile]:
    """List the files of a version's observations of one kind, in the order they were loaded. One row per file."""
    files, of = schema.observation_files, schema.version_observations
    query = (
        sa.select(files)
        .join(of, of.c.load_id == files.c.load_id)
        .where(of.c.version_id == version_id, files.c.kind == kind)
        .order_by(files.c.load_id, files.c.part)
    )
    with reading(db) as connection:
        found = connection.execute(query).mappings().all()
    return [StoredFile(row["kind"], db.evidence / row["path"], row["sha256"], row["rows"]) for row in found]


def link(connection: sa.Connection, version_id: int, load_ids: Iterable[int]) -> None:
    """Make loads of observations part of a version that has just been added."""
    rows = [{"version_id": version_id, "load_id": load_id} for load_id in load_ids]
    if rows:
        connection.execute(schema.version_observations.insert(), rows)


def _load(row: dict[str, Any]) -> ObservationLoad:
    return ObservationLoad(**{**row, "site_ids": tuple(row["site_ids"]), "outcome_ids": tuple(row["outcome_ids"])})
