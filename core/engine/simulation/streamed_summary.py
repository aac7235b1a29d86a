"""What very many draws tell, without keeping them: block by block, in memory that does not grow with the draws."""

from typing import Any

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.engine.arrays import Floats
from core.engine.simulation.quantile_digest import QuantileDigest
from core.engine.simulation.simulate import blocks_of_draws

SHOWN = (0.1, 0.5, 0.9)


class RunningSpread:
    """Mean, standard deviation and quantiles of a figure that comes in blocks."""

    def __init__(self) -> None:
        self._count = 0
        self._mean = 0.0
        self._squares = 0.0  # sum of squared distances from the mean
        self._quantiles = QuantileDigest()

    def take(self, figures: Floats) -> None:
        """Take a block of figures in: (draws,) real GBP. Means and squares are joined block by block (Chan's formula)."""
        count, mean = len(figures), float(figures.mean())
        squares = float(((figures - mean) ** 2).sum())
        both, gap = self._count + count, mean - self._mean
        self._squares += squares + gap * gap * self._count * count / both
        self._mean += gap * count / both
        self._count = both
        self._quantiles.take(figures)

    def as_dict(self) -> dict[str, float]:
        """Mean, sd, p10, p50 and p90, as the command line prints them."""
        p10, p50, p90 = self._quantiles.quantiles(np.array(SHOWN)).tolist()
        return {"mean": self._mean, "sd": float(np.sqrt(self._squares / self._count)), "p10": p10, "p50": p50, "p90": p90}


def summary_of_draws(case: Case, assumptions: Assumptions, draws: int, seed: int) -> dict[str, dict[str, Any]]:
    """Summarise a simulation of any length: what simulation_dict says of the same draws, kept in bounded memory.

    Means, standard deviations and chances are exact; quantiles lie within a thousandth of the exact ones.

    Args:
        case: the programme, checked.
        assumptions: discount rates and confidence grades.
        draws: how many.
        seed: of the draws.

    Raises:
        ValueError: when there are no draws, a price year has no index, or a year no discount rate.

    Source:
        docs/method.md#simulation
    """
    count = len(case.options)
    npsv, cash = [RunningSpread() for _ in range(count)], [RunningSpread() for _ in range(count)]
    positive, best = np.zeros(count), np.zeros(count)
    for _, totals in blocks_of_draws(case, assumptions, draws, seed):
        values = np.stack([each.npsv_gbp for each in totals])
        is_best = values == values.max(axis=0)
        best += (is_best / is_best.sum(axis=0)).sum(axis=1)
        positive += (values > 0).sum(axis=1)
        for at, each in enumerate(totals):
            npsv[at].take(each.npsv_gbp)
            cash[at].take(each.net_cash_gbp)
    return {
        option.option_id: {
            "draws": draws,
            "seed": seed,
            "npsv_gbp": npsv[at].as_dict(),
            "net_cash_gbp": cash[at].as_dict(),
            "chance_npsv_positive": float(positive[at] / draws),
            "chance_best": float(best[at] / draws),
        }
        for at, option in enumerate(case.options)
    }
