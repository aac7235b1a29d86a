"""Units of each outcome in many draws: what they are worth, and what of them becomes cash. Draws are the last axis."""

from dataclasses import dataclass

import numpy as np

from core.domain.options import Mechanism
from core.engine.arrays import Flags, Floats
from core.engine.step_cash import ROUNDING_GUARD
from core.engine.stock_flow import stock_by_year
from core.engine.value_plan import CashRow, ValuePlan
from core.engine.values import DrawnValues


@dataclass(frozen=True)
class DrawnStock:
    """(years, draws) each; None where levers change nothing."""

    left: Floats | None  # share of the people with the problem that is left
    avoided: Floats | None  # people prevented, and the share of the others whose response costs less


@dataclass(frozen=True)
class Worth:
    """What units come to: their public value, and the cash units of each line that has any."""

    public_value_gbp: Floats  # (draws,)
    cash_units: dict[int, Floats]  # benefit -> (years, draws)


def present_by_year(by_year: Floats, factors: Floats) -> Floats:
    """Add up (years, draws) at its worth in year 0, year by year, so that a draw's figure never depends on its neighbours."""
    return np.asarray(np.einsum("y,yd->d", factors, by_year))


def drawn_stock(plan: ValuePlan, values: DrawnValues, adopted: Flags) -> DrawnStock:
    """Follow the people with the problem in each draw; without a population, or levers, nobody is prevented.

    Args:
        plan: the option.
        values: its uncertain figures.
        adopted: (draws, levers) which levers are adopted.
    """
    population, levers = plan.case.population, plan.option.levers
    if population is None or not levers.ids:
        return DrawnStock(None, None)
    effect = np.ascontiguousarray((values.full_effect * adopted).T)
    usual = plan.case.stock_as_usual[:, None]
    costly = _share_left(plan, Mechanism.unit_cost, effect)
    if not plan.prevents_people:
        return DrawnStock(None, usual - usual * costly)
    inflow = population.inflow_per_year * _share_left(plan, Mechanism.inflow, effect)
    stay = (1 - population.exit_rate) * _share_left(plan, Mechanism.exit, effect)
    people = stock_by_year(population.people_with_problem, inflow, stay)
    left = np.divide(people, usual, out=np.ones_like(people), where=usual > 0)
    people *= costly
    return DrawnStock(left, np.subtract(usual, people, out=people))


def _share_left(plan: ValuePlan, mechanism: Mechanism, effect: Floats) -> Floats:
    """(years, draws) what the levers of one mechanism leave; (years, 1) of ones without any."""
    left = np.ones((plan.case.years, 1))
    for lever in plan.option.levers.with_mechanism[mechanism].tolist():
        left = left * (1 - plan.option.levers.adoption[lever][:, None] * effect[lever])
    return left


def worth_of_units(plan: ValuePlan, values: DrawnValues, stock: DrawnStock, draws: int) -> Worth:
    """Find the units of each outcome, kept within the most there are, their value, and what of them can be cash."""
    completing = values.affected_share * values.engagement * values.retention
    kept = 1 - values.scale_penalty
    share = plan.case.outcomes.kept_share * plan.option.is_worked_for
    each = (values.impact * (1 - values.deadweight) * share).T * completing
    value = np.zeros(draws)
    cash: dict[int, Floats] = {}
    for outcome in plan.outcomes:
        site = _units(plan, outcome, stock, each[outcome], kept)
        wide = _wide(plan, outcome, stock)
        total, shrink = _within_the_most(plan, outcome, site, wide)
        if total is None:
            continue
        value += _public_value(plan, values, outcome, total)
        wide = wide if wide is None or shrink is None else wide * shrink
        for row in plan.cash_rows:
            if row.outcome == outcome:
                units = _units_at(plan, row, stock, each[outcome], kept, shrink=shrink, wide=wide)
                released = _cash_units(row, units)
                cash[row.benefit] = cash[row.benefit] + released if row.benefit in cash else released
    return Worth(value, cash)


