"""The rate of return a project earns on its own money."""

import numpy as np

from core.engine.arrays import Floats

LOWEST_RATE = -0.99
HIGHEST_RATE = 1e6


def changes_of_sign(net_gbp: Floats) -> int:
    """Count how often a series turns from cost to gain or back, years with nothing left out."""
    signs = np.sign(net_gbp[net_gbp != 0])
    return int((signs[1:] != signs[:-1]).sum())


def internal_rate_of_return(net_gbp: Floats) -> float | None:
    """Find the rate at which a series is worth nothing today.

    Args:
        net_gbp: (years,) benefits less costs, real GBP.

    Returns:
        The rate a year; None unless there is exactly one change of sign (otherwise there may be several rates, or none) and the
        rate lies above -99% a year.

    Source:
        docs/method.md#internal-rate
    """
    series = np.asarray(net_gbp, dtype=np.float64)
    if changes_of_sign(series) != 1:
        return None
    low, high = LOWEST_RATE, HIGHEST_RATE
    at_low = _worth(series, low)
    if at_low * _worth(series, high) > 0:
        return None
    for _ in range(200):
        middle = (low + high) / 2
        if _worth(series, middle) * at_low > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _worth(series: Floats, rate: float) -> float:
    return float((series * (1 + rate) ** -np.arange(len(series), dtype=np.float64)).sum())
