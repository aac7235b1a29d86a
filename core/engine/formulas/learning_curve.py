"""Learning curve: unit costs that fall as experience grows."""

import numpy as np

from core.engine.arrays import Floats


def learning_factor(people: Floats, progress_ratio: float) -> Floats:
    """Experience curve: the unit cost of each year against that of the first active year.

    (people so far / people of the first active year) ^ log2(progress ratio), the year itself included.

    Args:
        people: (years, draws) people worked with at all sites.
        progress_ratio: unit cost after each doubling, as a share; 1 for no learning.

    Returns:
        (years, draws) factors; 1 before the first active year.

    Source:
        docs/method.md#learning
    """
    so_far = np.cumsum(people, axis=0)
    first = np.take_along_axis(people, np.argmax(people > 0, axis=0)[None], axis=0)
    doublings = np.log2(np.where(so_far > 0, so_far, 1.0) / np.where(first > 0, first, 1.0))
    return np.where(so_far > 0, np.exp2(doublings * np.log2(progress_ratio)), 1.0)
