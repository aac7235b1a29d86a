"""The figures of an option that carry a range, one set for each draw."""

from dataclasses import dataclass

import numpy as np

from core.domain.options import Option
from core.engine.arrays import Floats
from core.engine.compile_case import CaseArrays
from core.engine.compile_option import OptionArrays


@dataclass(frozen=True)
class DrawnValues:
    """One set of uncertain figures for each draw, in the order of the compiled arrays; one draw stands for all.

    Money is as entered: price year and uplifts are applied in the run.
    """

    affected_share: Floats  # (draws,)
    engagement: Floats  # (draws,)
    retention: Floats  # (draws,)
    scale_penalty: Floats  # (draws,)
    impact: Floats  # (draws, outcomes)
    deadweight: Floats  # (draws, outcomes)
    unit_value_gbp: Floats  # (draws, benefits)
    amount_gbp: Floats  # (draws, costs)
    full_effect: Floats  # (draws, levers)


def central_values(option: Option, case: CaseArrays, arrays: OptionArrays) -> DrawnValues:
    """Take the figures as entered: one draw."""
    return DrawnValues(
        affected_share=np.array([option.affected_share]),
        engagement=np.array([option.engagement]),
        retention=np.array([option.retention]),
        scale_penalty=np.array([option.scale_penalty]),
        impact=case.outcomes.impact[None],
        deadweight=case.outcomes.deadweight[None],
        unit_value_gbp=case.benefits.unit_value_gbp[None],
        amount_gbp=arrays.costs.amount_gbp[None],
        full_effect=arrays.levers.full_effect[None],
    )
