"""In which money figures are shown: present value, real, or money of the day, and how each is said."""

import numpy as np
import pandas as pd

from core.domain.case.case import Case
from core.domain.prices import MoneyBasis
from core.engine.arrays import Floats
from core.engine.formulas.prices import money_of_the_day_factors
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once


def year_label(base_year: int, index: int = 0) -> str:
    """Name a financial year: year 0 of base 2026 is 2026/27."""
    year = base_year + int(index)
    return f"{year}/{(year + 1) % 100:02d}"


def basis_factors(appraised: Appraised, basis: MoneyBasis) -> Floats:
    """Find what real money of each year is multiplied by to be shown in a basis.

    Args:
        appraised: the version, worked out.
        basis: discount factors for present value, 1 for real, index[year] / index[price year] for money of the day.

    Returns:
        (years,) factors.

    Raises:
        ValueError: money of the day is asked for and a year has no price index; `why_no_money_of_the_day` asks first.
    """
    programme = appraised.case.programme
    if basis is MoneyBasis.present_value:
        return appraised.factors
    if basis is MoneyBasis.real:
        return np.ones(programme.horizon_years + 1)
    years = programme.horizon_years + 1
    return money_of_the_day_factors(appraised.loaded.prices, programme.prices_of, programme.base_year, years)


def why_no_money_of_the_day(appraised: Appraised) -> str | None:
    """Say why money of the day cannot be shown, as a sentence; None where it can."""
    try:
        basis_factors(appraised, MoneyBasis.money_of_the_day)
    except ValueError as missing:
        return f"Money of the day cannot be shown: {missing}."
    return None


def years_in_words(case: Case) -> str:
    """Count the financial years that are looked at, year 0 and the last one included."""
    return financial_years(case.programme.base_year, case.programme.horizon_years)


def financial_years(base_year: int, horizon_years: int) -> str:
    """Count and name the financial years from year 0 to the horizon: 11 financial years, 2026/27 to 2036/37."""
    first = year_label(base_year)
    if horizon_years == 0:
        return f"1 financial year, {first}"
    return f"{horizon_years + 1} financial years, {first} to {year_label(base_year, horizon_years)}"


def horizon_in_words(case: Case) -> str:
    """Say how the horizon is counted: "10 years" are year 0 to year 10, which are 11 financial years."""
    years = case.programme.horizon_years
    return f"The horizon is {years} year{'' if years == 1 else 's'}: year 0 to year {years}, {years_in_words(case)}."


def basis_in_words(case: Case, basis: MoneyBasis) -> str:
    """Say in which money a figure is, without the years."""
    prices = year_label(case.programme.prices_of)
    return {
        MoneyBasis.present_value: f"Present value in {prices} prices",
        MoneyBasis.real: f"Real, {prices} prices, not discounted",
        MoneyBasis.money_of_the_day: "Money of the day, not discounted",
    }[basis]


def terms_in_words(case: Case, basis: MoneyBasis) -> str:
    """Say in which money and over which years a total is, as a caption under it."""
    return f"{basis_in_words(case, basis)}, {years_in_words(case)}."


@worked_once
def net_cash_bridge(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Bridge between the three moneys: net cash as a present value, real, and as money of the day, and what lies between them.

    Returns:
        one row per step: step, label, kind (total, less, plus), amount_gbp (signed), start_gbp, end_gbp. A step that is no
        total ends where the next total stands.

    Raises:
        ValueError: a year has no price index.
    """
    yearly = appraised.option(option_id).expected.yearly
    net = yearly.cash_released_gbp - yearly.cash_cost_gbp
    present, real, of_the_day = (float(net @ basis_factors(appraised, basis)) for basis in MoneyBasis)
    steps = (
        ("present_value", "Present value", "total", 0.0, present),
        ("discounting", "Without discounting", _kind(real - present), present, real),
        ("real", f"Real, {year_label(appraised.case.programme.prices_of)} prices", "total", 0.0, real),
        ("inflation", "Prices of each year", _kind(of_the_day - real), real, of_the_day),
        ("money_of_the_day", "Money of the day", "total", 0.0, of_the_day),
    )
    frame = pd.DataFrame(steps, columns=["step", "label", "kind", "start_gbp", "end_gbp"])
    return frame.assign(amount_gbp=frame.end_gbp - frame.start_gbp)


def _kind(change_gbp: float) -> str:
    return "less" if change_gbp < 0 else "plus"
