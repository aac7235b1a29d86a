"""Distributions: Student's t and the normal distribution, as far as ranges need them."""

import math

from scipy.special import ndtr, ndtri, stdtrit


def normal_quantile(probability: float) -> float:
    """Find the value below which a standard normal falls with this probability, 0 to 1."""
    return float(ndtri(probability))


def two_sided_normal(statistic: float) -> float:
    """Find the chance that a standard normal is at least this far from 0."""
    return float(2 * ndtr(-abs(statistic)))


def student_quantile(probability: float, degrees: float) -> float:
    """Find the value below which Student's t falls with this probability.

    Args:
        probability: above 0 and below 1.
        degrees: degrees of freedom, above 0, not necessarily whole; infinity gives the normal.
    """
    return normal_quantile(probability) if math.isinf(degrees) else float(stdtrit(degrees, probability))
