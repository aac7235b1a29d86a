"""Sharing rules: each gives what every partner pays of a cost; the sum is the cost.

Where the partners together gain less than the cost, Shapley and nucleolus have no gain to share: then everybody pays in
proportion to what it gains, so that all get back the same part of what they pay.

Source:
    docs/method.md#deals
"""

import numpy as np
from numpy.typing import ArrayLike

from core.engine.arrays import Floats
from core.engine.deals.game import as_amounts, shapley_gains
from core.engine.deals.nucleolus import nucleolus_with_harm
from core.engine.deals.talmud import talmud_rule


def equal_shares(benefits: ArrayLike, cost: float) -> Floats:
    """Share a cost equally.

    Args:
        benefits: (partners,) only their number counts.
        cost: real GBP.

    Returns:
        (partners,) what each pays, real GBP.
    """
    partners = len(as_amounts(benefits, "benefits"))
    return np.full(partners, cost / partners) if partners else np.zeros(0)


def proportional_shares(benefits: ArrayLike, cost: float) -> Floats:
    """Proportional shares: a cost shared by what each partner gains; a partner that gains nothing, or loses, pays nothing.

    Args:
        benefits: (partners,) what each gains, real GBP.
        cost: real GBP.

    Returns:
        (partners,) what each pays, real GBP; equal where nobody gains.
    """
    gains = np.maximum(0.0, as_amounts(benefits, "benefits"))
    total = float(gains.sum())
    return cost * gains / total if total > 0 else equal_shares(gains, cost)


def shapley_shares(benefits: ArrayLike, cost: float) -> Floats:
    """Share a cost so that everybody keeps the gain it adds on average (the Shapley value of the joint-project game).

    Args:
        benefits: (partners,) what each gains, real GBP; below 0 for one the work harms.
        cost: of the work, real GBP.

    Returns:
        (partners,) what each pays, real GBP: its benefit less its net gain. Where the work makes no joint gain, in proportion
        to benefits.

    Raises:
        ValueError: more than MOST_PARTNERS partners.
    """
    gains = as_amounts(benefits, "benefits")
    if gains.sum() <= cost:
        return proportional_shares(gains, cost)
    return gains - shapley_gains(gains, cost)


def nucleolus_shares(benefits: ArrayLike, cost: float) -> Floats:
    """Share a cost so that the group with the best reason to leave has the least (the nucleolus of the joint-project game).

    Args:
        benefits: (partners,) what each gains, real GBP; below 0 for one the work harms.
        cost: of the work, real GBP.

    Returns:
        (partners,) what each pays, real GBP: its benefit less its net gain. Where the work makes no joint gain, in proportion
        to benefits.
    """
    gains = as_amounts(benefits, "benefits")
    if gains.sum() <= cost:
        return proportional_shares(gains, cost)
    return gains - nucleolus_gains(gains, cost)


def nucleolus_gains(benefits: ArrayLike, cost: float) -> Floats:
    """Share the joint gain by the nucleolus of the joint-project game.

    Where nobody is harmed this is the Talmud rule with the benefits as claims and the joint gain as estate: the joint-project
    game is the bankruptcy game of these claims, so one closed rule gives its nucleolus. Where the work harms a partner it is
    found by linear programmes. A cost below 0 (others pay for more than all of it) is a gift that is shared equally, since
    every group would have it whole.

    Args:
        benefits: (partners,) what each gains, real GBP; below 0 for one the work harms.
        cost: of the work, real GBP.

    Returns:
        (partners,) net gains, real GBP; they add up to max(0, sum of benefits - cost).

    Raises:
        ValueError: a partner is harmed, and there are more than MOST_PARTNERS_WITH_HARM.

    Source:
        docs/method.md#deals
    """
    gains = as_amounts(benefits, "benefits")
    joint = float(gains.sum()) - cost
    if joint <= 0 or not len(gains):
        return np.zeros(len(gains))
    if (gains < 0).any():
        return nucleolus_with_harm(gains, cost)
    spare = max(0.0, joint - float(gains.sum()))
    return talmud_rule(gains, joint - spare) + spare / len(gains)
