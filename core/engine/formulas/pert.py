"""PERT distributions: a lowest, a most likely and a highest figure."""

from functools import lru_cache

import numpy as np
from scipy.special import betainc

from core.engine.arrays import Floats

LAMBDA = 4.0  # weight of the most likely figure against each end
_CELLS = 4096


def pert_quantile(uniform: Floats, low: float, mode: float, high: float) -> Floats:
    """Find the figures below which given shares of a PERT distribution lie.

    Args:
        uniform: shares, 0 to 1, of any shape.
        low: lowest figure.
        mode: most likely figure.
        high: highest figure; where it is the lowest too, that figure is certain.

    Returns:
        Figures of the same shape, within a millionth of the range.

    Source:
        docs/method.md#ranges
    """
    if high <= low:
        return np.full(np.shape(uniform), low)
    shape = 1 + LAMBDA * (mode - low) / (high - low)
    below, place = _table(shape)
    found = np.interp(uniform, below, place)
    found *= high - low
    found += low
    return np.asarray(found)


@lru_cache(maxsize=512)
def _table(shape: float) -> tuple[Floats, Floats]:
    """Shares below places 0 to 1 of a beta distribution; the places lie closer towards both ends, where the shares bend most."""
    place = (1 - np.cos(np.linspace(0, np.pi, _CELLS + 1))) / 2
    place[-1] = 1.0
    below = betainc(shape, LAMBDA + 2 - shape, place)
    return below, place
