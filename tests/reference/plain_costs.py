"""Costs in plain Python loops, for tests/reference/plain_loops.py."""

import math
from typing import Any

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.costs import Cost, Driver

Series = list[float]


def price_factor(case: Case, assumptions: Assumptions, price_year: int | None) -> float:
    """What a sum in one year's prices is multiplied by: the folder's own table alone, else the official one."""
    index = {row.year: row.index for row in case.deflators}
    if not index:
        for part in assumptions.gdp_deflators.parts:
            index.update(part.index)
    target = case.programme.prices_of
    if price_year is None or price_year == target:
        return 1.0
    return index[target] / index[price_year]


def active_years(case: Case, start: int | None, end: int | None) -> range:
    """Years from a start to an end, both included, within the horizon."""
    horizon = case.programme.horizon_years
    last = horizon if end is None else min(end, horizon)
    return range(start or 0, last + 1)


def cost_by_year(case: Case, assumptions: Assumptions, line: Cost, engaged: dict[str, Series]) -> Series:
    """What one line of cost comes to in each year."""
    uplift = assumptions.cost_uplift[line.confidence_grade - 1] if line.confidence_grade else 0.0
    if line.optimism_bias is not None:
        uplift = line.optimism_bias * (1 - line.mitigation)
    amount = line.amount_gbp * price_factor(case, assumptions, line.price_year) * (1 + uplift)
    return [amount * each for each in _driven(case, line, engaged)]


def _driven(case: Case, line: Cost, engaged: dict[str, Series]) -> Series:
    """How many of the line's amounts fall in each year."""
    found = [0.0] * (case.programme.horizon_years + 1)
    paid = active_years(case, line.start_year, line.end_year)
    if line.driver is Driver.programme_one_off:
        for t in paid[:1]:
            found[t] = 1.0
    elif line.driver is Driver.programme_yearly:
        for t in paid:
            found[t] = 1.0
    else:
        for t in paid:
            found[t] = sum(_at_site(case, line, row, t, engaged) for row in case.option_sites if row.option_id == line.option_id)
    return found


def _at_site(case: Case, line: Cost, row: Any, t: int, engaged: dict[str, Series]) -> float:
    factor = next(site.cost_factor for site in case.sites if site.site_id == row.site_id)
    people = engaged[row.site_id][t]
    if t not in active_years(case, row.start_year, row.end_year):
        return 0.0
    if line.driver is Driver.site_one_off:
        return factor if t == row.start_year else 0.0
    if line.driver is Driver.team_yearly and line.people_per_team:
        return factor * math.ceil(people / line.people_per_team - 1e-9)
    if line.driver is Driver.per_person:
        return factor * people * _learning(line, t, engaged)
    return factor


def _learning(line: Cost, t: int, engaged: dict[str, Series]) -> float:
    yearly = [sum(people) for people in zip(*engaged.values(), strict=True)]
    first = next((people for people in yearly if people > 0), 0.0)
    if line.progress_ratio is None or first == 0 or yearly[t] == 0:
        return 1.0
    return (sum(yearly[: t + 1]) / first) ** math.log2(line.progress_ratio)
