"""One run of one option: everything with draws in front, years next. No averages are taken here."""

from dataclasses import dataclass

import numpy as np

from core.domain.options import Mechanism
from core.engine.arrays import Flags, Floats, Whole
from core.engine.compile_case import CaseArrays
from core.engine.compile_option import LeverArrays, OptionArrays
from core.engine.learning import learning_factor
from core.engine.step_cash import ROUNDING_GUARD, lowest_over_notice, steps_released
from core.engine.stock_flow import share_left, stock
from core.engine.values import DrawnValues


@dataclass(frozen=True)
class Series:
    """What one option brings and costs, by year, for each draw. An axis of draws of 1 stands for all draws."""

    people_left: Floats  # (draws, years) people with the problem against business as usual
    affected_share: Floats  # (draws,)
    engagement: Floats  # (draws,)
    retention: Floats  # (draws,)
    site_units: Floats  # (draws, years, outcomes)
    wide_units: Floats  # (draws, years, outcomes)
    centre_units: Floats  # (draws, years, centre rows)
    centre_standing: Floats  # (draws, years, centre rows) units that stay away for the notice, after growth of demand
    centre_steps: Floats  # (draws, years, centre rows) whole steps released
    gross_gbp: Floats  # (draws, years, benefits)
    cash_gbp: Floats  # (draws, years, benefits)
    cost_gbp: Floats  # (draws, years, costs)


@dataclass(frozen=True)
class Stocks:
    """(draws, years) each."""

    left: Floats  # share of the people with the problem that is left; 1 where there are none
    avoided_people: Floats  # people prevented, and the share of the others whose response costs less


def run(case: CaseArrays, option: OptionArrays, values: DrawnValues, adopted: Flags) -> Series:
    """Work out the yearly lines of an option.

    Args:
        case: what all options share.
        option: the option's sites, levers and costs.
        values: uncertain figures, one set a draw, or one for all.
        adopted: (draws, levers) which levers are adopted in each draw.

    Source:
        docs/method.md
    """
    stocks = people_with_the_problem(case, option.levers, values, adopted)
    site_columns = units_of_sites(case, option, values, stocks.left)
    site_units, wide_units, shrink = within_the_most(case, option, site_columns, stocks.avoided_people)
    centre_units = units_at_centres(case, site_columns, wide_units, shrink)
    standing, steps, cash = cash_of_lines(case, values, centre_units)
    totals = (site_units + wide_units)[:, :, case.benefits.outcome]
    return Series(
        people_left=stocks.left,
        affected_share=values.affected_share,
        engagement=values.engagement,
        retention=values.retention,
        site_units=site_units,
        wide_units=wide_units,
        centre_units=centre_units,
        centre_standing=standing,
        centre_steps=steps,
        gross_gbp=totals * _unit_values(case, values),
        cash_gbp=cash,
        cost_gbp=cost_of_lines(option, values, stocks.left),
    )


def _unit_values(case: CaseArrays, values: DrawnValues) -> Floats:
    return (values.unit_value_gbp * case.benefits.price_factor)[:, None, :]


def people_with_the_problem(case: CaseArrays, levers: LeverArrays, values: DrawnValues, adopted: Flags) -> Stocks:
    """Follow the stock of people with the problem; without a population, or levers, nobody is prevented."""
    if case.population is None or not levers.ids:
        return Stocks(np.ones((1, case.years)), np.zeros((1, case.years)))
    in_force = (values.full_effect * adopted)[:, :, None] * levers.adoption
    left = {mechanism: share_left(in_force[:, which]) for mechanism, which in levers.with_mechanism.items()}
    stay = (1 - case.population.exit_rate) * left[Mechanism.exit]
    people = stock(case.population.people_with_problem, case.population.inflow_per_year * left[Mechanism.inflow], stay)
    usual = case.stock_as_usual
    share = np.divide(people, usual, out=np.ones_like(people), where=usual > 0)
    return Stocks(share, usual - people + people * (1 - left[Mechanism.unit_cost]))


