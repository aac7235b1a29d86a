"""Cash that comes out of a budget in whole steps only."""

import numpy as np

from core.engine.arrays import Floats, Whole

# Steps within a billionth of whole count as whole, so that 7,000 units made of many small parts still close a lump of 7,000.
ROUNDING_GUARD = 1e-9


def steps_released(units: Floats, lump_units: Floats | float) -> Floats:
    """Count the whole steps in a number of units.

    Args:
        units: (draws, years, centres) units avoided, in the benefit's unit, for example bed-days.
        lump_units: units that make one step: one figure, or one for each centre.

    Returns:
        (draws, years, centres) whole steps.
    """
    return np.asarray(np.floor(units / lump_units + ROUNDING_GUARD))


def cash_released(units: Floats, lump_units: Floats | float, unit_value_gbp: Floats | float) -> Floats:
    """Find the cash a cost centre can take out, which comes only in whole steps.

    Args:
        units: (draws, years, centres) units avoided, in the benefit's unit, for example bed-days.
        lump_units: units that must be avoided before one step of capacity closes.
        unit_value_gbp: real GBP a unit.

    Returns:
        (draws, years, centres) real GBP a year; zero below the first step.

    Source:
        docs/method.md#cash
    """
    return np.asarray(unit_value_gbp * lump_units * steps_released(units, lump_units))


def lowest_over_notice(units: Floats, notice_years: Whole) -> Floats:
    """Find the demand that has stayed away for the whole notice period.

    Args:
        units: (draws, years, centres) units avoided.
        notice_years: (centres,) years of notice.

    Returns:
        (draws, years, centres) the lowest of the year and the notice years before it; 0 while the notice has not run.
    """
    if not notice_years.any():
        return units
    lowest = units.copy()
    years = units.shape[1]
    for back in range(1, min(int(notice_years.max()), years) + 1):
        centres = np.flatnonzero(notice_years >= back)
        lowest[:, back:, centres] = np.minimum(lowest[:, back:, centres], units[:, : years - back, centres])
        lowest[:, back - 1, centres] = 0.0
    return lowest
