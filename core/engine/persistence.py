"""How an effect sets in late and fades."""

from collections.abc import Sequence

import numpy as np

from core.engine.arrays import Floats


def effect_operator(years: int, lag_years: int, persistence: Sequence[float]) -> Floats:
    """Make the matrix that turns new units of each year into units in effect in each year.

    Args:
        years: number of years, year 0 included.
        lag_years: years before anything is seen.
        persistence: share still in effect in each year after that; nothing beyond the list.

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
