"""Payback and peak funding: when money comes back, and how much is laid out before it does."""

import numpy as np

from core.engine.arrays import Floats

# A running total this close to 0, in GBP, is 0 that rounding has moved: money paid out and back again in full.
NOTHING_GBP = 1e-6


def payback_years(net_gbp: Floats) -> Floats:
    """Payback: the moment after which the running total never falls below 0 again.

    Args:
        net_gbp: (years, series) benefits less costs, real GBP.

    Returns:
        (series,) years from year 0, linear within a year; 0 where the total is never below 0; nan where it is still below 0 at
        the horizon.

    Source:
        docs/method.md#payback
    """
    running = np.cumsum(net_gbp, axis=0)
    below = running < -NOTHING_GBP
    last = len(running) - 1
    ever = below.any(axis=0)
    last_below = last - np.argmax(below[::-1], axis=0)
    recovers = ever & (last_below < last)
    columns = np.flatnonzero(recovers)
    found = np.where(ever, np.nan, 0.0)
    years = last_below[columns]
    found[columns] = years - running[years, columns] / net_gbp[years + 1, columns]
    return found


def payback_year(net_gbp: Floats) -> float | None:
    """Payback of one series of years; None when it never pays back within the horizon."""
    return number_or_none(payback_years(np.asarray(net_gbp, dtype=np.float64)[:, None])[0])


def peak_funding(net_cash_gbp: Floats) -> float:
    """Peak funding: the lowest point of the running cash total, real GBP, 0 or less."""
    return min(0.0, float(np.cumsum(net_cash_gbp).min()))


def number_or_none(value: float) -> float | None:
    """Turn nan into None, any other number into a plain float."""
    return None if np.isnan(value) else float(value)
