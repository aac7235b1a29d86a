"""Quantiles of more figures than are worth keeping: parts of the distribution, each kept by its mean and weight."""

import numpy as np

from core.engine.arrays import Floats

KEPT = 32_768  # parts after a merge
WAITING = 65_536  # figures taken in before the next merge


class QuantileDigest:
    """Streaming quantiles in bounded memory.

    Figures wait until there are enough; they are then sorted with the parts kept so far and cut into parts, finer towards both
    ends, where figures lie far apart. A quantile is read off between the middles of the parts. Up to 65,536 figures are kept as
    they are, and the ends always are.
    """

    def __init__(self) -> None:
        self._values: Floats = np.empty(0)
        self._weights: Floats = np.empty(0)
        self._waiting: list[Floats] = []
        self._lowest, self._highest = np.inf, -np.inf

    def take(self, figures: Floats) -> None:
        """Take more figures in: (draws,)."""
        if not len(figures):
            return
        self._lowest, self._highest = min(self._lowest, figures.min()), max(self._highest, figures.max())
        self._waiting.append(np.array(figures))
        if sum(map(len, self._waiting)) >= WAITING:
            self._merge()

    def quantiles(self, shares: Floats) -> Floats:
        """Figures below which given shares of all that was taken in lie.

        Raises:
            ValueError: when nothing was taken in.
        """
        if not len(self._values) and not self._waiting:
            raise ValueError("no figures were taken in: there is nothing to find quantiles of")
        values, weights = self._sorted()
        if (weights == 1).all():
            return np.asarray(np.quantile(values, shares))
        middles = np.cumsum(weights) - weights / 2
        middles = np.concatenate(([0.0], middles, [weights.sum()])) / weights.sum()
        return np.asarray(np.interp(shares, middles, np.concatenate(([self._lowest], values, [self._highest]))))

    def _sorted(self) -> tuple[Floats, Floats]:
        values = np.concatenate([self._values, *self._waiting])
        weights = np.concatenate([self._weights, *(np.ones(len(each)) for each in self._waiting)])
        order = np.argsort(values, kind="stable")
        return values[order], weights[order]

    def _merge(self) -> None:
        values, weights = self._sorted()
        self._waiting = []
        if len(values) <= WAITING:
            self._values, self._weights = values, weights
            return
        before = np.cumsum(weights) - weights
        place = 0.5 + np.arcsin(2 * before / weights.sum() - 1) / np.pi
        part = np.minimum((place * KEPT).astype(np.intp), KEPT - 1)
        total: Floats = np.bincount(part, weights=weights, minlength=KEPT).astype(np.float64)
        summed = np.bincount(part, weights=weights * values, minlength=KEPT)
        filled = total > 0
        self._values, self._weights = summed[filled] / total[filled], total[filled]
