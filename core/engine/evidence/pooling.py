"""Pooling (random effects): several studies into one effect, allowing for studies that differ in truth and not by chance alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.engine.arrays import Floats
from core.engine.evidence.distributions import normal_quantile, student_quantile, two_sided_normal

_HALVINGS = 300


class Method(StrEnum):
    """How the variance between studies is found."""

    reml = "restricted maximum likelihood"
    dersimonian_laird = "DerSimonian-Laird"


@dataclass(frozen=True)
class Pooled:
    """One mean over studies, on the scale the studies came in."""

    studies: int
    effect: float
    standard_error: float
    tau2: float  # variance between studies
    i2: float  # per cent of the spread that is between studies
    q: float  # Cochran's Q about the mean, or about the means of groups

    def at(self, deviations: float) -> float:
        """The effect so many standard errors away."""
        return self.effect + deviations * self.standard_error

    def interval(self, coverage: float = 0.95) -> tuple[float, float]:
        """The range that holds the mean with this chance."""
        deviations = normal_quantile((1 + coverage) / 2)
        return self.at(-deviations), self.at(deviations)

    @property
    def error_for_new_places(self) -> float:
        """Standard error of the effect in a new place: that of the mean and the spread between studies together."""
        return math.hypot(math.sqrt(self.tau2), self.standard_error)

    def prediction(self, coverage: float = 0.95) -> tuple[float, float]:
        """The range that holds the true effect of one further study, taken as normal."""
        return self._spread(normal_quantile((1 + coverage) / 2))

    def cautious_prediction(self, coverage: float = 0.95) -> tuple[float, float] | None:
        """The same by Student's t with studies - 2 degrees of freedom, wider for few studies; None for fewer than three.

        Source:
            Higgins, Thompson and Spiegelhalter (2009), Journal of the Royal Statistical Society A 172, 137-159.
        """
        return None if self.studies < 3 else self._spread(student_quantile((1 + coverage) / 2, self.studies - 2))

    def _spread(self, deviations: float) -> tuple[float, float]:
        reach = deviations * self.error_for_new_places
        return self.effect - reach, self.effect + reach


@dataclass(frozen=True)
class Grouped:
    """A mean for each group of studies, with one variance between studies for all."""

    groups: dict[str, Pooled]  # tau2, i2 and q are those of the whole model

    def difference(self, one: str, other: str) -> tuple[float, float, float]:
        """One group's mean less another's: difference, standard error, two-sided p by the normal."""
        first, second = self.groups[one], self.groups[other]
        gap, error = first.effect - second.effect, math.hypot(first.standard_error, second.standard_error)
        return gap, error, two_sided_normal(gap / error)


@dataclass(frozen=True)
class _Fit:
    means: Floats
    covariance: Floats
    tau2: float
    i2: float
    q: float


def pool(effects: Sequence[float], standard_errors: Sequence[float], method: Method = Method.reml) -> Pooled:
    """Pool effects by a random-effects model.

    Args:
        effects: (studies,) on one scale.
        standard_errors: (studies,) above 0.
        method: how the variance between studies is found.

    Raises:
        ValueError: for fewer than two studies, or a standard error that is not above 0.

    Source:
        docs/method.md#evidence; DerSimonian and Laird (1986); Viechtbauer (2005) for restricted maximum likelihood.
    """
    return pool_by_group(effects, standard_errors, ["all"] * len(effects), method).groups["all"]


def pool_by_group(
    effects: Sequence[float], standard_errors: Sequence[float], groups: Sequence[str], method: Method = Method.reml
) -> Grouped:
    """Pool effects with a mean for each group and one variance between studies for all.

    Args:
        effects: (studies,) on one scale.
        standard_errors: (studies,) above 0.
        groups: (studies,) name of each study's group.
        method: how the variance between studies is found.

    Raises:
        ValueError: for no more studies than groups, or a standard error that is not above 0.
    """
    y, variances = np.asarray(effects, dtype=float), np.asarray(standard_errors, dtype=float) ** 2
    names = sorted(set(groups))
    if len(y) < 2 or len(y) <= len(names):
        raise ValueError(f"{len(y)} studies in {len(names)} groups: pooling needs at least two studies, and more than groups")
    if not (np.all(variances > 0) and np.all(np.isfinite(y)) and np.all(np.isfinite(variances))):
        raise ValueError("every study needs a finite effect and a standard error above 0: leave out the one that has none")
    design = np.array([[float(group == name) for name in names] for group in groups])
    fit = _fit(y, variances, design, method)
    return Grouped({name: _of_group(fit, place, int(design[:, place].sum())) for place, name in enumerate(names)})


def _of_group(fit: _Fit, place: int, studies: int) -> Pooled:
    error = math.sqrt(float(fit.covariance[place, place]))
    return Pooled(studies, float(fit.means[place]), error, fit.tau2, fit.i2, fit.q)


def _fit(effects: Floats, variances: Floats, design: Floats, method: Method) -> _Fit:
    fixed = _Weighted(effects, 1 / variances, design)
    freedom = len(effects) - design.shape[1]
    q = float((fixed.weights * fixed.residuals**2).sum())
    tau2 = max(0.0, (q - freedom) / fixed.trace) if method is Method.dersimonian_laird else _restricted(effects, variances, design)
    # The variance a typical study has within itself.
    typical = freedom / fixed.trace
    weighted = _Weighted(effects, 1 / (variances + tau2), design)
    return _Fit(weighted.means, weighted.covariance, tau2, 100 * tau2 / (tau2 + typical), q)


class _Weighted:
    """Weighted least squares, and the traces of its residual projection P that the likelihood needs."""

    def __init__(self, effects: Floats, weights: Floats, design: Floats) -> None:
        self.weights, self.design = weights, design
        self.covariance: Floats = np.linalg.inv(design.T * weights @ design).astype(np.float64)
        self.means: Floats = self.covariance @ (design.T * weights @ effects)
        self.residuals: Floats = effects - design @ self.means

    @property
    def trace(self) -> float:
        """Trace of P."""
        return float(self.weights.sum() - np.trace(self.covariance @ (self.design.T * self.weights**2 @ self.design)))

    @property
    def slope(self) -> float:
        """Twice the slope of the restricted log-likelihood in the variance between studies."""
        return float(((self.weights * self.residuals) ** 2).sum()) - self.trace


def _restricted(effects: Floats, variances: Floats, design: Floats) -> float:
    """Find where the restricted likelihood is flat, by halving; 0 where it only falls."""

    def slope(tau2: float) -> float:
        return _Weighted(effects, 1 / (variances + tau2), design).slope

    if slope(0.0) <= 0:
        return 0.0
    low, high = 0.0, float(variances.mean())
    while slope(high) > 0:
        low, high = high, 2 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return (low + high) / 2
