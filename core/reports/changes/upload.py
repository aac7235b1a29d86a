"""Upload: what a load would do, worked out before anything is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from core.access.row_ownership import Editor, editor_of
from core.domain.errors import BadArchive
from core.domain.people import Person
from core.domain.problems import Problem
from core.domain.scenario import Scenario
from core.domain.tables import SPEC_OF, Table
from core.domain.wording import printable
from core.engine.appraisal import appraise
from core.ingest.archives import unpack
from core.ingest.case import Reading, build_case, check_each, check_one, read_files
from core.ingest.rows import read_rows
from core.ingest.tables import TableReading, read_table
from core.reports.appraisals import Loaded, appraise_loaded
from core.reports.changes.differences import cells_changed, effect_in_pounds, rows_changed
from core.reports.changes.doubts import Doubt
from core.reports.changes.merge import JoinedTable, Key, Mode, join
from core.reports.changes.official_years import GAP, OFFICIAL, gap_doubt, with_official_years
from core.reports.changes.own_upload import join_own, problems_of_others
from core.reports.changes.same_rows import same_rows_doubt, settled_rows, staying
from core.reports.changes.series import SERIES, jumps_in, series_doubt, settled_series
from core.store.assumptions import load_assumptions

ZIP_START = b"PK\x03\x04"


@dataclass(frozen=True)
class Prepared:
    """A load that may be confirmed, or the problems that keep it out.

    `tables` are those to write: a whole case when `is_whole`, else the ones that replace a table of the current programme.
    """

    problems: tuple[Problem, ...]
    problem_count: int
    warnings: tuple[Problem, ...]
    tables: dict[str, Table]
    programme_id: str
    title: str
    is_whole: bool
    is_new: bool
    rows: pd.DataFrame
    cells: pd.DataFrame
    effect: pd.DataFrame

    @property
    def changes_nothing(self) -> bool:
        """True when every row is as it was."""
        return not self.is_new and not self.rows[["added", "changed", "removed"]].to_numpy().any()


@dataclass(frozen=True)
class PreparedTable(Prepared):
    """Prepared table: a converted file that may be saved as part of a table, with how it would be merged with the stored rows."""

    joined: JoinedTable
    doubts: tuple[Doubt, ...] = ()


def prepare_table(
    table: Table,
    current: Loaded,
    mode: Mode,
    brought: Set[Key] = frozenset(),
    *,
    person: Person,
    answers: Mapping[str, str] | None = None,
) -> PreparedTable:
    """Work out what a converted file would change, its rows put together with those that are held.

    Args:
        table: the rows of the file.
        current: the version the person looks at.
        mode: whether the stored rows stay, go for this source, or all go.
        brought: keys of the rows the same source brought before.
        person: who brings it; rows that are not theirs to edit are problems.
        answers: what the person said of doubts, by id; an open doubt is a problem too, so that nothing is saved over it.
    """
    editor = editor_of(person, _id_of(current))
    held, said = current.tables.get(table.name), answers or {}
    beside = staying(held, mode, brought)
    doubts = tuple(one for one in (series_doubt(held, table, mode, said), same_rows_doubt(beside, table, said)) if one is not None)
    if editor.edits_every_row:
        table, mode = settled_series(held, table, mode, said)
        if beside is not None:
            beside, table = settled_rows(beside, table, mode, said)
            held = beside if mode is Mode.add else held
        whole = join(held, table, mode, brought)
        official = current.assumptions.gdp_deflators.index
        if said.get(GAP) == OFFICIAL and table.name == SERIES:
            whole = with_official_years(whole, official)
        whole = replace(whole, notes=(*whole.notes, *jumps_in(whole.table)))
        gap = None if doubts else gap_doubt(current.tables, whole, said, official)
        doubts = doubts if gap is None else (gap,)
    else:
        whole = join_own(current.tables, table, editor, mode)
    refused = problems_of_others(current.tables, {table.name: whole.table}, editor, {table.name: table})
    if refused:
        kept_out = worked_out(_refused(refused), {}, current, is_whole=False)
        return PreparedTable(**vars(kept_out), joined=whole)
    if doubts:
        kept_out = worked_out(_refused(tuple(one.problem(table.file_name) for one in doubts)), {}, current, is_whole=False)
        return PreparedTable(**vars(kept_out), joined=whole, doubts=doubts)
    reading = build_case({**current.tables, table.name: whole.table})
    told = replace(
        reading,
        problems=tuple(_as_in_file(problem, whole, table) for problem in reading.problems),
        warnings=_each_once([_as_in_file(warning, whole, table) for warning in reading.warnings]),
    )
    return PreparedTable(**vars(worked_out(told, {table.name: whole.table}, current, is_whole=False)), joined=whole)


def _as_in_file(problem: Problem, whole: JoinedTable, sent: Table) -> Problem:
    """Name the file's own line, where a problem is about one of the file's rows."""
    line = None if problem.line is None else whole.lines.get(problem.line)
    if problem.file != whole.table.file_name or line is None:
        return problem
    return replace(problem, file=sent.file_name, line=line)


# How a file is read: at once, or in a process of its own, as a page has it done.
Read = Callable[..., Any]


def at_once(function: Callable[..., Any], *args: Any) -> Any:
    """Plain call: read here and now, in this process."""
    return function(*args)


def is_strict(name: str, data: bytes) -> bool:
    """Strict file: True for one of a case folder's own tables, each cell of which can be loaded unaltered."""
    stem = name.rsplit("/", 1)[-1].lower().removesuffix(".csv")
    if stem not in SPEC_OF or not name.lower().endswith(".csv"):
        return False
    shaped = read_table(stem, data, name)
    return shaped.table is not None and not read_rows(shaped.table)[1]


