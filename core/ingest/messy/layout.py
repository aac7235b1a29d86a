"""Layout of a sheet: its heading, its rows, and what is above, between and below."""

import re
from collections import Counter
from collections.abc import Sequence

from core.domain.wording import printable
from core.ingest.grids import Grid
from core.ingest.labels import letter_of, says_note, says_total
from core.ingest.messy.cells.marks import is_mark
from core.ingest.messy.grids import Layout, LeftOut, Reason
from core.ingest.messy.heading_rows import facts_below, heading_row_of, is_figure, is_heading_like, joined_headings, rows_of_heading
from core.ingest.messy.heading_rows import filled as filled_in

_TAIL = 60
_A_UNIT = re.compile(
    r"\(?(?:£|\$|€|gbp|%|£ ?0{3}s?|£ ?k|£ ?m|£ ?bn|'?000s?|number|no\.?|n|years?|people|persons|share|count|rate|text|date|id|"
    r"per 1,?000|thousands?|millions?)\)?",
    re.IGNORECASE,
)


def layout_of(grid: Grid, header_row: int | None = None) -> Layout:
    """Find the table. `header_row` is the heading's row as in Excel, guessed when None."""
    place = heading_row_of(grid) if header_row is None else _place_of(grid, header_row)
    if place is None:
        return Layout(None)
    heading = _Heading(grid, *rows_of_heading(grid, place))
    headings, first = heading.names()
    facts = set(facts_below(grid, first))
    apart = [at for at in (*range(heading.first), *facts) if any(grid.rows[at])]
    above = [LeftOut(*_where(grid, at), Reason.preamble if at < first else Reason.facts, _begins(grid.rows[at])) for at in apart]
    body, left_out = _body(grid, headings, place, max(facts, default=first - 1) + 1)
    rows = tuple(grid.row_numbers[at] for at in range(heading.first, first))
    return Layout(grid.row_numbers[heading.last], headings, body, (*above, *left_out), rows)


def _place_of(grid: Grid, header_row: int) -> int | None:
    return next((at for at, number in enumerate(grid.row_numbers) if number == header_row), None)


def _where(grid: Grid, at: int) -> tuple[int, int]:
    return grid.row_numbers[at], grid.lines[at]


def _begins(row: Sequence[str]) -> str:
    return printable(" ".join(cell.strip() for cell in row if cell.strip()), 80)


class _Heading:
    """The rows that make up a heading, from the first place to the last."""

    def __init__(self, grid: Grid, first: int, last: int) -> None:
        self.grid, self.first, self.last = grid, first, last

    def names(self) -> tuple[tuple[str, ...], int]:
        """The heading's cells with merged ones filled, a row of units put behind them, and where the rows begin."""
        grid, last = self.grid, self.last
        cells = joined_headings(grid, self.first, last)
        if grid.kinds is not None:
            # A cell of a workbook cannot slip into the next column: what stands under no heading is a column without a name.
            cells += [""] * (max(map(len, grid.rows[last:])) - len(cells))
        while cells and not cells[-1] and not _is_filled(grid, last + 1, len(cells) - 1):
            cells.pop()
        if self.first == last:
            _fill_merged(grid, last, cells)
            self.first -= _told_apart_by_the_row_above(grid, last, cells)
        body = last + 1
        if body < len(grid.rows) and _is_units(grid.rows[body]):
            for at, unit in enumerate(grid.rows[body][: len(cells)]):
                cells[at] = f"{cells[at]} ({unit.strip().strip('()')})" if unit.strip() and cells[at] else cells[at]
            body += 1
        return _unique(cells), body


def _told_apart_by_the_row_above(grid: Grid, place: int, cells: list[str]) -> bool:
    """Put the groups of the row above before equal headings; True where that row is such a row of groups.

    ["", "2023", "", "2024", ""] over ["Area", "Number", "Rate", "Number", "Rate"].
    """
    repeated = {cell for cell in cells if cell and cells.count(cell) > 1}
    above = grid.rows[place - 1] if place else ()
    groups = [at for at, cell in enumerate(above) if cell.strip()]
    if not repeated or len(groups) < 2 or not groups[0] or not all(is_heading_like(above[at]) for at in groups):
        return False
    group = ""
    for at, cell in enumerate(cells):
        group = " ".join(above[at].split()) if at < len(above) and above[at].strip() else group
        if group and cell in repeated:
            cells[at] = f"{group}: {cell}"
    return True


def _is_filled(grid: Grid, first: int, column: int) -> bool:
    return any(len(row) > column and row[column].strip() for row in grid.rows[first:])


