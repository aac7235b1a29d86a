"""Headings of a file against the columns of its table."""

from collections import Counter
from dataclasses import dataclass

from core.domain.problems import Problem
from core.domain.tables import TableSpec
from core.domain.wording import counted, did_you_mean, joined, printable
from core.ingest.csv_text import Grid


@dataclass(frozen=True)
class Heading:
    """Which fields of a row are which column: (place in the row, name), in the file's order."""

    columns: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def heading_of(spec: TableSpec, grid: Grid, file_name: str) -> Heading:
    """Match the heading with the table's columns; a column that is not listed is kept out with a warning."""
    given = [name.strip() for name in grid.heading]
    listed = {name.lower(): name for name in spec.columns}
    columns = tuple((place, listed[name.lower()]) for place, name in enumerate(given) if name.lower() in listed)
    if not columns:
        return Heading((), (_nothing_known(spec, given, file_name, grid.heading_line),), ())
    problems = [*_twice(given, file_name, grid.heading_line), *_missing(spec, given, file_name, grid.heading_line)]
    warnings = [
        *_other_case(given, listed, file_name, grid.heading_line),
        *_unlisted(spec, given, listed, file_name, grid.heading_line),
        *_nameless(grid, given, file_name),
    ]
    return Heading(columns, tuple(problems), tuple(warnings))


def _nothing_known(spec: TableSpec, given: list[str], file_name: str, line: int) -> Problem:
    found = joined((f'"{printable(name, 60)}"' for name in given if name), most=6)
    return Problem(
        file_name,
        f"this does not look like the table {spec.name}: no heading is one of its columns (found: {found}).",
        line,
        what_to_do=f"The first line names the columns; {joined(spec.required_columns or spec.columns, most=20)} must be there.",
    )


def _twice(given: list[str], file_name: str, line: int) -> list[Problem]:
    counts = Counter(name.lower() for name in given if name)
    return [
        Problem(file_name, f"{count} columns have this name.", line, printable(name), what_to_do="Keep one of them.")
        for name, count in counts.items()
        if count > 1
    ]


def _missing(spec: TableSpec, given: list[str], file_name: str, line: int) -> list[Problem]:
    there = {name.lower() for name in given}
    others = [name for name in given if name and name.lower() not in spec.columns]
    return [
        Problem(
            file_name,
            "this column is missing and every row needs it.",
            line,
            name,
            what_to_do=f'Add a column headed "{name}".{_perhaps(name, others)}',
        )
        for name in spec.required_columns
        if name not in there
    ]


def _perhaps(name: str, others: list[str]) -> str:
    found = [other for other in others if did_you_mean(other, (name,))]
    return f' Is it the one headed "{printable(found[0], 60)}"?' if found else ""


def _other_case(given: list[str], listed: dict[str, str], file_name: str, line: int) -> list[Problem]:
    return [
        Problem(file_name, f'the heading is written "{name}": read as {listed[name.lower()]}.', line, listed[name.lower()])
        for name in given
        if name.lower() in listed and name not in listed
    ]


def _unlisted(spec: TableSpec, given: list[str], listed: dict[str, str], file_name: str, line: int) -> list[Problem]:
    """Warn of columns that are kept out: one by one where another name may be meant, the others together."""
    free = [name for name in spec.columns if name not in {other.lower() for other in given}]
    unlisted = {name: did_you_mean(name, free) for name in given if name and name.lower() not in listed}
    near = [(name, meant) for name, meant in unlisted.items() if meant]
    others = [name for name, meant in unlisted.items() if not meant]
    told = f"this is not a column of {spec.name}, so it is kept out."
    if len(others) > 1:
        together = f"{len(others)} columns that are not columns of {spec.name} are kept out: {joined(others)}."
        return [*(_kept_out(file_name, line, *one, told) for one in near), Problem(file_name, together, line)]
    return [_kept_out(file_name, line, *one, told) for one in (*near, *((name, "") for name in others))]


def _kept_out(file_name: str, line: int, name: str, meant: str, told: str) -> Problem:
    return Problem(file_name, told, line, printable(name, 60), what_to_do=meant)


def _nameless(grid: Grid, given: list[str], file_name: str) -> list[Problem]:
    """Warn of a column without a name, unless it is empty all the way down, as spreadsheets leave them."""
    nameless = [place for place, name in enumerate(given) if not name]
    filled = [place + 1 for place in nameless if any(row[place].strip() for row in grid.rows)]
    if not filled:
        return []
    which = f"{counted(len(filled), 'column')} without a name (number {joined(filled)})"
    return [Problem(file_name, f"{which} {'is' if len(filled) == 1 else 'are'} kept out.", grid.heading_line)]
