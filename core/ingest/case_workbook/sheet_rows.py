"""Sheet rows: one sheet of a workbook to the rows of its table, cell by cell, with what is wrong with its shape."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.domain.columns.dictionary import entries
from core.domain.problems import Problem
from core.domain.wording import did_you_mean, joined, printable
from core.ingest.case_workbook.layout import EXAMPLE_MARK, ID_LABEL, NAME_LABEL, id_column
from core.ingest.grids import CellKind, Grid
from core.ingest.labels import letter_of, plain
from core.ingest.personal import personal_data_in

MARK = "the row's own id"
_LOGICAL = ("=TRUE()", "=FALSE()", "=TRUE", "=FALSE")


class Cell(NamedTuple):
    """The text of a cell and the letter of its kind."""

    text: str
    kind: str


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as in Excel, its id where it has one, and its cells by column; blank ones are left out."""

    number: int
    own_id: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class SheetRows:
    """The rows of one table as a sheet has them.

    `letters` says in which column of the sheet each of ours stands; those in `by_id` are headed by our own name for them, such
    as partner_id, so that ids are what stands in them.
    """

    table: str
    sheet: str
    rows: tuple[SheetRow, ...]
    letters: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    by_id: frozenset[str] = frozenset()

    def where(self, row: int, column: str | None = None) -> str:
        """A place people find in the workbook: 'sheet Costs, cell F7'."""
        letter = self.letters.get(column or "")
        return f"sheet {self.sheet}, cell {letter}{row}" if letter else f"sheet {self.sheet}, row {row}"


def sheet_rows(table: str, grid: Grid) -> SheetRows:
    """Read the rows of a table's sheet: the heading is its first row with anything in it; the example row is passed over."""
    filled = [place for place, row in enumerate(grid.rows) if any(cell.strip() for cell in row)]
    if not filled:
        return SheetRows(table, grid.name, (), {})
    head, *body = filled
    places, problems, notes = _columns(table, grid, head)
    if not set(places) - {MARK}:
        return SheetRows(table, grid.name, (), {}, (_no_heading(table, grid, head),))
    letters = {name: letter_of(place) for name, place in places.items() if name != MARK}
    found = SheetRows(table, grid.name, (), letters)
    rows = tuple(row for row in (_row(grid, place, places) for place in body) if row is not None)
    problems += [*_missing(found, rows), *_formulas(grid, found, rows, places), *_merged(grid, found, rows)]
    problems += _personal(grid, head, {row.number for row in rows})
    by_id = frozenset(name for name, place in places.items() if grid.rows[head][place].strip() == name)
    return SheetRows(table, grid.name, rows, letters, tuple(problems), tuple(notes), by_id)


def _columns(table: str, grid: Grid, head: int) -> tuple[dict[str, int], list[Problem], list[str]]:
    known = {text: entry.column.name for entry in entries(table) for text in (plain(entry.label), plain(entry.column.name))}
    known[plain(ID_LABEL)] = MARK
    if (own := id_column(table)) is not None:
        known[plain(own)] = MARK
    places: dict[str, int] = {}
    problems: list[Problem] = []
    notes: list[str] = []
    for place, heading in enumerate(grid.rows[head]):
        name = known.get(plain(heading.rstrip(" *")))
        cell = f"sheet {grid.name}, cell {letter_of(place)}{grid.row_numbers[head]}"
        if name is None:
            if heading.strip() and plain(heading) != plain(NAME_LABEL):
                meant = did_you_mean(heading, [entry.label for entry in entries(table)])
                notes.append(
                    f'{cell}: "{printable(heading, 60)}" is not a column of this table, so it is not read. {meant}'.strip()
                )
        elif name in places:
            problems.append(
                Problem(cell, f'the column "{printable(heading, 60)}" stands there twice.', what_to_do="Keep one of them.")
            )
        else:
            places[name] = place
    return places, problems, notes


def _row(grid: Grid, place: int, places: Mapping[str, int]) -> SheetRow | None:
    cells = grid.rows[place]
    kinds = grid.kinds[place] if grid.kinds is not None else "s" * len(cells)
    taken = {name: Cell(cells[at].strip(), kinds[at]) for name, at in places.items() if at < len(cells) and cells[at].strip()}
    mark = taken.pop(MARK, Cell("", CellKind.blank.value)).text
    # A row whose cells were emptied while its hidden id stayed is a row that was taken out.
    return SheetRow(grid.row_numbers[place], mark, taken) if taken and mark != EXAMPLE_MARK else None


def _no_heading(table: str, grid: Grid, head: int) -> Problem:
    needed = joined((entry.label for entry in entries(table) if entry.column.required and not entry.is_own_id), most=20)
    return Problem(
        f"sheet {grid.name}, row {grid.row_numbers[head]}",
        "no heading of this table stands in the first row.",
        what_to_do=f"Its columns {needed} must be there, as in the template.",
    )


def _personal(grid: Grid, head: int, numbers: set[int]) -> list[Problem]:
    """Personal data anywhere in the sheet, in columns that are not read too: it is not to be sent at all."""
    body = [place for place, number in enumerate(grid.row_numbers) if number in numbers]
    rows, lines = [grid.rows[place] for place in body], [grid.row_numbers[place] for place in body]
    return [found.problem(f"sheet {grid.name}", found.rows[0]) for found in personal_data_in(grid.rows[head], rows, lines)]


def _missing(found: SheetRows, rows: tuple[SheetRow, ...]) -> list[Problem]:
    needed = [entry for entry in entries(found.table) if entry.column.required and not entry.is_own_id]
    missing = [entry.label for entry in needed if entry.column.name not in found.letters]
    if not rows or not missing:
        return []
    columns = f"the column{'s' if len(missing) > 1 else ''} {joined(missing, most=20)}"
    return [
        Problem(f"sheet {found.sheet}", f"{columns} is missing, and every row needs it.", what_to_do="Put it into the heading.")
    ]


def _formulas(grid: Grid, found: SheetRows, rows: tuple[SheetRow, ...], places: Mapping[str, int]) -> Iterator[Problem]:
    numbers, name_of = {row.number for row in rows}, {place: name for name, place in places.items()}
    for (number, place), formula in grid.formulas.items():
        if number in numbers and place in name_of and formula.upper() not in _LOGICAL:
            yield Problem(
                f"sheet {found.sheet}, cell {letter_of(place)}{number}",
                "a formula, and only its result would be kept.",
                value=formula,
                what_to_do="Copy the cell and paste it as a value.",
            )


def _merged(grid: Grid, found: SheetRows, rows: tuple[SheetRow, ...]) -> Iterator[Problem]:
    last = max((row.number for row in rows), default=0)
    for block in grid.merged:
        if block.first_row <= last:
            cells = f"{letter_of(block.first_column)}{block.first_row}:{letter_of(block.last_column)}{block.last_row}"
            yield Problem(
                f"sheet {found.sheet}, cells {cells}",
                "merged cells, of which only the first would be read.",
                what_to_do="Unmerge them.",
            )
