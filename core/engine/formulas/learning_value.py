"""What a test of the effect is worth before going on: the expected value of sample information."""

from math import exp, inf, pi, sqrt

from scipy.special import ndtr

from core.engine.arrays import Floats


def learning_value(mean_gbp: float, sd_gbp: float, error_gbp: float) -> float:
    """Find what a test is worth when the value of going on is Normal(mean, sd) before it: it may turn the decision.

    Args:
        mean_gbp: expected value of going on, real GBP.
        sd_gbp: how sure it is, 0 or more.
        error_gbp: the test's own error in the same money; 0 for one that tells everything.

    Returns:
        s' phi(mean / s') - |mean| Phi(-|mean| / s') with s' = sd^2 / sqrt(sd^2 + error^2), real GBP, 0 or more.

    Source:
        Raiffa and Schlaifer (1961); docs/method.md#learning-about-the-effect
    """
    if sd_gbp <= 0 or error_gbp == inf:
        return 0.0
    told = sd_gbp**2 / sqrt(sd_gbp**2 + error_gbp**2)
    away = abs(mean_gbp) / told
    return max(0.0, told * exp(-(away**2) / 2) / sqrt(2 * pi) - abs(mean_gbp) * float(ndtr(-away)))


def worth_by_size(
    mean_gbp: float, sd_gbp: float, error_of_one_gbp: float, cost_each_gbp: float, sizes: Floats
) -> tuple[list[float], list[float]]:
    """Find what tests of different sizes are worth, before and after what they cost.

    Args:
        mean_gbp: expected value of going on, real GBP.
        sd_gbp: how sure it is.
        error_of_one_gbp: error of a test of one person; that of n people is this over the square root of n.
        cost_each_gbp: of a person tested.
        sizes: (sizes,) people.

    Returns:
        for each size the value of the test, and that less its cost, real GBP.
    """
    values = [learning_value(mean_gbp, sd_gbp, error_of_one_gbp / sqrt(size)) for size in sizes]
    return values, [value - cost_each_gbp * float(size) for value, size in zip(values, sizes, strict=True)]
