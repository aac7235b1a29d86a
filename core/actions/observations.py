"""Observations by the million: read and checked in one pass, then kept with their audit entry, all or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from core.access.permission import must_be_allowed
from core.actions.programmes import Saved, must_be_latest, note
from core.domain.errors import NotAccepted
from core.domain.people import Doing, Person
from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table
from core.domain.wording import MOST_LISTED, counted, printable
from core.ingest.case import build_case
from core.ingest.long_tables import LongFile, Misfits, begin, runs_of, with_its_letters
from core.ingest.observed_groups import another_value, said_again
from core.ingest.personal import personal_words
from core.store import programmes
from core.store.bulk import cube, manifest
from core.store.bulk.draft import Draft, FailingRows, Workshop, workshop
from core.store.bulk.manifest import KeptDraft
from core.store.bulk.source import SourceFile, scan, take
from core.store.database import Connection, Database, all_or_nothing
from core.store.tables import manifest as loads
from core.store.tables import observation_loads, versions
from core.store.tables.observation_loads import ObservationLoad
from core.store.tables.tables import read_tables
from core.store.tables.versions import Version

OBSERVATIONS = SPEC_OF["observations"]
MOST_FAILING_ROWS = 1_000
PLAINLY, CAREFULLY, STORING = "reading the rows", "reading the rows one by one", "storing"


class Mode(StrEnum):
    """Mode of a load: the stored observations stay, those of the same source go, or all go."""

    add = "add"
    replace_source = "replace_source"
    replace_all = "replace_all"


@dataclass(frozen=True)
class Progress:
    """What is being done, and the share of it that is done, 0 to 1."""

    step: str
    share: float


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class SavedObservations(Saved):
    """The version that is current after a load, the rows that were loaded, and what was noticed about the file."""

    rows: int
    warnings: tuple[Problem, ...]


def load_observations(
    db: Database,
    programme_id: str,
    file: Path | BinaryIO,
    *,
    by: Person,
    at: datetime,
    read_version: int,
    mode: Mode | str = Mode.add,
    source: str | None = None,
    file_name: str | None = None,
    on_progress: OnProgress | None = None,
) -> SavedObservations:
    """Keep a file of observations as part of a new version. The same bytes twice make no new version.

    Args:
        db: the open store.
        programme_id: the programme.
        file: a CSV file of any length: where it lies, or an open stream of its bytes.
        by: who does it.
        at: when, in UTC.
        read_version: number of the version the person was looking at.
        mode: whether the stored observations stay, go for this source, or all go.
        source: name under which these can be replaced later; the file's name when not given.
        file_name: what the file is called to people; the path's own name when not given.
        on_progress: is told how far it is, a few times a second; what it raises stops the load, and nothing is stored.

    Raises:
        NotAccepted: rows break a rule, or personal data stand in them.
        StaleVersion: another person changed the programme since `read_version`.
        UnreadableFile: the file is not there, or changed while it was read.
        UnknownProgramme, UnknownVersion: there is none.
        CannotStore, BusyStore, DamagedStore: it could not be read or kept.
    """
    must_be_allowed(by, Doing.edit_rows, programme_id)
    wanted = Mode(mode)
    programmes.get(db, programme_id)
    base = versions.version_numbered(db, programme_id)
    must_be_latest(db, base, read_version)
    tables = read_tables(db, base.version_id)
    with workshop(db, OBSERVATIONS, _known_ids(tables)) as bench:
        taken = take(file, bench.folder, file_name or (OBSERVATIONS.file_name if not isinstance(file, Path) else None))
        draft, sha256, warnings = _read(bench, taken, tables, on_progress or _no_report)
        taken.must_be_unchanged()
        (on_progress or _no_report)(Progress(STORING, 0.0))
        kept = manifest.keep(db, draft)
        with all_or_nothing(db) as connection:
            before = versions.version_numbered(connection, programme_id)
            must_be_latest(connection, before, read_version)
            saved = _keep(connection, before, kept, _Sent(taken.name, sha256, wanted, source or taken.name), at=at, by=by)
    (on_progress or _no_report)(Progress(STORING, 1.0))
    return SavedObservations(**asdict(saved), rows=draft.rows, warnings=warnings)


def export_observations(db: Database, programme_id: str, version_number: int | None = None, *, by: Person) -> Iterator[str]:
    """Write the observations of a version that were loaded in bulk as the text of one CSV file, piece by piece.

    A table of observations that came with the case folder goes with the folder: `export_case`.

    Raises:
        UnknownProgramme, UnknownVersion: there is none.
        DamagedStore: a file is missing or altered.
    """
    must_be_allowed(by, Doing.export_case, programme_id)
    programmes.get(db, programme_id)
    return cube.csv_lines(db, versions.version_numbered(db, programme_id, version_number).version_id)


def _must_be_of_nobody(draft: Draft, begun: LongFile) -> None:
    """Personal data: refuse a file in which people could be told apart by name or number, before anything of it is kept."""
    headed = {name: (begun.heading[place].strip(), place) for place, name in begun.columns}
    personal = [
        word for column, words in draft.words.items() if column in headed for word in personal_words(*headed[column], words)
    ]
    if personal:
        raise NotAccepted([one.problem(begun.file_name) for one in personal])


def _read(
    bench: Workshop, taken: SourceFile, tables: dict[str, Table], on_progress: OnProgress
) -> tuple[Draft, str, tuple[Problem, ...]]:
    """Read a file the quick way, and the careful way where the quick one is not sure or something is wrong.

    Returns:
        The draft, the hash of the file, and warnings.
    """
    begun = begin(OBSERVATIONS, taken.head(), taken.name)
    if begun.problems:
        raise NotAccepted(begun.problems)
    draft, sha256 = None, ""
    if begun.encoding == "utf-8" and begun.heading_line == 1:
        draft, seen = bench.draft_plain_file(
            taken, begun.places, begun.delimiter, lambda share: on_progress(Progress(PLAINLY, share))
        )
        sha256 = seen.sha256
    if draft is None or draft.wrong_rows:
        draft, begun = _read_carefully(bench, taken, begun, tables, on_progress)
    _must_be_of_nobody(draft, begun)
    if draft.rows == 0:
        raise NotAccepted([Problem(begun.file_name, "there is a heading and no rows.", begun.heading_line)])
    return draft, sha256 or scan(taken, begun.delimiter).sha256, begun.warnings


def _read_carefully(
    bench: Workshop, taken: SourceFile, begun: LongFile, tables: dict[str, Table], on_progress: OnProgress
) -> tuple[Draft, LongFile]:
    """Take the rows apart one by one, as short files are, and tell what is wrong with them in the same words."""
    misfits = Misfits()
    with taken.path.open("rb") as file:
        begun = with_its_letters(begun, file)
        if begun.problems:
            raise NotAccepted(begun.problems)

        def runs() -> Iterator[tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]]:
            for run in runs_of(begun, file, misfits):
                yield run.cells, run.lines
                on_progress(Progress(CAREFULLY, min(file.tell() / max(taken.size, 1), 1.0)))

        draft = bench.draft_text_rows(tuple(name for _, name in begun.columns), runs())
    failing = bench.failing_rows(MOST_FAILING_ROWS) if draft.wrong_rows else None
    repeats = draft.repeats
    problems = [*misfits.problems, *(_problems_of_cells(failing, begun, tables) if failing else [])]
    problems += [another_value(begun.file_name, line, first) for line, first in repeats.otherwise]
    if problems:
        raise NotAccepted(_the_first(problems, misfits.count + (failing.count if failing else 0) + len(repeats.otherwise)))
    if repeats.again:
        told = said_again(begun.file_name, repeats.first_again, repeats.again)
        begun = replace(begun, warnings=(*begun.warnings, told))
    return draft, begun


def _problems_of_cells(failing: FailingRows, begun: LongFile, tables: dict[str, Table]) -> list[Problem]:
    """Have failing rows told in the words of short files, by the checks of short files: no row fails without a word."""
    table = Table(OBSERVATIONS.name, failing.columns, failing.rows, failing.lines, begun.file_name, "")
    told = build_case({**tables, OBSERVATIONS.name: table}).problems
    of_rows = [problem for problem in told if problem.file == begun.file_name and problem.line is not None]
    return of_rows or [Problem(begun.file_name, "this row cannot be stored as it is written.", failing.lines[0])]


def _the_first(problems: list[Problem], rows: int) -> list[Problem]:
    """First problems by line, and in how many rows something is wrong where not all are listed."""
    listed = sorted(problems, key=lambda problem: problem.line or 0)[:MOST_LISTED]
    if len(problems) < MOST_LISTED:
        return listed
    in_all = f"these are the first: {counted(rows, 'row')} in all have something wrong."
    return [*listed, Problem(problems[0].file, in_all, what_to_do="Mend those listed and check again.")]


def _known_ids(tables: dict[str, Table]) -> dict[str, set[str]]:
    """Find the ids that each column of an observation may name."""
    known = {}
    for column, names in OBSERVATIONS.references.items():
        listed = [table for name in names if (table := tables.get(name)) is not None]
        known[column] = {row[SPEC_OF[table.name].key[0]].strip() for table in listed for row in table.dicts()}
    return known


@dataclass(frozen=True)
class _Sent:
    """A file as it was sent: its name and bytes, and the mode of the load."""

    file_name: str
    sha256: str
    mode: Mode
    source: str


def _keep(connection: Connection, before: Version, kept: KeptDraft, sent: _Sent, *, at: datetime, by: Person) -> Saved:
    """Write manifest, version and audit, unless the version holds these very bytes already."""
    programme = programmes.get(connection, before.programme_id)
    there = observation_loads.of_version(connection, before.version_id)
    tables = loads.of_version(connection, before.version_id)
    if _changes_nothing(there, tables.get(OBSERVATIONS.name), sent):
        sentence = (
            f"Nothing new: version {before.number} of {programme.title} holds the rows of {printable(sent.file_name)} already."
        )
        return Saved(**asdict(before), is_new=False, sentence=sentence)
    programmes.count_change(connection, programme, programme.title)
    written = {"source": sent.source, "source_file_name": sent.file_name, "source_sha256": sent.sha256}
    new = manifest.add(connection, programme.programme_id, kept, **written, at=at, by=by.name)
    loaded = f"Loaded {counted(kept.draft.rows, 'observation')}"
    # The history is read by everybody, and what a source is called is as much its partner's as the rows.
    what = f"{loaded}{_AND_WHAT_WENT[sent.mode]}."
    made = versions.add(
        connection,
        programme.programme_id,
        [load.load_id for name, load in tables.items() if name != OBSERVATIONS.name or sent.mode is not Mode.replace_all],
        before,
        what=what,
        at=at,
        by=by.name,
        observations=[*(load.load_id for load in there if _stays(load, sent)), new],
    )
    detail = {"what": what, "tables": [OBSERVATIONS.name], "mode": sent.mode.value, "source": sent.source, "rows": kept.draft.rows}
    note(connection, "load_observations", made, at=at, by=by, detail=detail)
    told = f"{loaded} from {printable(sent.source)}{_AND_WHAT_WENT[sent.mode]}."
    return Saved(**asdict(made), is_new=True, sentence=f"Saved {programme.title} as version {made.number}. {told}")


_AND_WHAT_WENT = {
    Mode.add: "",
    Mode.replace_source: " in place of what that source had sent before",
    Mode.replace_all: " in place of all there were",
}


def _stays(load: ObservationLoad, sent: _Sent) -> bool:
    return sent.mode is Mode.add or (sent.mode is Mode.replace_source and load.source != sent.source)


def _changes_nothing(there: tuple[ObservationLoad, ...], of_folder: loads.Load | None, sent: _Sent) -> bool:
    """True when a version holds these bytes already, in bulk or as the table of its folder, and nothing would go."""
    if sent.mode is Mode.replace_all:
        return of_folder is None and [load.source_sha256 for load in there] == [sent.sha256]
    held = {load.source_sha256 for load in there if _stays(load, sent)} | ({of_folder.source_sha256} if of_folder else set())
    going = [load.source_sha256 for load in there if not _stays(load, sent)]
    return going == [sent.sha256] or (sent.sha256 in held and not going)


def _no_report(progress: Progress) -> None:
    """No progress report: the default of `on_progress`."""
