"""Lag and persistence: how an effect sets in late and fades."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.engine.arrays import Floats


def shares_in_effect(persistence: Sequence[float], *, mid_year: bool) -> tuple[float, ...]:
    """Mid-year convention: the share of a year's new units that is in effect in each year after.

    People treated across a year bring half of each year of effect in the next one: q0 = p0/2, qk = (p(k-1) + pk)/2,
    qn = p(n-1)/2. What comes in all is the same.

    Args:
        persistence: share still in effect in each year after the first effect; nothing beyond the list.
        mid_year: False where all people are treated at the start of the year.

    Source:
        docs/method.md#units
    """
    if not mid_year:
        return tuple(persistence)
    return tuple((before + now) / 2 for before, now in pairwise((0.0, *persistence, 0.0)))


def effect_operator(years: int, lag_years: int, persistence: Sequence[float]) -> Floats:
    """Make the matrix that turns new units of each year into units in effect in each year.

    Args:
        years: number of years, year 0 included.
        lag_years: years before anything is seen.
        persistence: share in effect in each year after that; nothing beyond the list.

    Returns:
        (years, years): row t, column u is the share of year u's new units in effect in year t.

    Source:
        docs/method.md#units
    """
    operator = np.zeros((years, years))
    for since, share in enumerate(persistence):
        back = lag_years + since
        if back >= years:
            break
        operator += np.diag(np.full(years - back, share), -back)
    return operator


def add_echoes(new: Floats, lag_years: int, persistence: Sequence[float]) -> Floats:
    """Turn new units into units in effect for many draws at once: the same as the matrix, without its zeros.

    Args:
        new: (years, draws) new units.
        lag_years: years before anything is seen.
        persistence: share in effect in each year after that.

    Returns:
        (years, draws) units in effect.
    """
    years, lag = len(new), min(lag_years, len(new))
    found = np.empty_like(new)
    found[:lag] = 0.0
    np.multiply(new[: years - lag], persistence[0], out=found[lag:])
    for back, share in enumerate(persistence[1:], start=lag + 1):
        if back < years and share:
            found[back:] += new[: years - back] * share
    return found
