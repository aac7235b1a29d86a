"""What has no price: the value a unit would need for an option to break even, and what a pound is worth to a group."""

from core.engine.arrays import Floats


def tipping_value(npsv_gbp: float, units_per_year: float, factors: Floats) -> float | None:
    """Find the value a unit would need for an option to break even: -NPSV / PV(units).

    Args:
        npsv_gbp: net present social value without the effect, real GBP.
        units_per_year: units in every year; below 0 for an effect that speaks against the option.
        factors: (years,) discount factors.

    Returns:
        real GBP a unit, below 0 where the option breaks even without it; None where there are no units.

    Source:
        docs/method.md#unpriced
    """
    units = units_per_year * float(factors.sum())
    return None if units == 0 else -npsv_gbp / units


def income_weight(median_income_gbp: float, income_gbp: float | None, elasticity: float) -> float | None:
    """Find the distributional weight of a group: (median income / its income) to the power of the elasticity.

    Args:
        median_income_gbp: of all households, GBP a year.
        income_gbp: of the group, of the same kind; None where it is not known.
        elasticity: of the marginal utility of income.

    Returns:
        1 at the median, more below it; None where the income is not known or is nothing.

    Source:
        HM Treasury, The Green Book; docs/method.md#unpriced
    """
    return (median_income_gbp / income_gbp) ** elasticity if income_gbp else None
