"""Which programmes are held, in which versions, and what changed between them."""

from dataclasses import dataclass

import pandas as pd

from core.store.database import Database
from core.store.loads import of_version
from core.store.programmes import StoredProgramme, list_programmes
from core.store.versions import CURRENT, Version, every_version, history


@dataclass(frozen=True)
class Programmes:
    """Every programme that is held, with its versions, the latest first."""

    all: tuple[StoredProgramme, ...]
    versions: dict[str, tuple[Version, ...]]

    def of(self, programme_id: str) -> StoredProgramme:
        """One programme.

        Raises:
            KeyError: when it is not held.
        """
        return {row.programme_id: row for row in self.all}[programme_id]

    def numbers(self, programme_id: str) -> list[int]:
        """Numbers of all its versions, undone ones too: a link to one still opens it."""
        return [version.number for version in self.versions[programme_id]]

    def latest_number(self, programme_id: str) -> int:
        """Number of the version that is current."""
        return next(version.number for version in self.versions[programme_id] if version.state == CURRENT)


def held(db: Database) -> Programmes:
    """List programmes and their versions; the sample comes last once there is anything else."""
    programmes = sorted(list_programmes(db), key=lambda row: row.is_sample)
    return Programmes(tuple(programmes), {row.programme_id: every_version(db, row.programme_id) for row in programmes})


def version_history(db: Database, programme_id: str) -> pd.DataFrame:
    """Tell what happened to a programme.

    Returns:
        one row per version, the latest first: number, made_at, made_by, what, state, tables (those that changed).
    """
    return pd.DataFrame(
        [
            {
                "number": change.version.number,
                "made_at": change.version.made_at,
                "made_by": change.version.made_by,
                "what": change.version.what,
                "state": change.version.state,
                "tables": ", ".join([*change.added, *change.changed, *change.removed]),
            }
            for change in history(db, programme_id)
        ],
        columns=["number", "made_at", "made_by", "what", "state", "tables"],
    )


def tables_held(db: Database, version: Version) -> pd.DataFrame:
    """List the tables of a version with the file each came from.

    Returns:
        one row per table: table, rows, file, loaded_at, loaded_by, sha256 (of the file as it was sent).
    """
    loads = of_version(db, version.version_id)
    return pd.DataFrame(
        [
            {
                "table": name,
                "rows": load.rows,
                "file": load.source_file_name,
                "loaded_at": load.loaded_at,
                "loaded_by": load.loaded_by,
                "sha256": load.source_sha256,
            }
            for name, load in loads.items()
        ],
        columns=["table", "rows", "file", "loaded_at", "loaded_by", "sha256"],
    )
