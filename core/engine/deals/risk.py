"""Risk within caps: a contribution that is capped, and who bears what it costs more or less than agreed."""

import numpy as np
from numpy.typing import ArrayLike

from core.engine.arrays import Floats
from core.engine.deals.game import as_amounts


def risk_share(amount: float, contributions: ArrayLike, caps: ArrayLike) -> tuple[Floats, float]:
    """Share an overspend, or hand back an underspend, in proportion to contributions and within caps.

    What a cap keeps from one partner goes to those not yet at theirs, in proportion again, until nothing is left or all are
    at their cap.

    Args:
        amount: real GBP; below 0 for an underspend, whose parts come out below 0 too.
        contributions: (partners,) 0 or more, real GBP.
        caps: (partners,) the most each bears, 0 or more; infinite for none.

    Returns:
        (partners,) what each bears, and what nobody does ("unallocated"), real GBP; together they add up to the amount.

    Raises:
        ValueError: a contribution or a cap below 0, or not as many of the one as of the other.

    Source:
        docs/method.md#deals
    """
    weights = as_amounts(contributions, "contributions")
    limits = np.asarray(caps, dtype=np.float64)
    if limits.shape != weights.shape or np.isnan(limits).any() or (limits < 0).any() or (weights < 0).any():
        raise ValueError("give one contribution and one cap for each partner, each 0 or more")
    left, borne = abs(float(amount)), np.zeros(len(weights))
    is_open = (weights > 0) & (limits > 0)
    while left > 0 and is_open.any():
        part = np.where(is_open, left * weights / weights[is_open].sum(), 0.0)
        capped = is_open & (part >= limits)
        if not capped.any():
            borne, left = borne + part, 0.0
            break
        borne[capped] = limits[capped]
        left = max(0.0, left - float(limits[capped].sum()))
        is_open &= ~capped
    sign = -1.0 if amount < 0 else 1.0
    return sign * borne, sign * left


def capped_shares(cost: float, contributions: ArrayLike, caps: ArrayLike) -> tuple[Floats, float]:
    """Share a cost in proportion to contributions, nobody above its cap.

    Args:
        cost: real GBP, 0 or more.
        contributions: (partners,) what each would pay without caps, real GBP.
        caps: (partners,) the most each pays; infinite for none.

    Returns:
        (partners,) what each pays, and what nobody does ("unallocated"), real GBP.

    Raises:
        ValueError: as for `risk_share`.
    """
    return risk_share(max(0.0, cost), contributions, caps)
