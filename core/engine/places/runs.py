"""Runs of sets of programmes: each group that shares something with every combination of its levers, then averaged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from core.domain.places.place import Place
from core.engine.arrays import Floats
from core.engine.formulas.discounting import present_value
from core.engine.model.averages import average_of, cash_of
from core.engine.model.measures import figures_of
from core.engine.model.yearly import Yearly
from core.engine.places.levers import levers_together
from core.engine.places.programmes import PlaceArrays, ProgrammeArrays, groups_of
from core.engine.places.together import EVERYTHING, Shared, run_together
from core.engine.results import Figures


@dataclass(frozen=True)
class ProgrammeRun:
    """One programme within a run of several."""

    programme: ProgrammeArrays
    yearly: Yearly
    weights: Floats  # (draws,) which add to 1

    def figures(self) -> Figures:
        """Every figure of the programme, on average over adoption."""
        each = self.programme
        average = average_of(each.case, each.option, each.values, self.yearly, self.weights)
        return figures_of(each.case, each.option, average, each.partner_ids)

    def cash_at(self, centre: int) -> Floats:
        """(years,) cash at one of its centres."""
        each = self.programme
        return np.asarray(cash_of(each.case, each.values, self.yearly.centres[centre].cash, self.weights).sum(axis=1))

    @property
    def pv_cash_gbp(self) -> float:
        """Present value of its cash."""
        each = self.programme
        cash = cash_of(each.case, each.values, self.yearly.cash, self.weights)
        return float(present_value(cash.sum(axis=1), each.case.money_factors))


@dataclass
class Runs:
    """Runs of one place, with one option of each programme."""

    arrays: PlaceArrays
    options: Mapping[str, str]  # programme -> option
    _cash: dict[frozenset[str], float] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """The place."""
        return self.arrays.place

    def alone(self, programme_id: str) -> ProgrammeRun:
        """One programme by itself, as its own page has it but for the place's years and prices."""
        return self._group((self.arrays.of(programme_id, self.options[programme_id], by_itself=True),), EVERYTHING)[0]

    def of(self, programme_ids: tuple[str, ...], shared: Shared = EVERYTHING) -> dict[str, ProgrammeRun]:
        """Some programmes together, in the order of their ids. What shares nothing is run apart."""
        found: dict[str, ProgrammeRun] = {}
        for group in groups_of(self.place, programme_ids):
            programmes = tuple(self.arrays.of(programme_id, self.options[programme_id]) for programme_id in group)
            found.update(zip(group, self._group(programmes, shared), strict=True))
        return {programme_id: found[programme_id] for programme_id in sorted(found)}

    def cash_gbp(self, programme_ids: frozenset[str]) -> float:
        """Present value of the cash that some programmes release together."""
        if programme_ids not in self._cash:
            runs = self.of(tuple(sorted(programme_ids)))
            self._cash[programme_ids] = sum(run.pv_cash_gbp for run in runs.values())
        return self._cash[programme_ids]

    def _group(self, programmes: tuple[ProgrammeArrays, ...], shared: Shared) -> list[ProgrammeRun]:
        levers = levers_together(self.place, programmes)
        adopted = [levers.adopted_by(number) for number in range(len(programmes))]
        yearly = run_together(self.place, programmes, adopted, shared)
        weights = levers.combinations.probability
        return [ProgrammeRun(programme, each, weights) for programme, each in zip(programmes, yearly, strict=True)]
