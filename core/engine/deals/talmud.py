"""Talmud rule (the contested garment), which is the nucleolus of a bankruptcy."""

import numpy as np
from numpy.typing import ArrayLike

from core.engine.arrays import Floats
from core.engine.deals.game import as_amounts


def talmud_rule(claims: ArrayLike, estate: float) -> Floats:
    """Share an estate among claims that add up to more than it.

    Up to half of all claims, everybody gets the same until it has half its own claim; beyond, everybody loses the same
    until it has lost half.

    Args:
        claims: (partners,) 0 or more.
        estate: 0 to the sum of the claims.

    Returns:
        (partners,) what each gets; it adds up to the estate.

    Raises:
        ValueError: a claim below 0, or an estate that is not between 0 and the sum of the claims.

    Source:
        Aumann and Maschler (1985); docs/method.md#deals
    """
    asked = as_amounts(claims, "claims")
    total = float(asked.sum())
    slack = 1e-9 * max(1.0, total)
    if (asked < 0).any() or not -slack <= estate <= total + slack:
        raise ValueError("claims must be 0 or more, and the estate between 0 and their sum")
    halves = asked / 2
    if estate <= total / 2:
        return equal_awards(halves, max(0.0, estate))
    return asked - equal_awards(halves, max(0.0, total - estate))


def equal_awards(limits: Floats, amount: float) -> Floats:
    """Give everybody the same, but nobody more than its limit.

    Args:
        limits: (partners,) 0 or more.
        amount: to be given out, at most the sum of the limits.

    Returns:
        (partners,) what each gets.
    """
    rising = np.sort(limits)
    given_below = np.concatenate(([0.0], np.cumsum(rising)))
    for place, limit in enumerate(rising):
        others = len(rising) - place
        level = (amount - given_below[place]) / others
        if level <= limit:
            return np.asarray(np.minimum(limits, level))
    return limits.copy()
