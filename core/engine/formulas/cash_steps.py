"""What of the units that fall away at a cost centre brings cash: all of them are counted there, once."""

import numpy as np

from core.engine.arrays import Floats

# Steps within a billionth of whole count as whole, so that 7,000 units made of many small parts still close a lump of 7,000.
ROUNDING_GUARD = 1e-9


def left_of(units: Floats, base_units: Floats | None, growth_units: Floats | None) -> Floats:
    """Units that bring cash: no more than happen at the centre, and growth of its demand is met first.

    Args:
        units: (years, draws) units that fall away, above 0 where they count.
        base_units: (years, 1) units that happen there when nothing is done; None where nobody says.
        growth_units: (years, 1) of those, what was not there in year 0; None without growth.

    Returns:
        (years, draws) units, 0 or more.

    Source:
        docs/method.md#cash
    """
    if base_units is None:
        return units
    within = np.minimum(units, base_units)
    if growth_units is not None:
        within -= growth_units
    return np.maximum(within, 0.0, out=within)


def lowest_over_notice(units: Floats, notice_years: int) -> Floats:
    """Units that have stayed away for the whole notice: the lowest of each year and the notice years before it.

    Args:
        units: (years, draws).
        notice_years: years of notice; before it has run, nothing has stayed away.

    Returns:
        (years, draws)
    """
    if not notice_years:
        return units
    lowest = units.copy()
    years = len(units)
    for back in range(1, min(notice_years, years - 1) + 1):
        np.minimum(lowest[back:], units[: years - back], out=lowest[back:])
    lowest[:notice_years] = 0.0
    return lowest


def whole_steps(units: Floats, lump_units: float) -> Floats:
    """Whole steps that so many units close: floor(units / lump), at least 0."""
    steps = units / lump_units
    steps += ROUNDING_GUARD
    np.floor(steps, out=steps)
    return np.maximum(steps, 0.0, out=steps)


def cost_of_moving(steps: Floats, closing_gbp: float, reopening_gbp: float) -> Floats:
    """Cost of closing and reopening: each step more than last year is closed, each fewer is opened again.

    Args:
        steps: (years, draws) steps closed.
        closing_gbp: real GBP a step.
        reopening_gbp: real GBP a step.

    Returns:
        (years, draws) real GBP.

    Source:
        docs/method.md#cash
    """
    change = np.diff(steps, axis=0, prepend=0.0)
    return np.asarray(np.where(change > 0, closing_gbp * change, -reopening_gbp * change))
