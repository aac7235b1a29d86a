"""Draws made-up figures, the same ones for the same seed."""

from typing import Any

import numpy as np


class Maker:
    """Draws the figures of one case from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.partner_ids = [f"p{n}" for n in range(self.whole(1, 4))]
        self.site_ids = [f"s{n}" for n in range(self.whole(1, 5))]
        self.outcome_ids = [f"o{n}" for n in range(self.whole(1, 4))]
        self.centre_ids = [f"c{n}" for n in range(self.whole(1, 3))]
        self.benefit_ids = [f"b{n}" for n in range(self.whole(1, 6))]
        self.horizon = self.whole(0, 12)
        self.lump, self.notice = self.number(5, 300), self.whole(0, 3)

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return int(self.random.integers(low, high + 1))

    def number(self, low: float, high: float) -> float:
        """A number with a few places."""
        return round(float(self.random.uniform(low, high)), 6)

    def one_of(self, *choices: Any) -> Any:
        """One of the choices."""
        return choices[self.whole(0, len(choices) - 1)]

    def chance(self, probability: float) -> bool:
        """True with a probability."""
        return bool(self.random.random() < probability)

    def some(self, choices: list[str], at_least: int = 0) -> list[str]:
        """Some of the choices, in any order."""
        return [str(each) for each in self.random.permutation(choices)][: self.whole(at_least, len(choices))]

    def shares_of_one(self, count: int) -> list[float]:
        """Shares that add to 1, as people type them: to six places, which may leave a millionth."""
        parts = self.random.uniform(0.1, 1, count)
        return [round(float(part), 6) for part in parts / parts.sum()]
