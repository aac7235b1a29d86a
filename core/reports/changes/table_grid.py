"""A table as people edit it in a grid: titles in place of ids, 30%, £ and 2026/27; what was typed is read as a workbook is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from core.access.scope import Scope, rows_seen
from core.domain.columns.dictionary import Entry, table_title
from core.domain.columns.schema import Kind
from core.domain.people import Person
from core.domain.problems import Problem
from core.domain.tables import Table
from core.ingest.case_workbook.cells import Look, Shown
from core.ingest.case_workbook.keys import HEADING, ROWS
from core.ingest.case_workbook.labels import Names
from core.ingest.case_workbook.layout import ID_LABEL, KEYS, id_column
from core.ingest.grids import Grid
from core.reports.appraisals import Loaded
from core.reports.changes.sheet_content import base_year_of, columns_shown, names_in, row_shown, words_of
from core.reports.changes.workbook import PreparedBook, prepare_workbook

WINDOW = 500
TypedRow = tuple[str, Mapping[str, str]]
_CELL = re.compile(r"sheet .*, cell ([A-Z]+)([0-9]+)")
_ROW = re.compile(r"sheet .*, row ([0-9]+)")


@dataclass(frozen=True)
class TableGrid:
    """The rows of one table as text, with the ids of the rows, and what may be picked in a column (None where it is typed).

    Rows are laid out when they are looked at: a table of 10,000 is drawn as quickly as the few hundred of it that are shown.
    """

    table: str
    columns: tuple[Entry, ...]
    held: tuple[Mapping[str, str], ...]
    ids: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Names]
    base_year: int | None

    @cached_property
    def rows(self) -> tuple[Mapping[str, str], ...]:
        """Every row as text by label."""
        return tuple(self.row(place) for place in range(len(self.held)))

    def row(self, place: int) -> dict[str, str]:
        """One row as text by label."""
        shown = row_shown(self.columns, self.held[place], self.names, self.base_year)
        return {entry.label: _text(shown.get(entry.column.name)) for entry in self.columns}

    def places(self, words: str) -> list[int]:
        """Places of the rows in which some words stand, in an id, a title of what is named, or any other cell."""
        sought = words.strip().lower()
        if not sought:
            return list(range(len(self.held)))
        meant = {id_ for names in self.names.values() for id_, label in names.labels.items() if sought in label.lower()}
        return [
            place
            for place, row in enumerate(self.held)
            if any(sought in cell.lower() or cell.strip() in meant for cell in row.values())
        ]


def table_grid(tables: Mapping[str, Table], scope: Scope, name: str) -> TableGrid:
    """Lay out the rows of a table that a person is shown; none for a table that the version does not hold yet.

    Args:
        tables: of the version.
        scope: whose rows the person is shown.
        name: the table.
    """
    seen = rows_seen(tables, scope)
    names, columns = names_in(seen), columns_shown(name)
    rows = tuple(seen[name].dicts()) if name in seen else ()
    ids = tuple(row.get(id_column(name) or "", "").strip() for row in rows)
    choices = {entry.label: found for entry in columns if (found := _choices(entry, names))}
    return TableGrid(name, columns, rows, ids, choices, names, base_year_of(seen))


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
    were = Grid(KEYS, (HEADING, (ROWS, grid.table, str(len(grid.held)), "")), (1, 2), (1, 2))
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


def _choices(entry: Entry, names: Mapping[str, Names]) -> tuple[str, ...]:
    if words := words_of(entry):
        return words
    if entry.column.kind is Kind.true_or_false:
        return ("TRUE", "FALSE")
    if len(entry.names) == 1 and not entry.column.many:
        return tuple(names[entry.names[0]].labels.values())
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
