"""Heading rows: which row of a sheet is the heading, and which rows around it belong to it.

Years, quarters and months count as heading words; marks of suppression ("!", ":", "[c]") count as figures. How wide the
table is, the widest long run of rows says, not the most common width: lines of a banner may outnumber a short table.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from core.ingest.grids import Grid
from core.ingest.messy.cells.marks import is_mark
from core.ingest.messy.cells.periods import period_in
from core.ingest.messy.synonyms import is_known_heading

LIKE_A_NUMBER = re.compile(
    r"[\s(£$€+−-]*[0-9][0-9,.\s]*(?:[kmb%)]|bn|-)?[\s)]*(?:\[[^\]]{1,10}\]|\([a-z]\)|\s[a-z]{1,2}|[*†‡])?"
    r"|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}.*",
    re.IGNORECASE,
)
_LOOKED_AT = 120
_COUNTED = 200
_LONG_RUN = 3
_BELOW = 30
_MOST_ROWS_OF_HEADING = 3
_METADATA = re.compile(
    r"title|cdid|source dataset id|pre ?unit|units?|release date|next release|important notes?|notes?|source|frequency|"
    r"seasonal(?:ly)? adjust(?:ed|ment)|description|series(?: id| code| name)?|dataset(?: id)?|last updated|updated|"
    r"geography|country|base(?: year| period)?|currency|contact|coverage|code|variable|measure",
    re.IGNORECASE,
)
_SAYS_TIME = re.compile(r"(?:.*\b)?(?:years?|dates?|periods?|quarters?|months?|time|fy)\b.*", re.IGNORECASE)


def filled(row: Sequence[str]) -> list[str]:
    """The cells of a row that hold something."""
    return [cell for cell in row if cell and not cell.isspace()]


def is_figure(cell: str) -> bool:
    """True for a number, with or without a mark, and for a mark that stands in place of one."""
    text = cell.strip()
    return is_mark(text) or (LIKE_A_NUMBER.fullmatch(text) is not None and period_in(text) is None)


def is_heading_like(cell: str) -> bool:
    """True for words and for periods, False for figures."""
    return not is_figure(cell)


def heading_row_of(grid: Grid) -> int | None:
    """The place of the row that looks most like a heading, the first of those that look so equally; None where none does."""
    rows = grid.rows[:_COUNTED]
    width = usual_width(rows)
    if not width:
        return None
    if (series := _series_heading(rows)) is not None:
        return series
    scores = [_like_a_heading(rows, at, width) for at in range(min(len(rows), _LOOKED_AT))]
    best = max(scores)
    return _above_data(rows, scores.index(best)) if best > 2 else None


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """How many cells the widest long run of rows fills; the most common count where no run is long."""
    counts = [count for row in rows if (count := len(filled(row)))]
    if not counts:
        return 0
    usual = Counter(counts).most_common()
    modal = max(count for count, often in usual if often == usual[0][1])
    needed = max(_LONG_RUN, len(counts) // 10)
    wide = [count for count in set(counts) if _longest_run(counts, count) >= needed]
    pairs = [count for count in set(counts) if count >= 2 * modal and _longest_run(counts, count) >= 2]
    return max([*wide, *pairs], default=modal) if max([*wide, *pairs], default=0) > modal else modal


def _longest_run(counts: Sequence[int], width: int) -> int:
    longest = run = 0
    for count in counts:
        run = run + 1 if count >= width else 0
        longest = max(longest, run)
    return longest


def _like_a_heading(rows: Sequence[Sequence[str]], at: int, width: int) -> float:
    row = rows[at]
    cells = filled(row)
    count = len(cells)
    if count and count < width and _stands_over_all_figures(rows, at):
        count = width
    if count < max(min(2, width), width * 0.5):
        return 0.0
    words = [cell for cell in cells if is_heading_like(cell)]
    periods = sum(period_in(cell) is not None for cell in words)
    known = sum(is_known_heading(cell) for cell in cells)
    if len(words) * 2 < len(cells) and not known:
        return 0.0
    each = len(cells)
    short = sum(len(cell) <= 60 for cell in cells) / each
    covered = min(count / width, 1)
    return (
        covered * (2 * min(known, 3) / 3 + known / each)
        + (len(words) - periods * 0.1) / each
        + covered
        + len(set(cells)) / each * 0.5
        + short * 0.5
        + _stands_over_next_figures(rows, at, width)
    )


def _stands_over_next_figures(rows: Sequence[Sequence[str]], at: int, width: int) -> bool:
    """True where the next row that holds anything is one of the table and has figures, all of them under words of this row."""
    below = next((row for row in rows[at + 1 :] if filled(row)), ())
    if len(filled(below)) * 5 < width * 3:
        return False
    figures = {place for place in _places(below) if is_figure(below[place])}
    words = {place for place in _places(rows[at]) if is_heading_like(rows[at][place])}
    return bool(figures) and figures <= words


def _stands_over_all_figures(rows: Sequence[Sequence[str]], at: int) -> bool:
    """True for a row that names every column of figures below it and leaves the columns of names blank."""
    places = _places(rows[at])
    if not all(is_heading_like(rows[at][place]) for place in places):
        return False
    figures, names = _columns_below(rows, at)
    return bool(figures) and places == figures and bool(names) and max(names) < min(figures)


def _places(row: Sequence[str]) -> set[int]:
    return {place for place, cell in enumerate(row) if cell and not cell.isspace()}


def _below(rows: Sequence[Sequence[str]], at: int) -> list[Sequence[str]]:
    return [row for row in rows[at + 1 : at + 1 + 2 * _BELOW] if len(filled(row)) > 1][:_BELOW]


def _columns_below(rows: Sequence[Sequence[str]], at: int) -> tuple[set[int], set[int]]:
    """Which columns below a row hold mostly figures, and which mostly words."""
    figures: Counter[int] = Counter()
    words: Counter[int] = Counter()
    for row in _below(rows, at):
        for place in _places(row):
            (words if is_heading_like(row[place]) else figures)[place] += 1
    return {one for one in figures if figures[one] > words[one]}, {one for one in words if words[one] >= figures[one]}


def _above_data(rows: Sequence[Sequence[str]], at: int) -> int:
    """Never take a row with figures where a row above has words over the same columns."""
    if not any(is_figure(cell) for cell in filled(rows[at])):
        return at
    places = _places(rows[at])
    for above in range(at):
        over = [rows[above][place] for place in places if place < len(rows[above]) and rows[above][place].strip()]
        if len(over) == len(places) and all(is_heading_like(cell) for cell in over):
            return above
    return at


def _series_heading(rows: Sequence[Sequence[str]]) -> int | None:
    """The first line of a block of facts about time series (title, code, unit, release date) with its periods below."""
    first = _first_period(rows)
    if first is None:
        return None
    top = first
    while top and filled(rows[top - 1]):
        top -= 1
    labels = [row[0].strip() for row in rows[top:first]]
    if len(labels) < _LONG_RUN or sum(bool(_METADATA.fullmatch(label)) for label in labels) < 2:
        return None
    return None if _SAYS_TIME.fullmatch(labels[-1]) and not _METADATA.fullmatch(labels[-1]) else top


def _first_period(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row whose first cell is a period, where most of those below begin with one too."""
    first = next((at for at, row in enumerate(rows) if row and period_in(row[0]) and len(filled(row)) > 1), None)
    if first is None:
        return None
    labels = [row[0] for row in rows[first:] if row and row[0].strip()]
    return first if sum(period_in(label) is not None for label in labels) * 5 >= len(labels) * 3 else None


