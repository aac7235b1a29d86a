"""Where the table lies in a sheet: its heading, its rows, and what stands above, between and below."""

import re
from collections import Counter
from collections.abc import Sequence

from core.ingest.messy.found import Grid, Layout, LeftOut, Reason, letter_of
from core.ingest.messy.labels import says_note, says_total
from core.ingest.messy.synonyms import is_known_heading
from core.ingest.wording import printable

_LOOKED_AT = 60
_TAIL = 60
_LIKE_A_NUMBER = re.compile(
    r"[\s(£$€+−-]*[0-9][0-9,.\s]*(?:[kmb%)]|bn|-)?[\s)]*|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}.*", re.IGNORECASE
)
_A_UNIT = re.compile(
    r"\(?(?:£|\$|€|gbp|%|£ ?0{3}s?|£ ?k|£ ?m|£ ?bn|'?000s?|number|no\.?|n|years?|people|persons|share|count|rate|text|date|id|"
    r"per 1,?000|thousands?|millions?)\)?",
    re.IGNORECASE,
)


def layout_of(grid: Grid, header_row: int | None = None) -> Layout:
    """Find the table. `header_row` is the heading's row as in Excel, guessed when None."""
    place = _guessed(grid) if header_row is None else _place_of(grid, header_row)
    if place is None:
        return Layout(None)
    headings, first = _headings(grid, place)
    above = [LeftOut(*_where(grid, at), Reason.preamble, _begins(grid.rows[at])) for at in range(place) if any(grid.rows[at])]
    body, left_out = _body(grid, headings, place, first)
    return Layout(grid.row_numbers[place], headings, body, (*above, *left_out))


def _place_of(grid: Grid, header_row: int) -> int | None:
    return next((at for at, number in enumerate(grid.row_numbers) if number == header_row), None)


def _where(grid: Grid, at: int) -> tuple[int, int]:
    return grid.row_numbers[at], grid.lines[at]


def _begins(row: Sequence[str]) -> str:
    return printable(" ".join(cell.strip() for cell in row if cell.strip()), 80)


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell and not cell.isspace()]


def _guessed(grid: Grid) -> int | None:
    """The row that looks most like a heading; the first of those that look so equally."""
    counts = [len(_filled(row)) for row in grid.rows[:200]]
    usual = Counter(count for count in counts if count).most_common()
    if not usual:
        return None
    modal = max(count for count, often in usual if often == usual[0][1])
    scores = [_like_a_heading(row, modal) for row in grid.rows[:_LOOKED_AT]]
    best = max(scores)
    return scores.index(best) if best > 2 else None


def _like_a_heading(row: Sequence[str], modal: int) -> float:
    filled = _filled(row)
    if len(filled) < max(min(2, modal), modal * 0.5):
        return 0.0
    words = [cell for cell in filled if not _LIKE_A_NUMBER.fullmatch(cell.strip())]
    known = sum(is_known_heading(cell) for cell in filled)
    if len(words) * 2 < len(filled) and not known:
        return 0.0
    each = len(filled)
    short = sum(len(cell) <= 60 for cell in filled) / each
    return (
        2 * min(known, 3) / 3
        + known / each
        + len(words) / each
        + min(each / modal, 1)
        + len(set(filled)) / each * 0.5
        + short * 0.5
    )


def _headings(grid: Grid, place: int) -> tuple[tuple[str, ...], int]:
    """The heading's cells with merged ones filled, a row of units put behind them, and where the rows begin."""
    cells = [" ".join(cell.split()) for cell in grid.rows[place]]
    if grid.kinds is not None:
        # A cell of a workbook cannot slip into the next column: what stands under no heading is a column without a name.
        cells += [""] * (max(map(len, grid.rows[place:])) - len(cells))
    while cells and not cells[-1] and not _is_filled(grid, place + 1, len(cells) - 1):
        cells.pop()
    _fill_merged(grid, place, cells)
    first = place + 1
    if first < len(grid.rows) and _is_units(grid.rows[first]):
        for at, unit in enumerate(grid.rows[first][: len(cells)]):
            cells[at] = f"{cells[at]} ({unit.strip().strip('()')})" if unit.strip() and cells[at] else cells[at]
        first += 1
    return _unique(cells), first


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
    filled = _filled(row)
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
        reason = Reason.footnote if _filled(grid.rows[at]) else Reason.blank
        left_out.append(LeftOut(*_where(grid, at), reason, _begins(grid.rows[at])))
    return body, left_out


def _reason(row: Sequence[str], heading: tuple[str, ...]) -> Reason | None:
    """Why a row inside the table is no row of it; None where it is one."""
    label = row[0] if row else ""
    if not label or label.isspace():
        filled = _filled(row)
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
    others = _filled(row)[1:]
    return bool(others) and all(_LIKE_A_NUMBER.fullmatch(cell.strip()) for cell in others)


def _end_of_table(grid: Grid, first: int, width: int) -> int:
    """Where the notes below the table begin."""
    end = len(grid.rows)
    for at in range(len(grid.rows) - 1, max(first, len(grid.rows) - _TAIL) - 1, -1):
        filled = _filled(grid.rows[at])
        if filled and not _is_note(filled, width, at > first and not _filled(grid.rows[at - 1])):
            break
        end = at if filled or end == at + 1 else end
    return end


def _is_note(filled: list[str], width: int, follows_blank: bool) -> bool:
    if follows_blank and width > 1 and says_note(filled[0]):
        return True
    if width < 2 or len(filled) >= max(2, width) or (says_total(filled[0]) and len(filled) > 1):
        return False
    if says_note(filled[0]):
        return len(filled) == 1 or not any(_LIKE_A_NUMBER.fullmatch(cell.strip()) for cell in filled[1:-1])
    is_prose = len(filled[0]) >= 20 and " " in filled[0].strip()
    return len(filled) == 1 and width > 2 and is_prose and follows_blank
