"""Text to rows of cells, each with the physical line it began on."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.problems import Problem
from core.ingest.decoding import Unreadable
from core.ingest.wording import counted

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 200
MOST_ROWS = 200_000
LONGEST_CELL = 10_000
_LONGEST_HEADING_LINE = 100_000

csv.field_size_limit(LONGEST_CELL * 4)


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
    numbered = _numbered_rows(text, delimiter)
    try:
        heading_line, heading = next((line, cells) for line, cells in numbered if not _is_blank(cells))
    except StopIteration:
        raise Unreadable("the file is empty.", "Give it a heading line and at least one row, or leave the file out.") from None
    except csv.Error as error:
        raise Unreadable(f"the heading cannot be read: {_said_plainly(error)}", _MEND_QUOTES, line=1) from None
    if len(heading) > MOST_COLUMNS:
        raise Unreadable(f"the heading has {len(heading):,} columns; the limit is {MOST_COLUMNS}.", line=heading_line)
    return _filled(file_name, tuple(heading), heading_line, numbered)


_MEND_QUOTES = 'Close the quotation mark; to write one inside a quoted cell, double it: "".'


def _filled(file_name: str, heading: tuple[str, ...], heading_line: int, numbered: Iterator[tuple[int, list[str]]]) -> Grid:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    try:
        for line, cells in numbered:
            if _is_blank(cells):
                continue
            if len(rows) + len(problems) == MOST_ROWS:
                problems.append(Problem(file_name, f"more than {MOST_ROWS:,} rows, which is the limit for one table.", line))
                break
            if problem := _shape_problem(file_name, line, cells, len(heading)):
                problems.append(problem)
            else:
                rows.append(tuple(cells))
                lines.append(line)
    except _BrokenRow as broken:
        told = f"nothing from here on can be read: {_said_plainly(broken.error)}"
        problems.append(Problem(file_name, told, broken.line, what_to_do=_MEND_QUOTES))
    return Grid(heading, heading_line, tuple(rows), tuple(lines), tuple(problems))


class _BrokenRow(csv.Error):
    """A row whose quotation marks do not close, and the line it began on."""

    def __init__(self, error: csv.Error, line: int) -> None:
        super().__init__(str(error))
        self.error, self.line = error, line


def _numbered_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the physical line it begins on, the first line being 1."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _BrokenRow(error, line) from None
        yield line, cells


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


def _said_plainly(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell is longer than {LONGEST_CELL:,} characters, or its quotation mark is never closed."
    if "unexpected end" in str(error):
        return "a quotation mark is opened and never closed."
    return "a quotation mark stands where the end of the cell should be."


def _delimiter(text: str, known_columns: tuple[str, ...]) -> str:
    """Choose the separator that makes most known columns of the first line, then the one that makes most columns."""
    first = next((line for line in io.StringIO(text[:_LONGEST_HEADING_LINE]) if line.strip()), "")

    def how_well(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"').strip().lower() for name in first.split(delimiter)]
        return len(set(names) & set(known_columns)), len(names)

    return max(DELIMITERS, key=how_well)