def _units(plan: ValuePlan, column: int, stock: DrawnStock, each: Floats, kept: Floats) -> Floats | None:
    """(years, draws) units that sites bring into effect in one column; None without sites."""
    if not plan.has_sites:
        return None
    if stock.left is None:
        return np.asarray(plan.prototype_in_effect[column] * each + plan.other_in_effect[column] * (each * kept))
    new = plan.sites.other[column] * kept
    if plan.sites.prototype[column].any():
        new = new + plan.sites.prototype[column]
    new = new * stock.left
    new *= each
    return _in_effect(new, plan.case.outcomes.echoes[plan.column_outcome[column]])


def _in_effect(new: Floats, echoes: tuple[tuple[int, float], ...]) -> Floats:
    found = np.zeros_like(new)
    years = len(new)
    for back, share in echoes:
        found[back:] += new[: years - back] * share
    return found


def _wide(plan: ValuePlan, outcome: int, stock: DrawnStock) -> Floats | None:
    each = plan.case.outcomes.wide_units_per_person[outcome] * plan.option.is_worked_for[outcome]
    return np.asarray(stock.avoided * each) if stock.avoided is not None and each else None


def _within_the_most(
    plan: ValuePlan, outcome: int, site: Floats | None, wide: Floats | None
) -> tuple[Floats | None, Floats | None]:
    """Units in all, and the factor they had to be shrunk by (None where no draw reaches the limit)."""
    total = wide if site is None else site if wide is None else site + wide
    limits = plan.case.outcomes.most_units
    if total is None or limits is None:
        return total, None
    most = limits[:, [outcome]]
    over = total > most
    if not over.any():
        return total, None
    shrink = np.divide(most, total, out=np.ones_like(total), where=over)
    return total * shrink, shrink


def _public_value(plan: ValuePlan, values: DrawnValues, outcome: int, total: Floats) -> Floats:
    benefits = plan.case.benefits
    found = np.zeros(len(values.engagement))
    present: dict[bool, Floats] = {}
    for line in np.flatnonzero((benefits.outcome == outcome) & benefits.is_public_value).tolist():
        at_health_rates = bool(benefits.is_health[line]) and plan.case.health_factors is not plan.case.money_factors
        if at_health_rates not in present:
            present[at_health_rates] = present_by_year(
                total, plan.case.health_factors if at_health_rates else plan.case.money_factors
            )
        found += values.unit_value_gbp[:, line] * benefits.price_factor[line] * present[at_health_rates]
    return found


def _units_at(
    plan: ValuePlan, row: CashRow, stock: DrawnStock, each: Floats, kept: Floats, *, shrink: Floats | None, wide: Floats | None
) -> Floats:
    """(years, draws) units that fall away at one centre."""
    site = _units(plan, row.column, stock, each, kept)
    if site is not None and shrink is not None:
        site = site * shrink
    if wide is None or not row.place_share:
        return np.zeros((plan.case.years, len(each))) if site is None else site
    return wide * row.place_share if site is None else site + wide * row.place_share


def _cash_units(row: CashRow, units: Floats) -> Floats:
    """(years, draws) units that become cash at one centre."""
    units = units if row.growth_units is None else units - row.growth_units
    units = np.maximum(units, 0.0)
    if not row.step_share:
        return row.variable_share * units
    lowest = units
    for back in range(1, min(row.notice_years, len(units)) + 1):
        lowest = lowest.copy() if lowest is units else lowest
        np.minimum(lowest[back:], units[: len(units) - back], out=lowest[back:])
    steps = lowest / row.lump_units
    steps += ROUNDING_GUARD
    np.floor(steps, out=steps)
    steps[: row.notice_years] = 0.0
    steps *= row.step_share * row.lump_units
    if row.variable_share:
        steps += row.variable_share * units
    return steps
