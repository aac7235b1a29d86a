"""Reader of a case workbook: a sheet for each table to tables, with a report on every sheet: none is passed over in silence."""

import csv
import hashlib
import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.columns.dictionary import entries, table_title
from core.domain.fields import LIST_SEPARATOR
from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table
from core.domain.wording import counted, did_you_mean, joined, nearest, printable
from core.ingest.case_workbook.cells import CellsOf
from core.ingest.case_workbook.keys import Remembered, read_keys
from core.ingest.case_workbook.labels import OF_TABLE, Names
from core.ingest.case_workbook.layout import KEYS, OWN_SHEETS, id_column, table_of_sheet
from core.ingest.case_workbook.named_rows import Ids, give_ids, names_of
from core.ingest.case_workbook.sheet_rows import SheetRow, SheetRows, sheet_rows
from core.ingest.grids import Grid
from core.ingest.messy.cells.result import Read

FEWEST_SHEETS = 2


@dataclass(frozen=True)
class SheetReport:
    """What came of one sheet: the table it holds, the rows read, the problems in it, and what to know, in sentences."""

    sheet: str
    table: str | None
    rows: int = 0
    problems: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class BookReading:
    """The tables of a workbook, or the problems that keep it out, and a report on each of its sheets."""

    tables: dict[str, Table]
    problems: tuple[Problem, ...]
    reports: tuple[SheetReport, ...]
    remembered: Remembered
    places: Mapping[str, SheetRows] = field(default_factory=dict)

    def in_the_workbook(self, problem: Problem) -> Problem:
        """A problem of a table's row said with the sheet and cell people look for."""
        sheet = next((sheet for sheet in self.places.values() if file_name_of(sheet) == problem.file), None)
        if sheet is None:
            return problem
        where = f"sheet {sheet.sheet}" if problem.line is None else sheet.where(problem.line, problem.column)
        return Problem(where, problem.message, value=problem.value, what_to_do=problem.what_to_do)


def holds_tables(grids: Sequence[Grid]) -> bool:
    """True for a workbook that is a programme: it remembers one, or two of its sheets or more are called as tables are."""
    names = [grid.name for grid in grids]
    return KEYS in names or sum(table_of_sheet(name) is not None for name in names) >= FEWEST_SHEETS


def programme_of(grids: Sequence[Grid]) -> str | None:
    """Id of the programme a workbook says it is of; None for a new one, or where nothing in it says so."""
    rows = _programme_rows(grids)
    return (rows[0].own_id or None) if rows else remembered_of(grids).programme_id


def is_new_programme(grids: Sequence[Grid]) -> bool:
    """True where the sheet Programme is filled in and its row has no id yet."""
    rows = _programme_rows(grids)
    return bool(rows) and not rows[0].own_id


def remembered_of(grids: Sequence[Grid]) -> Remembered:
    """What a workbook remembers of the version it was taken from."""
    return read_keys(next((grid for grid in grids if grid.name == KEYS), None))


def _programme_rows(grids: Sequence[Grid]) -> tuple[SheetRow, ...]:
    grid = next((grid for grid in grids if table_of_sheet(grid.name) == "programme"), None)
    return sheet_rows("programme", grid).rows if grid is not None else ()


def read_workbook(grids: Sequence[Grid], held: Mapping[str, Table], programmes: Collection[str] = ()) -> BookReading:
    """Read every sheet of a workbook.

    Args:
        grids: its sheets, as `grids_of_workbook` gives them.
        held: the tables of the programme it is brought to; what has no sheet is named by them. Empty for a new one.
        programmes: ids of all programmes, none of which a new one is given.
    """
    remembered = remembered_of(grids)
    sheets, problems, others = _sorted(grids)
    ids: dict[str, Ids] = {}
    for table, sheet in sheets.items():
        problems[table].extend(sheet.problems)
        if id_column(table) is not None:
            others_taken = programmes if table == "programme" else ()
            ids[table], wrong = give_ids(sheet, remembered, held.get(table), others_taken)
            problems[table].extend(wrong)
    names = names_of({name: sheet for name, sheet in sheets.items() if sheet.rows}, ids, held, remembered)
    base_year = _base_year(sheets.get("programme"), held)
    tables = {}
    for table, sheet in sheets.items():
        if sheet.rows:
            tables[table], wrong = _Rows(sheet, names, ids.get(table, {}), base_year).table()
            problems[table].extend(wrong)
    reports = (*(_report(sheet, problems[table], held) for table, sheet in sheets.items()), *others)
    found = tuple(problem for wrong in problems.values() for problem in wrong)
    order = {grid.name: place for place, grid in enumerate(grids)}
    return BookReading(tables, found, tuple(sorted(reports, key=lambda report: order[report.sheet])), remembered, sheets)


def file_name_of(sheet: SheetRows) -> str:
    """What a table of a workbook is called as a file."""
    return f"sheet {sheet.sheet}"


def _sorted(grids: Sequence[Grid]) -> tuple[dict[str, SheetRows], dict[str, list[Problem]], list[SheetReport]]:
    """The sheet of each table, with the second of two for one table refused, and reports on those that are no tables."""
    sheets: dict[str, SheetRows] = {}
    problems: dict[str, list[Problem]] = {}
    others: list[SheetReport] = []
    for grid in grids:
        table = table_of_sheet(grid.name)
        if table is None:
            others.append(_not_read(grid))
        elif table in sheets:
            told = f"the sheets {sheets[table].sheet} and {grid.name} both hold the table {table_title(table)}."
            problems[table].append(Problem(f"sheet {grid.name}", told, what_to_do="Keep one of them."))
            others.append(SheetReport(grid.name, table, problems=1, notes=(told,)))
        else:
            sheets[table] = sheet_rows(table, grid)
            problems[table] = []
    return sheets, problems, others


