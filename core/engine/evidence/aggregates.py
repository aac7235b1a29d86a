"""Aggregates: observations added up, all that an effect is worked out from.

One row per site x arm x period x outcome, made from the observations by
`count(*) as rows, sum(people) as people, sum(people * value) as total, sum(people * value * value) as total_squares`
over rows that have a value, and `sum(people)` over rows that have none as `missing`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.domain.case.evidence import Arm

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Aggregate:
    """The observations of one site, arm, period and outcome, added up.

    Where a row of observations stands for a group of people its value is the mean of the group (or its share), so that
    `people` exceeds `rows`; the spread inside a group is then not in `total_squares`.
    """

    site_id: str
    arm: Arm
    period: str
    outcome_id: str
    rows: int  # rows of observations with a value
    people: float  # people those rows stand for
    total: float  # sum of people x value
    total_squares: float  # sum of people x value x value
    missing: float = 0.0  # people whose value is missing


class Kind(StrEnum):
    """What a value is: a share of people, or an amount."""

    proportion = "proportion"
    mean = "mean"


@dataclass(frozen=True)
class Cell:
    """Everything one site saw in one arm, before or after."""

    site_id: str
    treated: bool
    after: bool
    rows: int
    people: float
    total: float
    total_squares: float
    missing: float

    @property
    def mean(self) -> float:
        """Mean value, or share."""
        return self.total / self.people


def cells_of(aggregates: Iterable[Aggregate], outcome_id: str, before: Collection[str], after: Collection[str]) -> list[Cell]:
    """Gather one outcome's aggregates into a cell for each site, arm, and before or after; other periods are left out.

    Raises:
        ValueError: where a period is named both before and after.
    """
    both = sorted(set(before) & set(after))
    if both:
        raise ValueError(f"{', '.join(both)} cannot lie both before and after the start: name each period once")
    sums: dict[tuple[str, bool, bool], list[float]] = {}
    for row in aggregates:
        if row.outcome_id == outcome_id and (row.period in before or row.period in after):
            found = sums.setdefault((row.site_id, row.arm is Arm.treated, row.period in after), [0.0] * 5)
            for place, value in enumerate((row.rows, row.people, row.total, row.total_squares, row.missing)):
                found[place] += value
    return [Cell(*key, int(rows), *rest) for key, (rows, *rest) in sorted(sums.items())]


def pooled(cells: Iterable[Cell], *, treated: bool, after: bool) -> Cell:
    """Add the sites of one arm up, before or after."""
    chosen = [cell for cell in cells if cell.treated is treated and cell.after is after]
    sums = np.array([[cell.rows, cell.people, cell.total, cell.total_squares, cell.missing] for cell in chosen]).reshape(-1, 5)
    rows, people, total, total_squares, missing = (float(each) for each in sums.sum(axis=0))
    return Cell("", treated, after, int(rows), people, total, total_squares, missing)


def is_by_the_person(cell: Cell) -> bool:
    """True where every row stands for one person, so that the spread between people can be seen."""
    return abs(cell.people - cell.rows) <= _ROUNDING * max(1.0, cell.people)


def variance_of_mean(cell: Cell, kind: Kind) -> float:
    """Variance of a cell's mean: p(1 - p) / n for a share, s2 / n for an amount."""
    if kind is Kind.proportion:
        return max(0.0, cell.mean * (1 - cell.mean)) / cell.people
    return spread(cell, kind) / cell.people


def spread(cell: Cell, kind: Kind) -> float:
    """Variance between people: p(1 - p) of a share, with n - 1 of an amount."""
    if kind is Kind.proportion:
        return max(0.0, cell.mean * (1 - cell.mean))
    return max(0.0, cell.total_squares - cell.people * cell.mean**2) / (cell.people - 1)


def likely_kind(cells: Iterable[Cell]) -> Kind:
    """Guess from the sums what a value is: a share where every value is 0 or 1, or a group's share; for a person to confirm."""
    for cell in cells:
        inside = 0 <= cell.total <= cell.people * (1 + _ROUNDING)
        noughts_and_ones = abs(cell.total_squares - cell.total) <= _ROUNDING * max(1.0, cell.people)
        shares_of_groups = not is_by_the_person(cell) and 0 <= cell.total_squares <= cell.total * (1 + _ROUNDING)
        if not (inside and (noughts_and_ones or shares_of_groups)):
            return Kind.mean
    return Kind.proportion
