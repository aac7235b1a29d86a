"""Programmes: every change is checked, then kept with its audit entry, all or nothing."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from core.access.permission import must_be_allowed
from core.access.scope import owners_in, rows_seen, scope_of
from core.actions.case_files import case_file
from core.actions.observation_ids import observations_must_stay_known
from core.actions.people import becomes_analyst
from core.actions.row_ownership import must_be_allowed_to_import, must_be_allowed_to_replace, must_be_allowed_to_undo
from core.domain.case.case import Case
from core.domain.errors import NotAccepted, StaleVersion, UnknownVersion, WrongProgramme
from core.domain.people import Doing, Person
from core.domain.tables import Table
from core.ingest.case import build_case
from core.store import audit, programmes
from core.store.assurance import must_not_be_named
from core.store.database import Connection, Database, Source, all_or_nothing
from core.store.tables import manifest, versions
from core.store.tables.parquet import KeptFile
from core.store.tables.tables import read_tables
from core.store.tables.versions import Version

# The actions after which another version is current.
MAKE_VERSIONS = ("import_case", "replace_tables", "load_observations", "undo_last_version")


@dataclass(frozen=True)
class Saved(Version):
    """The version that is current after a change, whether it is a new one, and what happened in one sentence."""

    is_new: bool
    sentence: str


def import_case(
    db: Database,
    tables: Mapping[str, Table],
    *,
    by: Person,
    at: datetime,
    what: str,
    is_sample: bool = False,
    read_version: int | None = None,
    besides: Callable[[Connection], object] | None = None,
) -> Saved:
    """Keep a whole case as a new programme, or as a new version of the one that has its id.

    Who starts a programme becomes its analyst, unless they edit every programme.

    The same cells twice make no new version.

    Args:
        db: the open store.
        tables: every table of the case, by name.
        by: who does it.
        at: when, in UTC.
        what: what was done, as a sentence for the history.
        is_sample: True for a programme that comes with the project.
        read_version: number of the version the person was looking at; 0 where there must be none; None to replace whatever is
            current.
        besides: what is done in the same transaction.

    Raises:
        NotAllowed: the person may not start a programme, its id is that of one they do not edit, or rows would change that
            are not theirs.
        NotAccepted: the tables break a rule.
        StaleVersion: another person changed the programme since `read_version`.
        CannotStore, BusyStore, DamagedStore: it could not be kept.
    """
    programme_id = _id_in(tables)
    checked_against = must_be_allowed_to_import(db, by, programme_id, tables)
    case = _checked(tables)
    kept = manifest.keep(db, tables.values())
    with all_or_nothing(db) as connection:
        before = versions.current_version(connection, programme_id)
        for number in (read_version, checked_against):
            if before is not None and number is not None:
                must_be_latest(connection, before, number)
        if before is None:
            programmes.add(connection, programme_id, case.programme.title, is_sample=is_sample, at=at, by=by.name)
            becomes_analyst(connection, by, programme_id, at)
        if besides is not None:
            besides(connection)
        return _keep(connection, case, kept, before, action="import_case", what=what, at=at, by=by)


def replace_tables(
    db: Database,
    programme_id: str,
    tables: Mapping[str, Table],
    *,
    read_version: int,
    by: Person,
    at: datetime,
    what: str | None = None,
) -> Saved:
    """Keep one or several new tables of a programme; its other tables stay as they are.

    Args:
        db: the open store.
        programme_id: the programme.
        tables: the new tables by name.
        read_version: number of the version the person was looking at.
        by: who does it.
        at: when, in UTC.
        what: what was done, as a sentence for the history; the names of the tables when not given.

    Raises:
        NotAllowed: the person edits nothing here, or rows would change that are not theirs.
        StaleVersion: another person changed the programme since then; nothing is saved.
        NotAccepted: the case with these tables breaks a rule.
        WrongProgramme: a new programme table is of another programme.
        UnknownProgramme, UnknownVersion: there is none.
        CannotStore, BusyStore, DamagedStore: it could not be read or kept.
    """
    must_be_allowed_to_replace(by, programme_id, {}, {})
    programmes.get(db, programme_id)
    base = versions.version_numbered(db, programme_id)
    must_be_latest(db, base, read_version)
    held = read_tables(db, base.version_id, with_bulk=True)
    must_be_allowed_to_replace(by, programme_id, held, tables)
    case = _checked({**held, **tables})
    if case.programme.programme_id != programme_id:
        raise WrongProgramme(
            f'The table programme is of "{case.programme.programme_id}" and was sent to "{programme_id}": '
            "nothing was saved. Import it as a case of its own, or mend programme_id."
        )
    kept = manifest.keep(db, tables.values())
    with all_or_nothing(db) as connection:
        before = versions.version_numbered(connection, programme_id)
        must_be_latest(connection, before, read_version)
        sentence = what or f"Replaced {_and(sorted(tables))}."
        return _keep(connection, case, kept, before, action="replace_tables", what=sentence, at=at, by=by, others_stay=True)


def undo_last_version(db: Database, programme_id: str, *, read_version: int, by: Person, at: datetime) -> Saved:
    """Take the current version back, so that the one before it is current again. Nothing is deleted.

    Args:
        db: the open store.
        programme_id: the programme.
        read_version: number of the version to take back, which must be the current one.
        by: who does it.
        at: when, in UTC.

    Raises:
        NotAllowed: the person may not, or rows would change that are not theirs.
        NothingToUndo: it is the first version.
        FrozenVersion: it has a name.
        StaleVersion: another version is current by now.
        UnknownProgramme, UnknownVersion: there is none.
        DamagedStore: a file of the version before is missing or altered.
    """
    must_be_allowed(by, Doing.undo_version, programme_id)
    programmes.get(db, programme_id)
    undone = versions.version_numbered(db, programme_id)
    must_be_latest(db, undone, read_version)
    back = versions.version_before(db, undone)
    must_be_allowed_to_undo(db, by, undone, back)
    title = read_tables(db, back.version_id)["programme"].dicts()[0]["title"].strip()
    with all_or_nothing(db) as connection:
        must_be_latest(connection, versions.version_numbered(connection, programme_id), read_version)
        must_not_be_named(connection, undone)
        programmes.count_change(connection, programmes.get(connection, programme_id), title)
        versions.mark_undone(connection, undone)
        sentence = f"Undid version {undone.number} ({_sentence(undone.what)}) and brought version {back.number} back."
        note(connection, "undo_last_version", back, at=at, by=by, detail={"what": sentence, "undone": undone.number})
    return Saved(**asdict(back), is_new=False, sentence=sentence)


def export_case(db: Database, programme_id: str, version_number: int | None = None, *, by: Person) -> dict[str, str]:
    """Write a version out as the files of a case folder: the cells, columns and rows as they were loaded, and so the same bytes.

    A person who sees the detail of some partners alone is given their rows and the partnership's.

    Returns:
        Text by file name.

    Raises:
        NotAllowed: the person takes no tables away here.
        UnknownProgramme, UnknownVersion: there is none.
        DamagedStore: a file is missing or altered.
    """
    return dict(case_file(table) for table in tables_taken(db, programme_id, version_number, by=by).values())


def tables_taken(db: Database, programme_id: str, version_number: int | None = None, *, by: Person) -> dict[str, Table]:
    """Give the tables of a version to be taken away, in whatever form: the rows that the person is shown.

    Raises:
        NotAllowed: the person takes no tables away here.
        UnknownProgramme, UnknownVersion: there is none.
        DamagedStore: a file is missing or altered.
    """
    must_be_allowed(by, Doing.export_case, programme_id)
    programmes.get(db, programme_id)
    version = versions.version_numbered(db, programme_id, version_number)
    tables = read_tables(db, version.version_id, with_bulk=True)
    return dict(rows_seen(tables, scope_of(by, programme_id, owners_in(tables))))


def _id_in(tables: Mapping[str, Table]) -> str:
    """The programme that tables say they are of; nothing where they say none, which no check of a case lets pass."""
    rows = tables["programme"].dicts() if "programme" in tables else []
    return rows[0].get("programme_id", "").strip() if rows else ""


def _checked(tables: Mapping[str, Table]) -> Case:
    if any(name != table.name for name, table in tables.items()):
        raise ValueError("every table goes by its own name")
    reading = build_case(tables)
    if reading.problems or reading.case is None:
        raise NotAccepted(reading.problems)
    return reading.case


def _keep(
    connection: Connection,
    case: Case,
    kept: tuple[KeptFile, ...],
    before: Version | None,
    *,
    action: str,
    what: str,
    at: datetime,
    by: Person,
    others_stay: bool = False,
) -> Saved:
    """Keep: write manifest, version and audit, unless every cell is unchanged."""
    programme = programmes.get(connection, case.programme.programme_id)
    if before is not None:
        observations_must_stay_known(connection, case, before)
    old = manifest.of_version(connection, before.version_id) if before else {}
    new_ids = manifest.add_changed(connection, programme.programme_id, kept, old, at=at, by=by.name)
    old_ids = {name: load.load_id for name, load in old.items()}
    load_ids = {**old_ids, **new_ids} if others_stay else new_ids
    if before is not None and load_ids == old_ids:
        sentence = f"Nothing new: {programme.title} holds exactly these tables as version {before.number}."
        return Saved(**asdict(before), is_new=False, sentence=sentence)
    if before is not None:
        programmes.count_change(connection, programme, case.programme.title)
    made = versions.add(connection, programme.programme_id, load_ids.values(), before, what=what, at=at, by=by.name)
    changed = sorted(name for name in {*load_ids, *old_ids} if load_ids.get(name) != old_ids.get(name))
    note(connection, action, made, at=at, by=by, detail={"what": what, "tables": changed})
    sentence = f"Saved {case.programme.title} as version {made.number}: {_and(changed)}."
    return Saved(**asdict(made), is_new=True, sentence=sentence)


def note(connection: Connection, action: str, version: Version, *, at: datetime, by: Person, detail: dict[str, object]) -> None:
    """Write down in the audit which version an action made current."""
    audit.add(
        connection,
        at=at,
        by=by,
        action=action,
        programme_id=version.programme_id,
        version_id=version.version_id,
        detail={"number": version.number, **detail},
    )


def must_be_latest(source: Source, current: Version, read_version: int) -> None:
    """Refuse a change to a version that is no longer current, and say who changed what."""
    if current.number == read_version:
        return
    every = versions.every_version(source, current.programme_id)
    if all(version.number != read_version for version in every):
        raise UnknownVersion(f'There is no version {read_version} of the programme "{current.programme_id}".')
    last = audit.entries(source, current.programme_id, actions=MAKE_VERSIONS, most=1)[0]
    raise StaleVersion(
        f"Somebody else changed this programme since you opened version {read_version}: {last.by}, "
        f"{last.at:%d %B %Y at %H:%M} UTC: {_sentence(last.detail['what'])} Version {current.number} is current now. "
        "Nothing of yours was saved: look at the latest and make your change again."
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "no tables"
