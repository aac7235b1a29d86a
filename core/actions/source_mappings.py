"""Source mappings: saving a converted file, how its columns were matched, and which rows its source brought."""

import io
from dataclasses import dataclass
from datetime import datetime

from core.access.scope import organisation_of
from core.actions.case_files import case_file
from core.actions.observations import OnProgress, load_observations
from core.actions.programmes import Saved, replace_tables
from core.domain.people import Person
from core.domain.source_mappings import Keys, StoredMapping
from core.domain.tables import SPEC_OF, Table
from core.reports.changes.merge import JoinedTable, Mode
from core.store import source_mappings
from core.store.database import Database, all_or_nothing


@dataclass(frozen=True)
class SentFile:
    """A file as its source sent it: the source's name, the file's name and hash, and how its columns were matched."""

    source: str
    file_name: str
    sha256: str
    mapping: str


def save_converted(
    db: Database, programme_id: str, joined: JoinedTable, sent: SentFile, *, read_version: int, by: Person, at: datetime
) -> Saved:
    """Keep a converted file as part of its table, and remember how it was matched.

    Args:
        db: the open store.
        programme_id: the programme.
        joined: the table as it is to be held, and the keys of the source's own rows.
        sent: where the rows come from.
        read_version: number of the version the person was looking at.
        by: who does it.
        at: when, in UTC.

    Raises:
        StaleVersion: another person changed the programme since then; nothing is saved.
        NotAccepted: the case with this table breaks a rule.
        UnknownProgramme, UnknownVersion: there is none.
        CannotStore, BusyStore, DamagedStore: it could not be read or kept.
    """
    table = joined.table
    saved = replace_tables(db, programme_id, {table.name: table}, read_version=read_version, by=by, at=at)
    _remember(db, saved, table.name, sent, joined.keys, at=at, by=by)
    return saved


def save_converted_observations(
    db: Database,
    programme_id: str,
    table: Table,
    sent: SentFile,
    mode: Mode,
    *,
    read_version: int,
    by: Person,
    at: datetime,
    on_progress: OnProgress | None = None,
) -> Saved:
    """Keep converted observations, and remember how they were matched.

    Raises:
        StaleVersion, NotAccepted, UnknownProgramme, UnknownVersion, CannotStore, BusyStore, DamagedStore: as
            `load_observations` does.
    """
    if not SPEC_OF[table.name].bulk:
        raise ValueError(f"{table.name} is saved with save_converted")
    _, text = case_file(table)
    saved = load_observations(
        db,
        programme_id,
        io.BytesIO(text.encode()),
        by=by,
        at=at,
        read_version=read_version,
        mode=mode.value,
        source=sent.source,
        file_name=sent.file_name,
        on_progress=on_progress,
    )
    _remember(db, saved, table.name, sent, frozenset(), at=at, by=by)
    return saved


def _remember(db: Database, saved: Saved, table: str, sent: SentFile, keys: Keys, *, at: datetime, by: Person) -> None:
    """Write down how a source was matched, unless the same is the last that was written for this version."""
    own = organisation_of(by, saved.programme_id)
    file = sent.file_name, sent.sha256
    stored = StoredMapping(saved.programme_id, sent.source, table, saved.version_id, sent.mapping, keys, *file, at, by.name, own)
    with all_or_nothing(db) as connection:
        before = source_mappings.latest(connection, saved.programme_id, sent.source, table, organisation=own)
        if before is None or _told(before) != _told(stored):
            source_mappings.add(connection, stored)


def _told(stored: StoredMapping) -> tuple[object, ...]:
    return stored.version_id, stored.mapping, stored.keys, stored.file_sha256
