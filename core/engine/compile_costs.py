"""The costs of one option as arrays: how much of each line's amount falls in each year, and who pays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case import Case
from core.domain.costs import Cost, CostType, Driver
from core.engine.arrays import Flags, Floats, Whole
from core.engine.compile_sites import SiteArrays
from core.engine.optimism import cost_uplift
from core.engine.prices import price_factor
from core.engine.shares import share_matrix


@dataclass(frozen=True)
class CostArrays:
    """Lines of cost of an option. (lines,) unless said."""

    ids: tuple[str, ...]
    amount_gbp: Floats
    factor: Floats  # price year and uplift
    is_cash: Flags  # all but in kind
    pay_share: Floats  # (lines, partners)
    times: Floats  # (years, lines) times the amount is paid, for programme and site drivers
    people: Floats  # (years, lines) people reached x cost factor of their site, for per_person
    progress_ratio: Floats  # 1 where there is no learning
    team_lines: Whole  # (team lines,) which lines are by team
    people_per_team: Floats  # (team lines,)
    team_is_paid: Floats  # (team lines, years) 1 in the years the line runs


def compile_costs(
    case: Case, assumptions: Assumptions, partner_ids: tuple[str, ...], lines: Sequence[Cost], sites: SiteArrays
) -> CostArrays:
    """Put the cost lines of one option into arrays.

    Raises:
        ValueError: when a price year it needs has no index.
    """
    ids = tuple(line.cost_id for line in lines)
    years = len(sites.reach_people)
    index = {row.year: row.index for row in case.deflators}
    to_year = case.programme.prices_of
    paid = [_is_paid(line, years) for line in lines]
    teams = [row for row, line in enumerate(lines) if line.driver is Driver.team_yearly]
    return CostArrays(
        ids=ids,
        amount_gbp=np.array([line.amount_gbp for line in lines]),
        factor=np.array([price_factor(index, line.price_year, to_year) * (1 + _uplift(line, assumptions)) for line in lines]),
        is_cash=np.array([line.cost_type is not CostType.in_kind for line in lines], dtype=bool),
        pay_share=share_matrix(ids, partner_ids, ((row.cost_id, row.partner_id, row.pay_share) for row in case.cost_shares)),
        times=_columns([_times(line, is_paid, sites) for line, is_paid in zip(lines, paid, strict=True)], years),
        people=_columns([_people(line, is_paid, sites) for line, is_paid in zip(lines, paid, strict=True)], years),
        progress_ratio=np.array([line.progress_ratio or 1.0 for line in lines]),
        team_lines=np.array(teams, dtype=np.intp),
        people_per_team=np.array([lines[row].people_per_team or 1.0 for row in teams]),
        team_is_paid=np.array([paid[row] for row in teams], dtype=np.float64).reshape(len(teams), years),
    )


def _columns(columns: list[Floats], years: int) -> Floats:
    return np.stack(columns, axis=1) if columns else np.zeros((years, 0))


def _uplift(line: Cost, assumptions: Assumptions) -> float:
    return cost_uplift(assumptions.cost_uplift, line.confidence_grade, line.optimism_bias, line.mitigation)


def _is_paid(line: Cost, years: int) -> Flags:
    """Years in which the line runs, both ends included; from year 0 to the horizon when empty."""
    when = np.arange(years)
    return np.asarray((when >= (line.start_year or 0)) & (when <= (years if line.end_year is None else line.end_year)))


def _times(line: Cost, is_paid: Flags, sites: SiteArrays) -> Floats:
    """(years,) how many times the amount is paid, for drivers that people do not change."""
    if line.driver is Driver.programme_one_off:
        return np.asarray(np.arange(len(is_paid)) == (line.start_year or 0), dtype=np.float64)
    if line.driver is Driver.programme_yearly:
        return is_paid.astype(np.float64)
    if line.driver is Driver.site_one_off:
        return np.asarray(is_paid * (sites.starts @ sites.cost_factor))
    if line.driver is Driver.site_yearly:
        return np.asarray(is_paid * (sites.is_active @ sites.cost_factor))
    return np.zeros(len(is_paid))


def _people(line: Cost, is_paid: Flags, sites: SiteArrays) -> Floats:
    """(years,) people reached, weighted by the cost factor of their site."""
    if line.driver is not Driver.per_person:
        return np.zeros(len(is_paid))
    return np.asarray(is_paid * (sites.reach_people @ sites.cost_factor))
