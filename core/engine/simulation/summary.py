"""What the draws tell: how far figures spread, how likely it is that an option pays, and which one is best."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.engine.arrays import Floats
from core.engine.simulation.simulate import Simulation


@dataclass(frozen=True)
class Spread:
    """How one figure spreads over the draws, real GBP."""

    mean: float
    sd: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True)
class Difference:
    """One figure less another in the same draws, real GBP: what both share does not blur it."""

    mean: float
    p10: float
    p90: float
    chance_positive: float
    chance_equal: float


def spread_of(values_gbp: Floats) -> Spread:
    """Find mean, standard deviation and the figures that 10, 50 and 90% of the draws stay below.

    Args:
        values_gbp: (draws,) real GBP.

    Source:
        docs/method.md#simulation
    """
    p10, p50, p90 = np.percentile(values_gbp, (10, 50, 90)).tolist()
    return Spread(mean=float(values_gbp.mean()), sd=float(values_gbp.std()), p10=p10, p50=p50, p90=p90)


def chance_positive(values_gbp: Floats) -> float:
    """Find the share of the draws in which a figure is above 0."""
    return float((values_gbp > 0).mean())


def chance_at_least(values_gbp: Floats, amount_gbp: float) -> float:
    """Find the share of the draws in which a figure is an amount or more."""
    return float((values_gbp >= amount_gbp).mean())


def chance_best(simulation: Simulation) -> dict[str, float]:
    """Find the share of the draws in which each option has the highest net present social value; ties are shared."""
    is_best = simulation.npsv_gbp == simulation.npsv_gbp.max(axis=1, keepdims=True)
    shares = (is_best / is_best.sum(axis=1, keepdims=True)).mean(axis=0)
    return dict(zip(simulation.option_ids, shares.tolist(), strict=True))


def expected_regret(simulation: Simulation) -> dict[str, float]:
    """Find how far each option stays behind the best one of its draw, on average: real GBP, 0 for one that is always best."""
    behind = simulation.npsv_gbp.max(axis=1, keepdims=True) - simulation.npsv_gbp
    return dict(zip(simulation.option_ids, behind.mean(axis=0).tolist(), strict=True))


def payback_chances(simulation: Simulation, option_id: str) -> dict[str, float | None]:
    """Find the chance that each partner has its cash back within its own limit; None for a partner without a limit."""
    shares = simulation.payback_met[:, simulation.option(option_id)].mean(axis=0).tolist()
    limits = simulation.payback_limit_years
    return {
        partner_id: None if limit is None else share
        for partner_id, limit, share in zip(simulation.partner_ids, limits, shares, strict=True)
    }


def difference_of(one_gbp: Floats, other_gbp: Floats) -> Difference:
    """Compare two figures draw by draw: two options of one simulation, or one option in two simulations of the same seed.

    Args:
        one_gbp: (draws,) real GBP.
        other_gbp: (draws,) real GBP, taken off the first.

    Source:
        docs/method.md#simulation
    """
    gap = one_gbp - other_gbp
    p10, p90 = np.percentile(gap, (10, 90)).tolist()
    return Difference(float(gap.mean()), p10, p90, chance_positive(gap), float((gap == 0).mean()))


def paired_difference(simulation: Simulation, one: str, other: str) -> Difference:
    """Compare the net present social value of two options draw by draw: the first less the second."""
    return difference_of(simulation.npsv_gbp[:, simulation.option(one)], simulation.npsv_gbp[:, simulation.option(other)])


def simulation_dict(simulation: Simulation) -> dict[str, dict[str, Any]]:
    """Lay a simulation out as the command line prints it: option id -> plain numbers."""
    best = chance_best(simulation)
    return {
        option_id: {
            "draws": simulation.draws,
            "seed": simulation.seed,
            "npsv_gbp": asdict(spread_of(simulation.npsv_gbp[:, at])),
            "net_cash_gbp": asdict(spread_of(simulation.net_cash_gbp[:, at])),
            "chance_npsv_positive": chance_positive(simulation.npsv_gbp[:, at]),
            "chance_best": best[option_id],
        }
        for at, option_id in enumerate(simulation.option_ids)
    }
