"""A table as people edit it in a grid: titles in place of ids, 30%, £ and 2026/27; what was typed is read as a workbook is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.access.scope import Scope, rows_seen
from core.domain.columns.dictionary import Entry, table_title
from core.domain.columns.schema import Kind
from core.domain.people import Person
from core.domain.problems import Problem
from core.domain.tables import Table
from core.ingest.case_workbook.cells import Look, Shown
from core.ingest.case_workbook.keys import HEADING, ROWS
from core.ingest.case_workbook.layout import ID_LABEL, KEYS
from core.ingest.grids import Grid
from core.reports.appraisals import Loaded
from core.reports.changes.sheet_content import SheetContent, content_of, words_of
from core.reports.changes.workbook import PreparedBook, prepare_workbook

MOST_ROWS = 500
TypedRow = tuple[str, Mapping[str, str]]
_CELL = re.compile(r"sheet .*, cell ([A-Z]+)([0-9]+)")
_ROW = re.compile(r"sheet .*, row ([0-9]+)")


@dataclass(frozen=True)
class TableGrid:
    """The rows of one table as text, with the ids of the rows, and what may be picked in a column (None where it is typed)."""

    table: str
    columns: tuple[Entry, ...]
    rows: tuple[Mapping[str, str], ...]
    ids: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]]


def table_grid(tables: Mapping[str, Table], scope: Scope, name: str) -> TableGrid:
    """Lay out the rows of a table that a person is shown.

    Args:
        tables: of the version.
        scope: whose rows the person is shown.
        name: the table.
    """
    sheets = {sheet.table: sheet for sheet in content_of(dict(rows_seen(tables, scope)), None).sheets}
    sheet = sheets[name]
    rows = tuple({entry.label: _text(row.get(entry.column.name)) for entry in sheet.columns} for row in sheet.rows)
    choices = {entry.label: found for entry in sheet.columns if (found := _choices(entry, sheets))}
    return TableGrid(name, sheet.columns, rows, tuple(sheet.ids), choices)


def prepare_grid(
    grid: TableGrid, rows: Sequence[tuple[str, Mapping[str, str]]], current: Loaded, *, person: Person
) -> PreparedBook:
    """Work out what typed rows would change: they are read as the sheet of a workbook is.

    Args:
        grid: what the person was shown.
        rows: id and cells by label of each row as it is to be; an empty id for a new one. Only ids that were shown are taken.
        current: the version that was shown.
        person: who typed them; rows that are not theirs to edit are problems.

    Raises:
        NotAllowed: the person edits nothing of the programme.
    """
    shown, labels = set(grid.ids), [entry.label for entry in grid.columns]
    cells = [(id_ if id_ in shown else "", *(row.get(label, "") for label in labels)) for id_, row in rows]
    numbers = range(1, len(cells) + 2)
    sheet = Grid(table_title(grid.table), ((ID_LABEL, *labels), *cells), numbers, numbers)
    # How many rows were shown is remembered, so that taking out the last one is not taken for a sheet left empty.
    were = Grid(KEYS, (HEADING, (ROWS, grid.table, str(len(grid.rows)), "")), (1, 2), (1, 2))
    done = prepare_workbook((sheet, were), "typed in the grid", current, None, person=person)
    return replace(done, problems=tuple(_in_the_grid(problem, labels) for problem in done.problems))


def _in_the_grid(problem: Problem, labels: Sequence[str]) -> Problem:
    """Say the place as the grid shows it: 'Row 4, Unit value (£)'; the heading is no row of it."""
    if cell := _CELL.fullmatch(problem.file):
        return replace(problem, file=f"Row {int(cell[2]) - 1}, {labels[_place(cell[1]) - 1]}")
    row = _ROW.fullmatch(problem.file)
    return replace(problem, file=f"Row {int(row[1]) - 1}") if row else problem


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _choices(entry: Entry, sheets: Mapping[str, SheetContent]) -> tuple[str, ...]:
    if words := words_of(entry):
        return words
    if entry.column.kind is Kind.true_or_false:
        return ("TRUE", "FALSE")
    if len(entry.names) == 1 and not entry.column.many:
        return tuple(sheets[entry.names[0]].labels)
    return ()


def _text(cell: Shown | None) -> str:
    """A cell as people type it, to its last digit: 30%, £7,737, TRUE."""
    if cell is None:
        return ""
    if isinstance(cell.value, bool):
        return str(cell.value).upper()
    if isinstance(cell.value, float):
        exact = Decimal(repr(cell.value))
        if cell.look is Look.percent:
            return f"{_plain(exact * 100)}%"
        return f"£{exact:,f}".removesuffix(".0") if cell.look is Look.money else _plain(exact)
    return str(cell.value)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