def facts_below(grid: Grid, first: int) -> Iterator[int]:
    """Places of rows below the heading that tell of the series and are no row of the table: code, unit, release date."""
    rows = grid.rows[:_COUNTED]
    start = _first_period(rows)
    if start is not None and start - first >= 2 and _series_heading(rows) == first - 1:
        yield from (at for at in range(first, start) if filled(rows[at]))


def rows_of_heading(grid: Grid, place: int) -> tuple[int, int]:
    """The first and last place of the rows that make up a heading together with the row at `place`."""
    first = last = place
    while last + 1 < len(grid.rows) and last - first + 1 < _MOST_ROWS_OF_HEADING and _goes_on(grid.rows, last):
        last += 1
    while first > 0 and last - first + 1 < _MOST_ROWS_OF_HEADING and _goes_on(grid.rows, first - 1):
        first -= 1
    return first, last


def _goes_on(rows: Sequence[Sequence[str]], at: int) -> bool:
    """True where a row of names and groups is carried on by the row below it, which is blank under the names.

    ["Area", "Rate", "", ""] over ["", "number", "per cent", "range"].
    """
    upper, lower = _places(rows[at]), _places(rows[at + 1])
    if not upper or not lower or min(lower) <= min(upper):
        return False
    cells = [*(rows[at][place] for place in upper), *(rows[at + 1][place] for place in lower)]
    if not all(is_heading_like(cell) for cell in cells):
        return False
    figures, names = _columns_below(rows, at + 1)
    if len(upper) == 1 and (len(names) != 1 or (at and len(filled(rows[at - 1])) == 1)):
        return False  # a line of a banner
    covers = {place for place in figures if place in lower or place in upper}
    return bool(lower - upper) and bool(figures & lower) and covers == figures and bool(names & upper or min(upper) in figures)


def joined_headings(grid: Grid, first: int, last: int) -> list[str]:
    """Put the rows of a heading into one: a group's name stands before each column under it."""
    cells = [" ".join(cell.split()) for cell in grid.rows[first]]
    for at in range(first + 1, last + 1):
        lower = [" ".join(cell.split()) for cell in grid.rows[at]]
        width = max(len(cells), len(lower))
        cells += [""] * (width - len(cells))
        lower += [""] * (width - len(lower))
        cells = _one_under_another(cells, lower)
    return cells


def _one_under_another(upper: list[str], lower: list[str]) -> list[str]:
    joined, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        if not below:
            joined.append(above)
            group = "" if above else group
        else:
            joined.append(f"{group}: {below}" if group else below)
    return joined
