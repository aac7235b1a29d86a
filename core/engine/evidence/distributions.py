"""Student's t and the normal distribution, as far as ranges need them."""

import math
from statistics import NormalDist

_TINY = 1e-300
_CLOSE = 1e-15


def normal_quantile(probability: float) -> float:
    """Find the value below which a standard normal falls with this probability, 0 to 1."""
    return NormalDist().inv_cdf(probability)


def two_sided_normal(statistic: float) -> float:
    """Find the chance that a standard normal is at least this far from 0."""
    return 2 * (1 - NormalDist().cdf(abs(statistic)))


def student_quantile(probability: float, degrees: float) -> float:
    """Find the value below which Student's t falls with this probability, by halving.

    Args:
        probability: above 0 and below 1.
        degrees: degrees of freedom, above 0, not necessarily whole; infinity gives the normal.
    """
    if math.isinf(degrees):
        return normal_quantile(probability)
    if probability < 0.5:
        return -student_quantile(1 - probability, degrees)
    low, high = 0.0, 1.0
    while student_below(high, degrees) < probability:
        low, high = high, 2 * high
    while high - low > _CLOSE * max(1.0, high):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if student_below(middle, degrees) < probability else (low, middle)
    return (low + high) / 2


def student_below(value: float, degrees: float) -> float:
    """Find the chance that Student's t is below a value."""
    tail = incomplete_beta(degrees / (degrees + value * value), degrees / 2, 0.5) / 2
    return 1 - tail if value > 0 else tail


def incomplete_beta(share: float, a: float, b: float) -> float:
    """Work out the regularised incomplete beta function at a share of 0 to 1.

    Source:
        Continued fraction of Abramowitz and Stegun (1964), 26.5.8, by Lentz's method.
    """
    if share <= 0 or share >= 1:
        return 0.0 if share <= 0 else 1.0
    if share > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - share, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(share) + b * math.log1p(-share))
    return front * _fraction(share, a, b) / a


def _fraction(share: float, a: float, b: float) -> float:
    upper, lower = 1.0, _away(1 - (a + b) * share / (a + 1))
    value = lower = 1 / lower
    for step in range(1, 1000):
        for part in _parts(share, a, b, step):
            lower = 1 / _away(1 + part * lower)
            upper = _away(1 + part / upper)
            change = lower * upper
            value *= change
        if abs(change - 1) < _CLOSE:
            break
    return value


def _parts(share: float, a: float, b: float, step: int) -> tuple[float, float]:
    even = step * (b - step) * share / ((a + 2 * step - 1) * (a + 2 * step))
    odd = -(a + step) * (a + b + step) * share / ((a + 2 * step) * (a + 2 * step + 1))
    return even, odd


def _away(value: float) -> float:
    """Keep a divisor away from nought."""
    return value if abs(value) > _TINY else _TINY
