"""The effect and the scale penalty of the sample, worked out from the 58 evaluations.

A random-effects model with one mean for each kind of programme (demonstration, research, routine practice) and
one variance between studies, fitted by restricted maximum likelihood.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
NINETY_FIVE_PERCENT = 1.959963984540054


@dataclass(frozen=True)
class Pooled:
    """A pooled log odds ratio; positive is less reoffending."""

    log_odds_ratio: float
    standard_error: float

    def at(self, deviations: float) -> float:
        """The log odds ratio so many standard errors away."""
        return self.log_odds_ratio + deviations * self.standard_error


def pool_by_group(effects: Floats, variances: Floats, groups: list[str]) -> dict[str, Pooled]:
    """Pool log odds ratios with one mean for each group and one variance between studies for all."""
    names = sorted(set(groups))
    design = np.array([[float(group == name) for name in names] for group in groups])
    between = _between_studies(effects, variances, design)
    means, covariance = _weighted_fit(effects, variances + between, design)
    return {name: Pooled(float(means[i]), math.sqrt(covariance[i, i])) for i, name in enumerate(names)}


def risk_reduction(log_odds_ratio: float, base_rate: float) -> float:
    """Turn a log odds ratio into a reduction of the chance of reoffending at a base rate."""
    odds = base_rate / (1 - base_rate) * math.exp(-log_odds_ratio)
    return base_rate - odds / (1 + odds)


def penalty_interval(demonstration: Pooled, practice: Pooled, base_rate: float) -> tuple[float, float, float]:
    """One less practice over demonstration, as reductions of risk, with the ends of its 95% interval.

    The interval is taken on the log of the ratio (delta method); the two means share no study.
    """
    kept = risk_reduction(practice.log_odds_ratio, base_rate) / risk_reduction(demonstration.log_odds_ratio, base_rate)
    spread = math.hypot(_relative_error(demonstration, base_rate), _relative_error(practice, base_rate))
    factor = math.exp(NINETY_FIVE_PERCENT * spread)
    return 1 - kept, 1 - kept * factor, 1 - kept / factor


def _relative_error(pooled: Pooled, base_rate: float) -> float:
    reduction = risk_reduction(pooled.log_odds_ratio, base_rate)
    treated = base_rate - reduction
    return treated * (1 - treated) * pooled.standard_error / reduction


def _weighted_fit(effects: Floats, variances: Floats, design: Floats) -> tuple[Floats, Floats]:
    weighted = design.T / variances
    covariance = np.linalg.inv(weighted @ design)
    return covariance @ weighted @ effects, covariance


def _between_studies(effects: Floats, variances: Floats, design: Floats) -> float:
    between = 0.1
    for _ in range(1000):
        weights = np.diag(1 / (variances + between))
        projection = weights - weights @ design @ np.linalg.inv(design.T @ weights @ design) @ design.T @ weights
        slope = effects @ projection @ projection @ effects - np.trace(projection)
        step = float(slope / np.trace(projection @ projection))
        between = max(0.0, between + step)
        if abs(step) < 1e-13:
            break
    return between