def _not_read(grid: Grid) -> SheetReport:
    if grid.name in OWN_SHEETS:
        return SheetReport(grid.name, None, notes=("Part of the workbook itself: it holds no rows of the programme.",))
    filled = sum(any(cell.strip() for cell in row) for row in grid.rows)
    titles = [table_title(name) for name in SPEC_OF]
    meant = did_you_mean(grid.name, titles) if nearest(grid.name, titles) else ""
    told = f"Not read: no table is called {printable(grid.name, 60)} ({counted(filled, 'row')} in it). {meant}".strip()
    return SheetReport(grid.name, None, notes=(told,))


def _report(sheet: SheetRows, problems: list[Problem], held: Mapping[str, Table]) -> SheetReport:
    notes = list(sheet.notes)
    if not sheet.rows:
        left = f" The {counted(len(held[sheet.table].rows), 'row')} held stay." if sheet.table in held else ""
        notes.append(f"Nothing is filled in.{left}")
    return SheetReport(sheet.sheet, sheet.table, len(sheet.rows), len(problems), tuple(notes))


def _base_year(sheet: SheetRows | None, held: Mapping[str, Table]) -> int | None:
    column = next(entry.column for entry in entries("programme") if entry.column.name == "base_year")
    if sheet is not None and sheet.rows and "base_year" in sheet.rows[0].cells:
        cell = sheet.rows[0].cells["base_year"]
        text = CellsOf(column, None).read(cell.text, cell.kind)
        return int(float(text.text)) if isinstance(text, Read) and text.text else None
    text_held = held["programme"].dicts()[0].get("base_year", "") if "programme" in held else ""
    return int(float(text_held)) if text_held else None


@dataclass
class _Rows:
    """Makes a table of the rows of a sheet."""

    sheet: SheetRows
    names: Mapping[str, Names]
    ids: Ids
    base_year: int | None
    problems: list[Problem] = field(default_factory=list)

    def table(self) -> tuple[Table, list[Problem]]:
        """Read every cell; ids by name, values as spreadsheets write them."""
        readers = {entry.column.name: self._reader(entry.column.name) for entry in entries(self.sheet.table)}
        rows = [{name: readers[name](row, name) for name in row.cells} | self._own_id(row) for row in self.sheet.rows]
        needed = SPEC_OF[self.sheet.table].required_columns
        columns = tuple(name for name in SPEC_OF[self.sheet.table].columns if name in needed or any(row.get(name) for row in rows))
        table = Table(
            name=self.sheet.table,
            columns=columns,
            rows=tuple(tuple(row.get(name, "") for name in columns) for row in rows),
            lines=tuple(row.number for row in self.sheet.rows),
            file_name=file_name_of(self.sheet),
            sha256="",
        )
        return hashed(table), self.problems

    def _own_id(self, row: SheetRow) -> dict[str, str]:
        column = id_column(self.sheet.table)
        return {column: self.ids.get(row.number, "")} if column is not None else {}

    def _reader(self, name: str) -> Callable[[SheetRow, str], str]:
        entry = next(entry for entry in entries(self.sheet.table) if entry.column.name == name)
        cells = CellsOf(entry.column, self.base_year)

        def value(row: SheetRow, column: str) -> str:
            cell = row.cells[column]
            outcome = cells.read(cell.text, cell.kind)
            if isinstance(outcome, Read):
                return outcome.text
            meant = f" {outcome.suggestion} may be meant." if outcome.suggestion else ""
            self._refuse(row, column, f"{outcome.what}.", cell.text, f"{outcome.allowed}{meant}".strip())
            return ""

        def named(row: SheetRow, column: str) -> str:
            text = row.cells[column].text
            parts = text.split(LIST_SEPARATOR) if entry.column.many else [text]
            return LIST_SEPARATOR.join(self._id(row, column, part.strip(), entry.names) for part in parts)

        return named if entry.names else value

    def _id(self, row: SheetRow, column: str, name: str, tables: tuple[str, ...]) -> str:
        ids_first = column in self.sheet.by_id
        found = {id_ for table in tables for id_ in self.names[table].found(name, ids_first=ids_first)}
        if len(found) != 1:
            found = self._in_named_table(name, tables) or found
        if len(found) == 1:
            return found.pop()
        labels = [label for table in tables for label in self.names[table].labels.values()]
        which = " or ".join(table_title(table) for table in tables)
        if found:
            apart = joined(
                sorted(label for table in tables for id_, label in self.names[table].labels.items() if id_ in found), "or"
            )
            self._refuse(row, column, f"more than one row of {which} is called this.", name, f"Say which: {apart}.")
        else:
            use = did_you_mean(name, labels) or (f"Use one of {joined(labels, 'or')}." if labels else "Add it there.")
            self._refuse(row, column, f"no row of {which} is called this.", name, use)
        return ""

    def _in_named_table(self, name: str, tables: tuple[str, ...]) -> set[str]:
        """The row of 'Benefits: beds', where rows of several tables may be named."""
        title, _, id_ = name.partition(OF_TABLE)
        return {found for table in tables if table_title(table) == title for found in self.names[table].found(id_, ids_first=True)}

    def _refuse(self, row: SheetRow, column: str, message: str, value: str, what_to_do: str) -> None:
        self.problems.append(Problem(self.sheet.where(row.number, column), message, value=printable(value), what_to_do=what_to_do))


def hashed(table: Table) -> Table:
    """A table with the fingerprint of its own cells, which no file was."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([table.columns, *table.rows])
    return Table(
        table.name, table.columns, table.rows, table.lines, table.file_name, hashlib.sha256(written.getvalue().encode()).hexdigest()
    )
