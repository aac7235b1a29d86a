"""Programmes: which are stored, in which versions, and what changed between them."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.access.scope import organisation_of
from core.access.versions import first_version_seen, programmes_seen, versions_seen
from core.domain.people import Person
from core.store.database import Database
from core.store.programmes import StoredProgramme
from core.store.tables.manifest import of_version
from core.store.tables.versions import Version, history


@dataclass(frozen=True)
class Programmes:
    """The programmes a person is shown, with the versions they may open, the latest first, and the number shown first."""

    all: tuple[StoredProgramme, ...]
    versions: dict[str, tuple[Version, ...]]
    first: dict[str, int]

    def of(self, programme_id: str) -> StoredProgramme:
        """One programme.

        Raises:
            KeyError: when it is not held.
        """
        return {row.programme_id: row for row in self.all}[programme_id]

    def numbers(self, programme_id: str) -> list[int]:
        """Numbers of the versions the person may open; those who work on the tables open undone ones too."""
        return [version.number for version in self.versions[programme_id]]

    def latest_number(self, programme_id: str) -> int:
        """Number of the version that is shown first: the current one, or for those who see what was agreed the agreed one."""
        return self.first[programme_id]


def held(db: Database, person: Person, today: date | None = None) -> Programmes:
    """List the programmes a person is shown and their versions; the sample comes last once there is anything else.

    Args:
        db: the open store.
        person: who asks.
        today: the day; versions past their use-by date count as agreed no more.
    """
    programmes = programmes_seen(db, person)
    ids = [row.programme_id for row in programmes]
    seen = {programme_id: versions_seen(db, person, programme_id, today) for programme_id in ids}
    return Programmes(programmes, seen, {name: first_version_seen(db, person, name, today).number for name in ids})


def version_history(db: Database, person: Person, programme_id: str, today: date | None = None) -> pd.DataFrame:
    """Tell what happened to a programme, of the versions the person may open.

    Returns:
        one row per version, the latest first: number, made_at, made_by, what, state, tables (those that changed).

    Raises:
        NotAllowed: the person has nothing to do with the programme.
    """
    seen = {version.number for version in versions_seen(db, person, programme_id, today)}
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
            if change.version.number in seen
        ],
        columns=["number", "made_at", "made_by", "what", "state", "tables"],
    )


def tables_held(db: Database, version: Version, person: Person | None = None) -> pd.DataFrame:
    """List the tables of a version with the file each came from.

    A person who sees the rows of some partners alone is told of files they loaded themselves; of the others what they are
    called, when they came and who brought them is as much another partner's as its rows.

    Args:
        db: the open store.
        version: the version.
        person: who is told; everything is listed where nobody in particular is.

    Returns:
        one row per table: table, rows, file, loaded_at, loaded_by, sha256 (of the file as it was sent).
    """
    loads = of_version(db, version.version_id)
    told = pd.DataFrame(
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
    if person is None or not organisation_of(person, version.programme_id):
        return told
    others = told.loaded_by != person.name
    return told.assign(
        file=told.file.where(~others, None),
        loaded_at=told.loaded_at.astype(object).where(~others, None),
        loaded_by=told.loaded_by.where(~others, None),
        sha256=told.sha256.where(~others, None),
        rows=told.rows.astype(object).where(~others, None),
    )
