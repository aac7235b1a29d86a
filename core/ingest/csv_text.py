"""CSV text: rows of cells, each with the physical line it began on."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.problems import Problem
from core.domain.wording import counted
from core.ingest.csv_lines import LONGEST_CELL, MEND_QUOTES, MOST_COLUMNS, BrokenRow, numbered_rows
from core.ingest.decoding import Unreadable
from core.ingest.too_much import LONG_ONES, LOOK_AT_HEADINGS, MOST_FAILING_CELLS, MOST_ROWS, STOPPED, TOO_MANY_ROWS

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_HEADING_LINE = 100_000


@dataclass(frozen=True)
class Grid:
    """The cells of a file as they stand: heading, rows and the line each began on; problems with its shape.

    Rows that do not fit the heading are left out of `rows` and told in `problems`.
    """

    heading: tuple[str, ...]
    heading_line: int
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]


def grid_of(text: str, file_name: str, known_columns: tuple[str, ...]) -> Grid:
    """Read CSV text; its delimiter is the one that makes most known columns of the heading.

    Raises:
        Unreadable: where no heading can be made out.
    """
    delimiter = _delimiter(text, known_columns)
    numbered = numbered_rows(text, delimiter)
    try:
        heading_line, heading = next((line, cells) for line, cells in numbered if not _is_blank(cells))
    except StopIteration:
        raise Unreadable("the file is empty.", "Give it a heading line and at least one row, or leave the file out.") from None
    except BrokenRow as broken:
        raise Unreadable(f"the heading cannot be read: {broken.message}", MEND_QUOTES, line=1) from None
    if len(heading) > MOST_COLUMNS:
        raise Unreadable(f"the heading has {len(heading):,} columns; the limit is {MOST_COLUMNS}.", line=heading_line)
    return _filled(file_name, tuple(heading), heading_line, numbered)


def _filled(file_name: str, heading: tuple[str, ...], heading_line: int, numbered: Iterator[tuple[int, list[str]]]) -> Grid:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    try:
        for line, cells in numbered:
            if _is_blank(cells):
                continue
            if len(rows) + len(problems) == MOST_ROWS:
                problems.append(Problem(file_name, TOO_MANY_ROWS, line, what_to_do=LONG_ONES))
                break
            if problem := _shape_problem(file_name, line, cells, len(heading)):
                problems.append(problem)
                if len(problems) > MOST_FAILING_CELLS:
                    problems.append(Problem(file_name, STOPPED, line, what_to_do=LOOK_AT_HEADINGS))
                    break
            else:
                rows.append(tuple(cells))
                lines.append(line)
    except BrokenRow as broken:
        message = f"nothing from here on can be read: {broken.message}"
        problems.append(Problem(file_name, message, broken.line, what_to_do=MEND_QUOTES))
    return Grid(heading, heading_line, tuple(rows), tuple(lines), tuple(problems))


def _is_blank(cells: list[str]) -> bool:
    return not any(cells) or not any(cell.strip() for cell in cells)


def _shape_problem(file_name: str, line: int, cells: list[str], expected: int) -> Problem | None:
    if len(cells) != expected:
        found = f"{counted(len(cells), 'field')} where the heading has {expected:,}."
        todo = (
            "Put quotation marks round a cell that holds the separator, or take the extra one out."
            if len(cells) > expected
            else "Fill the row up with empty cells so that nothing moves into another column."
        )
        return Problem(file_name, found, line, what_to_do=todo)
    if max(map(len, cells)) > LONGEST_CELL:
        longest = max(map(len, cells))
        return Problem(file_name, f"a cell of {longest:,} characters; the limit is {LONGEST_CELL:,}.", line)
    return None


def _delimiter(text: str, known_columns: tuple[str, ...]) -> str:
    """Choose the separator that makes most known columns of the first line, then the one that makes most columns."""
    first = next((line for line in io.StringIO(text[:_LONGEST_HEADING_LINE]) if line.strip()), "")

    def how_well(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"').strip().lower() for name in first.split(delimiter)]
        return len(set(names) & set(known_columns)), len(names)

    return max(DELIMITERS, key=how_well)
