"""Units of each outcome in effect: those that sites bring, those that levers prevent, and those answered more cheaply."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from core.engine.arrays import Floats
from core.engine.formulas.effect_timing import add_echoes
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.centre_arrays import Fall
from core.engine.model.input_values import DrawnValues
from core.engine.model.option_arrays import OptionArrays
from core.engine.model.people import Reach, Stocks

ALL_SITES = 0  # the flow that takes all units of every site


@dataclass(frozen=True)
class Total:
    """One outcome in all, (years, draws) each; None for no units."""

    sites: Floats | None
    levers: Floats | None
    factor: Floats | None  # what the caps of the outcome and its parents leave of its site units; None for all

    @cached_property
    def units(self) -> Floats | None:
        """Units of sites and levers together."""
        return added(self.sites, self.levers)


def added(one: Floats | None, other: Floats | None) -> Floats | None:
    """Add two series, either of which may be nothing."""
    return other if one is None else one if other is None else one + other


@dataclass
class SharedOutcome:
    """One outcome that several programmes change: what there is to avoid is avoided once, and all shrink in proportion."""

    most_units: Floats  # (years, 1) that there are to avoid, in units of the place; infinite where no limit is known
    members: list[tuple["OutcomeUnits", int, float]] = field(default_factory=list)  # whose, its outcome, the place's units in one

    @cached_property
    def shrink(self) -> Floats | None:
        """(years, draws) factor on the units of all; None where there is enough for everybody."""
        total: Floats | None = None
        for units, outcome, factor in self.members:
            own = units.before_limit(outcome).units
            total = added(total, None if own is None else own * factor)
        return shrink_to(total, self.most_units)

    def remaining(self, outcome_factor: float) -> Floats:
        """(years, draws) units that all leave of those there are, in units of one of them."""
        total: Floats | None = None
        for units, outcome, factor in self.members:
            own = units.total(outcome).units
            total = added(total, None if own is None else own * factor)
        left = self.most_units if total is None else self.most_units - total
        return np.asarray(np.maximum(left, 0.0) / outcome_factor)


def shrink_to(total: Floats | None, most: Floats) -> Floats | None:
    """(years, draws) factor that keeps units within what there is; None where they always are."""
    over = None if total is None else total > most
    if total is None or over is None or not over.any():
        return None
    return np.divide(most, total, out=np.ones_like(total), where=over)


@dataclass
class OutcomeUnits:
    """Units of one option in a block of draws. What is asked for twice is worked out once."""

    case: CaseArrays
    option: OptionArrays
    values: DrawnValues
    stocks: Stocks
    reach: Reach
    shared: dict[int, tuple[SharedOutcome, float]] = field(default_factory=dict)  # outcome -> with whom, place's units in one
    counted: dict[int, Floats] = field(default_factory=dict)  # root outcome -> (years, draws) share of new units that counts
    _totals: dict[int, Total] = field(default_factory=dict)
    _before: dict[int, Total] = field(default_factory=dict)
    _new: dict[int, Floats] = field(default_factory=dict)
    _in_effect: dict[tuple[int, int, int | None], Floats] = field(default_factory=dict)
    _falls: dict[tuple[int, Fall], Floats | None] = field(default_factory=dict)

    def total(self, outcome: int) -> Total:
        """One outcome in all, after the caps.

        Source:
            docs/method.md#units
        """
        if outcome not in self._totals:
            self._totals[outcome] = self._capped(outcome)
        return self._totals[outcome]

    def at(self, outcome: int, fall: Fall) -> Floats | None:
        """(years, draws) units of an outcome that fall at one spot; None for none."""
        key = (outcome, fall)
        if key not in self._falls:
            self._falls[key] = self._at(outcome, fall)
        return self._falls[key]

    def may_harm(self, outcome: int) -> bool:
        """True when an outcome has units below 0 in some draw."""
        return outcome in self._each and bool(self._each[outcome].min(initial=0.0) < 0)

    def cheaper_share(self, outcome: int) -> Floats | None:
        """(years, draws) what the cheaper response to an outcome takes off its cost, after the grade's cut."""
        cut = self.stocks.cheaper.get(outcome) if self.option.is_worked_for[outcome] else None
        if cut is None or np.isnan(self.case.outcomes.units_per_person[outcome]):
            return None
        return np.asarray(cut * self.case.outcomes.kept[outcome])

    def remaining(self, outcome: int) -> Floats:
        """(years, draws) units that sites and levers leave of those there are, 0 or more."""
        if outcome in self.shared:
            together, factor = self.shared[outcome]
            return together.remaining(factor)
        most, units = self.case.outcomes.most_units[:, [outcome]], self.total(outcome).units
        return np.asarray(np.maximum(most if units is None else most - units, 0.0))

    def _at(self, outcome: int, fall: Fall) -> Floats | None:
        total = self.total(outcome)
        if fall == Fall(ALL_SITES, 1.0):
            return total.units
        levers = total.levers * fall.lever_share if total.levers is not None and fall.lever_share else None
        return added(self._sites_at(total, outcome, fall.flow), levers)

    def _sites_at(self, total: Total, outcome: int, flow: int | None) -> Floats | None:
        """(years, draws) units of the sites' that fall at one spot."""
        where = None if flow is None or total.sites is None else self.option.sites.column_of[flow]
        if where is None or total.sites is None:
            return None
        column, factor = where
        if column == ALL_SITES:
            return total.sites if factor == 1 else total.sites * factor
        sites = self._site_units(outcome, flow)
        return sites if sites is None or total.factor is None else sites * total.factor

    def before_limit(self, outcome: int) -> Total:
        """One outcome in all, before what there is to avoid of it limits it."""
        if outcome not in self._before:
            self._before[outcome] = self._uncapped(outcome)
        return self._before[outcome]

    def _uncapped(self, outcome: int) -> Total:
        outcomes = self.case.outcomes
        if not self.option.is_worked_for[outcome] or not outcomes.has_effect[outcome]:
            return Total(None, None, None)
        parent = outcomes.parent[outcome]
        factor = self.total(parent).factor if parent is not None else None
        sites, levers = self._site_units(outcome, ALL_SITES), self._lever_units(outcome)
        return Total(sites * factor if sites is not None and factor is not None else sites, levers, factor)

    def _capped(self, outcome: int) -> Total:
        before = self.before_limit(outcome)
        if outcome in self.shared:
            shrink = self.shared[outcome][0].shrink
        else:
            shrink = shrink_to(before.units, self.case.outcomes.most_units[:, [outcome]])
        if shrink is None:
            return before
        return Total(
            None if before.sites is None else before.sites * shrink,
            None if before.levers is None else before.levers * shrink,
            shrink if before.factor is None else before.factor * shrink,
        )

    def _lever_units(self, outcome: int) -> Floats | None:
        each = self.case.outcomes.units_per_person[outcome] * self.case.outcomes.kept[outcome]
        prevented = self.stocks.prevented.get(outcome)
        return None if prevented is None or np.isnan(each) or not each else prevented * each

    @cached_property
    def _each(self) -> dict[int, Floats]:
        """(draws,) units of one completer by outcome, a child's by way of its parents, after the grade's cut."""
        outcomes, values = self.case.outcomes, self.values
        found = dict[int, Floats]()
        for at in outcomes.in_order:
            if not outcomes.has_effect[at]:
                continue
            parent = outcomes.parent[at]
            if parent is None:
                due = self._completing * (1 - values.deadweight[:, at]) * outcomes.attribution[at]
                found[at] = due * values.impact[:, at]
            else:
                found[at] = found[parent] * values.impact[:, at]
        return {at: units * outcomes.kept[at] for at, units in found.items()}

    @cached_property
    def _completing(self) -> Floats:
        """(draws,) completers for each person that the sites of a column count."""
        return self.values.retention if self.reach.is_by_site else self.reach.engaged_share * self.values.retention

    def _site_units(self, outcome: int, flow: int | None) -> Floats | None:
        """(years, draws) units that sites bring into effect, before the caps."""
        where = None if flow is None or not self.option.sites.ids else self.option.sites.column_of[flow]
        if where is None:
            return None
        column, factor = where
        timing, each = self.case.outcomes.timing_of[outcome], self._each[outcome] * factor
        share, root = self.reach.share, self._root_of(outcome)
        if root in self.counted:
            return self._by_draw(column, timing, root) * each
        if self.reach.is_by_site or (share is not None and share.shape[1] > 1):
            return self._by_draw(column, timing) * each
        prototype, other = self._of_all_draws(column, timing)
        units = other * (each * self.values.kept_at_scale)
        if prototype is not None:
            units += prototype * each
        return units

    def _of_all_draws(self, column: int, timing: int) -> tuple[Floats | None, Floats]:
        """(years, sets) people as they take effect where no draw differs but in its factors: at prototypes, and at all others."""
        part, operator = self.option.part, self.case.outcomes.timings[timing].operator
        share = 1.0 if self.reach.share is None else self.reach.share
        prototype = part.prototype[column]
        return operator @ (prototype * share) if prototype.any() else None, operator @ (part.other[column] * share)

    def new_units(self, outcome: int) -> Floats | None:
        """(years, draws) units that sites newly bring of an outcome, before lag, persistence and every limit; None for none."""
        where = self.option.sites.column_of[ALL_SITES] if self.option.sites.ids else None
        if where is None or outcome not in self._each:
            return None
        return self._people_of(where[0]) * (self._each[outcome] * where[1])

    def _root_of(self, outcome: int) -> int:
        parent = self.case.outcomes.parent[outcome]
        return outcome if parent is None else self._root_of(parent)

    def _by_draw(self, column: int, timing: int, root: int | None = None) -> Floats:
        """(years, draws) people as they take effect, the scale penalty taken; of a root outcome those that count for it."""
        key = (column, timing, root)
        if key not in self._in_effect:
            how, people = self.case.outcomes.timings[timing], self._people_of(column)
            new = people if root is None else people * self.counted[root]
            self._in_effect[key] = add_echoes(new, how.lag_years, how.shares)
        return self._in_effect[key]

    def _people_of(self, column: int) -> Floats:
        if column not in self._new:
            self._new[column] = self._new_people(column)
        return self._new[column]

    def _new_people(self, column: int) -> Floats:
        part, reach, penalty_left = self.option.part, self.reach, self.values.kept_at_scale
        people: Floats = part.other[column] * penalty_left
        if part.prototype[column].any():
            people = people + part.prototype[column]
        if reach.share is not None:
            people = people * reach.share
        if not reach.is_by_site:
            return people
        people = people * reach.engaged_share
        sites = self.option.sites
        for site, over in reach.excess.items():
            if counts := sites.columns[column, site] * sites.effect_factor[site]:
                people -= over * (counts if sites.is_prototype[site] else counts * penalty_left)
        return people
