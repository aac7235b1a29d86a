"""The sheets of a workbook of unit costs, as rows of texts and numbers in their places."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.wording import printable
from core.ingest.csv_lines import MOST_COLUMNS
from core.ingest.grids import CellKind, Grid, NotReadable
from core.ingest.signatures import not_a_csv_because
from core.ingest.workbook.read import grids_of_workbook

LARGEST_WORKBOOK_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
Cell = str | float | None
Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class CostSheet:
    """One sheet: its rows from the first, all of one width; a blank cell is None, a cell that holds a number is a number."""

    title: str
    rows: Rows
    hidden_rows: frozenset[int]
    grid: Grid

    def note(self, line: int, column: int) -> str:
        """Note that an author of the workbook put on a cell: its row as Excel counts it, its column from 0."""
        return self.grid.notes.get((line, column), "")


def sheets_of(data: bytes) -> tuple[CostSheet, ...]:
    """Sheets of a workbook, hidden ones too, with the values its formulas last gave.

    Raises:
        NotReadable: it is no workbook, too large, encrypted or damaged.
    """
    if len(data) > LARGEST_WORKBOOK_BYTES:
        raise NotReadable(f"the workbook is larger than {LARGEST_WORKBOOK_BYTES / 1024**2:,.0f} MiB, the limit.")
    what = not_a_csv_because(data)
    if what is None or "Excel workbook" not in what[0]:
        found = what[0].removesuffix(", not a CSV file.") if what else "this is not an Excel workbook"
        raise NotReadable(f"{found}, and unit costs are read from an Excel workbook (.xlsx). Save it anew as one.")
    return tuple(_sheet(grid) for grid in grids_of_workbook(data))


def _sheet(grid: Grid) -> CostSheet:
    filled = [number for number, cells in zip(grid.row_numbers, grid.rows, strict=True) if cells]
    last, width = max(filled, default=0), max(map(len, grid.rows), default=0)
    if last > MOST_ROWS:
        shown = printable(grid.name, 60)
        raise NotReadable(f'sheet "{shown}" is larger than {MOST_ROWS:,} rows by {MOST_COLUMNS} columns, the limit.')
    rows: list[list[Cell]] = [[None] * width for _ in range(last)]
    for number, cells, kinds in zip(grid.row_numbers, grid.rows, grid.kinds or (), strict=True):
        if cells:
            rows[number - 1][: len(cells)] = map(_cell, cells, kinds)
    return CostSheet(grid.name, rows, frozenset(grid.hidden_rows), grid)


def _cell(text: str, kind: str) -> Cell:
    if kind != CellKind.number:
        return text or None
    value = float(text)
    return int(value) if value.is_integer() else value
