"""Present values of one option in each draw: units are added up over years first, and valued then."""

from collections.abc import Iterable

import numpy as np

from core.engine.arrays import Floats
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.centre_cash import Part
from core.engine.model.input_values import DrawnValues
from core.engine.model.option_arrays import OptionArrays
from core.engine.model.yearly import Yearly


def present_by_year(by_year: Floats, factors: Floats) -> Floats:
    """Add up (years, draws) at its worth in year 0, year by year, so that a draw's figure never depends on its neighbours."""
    return np.asarray(np.einsum("y,yd->d", factors, by_year))


def present_units(case: CaseArrays, parts: Iterable[Part], *, is_cash: bool) -> dict[int, Floats]:
    """Discount the units of each line, its real growth of value in them: line -> (draws,).

    The health effects of people have rates of their own where they are valued, and never where they are cash.
    """
    benefits = case.benefits
    found: dict[int, Floats] = {}
    for part in parts:
        by_class: dict[tuple[int, bool], Floats] = {}
        for line, share in part.lines:
            at_health_rates = not is_cash and bool(benefits.is_health[line]) and case.has_health_rates
            key = (int(benefits.growth_class[line]), at_health_rates)
            if key not in by_class:
                factors = case.health_factors if at_health_rates else case.money_factors
                by_class[key] = present_by_year(part.units, factors * benefits.growth[:, line])
            present = by_class[key] if share == 1 else by_class[key] * share
            found[line] = found[line] + present if line in found else present
    return found


def present_cash(case: CaseArrays, values: DrawnValues, yearly: Yearly) -> dict[int, Floats]:
    """Find the present value of each line's cash: line -> (draws,) real GBP, below 0 where harm costs money."""
    worth = values.unit_value_gbp * case.benefits.price_factor
    return {line: units * worth[:, line] for line, units in present_units(case, yearly.cash, is_cash=True).items()}


def public_value_of(case: CaseArrays, values: DrawnValues, yearly: Yearly) -> Floats:
    """Find the present value to the public: (draws,) real GBP, every line but transfers and taxes."""
    worth = values.unit_value_gbp * case.benefits.price_factor
    is_public = case.benefits.is_public_value
    parts = [
        Part(part.units, lines) for part in yearly.gross if (lines := tuple(each for each in part.lines if is_public[each[0]]))
    ]
    found = np.zeros(1)
    for line, units in present_units(case, parts, is_cash=False).items():
        found = found + units * worth[:, line]
    return found


def present_costs(case: CaseArrays, option: OptionArrays, values: DrawnValues, yearly: Yearly) -> list[Floats]:
    """Find the present value of each line of cost: (draws,) real GBP."""
    amounts = (values.amount_gbp * option.costs.factor).T
    return [amount * present_by_year(times, case.money_factors) for amount, times in zip(amounts, yearly.times, strict=True)]


def present_moving(case: CaseArrays, yearly: Yearly) -> dict[int, Floats]:
    """Find the present value of closing and reopening steps: number of the centre -> (draws,) real GBP."""
    return {
        at: present_by_year(centre.moving_gbp, case.money_factors)
        for at, centre in enumerate(yearly.centres)
        if centre.moving_gbp is not None
    }


def npsv_of(case: CaseArrays, option: OptionArrays, values: DrawnValues, yearly: Yearly) -> Floats:
    """Net present social value (NPSV) of each draw: (draws,) real GBP, public value less cost to society."""
    found = public_value_of(case, values, yearly)
    for line, cost in enumerate(present_costs(case, option, values, yearly)):
        if option.costs.is_social[line]:
            found = found - cost
    for cost in present_moving(case, yearly).values():
        found = found - cost
    return found
