"""Manifest of observations: which loads there are, which files each is in, and which of them make up a version."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core.domain.errors import CannotStore
from core.store.bulk.draft import Draft
from core.store.database import Database
from core.store.schema import programmes as schema
from core.store.tables.observation_loads import CUBE, ROWS, StoredFile
from core.store.tables.parquet import keep_file


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
    files = tuple(StoredFile(kind, *keep_file(db.evidence, path), draft.rows) for kind, path in drafted)
    for file in files:
        db.depot.put(file.path.name)
    return KeptDraft(draft, files)


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
