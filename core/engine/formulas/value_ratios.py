"""Benefit-cost ratio (BCR) and misalignment: value for each pound, and how far those who pay differ from those who gain."""

import numpy as np

from core.engine.arrays import Floats


def ratio(benefit_gbp: float, cost_gbp: float) -> float | None:
    """Value ratio (BCR, FROI): a present value divided by a cost; None where there is no cost to divide by."""
    return benefit_gbp / cost_gbp if cost_gbp > 0 else None


def misalignment(cost_gbp: Floats, gain_gbp: Floats) -> float | None:
    """Misalignment: how far those who pay differ from those who gain.

    Args:
        cost_gbp: (partners,) what each pays.
        gain_gbp: (partners,) what each gains; one that loses gains nothing.

    Returns:
        Half the sum of the gaps between shares of cost and shares of gain: 0 when aligned, 1 when all of it lands in other
        pockets, None when nothing is paid or nothing is gained.

    Source:
        docs/method.md#misalignment
    """
    total_cost, total_gain = float(cost_gbp.sum()), float(gain_gbp.sum())
    if total_cost <= 0 or total_gain <= 0:
        return None
    gains = np.maximum(gain_gbp, 0.0)
    return float(np.abs(cost_gbp / total_cost - gains / gains.sum()).sum() / 2)
