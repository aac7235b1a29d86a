"""The manifest of observations: which loads there are, which files each is in, and which of them make up a version."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from core.store import schema
from core.store.bulk.draft import Draft
from core.store.database import Database, Source, reading
from core.store.durable import kept_under_its_hash
from core.store.parquet import flush_folder
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
    """One file of a load: its rows, or their sums."""

    load_id: int
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
