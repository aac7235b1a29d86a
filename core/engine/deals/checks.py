"""Checks of a deal: groups that would do better alone, the payments it takes, and sums to the penny."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.engine.arrays import Floats
from core.engine.deals.game import as_amounts, group_sums, group_values

PENNY = 0.01


@dataclass(frozen=True)
class Coalition:
    """A group of partners, by their place, and how much more it would gain alone than under the deal (below 0: less), GBP."""

    members: tuple[int, ...]
    excess_gbp: float


@dataclass(frozen=True)
class Payment:
    """What one partner, by its place, pays to another."""

    payer: int
    receiver: int
    gbp: float


def best_group_alone(benefits: ArrayLike, cost: float, shares: ArrayLike) -> Coalition | None:
    """Find the group short of all partners that has the best reason to go alone.

    Args:
        benefits: (partners,) what each gains from the work, real GBP.
        cost: of the work, real GBP.
        shares: (partners,) what each pays under the deal, real GBP.

    Returns:
        The group whose gain alone exceeds its gain under the deal by most, the smallest such group first; None for fewer than
        two partners. The deal is stable where its excess is not above 0.

    Raises:
        ValueError: more than MOST_PARTNERS partners.

    Source:
        docs/method.md#deals
    """
    gains = as_amounts(benefits, "benefits")
    if len(gains) < 2:
        return None
    under_deal = group_sums(gains - as_amounts(shares, "shares"))
    excess = (group_values(gains, cost) - under_deal)[1:-1]
    highest = float(excess.max())
    near = np.flatnonzero(excess >= highest - 1e-9 * max(1.0, abs(highest))) + 1
    group = min((int(each) for each in near), key=lambda each: (each.bit_count(), each))
    members = tuple(place for place in range(len(gains)) if group >> place & 1)
    return Coalition(members, highest)


def side_payments(before: ArrayLike, after: ArrayLike) -> tuple[Payment, ...]:
    """Find payments between partners that take what each pays from one split to another.

    Args:
        before: (partners,) what each pays now, real GBP.
        after: (partners,) what each is to pay, with the same sum.

    Returns:
        Payments, the largest first: never more than the partners concerned less one. Partners whose amounts match settle
        with each other first.
    """
    open_gbp = as_amounts(after, "after") - as_amounts(before, "before")
    found = []
    while (pair := _next_pair(open_gbp)) is not None:
        payer, receiver, gbp = pair
        found.append(Payment(payer, receiver, gbp))
        open_gbp[payer] -= gbp
        open_gbp[receiver] += gbp
    return tuple(sorted(found, key=lambda payment: -payment.gbp))


def _next_pair(open_gbp: Floats) -> tuple[int, int, float] | None:
    """Choose two partners who settle with each other exactly, or the one who owes most and the one who is owed most."""
    payers, receivers = np.flatnonzero(open_gbp > PENNY / 2), np.flatnonzero(open_gbp < -PENNY / 2)
    if not len(payers) or not len(receivers):
        return None
    gap = np.abs(open_gbp[payers][:, None] + open_gbp[receivers])
    row, column = np.unravel_index(int(gap.argmin()), gap.shape)
    if gap[row, column] <= PENNY / 2:
        payer, receiver = int(payers[row]), int(receivers[column])
    else:
        payer, receiver = int(np.argmax(open_gbp)), int(np.argmin(open_gbp))
    return payer, receiver, float(min(open_gbp[payer], -open_gbp[receiver]))


def to_the_penny(amounts: ArrayLike) -> Floats:
    """Round amounts to pennies so that they add up to their rounded sum: the largest remainders get the pennies left over.

    Args:
        amounts: (partners,) real GBP.

    Returns:
        (partners,) whole pennies, in GBP.
    """
    pennies = as_amounts(amounts, "amounts") * 100
    down = np.floor(pennies)
    missing = round(float(pennies.sum())) - int(down.sum())
    first = np.argsort(-(pennies - down), kind="stable")[: max(0, missing)]
    down[first] += 1
    return np.asarray(down / 100)
