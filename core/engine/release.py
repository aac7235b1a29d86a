"""How fiscal benefit comes out: as cash, as capacity, or by another route. Never mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.benefits import Benefit, BenefitClass, ReleaseRoute
from core.engine.arrays import Floats
from core.engine.results import Lines


@dataclass(frozen=True)
class Release:
    """The fiscal benefit of every line, taken apart: (years, benefits) real GBP each, together the gross of the fiscal lines."""

    benefit_ids: tuple[str, ...]
    cash_gbp: Floats  # cash released
    capacity_gbp: Floats  # of lines whose budget is to be removed: freed, but not cash
    redeployed_gbp: Floats  # redeployed to a named use
    growth_avoided_gbp: Floats  # cost growth avoided
    unstated_gbp: Floats  # the route is not known: capacity until somebody says otherwise


def release_of(benefits: Sequence[Benefit], lines: Lines) -> Release:
    """Take the fiscal benefit of each line apart by its release route.

    Args:
        benefits: the case's lines of benefit, in any order.
        lines: the yearly lines of one option.

    Source:
        docs/method.md#capacity
    """
    fiscal = {row.benefit_id: row.release_route for row in benefits if row.benefit_class is BenefitClass.fiscal}
    return Release(
        benefit_ids=lines.benefit_ids,
        cash_gbp=lines.cash_gbp,
        capacity_gbp=_gross_of(fiscal, lines, ReleaseRoute.budget_removed) - lines.cash_gbp,
        redeployed_gbp=_gross_of(fiscal, lines, ReleaseRoute.redeployed_named_use),
        growth_avoided_gbp=_gross_of(fiscal, lines, ReleaseRoute.cost_growth_avoided),
        unstated_gbp=_gross_of(fiscal, lines, None),
    )


def _gross_of(fiscal: Mapping[str, ReleaseRoute | None], lines: Lines, route: ReleaseRoute | None) -> Floats:
    wanted = [line in fiscal and fiscal[line] is route for line in lines.benefit_ids]
    return lines.gross_gbp * np.array(wanted, dtype=np.float64)
