"""What the present values of one option rest on, laid out for many draws at once: draws are the last axis here, so that each
step of the sum runs along memory. The method is that of kernel.py and measures.py; tests hold the two together."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.domain.case import Case
from core.domain.options import Mechanism
from core.engine.arrays import Floats, Whole
from core.engine.compile_case import CaseArrays
from core.engine.compile_option import OptionArrays


@dataclass(frozen=True)
class SitePart:
    """What depends on which sites take part. The last axis is 1, or one set of sites for each draw."""

    prototype: Floats  # (columns, years, sets) reach x effect factor at prototype sites
    other: Floats  # (columns, years, sets) at all others
    times: Floats  # (costs, years, sets) times an amount is paid that people do not change
    people: Floats  # (costs, years, sets) people reached x cost factor, for per_person
    reach_total: Floats  # (years, sets) people reached at all sites
    reach: Floats  # (years, sites)
    team_factor: Floats  # (sites, sets) cost factor, 0 where the site does not take part


@dataclass(frozen=True)
class CashRow:
    """One line of benefit at one centre from which cash can come."""

    benefit: int
    outcome: int
    column: int
    place_share: float
    growth_units: Floats | None  # (years, 1); None without growth
    variable_share: float
    step_share: float
    lump_units: float
    notice_years: int


@dataclass(frozen=True)
class Limit:
    """A partner that must have its cash back within a time."""

    partner: int  # its row in case order of the plan
    years: float


@dataclass(frozen=True)
class ValuePlan:
    """One option, ready for draws."""

    case: CaseArrays
    option: OptionArrays
    sites: SitePart
    outcomes: tuple[int, ...]  # outcomes whose units are worth anything, or can be cash
    cash_rows: tuple[CashRow, ...]
    limits: tuple[Limit, ...]

    @property
    def has_sites(self) -> bool:
        """True when the option reaches anybody at sites."""
        return bool(self.option.sites.ids)

    @cached_property
    def column_outcome(self) -> tuple[int, ...]:
        """The outcome of each column of the site part: outcomes first, then cash rows."""
        return (*range(len(self.case.outcomes.ids)), *(row.outcome for row in self.cash_rows))

    @cached_property
    def prototype_in_effect(self) -> Floats:
        """(columns, years, sets) prototype people as they take effect, as long as levers prevent nobody."""
        return self._in_effect(self.sites.prototype)

    @cached_property
    def other_in_effect(self) -> Floats:
        """Likewise for all other sites."""
        return self._in_effect(self.sites.other)

    @cached_property
    def prevents_people(self) -> bool:
        """True when some lever changes how many people have the problem."""
        levers = self.option.levers
        moving = (Mechanism.inflow, Mechanism.exit)
        return self.case.population is not None and any(len(levers.with_mechanism[each]) for each in moving)

    @cached_property
    def team_rows(self) -> tuple[Whole, Floats, Floats]:
        """Each number of people a site ever reaches: its site, the number, and (years, rows) the years in which it holds."""
        sites, numbers, years = [], [], []
        for site in range(self.sites.reach.shape[1]):
            for number in np.unique(self.sites.reach[:, site]):
                if number > 0:
                    sites.append(site)
                    numbers.append(number)
                    years.append((self.sites.reach[:, site] == number).astype(np.float64))
        when = np.array(years).reshape(len(years), self.case.years).T
        return np.array(sites, dtype=np.intp), np.array(numbers, dtype=np.float64), when

    def _in_effect(self, people: Floats) -> Floats:
        return np.stack([self.case.outcomes.operator[o] @ each for o, each in zip(self.column_outcome, people, strict=True)])


def plan_of(case: Case, shared: CaseArrays, option: OptionArrays) -> ValuePlan:
    """Lay out one option for draws.

    Args:
        case: the programme, for its partners' limits.
        shared: what all its options share.
        option: the option as arrays.
    """
    rows = rows_with_cash(shared, option)
    limit_of = {partner.partner_id: partner.payback_limit_years for partner in case.partners}
    limits = [(at, limit_of[partner_id]) for at, partner_id in enumerate(shared.partner_ids)]
    return ValuePlan(
        case=shared,
        option=option,
        sites=site_part(shared, option, rows),
        outcomes=_outcomes_that_count(shared, option, rows),
        cash_rows=tuple(_cash_row(shared, row, len(shared.outcomes.ids) + at) for at, row in enumerate(rows)),
        limits=tuple(Limit(at, years) for at, years in limits if years is not None),
    )


def rows_with_cash(shared: CaseArrays, option: OptionArrays) -> list[int]:
    """Find the benefit x centre rows that can bring cash; an option that does nothing releases none."""
    if not option.sites.ids and not option.levers.ids:
        return []
    centres = shared.centres
    return np.flatnonzero((centres.variable_share > 0) | (centres.step_share > 0)).tolist()


def _outcomes_that_count(shared: CaseArrays, option: OptionArrays, rows: list[int]) -> tuple[int, ...]:
    if not option.sites.ids and not option.levers.ids:
        return ()
    valued = set(shared.benefits.outcome[shared.benefits.is_public_value].tolist())
    return tuple(sorted(valued | set(shared.centres.outcome[rows].tolist())))


def site_part(shared: CaseArrays, option: OptionArrays, rows: list[int]) -> SitePart:
    """Lay out what depends on the sites of an option.

    Args:
        shared: what all options share.
        option: the option, or the same with some of its sites.
        rows: benefit x centre rows that can bring cash.
    """
    outcomes = len(shared.outcomes.ids)
    columns = [*range(outcomes), *(outcomes + row for row in rows)]
    sites, costs = option.sites, option.costs
    return SitePart(
        prototype=_columns_first(sites.prototype_people[:, columns]),
        other=_columns_first(sites.other_people[:, columns]),
        times=_columns_first(costs.times),
        people=_columns_first(costs.people),
        reach_total=sites.reach_people.sum(axis=1)[:, None],
        reach=sites.reach_people,
        team_factor=sites.cost_factor[:, None],
    )


def _columns_first(by_year: Floats) -> Floats:
    return np.ascontiguousarray(by_year.T)[:, :, None]


def _cash_row(shared: CaseArrays, row: int, column: int) -> CashRow:
    centres = shared.centres
    growth = centres.growth_units[:, row]
    return CashRow(
        benefit=int(centres.benefit[row]),
        outcome=int(centres.outcome[row]),
        column=column,
        place_share=float(centres.place_share[row]),
        growth_units=growth[:, None] if growth.any() else None,
        variable_share=float(centres.variable_share[row]),
        step_share=float(centres.step_share[row]),
        lump_units=float(centres.lump_units[row]),
        notice_years=int(centres.notice_years[row]),
    )
