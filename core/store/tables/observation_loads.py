"""Observation loads: which there are, which files each is in, and which of them make up a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.store.database import Database, Source, reading
from core.store.schema import programmes as schema

ROWS = "rows"


CUBE = "cube"


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
        rows = connection.execute(query).mappings().all()
    return [StoredFile(row["kind"], db.evidence / row["path"], row["sha256"], row["rows"]) for row in rows]


def link(connection: sa.Connection, version_id: int, load_ids: Iterable[int]) -> None:
    """Make loads of observations part of a version that has just been added."""
    rows = [{"version_id": version_id, "load_id": load_id} for load_id in load_ids]
    if rows:
        connection.execute(schema.version_observations.insert(), rows)


def _load(row: dict[str, Any]) -> ObservationLoad:
    return ObservationLoad(**{**row, "site_ids": tuple(row["site_ids"]), "outcome_ids": tuple(row["outcome_ids"])})
