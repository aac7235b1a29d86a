"""The chance of adoption at which an option starts to pay."""

from math import comb

import numpy as np

from core.engine.arrays import Floats, Whole


def break_even_adoption(npsv_gbp: Floats, levers_adopted: Whole) -> float | None:
    """Find the probability, the same for every lever, at which the expected net present social value reaches 0.

    With one probability p the expected value is a polynomial in p, sum of C(k) p^k (1-p)^(levers-k), where C(k) adds up the
    values of the combinations with k levers adopted.

    Args:
        npsv_gbp: (combinations,) value of each combination.
        levers_adopted: (combinations,) how many levers are adopted in each.

    Returns:
        0 when it pays with none adopted; else the smallest p in (0, 1] at which it pays; None when it never does.

    Source:
        docs/method.md#adoption
    """
    sums: Floats = np.bincount(levers_adopted, weights=npsv_gbp).astype(np.float64)
    if sums[0] >= 0:
        return 0.0
    low = 0.0
    for high in [*_turning_points(sums), 1.0]:
        if expected_value(sums, high) >= 0:
            return _crossing(sums, low, high)
        low = high
    return None


def expected_value(sums_gbp: Floats, probability: float) -> float:
    """Find the expected value when each lever is adopted with one probability.

    Args:
        sums_gbp: (levers + 1,) sum of the values of the combinations with 0, 1, 2 ... levers adopted.
        probability: of each lever.
    """
    levers = len(sums_gbp) - 1
    return float(sum(each * probability**k * (1 - probability) ** (levers - k) for k, each in enumerate(sums_gbp.tolist())))


def _turning_points(sums: Floats) -> list[float]:
    """Probabilities inside (0, 1) at which the expected value may turn."""
    levers = len(sums) - 1
    heights = sums / np.array([comb(levers, k) for k in range(levers + 1)])
    slope = np.diff(heights)
    polynomial = np.polynomial.Polynomial([0.0])
    p, q = np.polynomial.Polynomial([0.0, 1.0]), np.polynomial.Polynomial([1.0, -1.0])
    for k, each in enumerate(slope):
        polynomial = polynomial + each * comb(levers - 1, k) * p**k * q ** (levers - 1 - k)
    roots = polynomial.roots()
    real = roots.real[np.abs(roots.imag) < 1e-6]
    return sorted(float(root) for root in real if 0 < root < 1)


def _crossing(sums: Floats, low: float, high: float) -> float:
    """Halve the gap between a probability at which it does not pay and one at which it does."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return high
        if expected_value(sums, middle) >= 0:
            high = middle
        else:
            low = middle
