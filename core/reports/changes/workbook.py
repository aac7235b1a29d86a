"""What a workbook with a sheet for each table would change, and what came of every sheet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from core.access.row_ownership import editor_of
from core.domain.people import Person
from core.domain.problems import Problem
from core.domain.tables import Table
from core.ingest.case import Reading, build_case
from core.ingest.case_workbook.read_workbook import (
    BookReading,
    SheetReport,
    holds_tables,
    is_new_programme,
    programme_of,
    read_workbook,
    remembered_of,
)
from core.ingest.grids import Grid, NotReadable
from core.ingest.workbook.parts import is_workbook
from core.ingest.workbook.read import grids_of_workbook
from core.reports.appraisals import Loaded
from core.reports.changes.merge import Mode
from core.reports.changes.own_upload import join_own, problems_of_others
from core.reports.changes.row_merge import as_held, both_changes, conflicts
from core.reports.changes.upload import Prepared, worked_out

REPORT_COLUMNS = ["sheet", "result", "rows", "added", "changed", "removed", "problems", "note"]


@dataclass(frozen=True)
class PreparedBook(Prepared):
    """A workbook that may be saved, or the problems that keep it out.

    `sheets` has one row per sheet of the file: sheet, result (new, changed, same, empty, not read, problems), rows, added,
    changed, removed, problems, note. `taken_from` is the version the workbook was taken from, where another is current.
    """

    sheets: pd.DataFrame
    taken_from: int | None


@dataclass(frozen=True)
class SentBook:
    """A workbook with a sheet for each table, as it was sent. `programme_id` is of the programme it is of; None for a new one."""

    file_name: str
    grids: tuple[Grid, ...]
    programme_id: str | None


def sent_book(file_name: str, data: bytes) -> SentBook | None:
    """Workbook of tables: the sheets of a file, or None for a file that is no such workbook or cannot be read."""
    if not is_workbook(data):
        return None
    try:
        grids = grids_of_workbook(data)
    except NotReadable:
        # The steps that take in any file say what is wrong with it.
        return None
    return SentBook(file_name, grids, programme_of(grids)) if holds_tables(grids) else None


def earlier_version(grids: Sequence[Grid], current: Loaded) -> int | None:
    """Number of the version a workbook was taken from, where that is not the current one; None where it does not say."""
    remembered = remembered_of(grids)
    is_same = remembered.programme_id == current.case.programme.programme_id
    return remembered.version if is_same and remembered.version != current.version.number else None


def prepare_workbook(
    grids: Sequence[Grid],
    file_name: str,
    current: Loaded | None,
    base: Mapping[str, Table] | None,
    *,
    person: Person,
    programmes: Collection[str] = (),
) -> PreparedBook:
    """Read a workbook and work out what it would change.

    Args:
        grids: its sheets.
        file_name: its name, for the history.
        current: the version the person looks at; None when there is none. A workbook of another programme is a whole one.
        base: the tables of the version it was taken from, where that is an earlier one: what others changed since then stays.
        person: who brings it; rows that are not theirs to edit are problems.
        programmes: ids of all programmes, none of which a new one is given.

    Raises:
        NotAllowed: the person edits nothing of the programme.
    """
    own = programme_of(grids)
    if current is None or is_new_programme(grids) or own not in (None, current.case.programme.programme_id):
        return _whole(read_workbook(grids, {}, programmes), file_name)
    return _changes(read_workbook(grids, current.tables, programmes), file_name, current, base, person)


def _whole(reading: BookReading, file_name: str) -> PreparedBook:
    checked = _checked(reading, reading.tables)
    done = worked_out(checked, _called(checked.tables, file_name), None, is_whole=True)
    return _with_sheets(done, reading, {}, None)


def _changes(
    reading: BookReading, file_name: str, current: Loaded, base: Mapping[str, Table] | None, person: Person
) -> PreparedBook:
    held = current.tables
    sent = {name: as_held(table, held.get(name)) for name, table in {**reading.tables, **_emptied(reading, held)}.items()}
    wrong: list[Problem] = []
    if base is not None:
        for name in list(sent):
            wrong += [reading.in_the_workbook(each) for each in conflicts(sent[name], base.get(name), held.get(name))]
            sent[name] = both_changes(sent[name], base.get(name), held.get(name))
    editor = editor_of(person, current.case.programme.programme_id)
    if not editor.edits_every_row:
        brought, sent = sent, {name: join_own(held, table, editor, Mode.replace_source).table for name, table in sent.items()}
        wrong += map(reading.in_the_workbook, problems_of_others(held, sent, editor, brought))
    tables = {name: table for name, table in sent.items() if not _is_held(table, held.get(name))}
    checked = _checked(reading, {**held, **tables}, wrong)
    done = worked_out(checked, _called(tables, file_name), current, is_whole=False)
    return _with_sheets(done, reading, held, reading.remembered.version if base is not None else None)


def _checked(reading: BookReading, tables: Mapping[str, Table], wrong: Sequence[Problem] = ()) -> Reading:
    """Check the tables unless a cell could not be read, which would only be told again in other words."""
    problems = [*reading.problems, *wrong]
    if problems:
        return Reading(None, problems=tuple(problems), problem_count=len(problems))
    checked = build_case(tables)
    return replace(
        checked,
        problems=tuple(map(reading.in_the_workbook, checked.problems)),
        warnings=tuple(map(reading.in_the_workbook, checked.warnings)),
    )


def _emptied(reading: BookReading, held: Mapping[str, Table]) -> dict[str, Table]:
    """Tables that had rows when the workbook was taken, and whose sheet is there without any: the rows were taken out."""
    return {
        name: replace(held[name], rows=(), lines=())
        for name in reading.places
        if name in held and name not in reading.tables and reading.remembered.rows.get(name) and not reading.places[name].rows
    }


def _is_held(table: Table, held: Table | None) -> bool:
    return held is not None and (table.columns, table.rows) == (held.columns, held.rows)


def _called(tables: Mapping[str, Table], file_name: str) -> dict[str, Table]:
    return {name: replace(table, file_name=f"{file_name}, {table.file_name}") for name, table in tables.items()}


def _with_sheets(done: Prepared, reading: BookReading, held: Mapping[str, Table], taken_from: int | None) -> PreparedBook:
    changed = {str(row["table"]): {str(what): count for what, count in row.items()} for row in done.rows.to_dict("records")}
    by_sheet = _problems_by_sheet(done.problems)
    rows = [_report(sheet, changed, held, by_sheet.get(sheet.sheet, 0), bool(done.problems)) for sheet in reading.reports]
    return PreparedBook(**vars(done), sheets=pd.DataFrame(rows, columns=REPORT_COLUMNS), taken_from=taken_from)


def _problems_by_sheet(problems: Sequence[Problem]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for problem in problems:
        sheet = problem.file.removeprefix("sheet ").rpartition(", ")[0] or problem.file.removeprefix("sheet ")
        counts[sheet] = counts.get(sheet, 0) + 1
    return counts


def _report(
    sheet: SheetReport, changed: Mapping[str, Mapping[str, object]], held: Mapping[str, Table], problems: int, is_refused: bool
) -> dict[str, object]:
    counts = {what: changed.get(sheet.table or "", {}).get(what, 0) for what in ("added", "changed", "removed")}
    result = _result(sheet, any(counts.values()), held, max(problems, sheet.problems), is_refused)
    return {
        "sheet": sheet.sheet,
        "result": result,
        "rows": sheet.rows,
        **counts,
        "problems": max(problems, sheet.problems),
        "note": " ".join(sheet.notes),
    }


def _result(sheet: SheetReport, is_changed: bool, held: Mapping[str, Table], problems: int, is_refused: bool) -> str:
    if problems:
        return "problems"
    if sheet.table is None:
        return "not read" if sheet.notes and sheet.notes[0].startswith("Not read") else "no table"
    if not sheet.rows and not is_changed:
        return "empty"
    if is_refused:
        return "read"
    if sheet.table not in held:
        return "new"
    return "changed" if is_changed else "same"


def report_lines(book: PreparedBook) -> list[str]:
    """One sentence for each sheet, for the command line."""
    lines = []
    for row in book.sheets.to_dict("records"):
        counts = ", ".join(f"{row[what]:,} {what}" for what in ("rows", "added", "changed", "removed", "problems") if row[what])
        lines.append(f"{row['sheet']}: {row['result']}{f' ({counts})' if counts else ''}. {row['note']}".strip())
    return lines
