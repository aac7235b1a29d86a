"""Disclosure control: figures that stand for few people are rounded on what is shared, until none can be worked out.

A number of people below the threshold, none among them, is published as "under 10"; every other number of people is rounded.
Money that stands for few people is published as "under" what the threshold's people would come to, and the money beside it is
rounded to what the rounding's people come to. Totals are rounded by themselves; where a total and the other figures together
would still pin a small one down, totals are rounded more coarsely until they do not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.links import SmallNumberRules

MOST_COARSER = 60


@dataclass(frozen=True)
class Cell:
    """A figure as it is: its amount, and how many people it stands for. A number of people stands for itself."""

    name: str
    amount: float
    people: float

    @property
    def for_each(self) -> float:
        """What one person comes to."""
        return abs(self.amount) / self.people if self.people else 0.0


@dataclass(frozen=True)
class Total:
    """A sum of cells that is published beside them."""

    name: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A figure as it is published: anything from `low` to `high` may be the true one.

    `is_few` says that it stands for too few people to be shown: only `high`, below which it lies, is then published.
    """

    name: str
    amount: float
    low: float
    high: float
    is_few: bool = False


def shown_counts(counts: Mapping[str, float], totals: Sequence[Total], rules: SmallNumberRules) -> dict[str, Shown]:
    """Publish numbers of people and their totals, each by its name."""
    cells = [Cell(name, count, count) for name, count in counts.items()]
    few = {cell.name for cell in cells if cell.people < rules.threshold}
    return _published(cells, totals, few, rules, step=float(rules.rounding), totals_step=float(rules.rounding))


def shown_money(cells: Sequence[Cell], totals: Sequence[Total], rules: SmallNumberRules) -> dict[str, Shown]:
    """Publish money and its totals, each by its name; to the penny where none of it stands for few people."""
    few = {cell.name for cell in cells if is_few(cell, rules)}
    step = money_step(cells, rules)
    return _published(cells, totals, few, rules, step=step, totals_step=step)


def is_few(cell: Cell, rules: SmallNumberRules) -> bool:
    """Small number: tell whether money stands for some people, but for too few to be shown."""
    return 0 < cell.people < rules.threshold and cell.amount != 0


def money_step(cells: Sequence[Cell], rules: SmallNumberRules) -> float:
    """Rounding step of money beside figures of few people: as much as the rounding's people come to; 0 where there are none."""
    return max((cell.for_each * rules.rounding for cell in cells if is_few(cell, rules)), default=0.0)


def rounded(amount: float, step: float) -> float:
    """Round to whole steps, halves up; a step of nothing leaves the amount as it is."""
    return amount if step <= 0 else float(np.floor(amount / step + 0.5) * step)


def _published(
    cells: Sequence[Cell], totals: Sequence[Total], few: set[str], rules: SmallNumberRules, *, step: float, totals_step: float
) -> dict[str, Shown]:
    own = {cell.name: _few(cell, rules) if cell.name in few else _rounded(cell.name, cell.amount, step) for cell in cells}
    amounts = {cell.name: cell.amount for cell in cells}
    width = {cell.name: (cell.for_each or 1.0) * rules.rounding for cell in cells if cell.name in few}
    for _ in range(MOST_COARSER):
        sums = [_rounded(total.name, sum(amounts[name] for name in total.of), totals_step) for total in totals]
        if not few or not _pinned_down(own, totals, sums, width):
            return {**own, **{total.name: total for total in sums}}
        totals_step *= 2
    raise ValueError("no rounding of the totals keeps the small figures apart: publish no totals beside them")


def _few(cell: Cell, rules: SmallNumberRules) -> Shown:
    limit = rules.threshold * (cell.for_each or 1.0)
    return Shown(cell.name, limit, 0.0, limit, is_few=True)


def _rounded(name: str, amount: float, step: float) -> Shown:
    value = rounded(amount, step)
    return Shown(name, value, value - step / 2, value + step / 2)


def _pinned_down(cells: Mapping[str, Shown], totals: Sequence[Total], sums: Sequence[Shown], width: Mapping[str, float]) -> bool:
    """Disclosure: tell whether what is published gives some small figure to within less than its width."""
    if not totals:
        return False
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import, and only needed where numbers are small

    names = list(cells)
    # In units of the largest figure, so that the solver meets numbers near 1.
    scale = max([1.0, *(abs(shown.high) for shown in [*cells.values(), *sums])])
    rows = np.array([[1.0 if name in total.of else 0.0 for name in names] for total in totals])
    limits = np.array([[shown.low, shown.high] for shown in sums]) / scale
    bounds = [(cells[name].low / scale, cells[name].high / scale) for name in names]
    inside = {"A_ub": np.vstack([rows, -rows]), "b_ub": np.concatenate([limits[:, 1], -limits[:, 0]]), "bounds": bounds}
    for name, least in width.items():
        wanted = np.array([1.0 if other == name else 0.0 for other in names])
        lowest, highest = linprog(wanted, **inside), linprog(-wanted, **inside)
        if not (lowest.success and highest.success):
            return True
        if (-highest.fun - lowest.fun) * scale < least * (1 - 1e-9):
            return True
    return False
