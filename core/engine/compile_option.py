"""One option as arrays: its sites, levers and costs."""

from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case import Case
from core.domain.options import Lever, Mechanism, Option, OptionKind, OptionSite
from core.domain.programme import Site
from core.engine.arrays import Flags, Floats, Whole
from core.engine.compile_case import CaseArrays
from core.engine.compile_costs import CostArrays, compile_costs


@dataclass(frozen=True)
class SiteArrays:
    """The sites an option reaches. (years, sites) unless said."""

    ids: tuple[str, ...]
    reach_people: Floats  # people in the target group, after the ramp, in active years
    is_active: Flags
    starts: Flags
    cost_factor: Floats  # (sites,)
    prototype_people: Floats  # (years, columns) reach x effect factor at prototype sites, by outcome, then by centre row
    other_people: Floats  # (years, columns) likewise at all others, before the scale penalty


@dataclass(frozen=True)
class LeverArrays:
    """The levers of an option. (levers,) unless said."""

    ids: tuple[str, ...]
    full_effect: Floats
    p_adopted: Floats
    adoption: Floats  # (levers, years) share of full effect, 0 before the gate
    with_mechanism: dict[Mechanism, Whole]  # which levers work in which way


@dataclass(frozen=True)
class OptionArrays:
    """Everything of one option that does not differ between draws, and its central costs and levers."""

    option_id: str
    sites: SiteArrays
    levers: LeverArrays
    costs: CostArrays


def compile_option(case: Case, assumptions: Assumptions, shared: CaseArrays, option: Option) -> OptionArrays:
    """Put one option into arrays. Business as usual is the comparison, so nothing of it counts.

    Raises:
        ValueError: when a price year it needs has no index.
    """
    is_usual = option.kind is OptionKind.business_as_usual
    rows = [] if is_usual else [row for row in case.option_sites if row.option_id == option.option_id]
    levers = [] if is_usual else sorted(case.levers_of(option), key=lambda lever: lever.lever_id)
    lines = [] if is_usual else [cost for cost in case.costs if cost.option_id == option.option_id]
    sites = _compile_sites(case, shared, sorted(rows, key=lambda row: row.site_id))
    costs = compile_costs(case, assumptions, shared.partner_ids, sorted(lines, key=lambda line: line.cost_id), sites)
    return OptionArrays(option.option_id, sites, _compile_levers(levers, option, shared.years), costs)


def _compile_sites(case: Case, shared: CaseArrays, rows: list[OptionSite]) -> SiteArrays:
    site_of = {site.site_id: site for site in case.sites}
    sites = [site_of[row.site_id] for row in rows]
    years = np.arange(shared.years)[:, None]
    start = np.array([row.start_year for row in rows], dtype=np.intp)
    end = np.array([shared.years - 1 if row.end_year is None else row.end_year for row in rows], dtype=np.intp)
    is_active = (years >= start) & (years <= end)
    reach = is_active * _ramps(rows, shared.years) * np.array([site.people_per_year for site in sites])
    prototype, other = _by_column(shared, sites, reach)
    return SiteArrays(
        ids=tuple(row.site_id for row in rows),
        reach_people=reach,
        is_active=is_active,
        starts=years == start,
        cost_factor=np.array([site.cost_factor for site in sites]),
        prototype_people=prototype,
        other_people=other,
    )


def _ramps(rows: list[OptionSite], years: int) -> Floats:
    """Share of full reach of each site in each year, the last of the ramp staying."""
    shares = np.ones((years, len(rows)))
    for column, row in enumerate(rows):
        ramp = row.ramp[: max(0, years - row.start_year)]
        if ramp:
            shares[row.start_year : row.start_year + len(ramp), column] = ramp
            shares[row.start_year + len(ramp) :, column] = ramp[-1]
    return shares


def _by_column(shared: CaseArrays, sites: list[Site], reach: Floats) -> tuple[Floats, Floats]:
    """Gather sites early: one column for each outcome as a whole, then one for each benefit x centre row."""
    number_of = {site_id: number for number, site_id in enumerate(shared.site_ids)}
    chosen = np.array([number_of[site.site_id] for site in sites], dtype=np.intp)
    whole = np.ones((len(sites), len(shared.outcomes.ids)))
    flow = np.concatenate((whole, shared.centres.flow_share[chosen]), axis=1)
    is_prototype = np.array([site.is_prototype for site in sites], dtype=bool)
    people = reach * np.array([site.effect_factor for site in sites])
    return people[:, is_prototype] @ flow[is_prototype], people[:, ~is_prototype] @ flow[~is_prototype]


def _compile_levers(levers: list[Lever], option: Option, years: int) -> LeverArrays:
    gate = (option.gate_year or 0) if option.kind is OptionKind.out_then_up else 0
    adoption = np.zeros((len(levers), years))
    for row, lever in enumerate(levers):
        shares = lever.adoption[:years]
        adoption[row, : len(shares)] = shares
        adoption[row, len(shares) :] = shares[-1]
    adoption[:, :gate] = 0.0
    kinds = [lever.mechanism for lever in levers]
    return LeverArrays(
        ids=tuple(lever.lever_id for lever in levers),
        full_effect=np.array([lever.full_effect for lever in levers]),
        p_adopted=np.array([lever.p_adopted for lever in levers]),
        adoption=adoption,
        with_mechanism={
            mechanism: np.array([row for row, kind in enumerate(kinds) if kind is mechanism], dtype=np.intp)
            for mechanism in Mechanism
        },
    )
