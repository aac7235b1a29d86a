"""Tables: the bytes of one file to the accepted cells of one table."""

import hashlib
from dataclasses import dataclass

from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table, TableSpec
from core.domain.wording import as_listed, printable
from core.ingest.csv_text import Grid, grid_of
from core.ingest.decoding import LARGEST_FILE_BYTES, Unreadable, decode
from core.ingest.headings import heading_of
from core.ingest.observed_groups import values_that_differ, without_repeats
from core.ingest.personal import personal_data_in


@dataclass(frozen=True)
class TableReading:
    """What came of reading one file: a table, or the problems that kept it out; warnings in either case.

    `problem_count` counts all problems, of which `problems` lists at most the first 200.
    """

    table: Table | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    problem_count: int = 0


@dataclass(frozen=True)
class ShapedTable:
    """A file as far as its shape could be read. `table` holds the rows that fit the heading, None where nothing does."""

    table: Table | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def read_table(name: str, data: bytes, file_name: str, largest_bytes: int = LARGEST_FILE_BYTES) -> TableReading:
    """Read the shape of one file: text, heading, and rows that fit it. What the cells say is checked by `build_case`.

    The table keeps every cell exactly as it was given, in the file's order of columns; columns that are not listed
    are left out.

    Raises:
        KeyError: for a name that is not one of the tables.
    """
    shaped = shape_of(SPEC_OF[name], data, file_name, largest_bytes)
    return TableReading(
        None if shaped.problems else shaped.table, as_listed(shaped.problems), shaped.warnings, len(shaped.problems)
    )


def shape_of(spec: TableSpec, data: bytes, file_name: str, largest_bytes: int = LARGEST_FILE_BYTES) -> ShapedTable:
    """Read as much of a file as can be read, so that one run can tell everything that is wrong with it."""
    shown_name = printable(file_name)
    try:
        decoded = decode(data, largest_bytes)
        grid = grid_of(decoded.text, shown_name, spec.columns)
    except Unreadable as unreadable:
        return ShapedTable(None, (Problem(shown_name, unreadable.message, unreadable.line, what_to_do=unreadable.what_to_do),))
    guessed = (Problem(shown_name, decoded.warning),) if decoded.warning else ()
    return _fitted(spec, grid, shown_name, hashlib.sha256(data).hexdigest(), guessed)


def _fitted(spec: TableSpec, grid: Grid, file_name: str, sha256: str, warnings: tuple[Problem, ...]) -> ShapedTable:
    heading = heading_of(spec, grid, file_name)
    if not heading.columns:
        return ShapedTable(None, heading.problems, warnings)
    problems, warnings = (*heading.problems, *grid.problems), (*warnings, *heading.warnings)
    if not grid.rows and not grid.problems:
        nothing = Problem(file_name, "there is a heading and no rows.", grid.heading_line)
        problems, warnings = ((*problems, nothing), warnings) if spec.required else (problems, (*warnings, nothing))
    places = [place for place, _ in heading.columns]
    table = Table(
        name=spec.name,
        columns=tuple(name for _, name in heading.columns),
        rows=tuple(tuple(row[place] for place in places) for row in grid.rows),
        lines=grid.lines,
        file_name=file_name,
        sha256=sha256,
    )
    personal = [found.problem(file_name, found.rows[0]) for found in personal_data_in(grid.heading, grid.rows, grid.lines)]
    table, said_again = without_repeats(table)
    return ShapedTable(table, (*problems, *personal, *values_that_differ(table)), (*warnings, *said_again))
