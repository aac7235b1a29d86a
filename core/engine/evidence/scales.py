"""Effect scales: effects from one scale to another, and what is lost from a demonstration to routine practice.

Everywhere in the project an effect above 0 is a change for the better, whether that means fewer or more of the outcome.
"""

import math
from dataclasses import dataclass

from core.domain.case.evidence import EffectScale
from core.engine.evidence.distributions import normal_quantile
from core.engine.evidence.pooling import Pooled

ON_A_RATIO = (EffectScale.log_odds_ratio, EffectScale.log_risk_ratio)


@dataclass(frozen=True)
class Baseline:
    """How things stand without the work: the chance for each person, and whether less of the outcome is the aim.

    Raises:
        ValueError: for a rate that is not inside 0 to 1.
    """

    rate: float
    fewer_is_better: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.rate < 1:
            raise ValueError(f"a base rate of {self.rate} is no chance: give one above 0 and below 1")


@dataclass(frozen=True)
class Change:
    """A change for each person, with its standard error and the ends of a range of the stated coverage."""

    value: float
    standard_error: float
    low: float
    high: float
    coverage: float


@dataclass(frozen=True)
class Penalty:
    """The share of the effect lost beyond the demonstration. Below 0, routine practice did better."""

    value: float
    low: float
    high: float


def risk_difference(effect: float, scale: EffectScale, baseline: Baseline | None) -> float:
    """Turn an effect into a change of the chance for each person, above 0 for the better.

    Args:
        effect: on `scale`, above 0 for the better.
        scale: a risk difference or a mean difference is returned as it is.
        baseline: how things stand without the work; needed for ratios only.

    Raises:
        ValueError: for a ratio without a baseline.
    """
    if scale not in ON_A_RATIO:
        return effect
    if baseline is None:
        raise ValueError(
            f"a {scale.value.replace('_', ' ')} says nothing for each person without the chance that stands without the work: "
            "give a base rate above 0 and below 1"
        )
    sign = -1 if baseline.fewer_is_better else 1
    return sign * (_treated(sign * effect, scale, baseline.rate) - baseline.rate)


def change_for_each_person(
    effect: float, standard_error: float, scale: EffectScale, baseline: Baseline | None = None, coverage: float = 0.95
) -> Change:
    """Turn an effect and its standard error into units for each person.

    The ends of the range are those of the effect's own scale, carried over, so that a chance never leaves 0 to 1. The
    standard error is that of the delta method.

    Raises:
        ValueError: for a ratio without a baseline, or a standard error below 0.
    """
    if standard_error < 0:
        raise ValueError("a standard error is 0 or more")
    reach = normal_quantile((1 + coverage) / 2) * standard_error
    value, low, high = (risk_difference(effect + step, scale, baseline) for step in (0.0, -reach, reach))
    return Change(value, _slope(value, scale, baseline) * standard_error, low, high, coverage)


def scale_penalty(
    demonstration: Pooled, practice: Pooled, scale: EffectScale, baseline: Baseline | None = None, coverage: float = 0.95
) -> Penalty:
    """Find the share of the effect that does not survive from demonstration to routine practice.

    One less the ratio of the two changes for each person; its range is taken on the log of the ratio by the delta method,
    the two means sharing no study.

    Raises:
        ValueError: where either mean is not above 0, since no share can be taken of an effect that is not there.
    """
    before, after = (
        change_for_each_person(each.effect, each.standard_error, scale, baseline) for each in (demonstration, practice)
    )
    if before.value <= 0 or after.value <= 0:
        raise ValueError("a share that survives can be worked out only where both demonstrations and routine practice work")
    kept = after.value / before.value
    spread = math.hypot(before.standard_error / before.value, after.standard_error / after.value)
    factor = math.exp(normal_quantile((1 + coverage) / 2) * spread)
    return Penalty(1 - kept, 1 - kept * factor, 1 - kept / factor)


def _treated(signed: float, scale: EffectScale, base_rate: float) -> float:
    if scale is EffectScale.log_odds_ratio:
        odds = base_rate / (1 - base_rate) * math.exp(signed)
        return odds / (1 + odds)
    return min(1.0, base_rate * math.exp(signed))


def _slope(value: float, scale: EffectScale, baseline: Baseline | None) -> float:
    """How far the change moves for one step of the effect."""
    if scale not in ON_A_RATIO or baseline is None:
        return 1.0
    treated = baseline.rate - value if baseline.fewer_is_better else baseline.rate + value
    return treated * (1 - treated) if scale is EffectScale.log_odds_ratio else treated