def units_of_sites(case: CaseArrays, option: OptionArrays, values: DrawnValues, people_left: Floats) -> Floats:
    """Find the units that sites bring into effect: (draws, years, columns), first outcomes, then centre rows."""
    if not option.sites.ids:
        return np.zeros((1, case.years, len(case.outcomes.ids) + len(case.centres.outcome)))
    column_outcome = np.concatenate((np.arange(len(case.outcomes.ids)), case.centres.outcome))
    share = people_left[:, :, None]
    prototype = _in_effect(case, column_outcome, share * option.sites.prototype_people)
    other = _in_effect(case, column_outcome, share * option.sites.other_people)
    people = prototype + (1 - values.scale_penalty)[:, None, None] * other
    completing = values.affected_share * values.engagement * values.retention
    each = values.impact * (1 - values.deadweight) * (case.outcomes.kept_share * option.is_worked_for) * completing[:, None]
    return people * each[:, None, column_outcome]


def _in_effect(case: CaseArrays, column_outcome: Whole, new: Floats) -> Floats:
    found = np.empty_like(new)
    for outcome, operator in enumerate(case.outcomes.operator):
        columns = np.flatnonzero(column_outcome == outcome)
        found[:, :, columns] = operator @ new[:, :, columns]
    return found


def within_the_most(
    case: CaseArrays, option: OptionArrays, site_columns: Floats, avoided_people: Floats
) -> tuple[Floats, Floats, Floats | None]:
    """Keep total units within what there is to avoid, both parts shrinking in proportion.

    Returns:
        Units at sites and place-wide (draws, years, outcomes), and the factor they were shrunk by (None for no limit).
    """
    outcomes = len(case.outcomes.ids)
    site = site_columns[:, :, :outcomes]
    wide = avoided_people[:, :, None] * (case.outcomes.wide_units_per_person * option.is_worked_for)
    most = case.outcomes.most_units
    if most is None:
        return site, wide, None
    total = site + wide
    shrink = np.divide(most, total, out=np.ones_like(total), where=total > most)
    return site * shrink, wide * shrink, shrink


def units_at_centres(case: CaseArrays, site_columns: Floats, wide_units: Floats, shrink: Floats | None) -> Floats:
    """Spread units over the centres where they fall away: (draws, years, centre rows)."""
    at_centres = site_columns[:, :, len(case.outcomes.ids) :]
    outcome = case.centres.outcome
    if shrink is not None:
        at_centres = at_centres * shrink[:, :, outcome]
    return at_centres + wide_units[:, :, outcome] * case.centres.place_share


def cash_of_lines(case: CaseArrays, values: DrawnValues, centre_units: Floats) -> tuple[Floats, Floats, Floats]:
    """Find the units that stay away, the steps each centre releases for them, and each line's cash.

    Returns:
        (draws, years, centre rows) units, (draws, years, centre rows) steps and (draws, years, benefits) real GBP.

    Source:
        docs/method.md#cash
    """
    centres = case.centres
    units = np.maximum(0.0, centre_units - centres.growth_units)
    standing = lowest_over_notice(units, centres.notice_years)
    steps = steps_released(standing, centres.lump_units) * (centres.step_share > 0)
    released = centres.variable_share * units + (centres.step_share * centres.lump_units) * steps
    line_of_row = (centres.benefit[:, None] == np.arange(len(case.benefits.ids))).astype(np.float64)
    return standing, steps, (released @ line_of_row) * _unit_values(case, values)


def cost_of_lines(option: OptionArrays, values: DrawnValues, people_left: Floats) -> Floats:
    """Find what each line of cost comes to: (draws, years, costs) real GBP.

    Source:
        docs/method.md#costs
    """
    costs = option.costs
    engaged_share = (values.affected_share * values.engagement)[:, None] * people_left
    times = costs.times + engaged_share[:, :, None] * costs.people * _learning(option, people_left)
    for number, line in enumerate(costs.team_lines):
        teams = _teams(option, engaged_share, costs.people_per_team[number])
        times[:, :, line] += costs.team_is_paid[number] * teams
    return times * (values.amount_gbp * costs.factor)[:, None, :]


def _learning(option: OptionArrays, people_left: Floats) -> Floats | float:
    if (option.costs.progress_ratio == 1).all():
        return 1.0
    return learning_factor(people_left * option.sites.reach_people.sum(axis=1), option.costs.progress_ratio)


def _teams(option: OptionArrays, engaged_share: Floats, people_per_team: float) -> Floats:
    """(draws, years) whole teams at all sites, weighted by the cost factor of each."""
    engaged = engaged_share[:, :, None] * option.sites.reach_people
    return np.ceil(engaged / people_per_team - ROUNDING_GUARD) @ option.sites.cost_factor
