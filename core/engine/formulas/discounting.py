"""Discounting at the Social Time Preference Rate (STPR): what money of a later year is worth today."""

from collections.abc import Sequence

import numpy as np

from core.domain.assumptions import Band
from core.engine.arrays import Floats


def rate_of_year(bands: Sequence[Band], year: int) -> float:
    """Find the rate of the step into a year.

    Raises:
        ValueError: when no band covers the year.
    """
    for band in bands:
        if band.first_year <= year and (band.last_year is None or year <= band.last_year):
            return band.rate
    raise ValueError(f"no discount rate is given for year {year}: add a band that covers it to discount_rates.toml")


def discount_factors(bands: Sequence[Band], horizon_years: int) -> Floats:
    """Discount factors: the worth in year 0 of one pound of each year.

    Each year's rate applies to the step into that year only, so a lower rate from year 31 does not change years 1 to 30.

    Args:
        bands: rates and the years they apply to.
        horizon_years: last year.

    Returns:
        (years,) factors; year 0 is exactly 1.

    Source:
        docs/method.md#discounting
    """
    rates = np.array([rate_of_year(bands, year) for year in range(1, horizon_years + 1)])
    return np.concatenate(([1.0], np.cumprod(1.0 / (1.0 + rates))))


def level_rate(rate: float) -> tuple[Band, ...]:
    """Level rate: a schedule with one rate for ever, for sensitivity tests."""
    return (Band(first_year=1, rate=rate),)


def present_value(series: Floats, factors: Floats) -> Floats:
    """Present value: the sum of a series, each year at its worth in year 0.

    Args:
        series: (years,) or (years, rest) real GBP.
        factors: (years,) discount factors.

    Returns:
        () or (rest,) real GBP.
    """
    return np.asarray(factors @ series)