def _fill_merged(grid: Grid, place: int, cells: list[str]) -> None:
    """Give a blank heading the text of the merged block it lies in, and tell equal headings apart by the block above."""
    number = grid.row_numbers[place]
    repeated = {cell for cell in cells if cell and cells.count(cell) > 1}
    for block in grid.merged:
        if block.last_row not in (number - 1, number) or block.first_row > number:
            continue
        above = _cell_at(grid, block.first_row, block.first_column)
        for at in range(block.first_column, min(block.last_column, len(grid.rows[place]) + 20) + 1):
            cells.extend([""] * (at + 1 - len(cells)) if block.last_row == number else [])
            if at < len(cells) and above:
                cells[at] = _under(cells[at], above, block.last_row == number, repeated)


def _under(cell: str, above: str, is_inside: bool, repeated: set[str]) -> str:
    if not cell:
        return above
    return f"{above}: {cell}" if not is_inside and cell in repeated else cell


def _cell_at(grid: Grid, number: int, column: int) -> str:
    at = _place_of(grid, number)
    row = grid.rows[at] if at is not None else ()
    return " ".join(row[column].split()) if column < len(row) else ""


def _is_units(row: Sequence[str]) -> bool:
    filled = filled_in(row)
    return len(filled) > 0 and all(_A_UNIT.fullmatch(cell.strip()) for cell in filled)


def _unique(cells: list[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    names = []
    for at, cell in enumerate(cells):
        name = cell or f"column {letter_of(at)}"
        seen[name.lower()] += 1
        names.append(name if seen[name.lower()] == 1 else f"{name} ({seen[name.lower()]})")
    return tuple(names)


def _body(grid: Grid, headings: tuple[str, ...], place: int, first: int) -> tuple[list[int], list[LeftOut]]:
    end = _end_of_table(grid, first, len(headings))
    heading = tuple(cell.strip() for cell in grid.rows[place])
    body: list[int] = []
    left_out: list[LeftOut] = []
    for at in range(first, end):
        row = grid.rows[at]
        reason = _reason(row, heading)
        if reason is None:
            body.append(at)
        else:
            left_out.append(LeftOut(*_where(grid, at), reason, _begins(row)))
    for at in range(end, len(grid.rows)):
        reason = Reason.footnote if filled_in(grid.rows[at]) else Reason.blank
        left_out.append(LeftOut(*_where(grid, at), reason, _begins(grid.rows[at])))
    return body, left_out


def _reason(row: Sequence[str], heading: tuple[str, ...]) -> Reason | None:
    """Why a row inside the table is no row of it; None where it is one."""
    label = row[0] if row else ""
    if not label or label.isspace():
        filled = filled_in(row)
        if not filled:
            return Reason.blank
        label = filled[0]
    if label[:1].lower() in "tsgoam" and len(label) < 40 and says_total(label) and _is_total(row):
        return Reason.total
    if row[0].strip() == heading[0] and tuple(cell.strip() for cell in row) == heading:
        return Reason.repeated_heading
    return None


def _is_total(row: Sequence[str]) -> bool:
    """True where a row labelled Total holds numbers and no other words: a row with words of its own is kept."""
    others = filled_in(row)[1:]
    return bool(others) and all(is_figure(cell) for cell in others)


def _end_of_table(grid: Grid, first: int, width: int) -> int:
    """Where the notes below the table begin."""
    end = len(grid.rows)
    for at in range(len(grid.rows) - 1, max(first, len(grid.rows) - _TAIL) - 1, -1):
        filled = filled_in(grid.rows[at])
        if filled and not _is_note(filled, width, at > first and not filled_in(grid.rows[at - 1])):
            break
        end = at if filled or end == at + 1 else end
    return end


def _is_note(filled: list[str], width: int, follows_blank: bool) -> bool:
    if _explains_a_mark(filled, width):
        return True
    if follows_blank and width > 1 and says_note(filled[0]):
        return True
    if width < 2 or len(filled) >= max(2, width) or (says_total(filled[0]) and len(filled) > 1):
        return False
    if says_note(filled[0]):
        return len(filled) == 1 or not any(is_figure(cell) for cell in filled[1:-1])
    is_prose = len(filled[0]) >= 20 and " " in filled[0].strip()
    return len(filled) == 1 and width > 2 and is_prose and follows_blank


def _explains_a_mark(filled: list[str], width: int) -> bool:
    """True for the key below a table: a mark, and what it means in words."""
    return len(filled) == 2 < width and is_mark(filled[0].strip()) and len(filled[1]) >= 12 and " " in filled[1].strip()
