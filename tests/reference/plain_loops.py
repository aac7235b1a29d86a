"""The method once more, in plain Python loops: slow, simple, and written apart from the engine, to check it.

Nothing here comes from core/engine. It reads a Case and gives the same dictionary as the command line's JSON.
"""

import itertools
import math
from typing import Any

from core.domain.assumptions import Assumptions
from core.domain.benefits import Benefit
from core.domain.case import Case
from core.domain.options import Lever, Mechanism, Option, OptionKind
from core.domain.outcomes import Effect
from tests.reference.plain_costs import active_years, cost_by_year, price_factor
from tests.reference.plain_measures import figures

Series = list[float]


def appraise_in_loops(case: Case, assumptions: Assumptions, closed_centres: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Work out every option of a case."""
    options = {}
    for option in case.options:
        options[option.option_id] = _option(case, assumptions, option, closed_centres)
    return {"programme_id": case.programme.programme_id, "options": options}


def one_draw_in_loops(
    case: Case, assumptions: Assumptions, option: Option, in_force: list[Lever], closed_centres: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Work out one option with the levers in force named, without averages."""
    return figures(case, assumptions, _lines(case, assumptions, option, in_force, closed_centres))


def _option(case: Case, assumptions: Assumptions, option: Option, closed: frozenset[str]) -> dict[str, Any]:
    levers = sorted(case.levers_of(option), key=lambda lever: lever.lever_id)
    if option.kind is OptionKind.business_as_usual:
        levers = []
    runs = []
    for adopted in itertools.product((False, True), repeat=len(levers)):
        chance = 1.0
        for lever, is_adopted in zip(levers, adopted, strict=True):
            chance *= lever.p_adopted if is_adopted else 1 - lever.p_adopted
        in_force = [lever for lever, is_adopted in zip(levers, adopted, strict=True) if is_adopted]
        runs.append((sum(adopted), chance, _lines(case, assumptions, option, in_force, closed)))
    expected = _mean([(chance, lines) for _, chance, lines in runs])
    found: dict[str, Any] = {"kind": str(option.kind), **figures(case, assumptions, expected)}
    if levers:
        npsv = [(count, figures(case, assumptions, lines)["npsv_gbp"]) for count, _, lines in runs]
        found["if_adopted"] = figures(case, assumptions, runs[-1][2])
        found["if_not_adopted"] = figures(case, assumptions, runs[0][2])
        found["break_even_adoption"] = _break_even(npsv, len(levers))
    return found


Lines = dict[str, dict[str, Series]]


def _lines(case: Case, assumptions: Assumptions, option: Option, in_force: list[Lever], closed: frozenset[str]) -> Lines:
    years = range(case.programme.horizon_years + 1)
    if option.kind is OptionKind.business_as_usual:
        nothing = {benefit.benefit_id: [0.0 for _ in years] for benefit in case.benefits}
        return {"gross": nothing, "cash": nothing, "cost": {cost.cost_id: [0.0 for _ in years] for cost in case.costs}}
    before, after, cut = _stocks(case, option, in_force)
    left = [now / then if then > 0 else 1.0 for now, then in zip(after, before, strict=True)]
    engaged = _engaged(case, option, left)
    units = {}
    for effect in case.effects:
        if not _works_for(case, option, effect.outcome_id):
            continue
        keep = 1 - (assumptions.benefit_cut[effect.confidence_grade - 1] if effect.confidence_grade else 0.0)
        at_sites = {
            site: _in_effect(effect, [each * _per_engaged(case, option, effect, site) * keep for each in series])
            for site, series in engaged.items()
        }
        units[effect.outcome_id] = _with_scale_up(case, effect, keep, at_sites, (before, after, cut))
    gross, cash = {}, {}
    for benefit in case.benefits:
        at_sites, wide = units.get(benefit.outcome_id, ({}, [0.0 for _ in years]))
        value = benefit.unit_value_gbp * price_factor(case, benefit.price_year)
        gross[benefit.benefit_id] = [value * (sum(site[t] for site in at_sites.values()) + wide[t]) for t in years]
        cash[benefit.benefit_id] = [value * each for each in _cash_units(case, benefit, at_sites, wide, closed)]
    cost = {
        line.cost_id: cost_by_year(case, assumptions, line, engaged) if line.option_id == option.option_id else [0.0 for _ in years]
        for line in case.costs
    }
    return {"gross": gross, "cash": cash, "cost": cost}


def _works_for(case: Case, option: Option, outcome_id: str) -> bool:
    for outcome in case.outcomes:
        if outcome.outcome_id == outcome_id:
            return len(outcome.option_ids) == 0 or option.option_id in outcome.option_ids
    return False


def _mean(weighted: list[tuple[float, Lines]]) -> Lines:
    first = weighted[0][1]
    return {
        kind: {
            line: [sum(weight * lines[kind][line][t] for weight, lines in weighted) for t in range(len(series))]
            for line, series in first[kind].items()
        }
        for kind in first
    }


def _stocks(case: Case, option: Option, in_force: list[Lever]) -> tuple[Series, Series, Series]:
    """People with the problem as usual, with the levers, and the cut in the cost of the remaining ones."""
    years = range(case.programme.horizon_years + 1)
    left: dict[Mechanism, Series] = {mechanism: [1.0 for _ in years] for mechanism in Mechanism}
    for lever in in_force:
        for t in years:
            adoption = lever.adoption[min(t, len(lever.adoption) - 1)]
            if option.kind is OptionKind.out_then_up and option.gate_year is not None and t < option.gate_year:
                adoption = 0.0
            left[lever.mechanism][t] *= 1 - lever.full_effect * adoption
    if case.population is None:
        return [0.0 for _ in years], [0.0 for _ in years], [0.0 for _ in years]
    people, inflow, leave = (
        case.population.people_with_problem,
        case.population.inflow_per_year,
        case.population.exit_rate,
    )
    before, after = [people], [people]
    for t in list(years)[:-1]:
        before.append((1 - leave) * before[t] + inflow)
        after.append((1 - leave) * left[Mechanism.exit][t] * after[t] + inflow * left[Mechanism.inflow][t])
    return before, after, [1 - each for each in left[Mechanism.unit_cost]]


def _engaged(case: Case, option: Option, left: Series) -> dict[str, Series]:
    """People engaged at each site in each year; a year in which the site is not active holds no entry below 0."""
    horizon = case.programme.horizon_years
    people = {site.site_id: site.people_per_year for site in case.sites}
    found = {}
    for row in case.option_sites:
        if row.option_id != option.option_id:
            continue
        series = [0.0] * (horizon + 1)
        for t in active_years(case, row.start_year, row.end_year):
            ramp = row.ramp[min(t - row.start_year, len(row.ramp) - 1)]
            series[t] = people[row.site_id] * option.affected_share * ramp * left[t] * option.engagement
        found[row.site_id] = series
    return found


Stocks = tuple[Series, Series, Series]


def _with_scale_up(
    case: Case, effect: Effect, keep: float, at_sites: dict[str, Series], stocks: Stocks
) -> tuple[dict[str, Series], Series]:
    """Units in effect at each site, and units of the scale-up, after the cap."""
    before, after, cut = stocks
    wide = [0.0 for _ in before]
    if case.population is None or effect.units_per_person_year is None:
        return at_sites, wide
    for t in range(len(wide)):
        wide[t] = (before[t] - after[t] + after[t] * cut[t]) * effect.units_per_person_year * keep
        total = sum(series[t] for series in at_sites.values()) + wide[t]
        most = before[t] * effect.units_per_person_year
        if total > most:
            wide[t] *= most / total
            for series in at_sites.values():
                series[t] *= most / total
    return at_sites, wide


def _per_engaged(case: Case, option: Option, effect: Effect, site_id: str) -> float:
    site = next(site for site in case.sites if site.site_id == site_id)
    penalty = 0.0 if site.is_prototype else option.scale_penalty
    net = effect.impact * (1 - effect.deadweight) * effect.attribution
    return option.retention * net * site.effect_factor * (1 - penalty)


def _in_effect(effect: Effect, new: Series) -> Series:
    found = [0.0] * len(new)
    for t in range(len(new)):
        for k, share in enumerate(effect.persistence):
            if t - effect.lag_years - k >= 0:
                found[t] += share * new[t - effect.lag_years - k]
    return found


def _cash_units(case: Case, benefit: Benefit, at_sites: dict[str, Series], wide: Series, closed: frozenset[str]) -> Series:
    """Units that become cash in each year, over all centres of the line."""
    total = [0.0] * len(wide)
    if not benefit.can_be_cash:
        return total
    for centre_id, units in _units_at_centres(case, benefit, at_sites, wide).items():
        if centre_id in closed:
            continue
        released = _released(benefit, _after_growth(case, centre_id, units))
        total = [so_far + more for so_far, more in zip(total, released, strict=True)]
    return total


def _units_at_centres(case: Case, benefit: Benefit, at_sites: dict[str, Series], wide: Series) -> dict[str, Series]:
    placed = sorted(
        (row for row in case.benefit_centres if row.benefit_id == benefit.benefit_id), key=lambda row: row.cost_centre_id
    )
    flows = [row for row in case.site_centres if row.benefit_id == benefit.benefit_id]
    listed = sorted({row.cost_centre_id for row in placed} or {row.cost_centre_id for row in flows}) or [""]
    shares = {row.cost_centre_id: row.place_share for row in placed}
    if all(share is None for share in shares.values()):
        shares = {centre_id: 1 / len(listed) for centre_id in listed}
    centres: dict[str, Series] = {centre_id: [0.0] * len(wide) for centre_id in [*listed, *(row.cost_centre_id for row in flows)]}
    for t in range(len(wide)):
        for centre_id, share in shares.items():
            centres[centre_id][t] += (share or 0.0) * wide[t]
        for site_id, series in at_sites.items():
            own = [row for row in flows if row.site_id == site_id]
            for row in own:
                centres[row.cost_centre_id][t] += row.flow_share * series[t]
            if not own:
                centres[listed[0]][t] += series[t]
    return centres


def _after_growth(case: Case, centre_id: str, units: Series) -> Series:
    centre = next((row for row in case.cost_centres if row.cost_centre_id == centre_id), None)
    if centre is None:
        return [max(0.0, each) for each in units]
    grown = [centre.baseline_units * ((1 + centre.demand_growth_rate) ** t - 1) for t in range(len(units))]
    return [max(0.0, each - more) for each, more in zip(units, grown, strict=True)]


def _released(benefit: Benefit, units: Series) -> Series:
    found = [(benefit.variable_share or 0.0) * each for each in units]
    if benefit.release_agreed and benefit.step_share and benefit.lump_units:
        for t in range(benefit.notice_years, len(units)):
            sure = min(units[t - benefit.notice_years : t + 1])
            found[t] += benefit.step_share * benefit.lump_units * math.floor(sure / benefit.lump_units + 1e-9)
    return found


def _break_even(npsv: list[tuple[int, float]], levers: int) -> float | None:
    """Walk p from 0 to 1 in small steps until the value turns, then halve the step."""

    def value(p: float) -> float:
        return sum(p**count * (1 - p) ** (levers - count) * each for count, each in npsv)

    steps = 2000
    if value(0.0) >= 0:
        return 0.0
    for step in range(1, steps + 1):
        if value(step / steps) >= 0:
            low, high = (step - 1) / steps, step / steps
            for _ in range(60):
                middle = (low + high) / 2
                low, high = (low, middle) if value(middle) >= 0 else (middle, high)
            return high
    return None
