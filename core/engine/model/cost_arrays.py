"""The costs of one option as arrays: what drives each line, when it is paid, and who pays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.costs import Cost, Driver
from core.engine.arrays import Flags, Floats
from core.engine.formulas.optimism_bias import cost_uplift
from core.engine.formulas.partner_shares import share_matrix
from core.engine.formulas.prices import price_factor
from core.engine.model.case_arrays import CaseArrays


@dataclass(frozen=True)
class CostArrays:
    """Lines of cost of an option. (lines,) unless said."""

    ids: tuple[str, ...]
    drivers: tuple[Driver, ...]
    amount_gbp: Floats
    factor: Floats  # price year and uplift
    is_social: Flags  # a cost to society: all but transfers
    is_cash: Flags  # paid in cash: all but in kind
    pay_share: Floats  # (lines, partners)
    is_paid: Floats  # (lines, years) 1 in the years the line runs; of a programme's one-off, in its year
    progress_ratio: Floats  # 1 where there is no learning
    people_per_team: Floats


def compile_costs(case: Case, assumptions: Assumptions, shared: CaseArrays, lines: Sequence[Cost]) -> CostArrays:
    """Put the cost lines of one option into arrays.

    Raises:
        ValueError: when a price year it needs has no index.
    """
    ids = tuple(line.cost_id for line in lines)
    index, to_year = shared.prices, case.programme.prices_of
    shares = ((row.cost_id, row.partner_id, row.pay_share) for row in case.cost_shares)
    return CostArrays(
        ids=ids,
        drivers=tuple(line.driver for line in lines),
        amount_gbp=np.array([line.amount_gbp for line in lines]),
        factor=np.array([price_factor(index, line.price_year, to_year) * (1 + _uplift(line, assumptions)) for line in lines]),
        is_social=np.array([line.is_social for line in lines], dtype=bool),
        is_cash=np.array([line.is_cash for line in lines], dtype=bool),
        pay_share=share_matrix(ids, shared.partner_ids, shares),
        is_paid=np.array([_is_paid(line, shared.years) for line in lines], dtype=np.float64).reshape(len(lines), shared.years),
        progress_ratio=np.array([line.progress_ratio or 1.0 for line in lines]),
        people_per_team=np.array([line.people_per_team or 1.0 for line in lines]),
    )


def _uplift(line: Cost, assumptions: Assumptions) -> float:
    return cost_uplift(assumptions.cost_uplift, line.confidence_grade, line.optimism_bias, line.mitigation)


def _is_paid(line: Cost, years: int) -> Flags:
    """Years in which the line runs, both ends included; from year 0 to the horizon when empty."""
    when, start = np.arange(years), line.start_year or 0
    if line.driver is Driver.programme_one_off:
        return np.asarray(when == start)
    return np.asarray((when >= start) & (when <= (years if line.end_year is None else line.end_year)))
