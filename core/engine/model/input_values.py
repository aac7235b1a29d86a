"""The figures of an option that carry a range, one set for each draw."""

from dataclasses import dataclass

import numpy as np

from core.domain.case.options import Option
from core.engine.arrays import Floats
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.option_arrays import OptionArrays


@dataclass(frozen=True)
class DrawnValues:
    """One set of uncertain figures for each draw, in the order of the compiled arrays; one draw stands for all.

    Money is as entered: price year and uplifts are applied in the run.
    """

    affected_share: Floats  # (draws,)
    engagement: Floats  # (draws,)
    retention: Floats  # (draws,)
    scale_penalty: Floats  # (draws,); 0 where causes of it are given
    lost: Floats  # (draws, causes of lost effect at scale)
    impact: Floats  # (draws, outcomes)
    deadweight: Floats  # (draws, outcomes)
    unit_value_gbp: Floats  # (draws, benefits)
    amount_gbp: Floats  # (draws, costs)
    full_effect: Floats  # (draws, levers)

    @property
    def kept_at_scale(self) -> Floats:
        """(draws,) share of the effect kept beyond the prototype sites: what the penalty, or each cause of it, leaves."""
        left: Floats = 1 - self.scale_penalty
        for cause in range(self.lost.shape[1]):
            left = left * (1 - self.lost[:, cause])
        return left


def central_values(option: Option, case: CaseArrays, arrays: OptionArrays) -> DrawnValues:
    """Take the figures as entered: one draw."""
    return DrawnValues(
        affected_share=np.array([option.affected_share]),
        engagement=np.array([option.engagement]),
        retention=np.array([option.retention]),
        scale_penalty=np.array([option.scale_penalty]),
        lost=arrays.lost[None],
        impact=case.outcomes.impact[None],
        deadweight=case.outcomes.deadweight[None],
        unit_value_gbp=case.benefits.unit_value_gbp[None],
        amount_gbp=arrays.costs.amount_gbp[None],
        full_effect=arrays.levers.full_effect[None],
    )