def is_archive(name: str, data: bytes) -> bool:
    """True for a zip of a case folder; a workbook is a zip too, by another name."""
    return data.startswith(ZIP_START) and name.lower().endswith(".zip")


def unpacked(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Take archives apart, leave other files as they are.

    Args:
        files: name and bytes of each file as it was sent.

    Raises:
        BadArchive: an archive is damaged, too large or holds something else, or two files have one name.
    """
    unpacked_files: dict[str, bytes] = {}
    for name, data in files:
        inside = unpack(data, name) if is_archive(name, data) else {name: data}
        twice = sorted(unpacked_files.keys() & inside.keys())
        if twice:
            raise BadArchive(f"{printable(twice[0])} was sent twice: take one of them out, so that it is clear which counts.")
        unpacked_files.update(inside)
    return unpacked_files


def prepare(files: Mapping[str, bytes], current: Loaded | None, *, person: Person, read: Read = at_once) -> Prepared:
    """Read and check files, alone or with the current programme's other tables, and work out what they would change.

    Args:
        files: name -> bytes, archives already taken apart.
        current: the version the person looks at; None when there is none.
        person: who brings them. Files of a person who edits only some partners' rows are merged with the stored rows.
        read: how the files are read, such as in a process of its own.
    """
    if current is not None:
        editor = editor_of(person, _id_of(current))
        if not editor.edits_every_row or not _is_whole(files, current, read):
            return _prepare_tables(files, current, editor, read)
    reading: Reading = read(read_files, dict(files))
    is_same = current is not None and reading.case is not None and reading.case.programme.programme_id == _id_of(current)
    return worked_out(reading, reading.tables, current if is_same else None, is_whole=True)


def rows_not_theirs(current: Loaded, tables: Mapping[str, Table], *, person: Person) -> tuple[Problem, ...]:
    """Refused rows: every row that new tables would change and that is not the person's to edit; saving them would be refused."""
    return problems_of_others(current.tables, tables, editor_of(person, _id_of(current)))


def _is_whole(files: Mapping[str, bytes], current: Loaded, read: Read) -> bool:
    """True when the files bring another programme, or every table a case needs."""
    names = {name.rsplit("/", 1)[-1].lower() for name in files}
    if all(spec.file_name in names for spec in SPEC_OF.values() if spec.required):
        return True
    given = next((data for name, data in files.items() if name.rsplit("/", 1)[-1].lower() == "programme.csv"), None)
    if given is None:
        return False
    table = read(check_one, "programme.csv", given).table
    return table is not None and bool(table.rows) and table.dicts()[0].get("programme_id", "").strip() != _id_of(current)


def _prepare_tables(files: Mapping[str, bytes], current: Loaded, editor: Editor, read: Read) -> Prepared:
    is_part = not editor.edits_every_row
    readings: list[TableReading] = read(check_each, dict(files), is_part)
    tables = {reading.table.name: reading.table for reading in readings if reading.table is not None}
    twice = _sent_twice([reading.table for reading in readings if reading.table is not None])
    problems = (*twice, *(problem for reading in readings for problem in reading.problems))
    told = tuple(warning for reading in readings for warning in reading.warnings)
    if problems:
        count = len(twice) + sum(reading.problem_count for reading in readings)
        return worked_out(Reading(None, problems=problems, warnings=told, problem_count=count), {}, current, is_whole=False)
    if is_part:
        joined = {name: join_own(current.tables, table, editor, Mode.replace_source) for name, table in tables.items()}
        sent, tables = tables, {name: each.table for name, each in joined.items()}
        refused = problems_of_others(current.tables, tables, editor, sent)
        if refused:
            return worked_out(replace(_refused(refused), warnings=told), {}, current, is_whole=False)
    reading = build_case({**current.tables, **tables})
    return worked_out(replace(reading, warnings=_each_once([*told, *reading.warnings])), tables, current, is_whole=False)


def _refused(problems: tuple[Problem, ...]) -> Reading:
    return Reading(None, problems=problems, warnings=(), problem_count=len(problems))


def _sent_twice(tables: Sequence[Table]) -> tuple[Problem, ...]:
    """Refuse two files of one table: which of them was meant is not for us to guess."""
    files: dict[str, list[str]] = {}
    for table in tables:
        files.setdefault(table.name, []).append(table.file_name)
    return tuple(
        Problem(f"{name}.csv", f"{len(names)} files hold this table: {', '.join(names)}.", what_to_do="Keep one of them.")
        for name, names in files.items()
        if len(names) > 1
    )


def _each_once(warnings: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(warnings))


def worked_out(reading: Reading, tables: dict[str, Table], current: Loaded | None, *, is_whole: bool) -> Prepared:
    """Work out what a load would change, or keep the problems that stand in its way.

    Args:
        reading: what came of checking the tables.
        tables: those that would be written.
        current: the version that would be changed; None for a new programme.
        is_whole: True when tables that are not given would go.
    """
    old = current.tables if current is not None else {}
    compared = {**tables, **{name: _emptied(old[name]) for name in old if is_whole and name not in tables}}
    case = reading.case
    effect = pd.DataFrame()
    if case is not None:
        before = appraise_loaded(current, Scenario()).appraisal if current is not None else None
        effect = effect_in_pounds(before, appraise(case, load_assumptions()), case)
    return Prepared(
        problems=reading.problems,
        problem_count=reading.problem_count,
        warnings=reading.warnings,
        tables=tables if case is not None else {},
        programme_id=case.programme.programme_id if case is not None else "",
        title=case.programme.title if case is not None else "",
        is_whole=is_whole,
        is_new=current is None,
        rows=rows_changed(old, compared) if case is not None else pd.DataFrame(),
        cells=cells_changed(old, tables) if case is not None else pd.DataFrame(),
        effect=effect,
    )


def _emptied(table: Table) -> Table:
    """The table a whole load leaves out: all its rows go."""
    return Table(table.name, table.columns, (), (), table.file_name, table.sha256)


def _id_of(loaded: Loaded) -> str:
    return loaded.case.programme.programme_id
