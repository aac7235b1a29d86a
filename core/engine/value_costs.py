"""Costs of one option in many draws. Draws are the last axis."""

import numpy as np

from core.engine.arrays import Floats
from core.engine.learning import learning_by_year
from core.engine.step_cash import ROUNDING_GUARD
from core.engine.value_plan import ValuePlan
from core.engine.value_units import DrawnStock
from core.engine.values import DrawnValues


def times_paid(plan: ValuePlan, values: DrawnValues, stock: DrawnStock) -> list[Floats]:
    """Find how many times each line's amount is paid: (years, draws or 1) for each line."""
    costs = plan.option.costs
    engaged = values.affected_share * values.engagement
    reached = engaged if stock.left is None else engaged * stock.left
    by_team = {line: number for number, line in enumerate(costs.team_lines.tolist())}
    found = []
    for line in range(len(costs.ids)):
        times = plan.sites.times[line]
        if plan.sites.people[line].any():
            times = times + reached * plan.sites.people[line] * _learning(plan, line, stock)
        if line in by_team:
            number = by_team[line]
            times = times + costs.team_is_paid[number][:, None] * _teams(plan, engaged, stock, costs.people_per_team[number])
        found.append(times)
    return found


def _learning(plan: ValuePlan, line: int, stock: DrawnStock) -> Floats | float:
    ratio = plan.option.costs.progress_ratio[line]
    if ratio == 1:
        return 1.0
    people = plan.sites.reach_total if stock.left is None else plan.sites.reach_total * stock.left
    return learning_by_year(people, ratio)


def _teams(plan: ValuePlan, engaged: Floats, stock: DrawnStock, people_per_team: float) -> Floats:
    """(years, draws) whole teams at all sites, weighted by the cost factor of each."""
    if stock.left is None:
        site, number, when = plan.team_rows
        teams = np.ceil(number[:, None] * (engaged / people_per_team) - ROUNDING_GUARD)
        return np.asarray(np.einsum("yr,rd->yd", when, teams * plan.sites.team_factor[site]))
    share = stock.left * (engaged / people_per_team)
    found = np.zeros_like(share)
    for at in range(plan.sites.reach.shape[1]):
        found += _teams_at(plan.sites.reach[:, [at]], share) * plan.sites.team_factor[at]
    return found


def _teams_at(reach: Floats, share: Floats) -> Floats:
    teams = share * reach
    teams -= ROUNDING_GUARD
    return np.asarray(np.ceil(teams, out=teams))
