"""One option as arrays: its sites, levers and costs."""

from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case import Case
from core.domain.options import Lever, Mechanism, Option, OptionKind
from core.engine.arrays import Floats, Whole
from core.engine.compile_case import CaseArrays
from core.engine.compile_costs import CostArrays, compile_costs
from core.engine.compile_sites import SiteArrays, compile_sites


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
    is_worked_for: Floats  # (outcomes,) 1 where the option works for the outcome, 0 where it brings no units
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
    sites = compile_sites(case, shared, sorted(rows, key=lambda row: row.site_id))
    costs = compile_costs(case, assumptions, shared.partner_ids, sorted(lines, key=lambda line: line.cost_id), sites)
    return OptionArrays(
        option_id=option.option_id,
        is_worked_for=_worked_for(case, shared, option),
        sites=sites,
        levers=_compile_levers(levers, option, shared.years),
        costs=costs,
    )


def _worked_for(case: Case, shared: CaseArrays, option: Option) -> Floats:
    worked = {outcome.outcome_id: outcome.is_worked_for_in(option.option_id) for outcome in case.outcomes}
    return np.array([worked[outcome_id] for outcome_id in shared.outcomes.ids], dtype=np.float64)


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
