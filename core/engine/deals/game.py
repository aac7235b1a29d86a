"""The joint-project game: what each group of partners would gain by doing the work on its own, paying the whole cost."""

from math import factorial

import numpy as np
from numpy.typing import ArrayLike

from core.engine.arrays import Floats

# Every group is looked at, and each further partner doubles their number.
MOST_PARTNERS = 16


def as_amounts(values: ArrayLike, what: str) -> Floats:
    """Take one finite amount a partner.

    Raises:
        ValueError: it is no list of finite numbers.
    """
    amounts = np.asarray(values, dtype=np.float64)
    if amounts.ndim != 1 or not np.isfinite(amounts).all():
        raise ValueError(f"{what}: give one finite amount for each partner, as a list")
    return amounts


def group_sums(values: ArrayLike) -> Floats:
    """Add amounts up over every group.

    Args:
        values: (partners,) amounts.

    Returns:
        (2 ** partners,) sums; partner p is in group g where bit p of g is set.

    Raises:
        ValueError: more than MOST_PARTNERS partners.
    """
    amounts = as_amounts(values, "amounts")
    if len(amounts) > MOST_PARTNERS:
        raise ValueError(f"{len(amounts)} partners: every group is looked at, which is done for up to {MOST_PARTNERS}")
    sums = np.zeros(1)
    for amount in amounts:
        sums = np.concatenate((sums, sums + amount))
    return sums


def group_values(benefits: ArrayLike, cost: float) -> Floats:
    """Find what each group would gain by itself: v(S) = max(0, sum of its benefits - cost), and nothing for the empty group.

    Args:
        benefits: (partners,) what each gains from the work, real GBP.
        cost: of the work, the same for every group, real GBP.

    Returns:
        (2 ** partners,) real GBP, groups in the order of `group_sums`.

    Source:
        docs/method.md#deals
    """
    values = np.maximum(0.0, group_sums(benefits) - cost)
    values[0] = 0.0
    return values


def shapley_gains(benefits: ArrayLike, cost: float) -> Floats:
    """Share the joint gain by what each partner adds on average, over every order in which they could join.

    Args:
        benefits: (partners,) what each gains from the work, real GBP.
        cost: of the work, real GBP.

    Returns:
        (partners,) net gains, real GBP; they add up to max(0, sum of benefits - cost).

    Raises:
        ValueError: more than MOST_PARTNERS partners.

    Source:
        Shapley (1953), by the formula over groups; docs/method.md#deals
    """
    amounts = as_amounts(benefits, "benefits")
    partners = len(amounts)
    values = group_values(amounts, cost)
    sizes = group_sums(np.ones(partners)).astype(np.intp)
    weights = np.array([factorial(size) * factorial(partners - 1 - size) / factorial(partners) for size in range(partners)])
    # With one axis of two for each partner, what a partner adds is the second half of its axis less the first.
    cube, size_cube = values.reshape((2,) * partners), sizes.reshape((2,) * partners)
    gains = np.empty(partners)
    for partner in range(partners):
        axis = partners - 1 - partner
        without, within = np.take(cube, 0, axis), np.take(cube, 1, axis)
        gains[partner] = (weights[np.take(size_cube, 0, axis)] * (within - without)).sum()
    return gains
