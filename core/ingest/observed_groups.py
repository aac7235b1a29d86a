"""Observed groups of people: each has one row a period. The same row again is left out, another value is refused.

A row of one person bears no name: two equal rows may be two people, and both count.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.case.evidence import OBSERVED_GROUP
from core.domain.problems import Problem
from core.domain.tables import Table
from core.domain.wording import counted, lines_of
from core.ingest.numbers import plain_number

OBSERVATIONS = "observations"
MEASURED = ("value", "people")
ONE_PERSON = 1.0
ANOTHER_VALUE = "the same site, cohort, period, arm and outcome as on line {line:,}, and another value."
KEEP_ONE = "A group of people has one value a period: keep one of the two rows, or tell the groups apart by their cohort."


@dataclass(frozen=True)
class Repeats:
    """Places of rows whose group stands before: `again` say the same, `otherwise` do not; each with the place of the first."""

    again: tuple[tuple[int, int], ...] = ()
    otherwise: tuple[tuple[int, int], ...] = ()


def repeats_in(cells: Mapping[str, Sequence[str]]) -> Repeats:
    """Find the rows of groups that stand more than once.

    Args:
        cells: the cells of each column, row by row, as text.
    """
    if not all(name in cells for name in (*OBSERVED_GROUP, *MEASURED)):
        return Repeats()
    first: dict[tuple[str, ...], int] = {}
    again: list[tuple[int, int]] = []
    otherwise: list[tuple[int, int]] = []
    measured = [_figures(cells, place) for place in range(len(cells["people"]))]
    for place, figures in enumerate(measured):
        if figures[1] in (None, ONE_PERSON):
            continue
        before = first.setdefault(tuple(cells[name][place].strip() for name in OBSERVED_GROUP), place)
        if before != place:
            (again if measured[before] == figures else otherwise).append((place, before))
    return Repeats(tuple(again), tuple(otherwise))


def _figures(cells: Mapping[str, Sequence[str]], place: int) -> tuple[float | None, float | None]:
    value, people = (plain_number(cells[name][place].strip()) for name in MEASURED)
    return value, people


def without_repeats(table: Table) -> tuple[Table, tuple[Problem, ...]]:
    """Leave out rows of observations that say again what a row before them says, with a warning that names their lines."""
    if table.name != OBSERVATIONS:
        return table, ()
    gone = {place for place, _ in repeats_in(_by_column(table)).again}
    if not gone:
        return table, ()
    kept = [place for place in range(len(table.rows)) if place not in gone]
    lines = sorted(table.lines[place] for place in gone)
    left = replace(table, rows=tuple(table.rows[at] for at in kept), lines=tuple(table.lines[at] for at in kept))
    return left, (said_again(table.file_name, lines),)


def values_that_differ(table: Table) -> Iterator[Problem]:
    """Refuse each row of observations that gives a group another value than a row before it."""
    if table.name == OBSERVATIONS:
        for place, first in repeats_in(_by_column(table)).otherwise:
            yield another_value(table.file_name, table.lines[place], table.lines[first])


def said_again(file_name: str, lines: Sequence[int], count: int | None = None) -> Problem:
    """Say which rows were left out because they stand before, word for word."""
    rows = counted(count or len(lines), "row")
    return Problem(file_name, f"{rows} said again what stands before, and left out ({lines_of(lines)}).", lines[0])


def another_value(file_name: str, line: int, first: int) -> Problem:
    """Say that a row gives a group another value than the row on the first line."""
    return Problem(file_name, ANOTHER_VALUE.format(line=first), line, what_to_do=KEEP_ONE)


def _by_column(table: Table) -> dict[str, list[str]]:
    return {name: [row[place] for row in table.rows] for place, name in enumerate(table.columns)}
