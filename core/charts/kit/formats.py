"""Formats: figures as people read them, such as £2.4m, 2026/27, 34%, 'About 8 in 10'.

Every function takes None or NaN for "there is no figure" and gives a plain word for it. Minus is U+2212.
"""

import math
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"
NEARLY_CERTAIN = 0.99
POUND = "£"
THOUSAND, MILLION, BILLION = 1_000, 1_000_000, 1_000_000_000


def money(gbp: float | None, none: str = "none") -> str:
    """Give money short: £2.4m, £310k, £1,250, −£1.1m."""
    if _is_none(gbp):
        return none
    return _with_minus(_short(_amount(gbp)), _amount(gbp))


def signed_money(gbp: float | None, none: str = "none") -> str:
    """Give money short with its sign: +£1.1m, −£310k; nothing is £0."""
    return _with_plus(money(gbp, none), gbp)


def exact_money(gbp: float | None, none: str = "none") -> str:
    """Give money to the pound: £1,234,567, −£310,400."""
    if _is_none(gbp):
        return none
    return _with_minus(f"{POUND}{_rounded(abs(_amount(gbp))):,}", _amount(gbp))


def tiny_money(gbp: float | None, none: str = "none") -> str:
    """Give money for a narrow cell, without the pound sign: +1.1m, −310k, 0."""
    return _with_plus(money(gbp, none), gbp).replace(POUND, "")


def money_range(low_gbp: float | None, high_gbp: float | None, none: str = "none") -> str:
    """Give a range of money: £1.1m to £3.0m; one figure when both ends read the same."""
    low, high = money(low_gbp, none), money(high_gbp, none)
    return low if low == high else f"{low} to {high}"


def financial_year(base_year: int, t: int = 0) -> str:
    """Give the name of year t: 2026/27 when the base year is 2026 and t is 0."""
    year = base_year + t
    return f"{year}/{(year + 1) % 100:02d}"


def duration(years: float | None, horizon_years: int | None = None, none: str = "never") -> str:
    """Give a length of time: 3.1 years, 1 year; none within a horizon is 'not within 10 years'."""
    if _is_none(years):
        return none if horizon_years is None else f"not within {whole_years(horizon_years)}"
    shown = _places(abs(_amount(years)), 1).removesuffix(".0")
    return _with_minus(f"{shown} year" if shown == "1" else f"{shown} years", _amount(years))


def whole_years(years: int) -> str:
    """Give a whole number of years: 1 year, 10 years."""
    return f"{years} year" if years == 1 else f"{years} years"


def share(part: float | None, none: str = "none") -> str:
    """Give a share of 0 to 1 as a percentage: 34%. What is not quite none or all says so: under 1%, over 99%."""
    if _is_none(part):
        return none
    value = _amount(part)
    if 0 < value < 0.005:
        return "under 1%"
    if 0.995 <= value < 1:
        return "over 99%"
    return _with_minus(f"{_rounded(abs(value) * 100):,}%", value)


def people(number: float | None, none: str = "none") -> str:
    """Give people, or anything counted whole: 1,240."""
    if _is_none(number):
        return none
    return _with_minus(f"{_rounded(abs(_amount(number))):,}", _amount(number))


def ratio(value: float | None, none: str = "none") -> str:
    """Give a ratio to two places: 1.64."""
    if _is_none(value):
        return none
    return _with_minus(_places(abs(_amount(value)), 2), _amount(value))


def chance(probability: float | None, none: str = "not known") -> str:
    """Give a chance in tens: 'About 8 in 10'. Never certain: 'More than 99 in 100', 'Fewer than 1 in 10'."""
    if _is_none(probability):
        return none
    if _amount(probability) > NEARLY_CERTAIN:
        return "More than 99 in 100"
    if _amount(probability) < 1 - NEARLY_CERTAIN:
        return "Fewer than 1 in 100"
    tens = _rounded(_amount(probability) * 10)
    if tens >= 10:
        return "More than 9 in 10"
    return "Fewer than 1 in 10" if tens <= 0 else f"About {tens} in 10"


def runs(probability: float | None) -> str:
    """Give a chance as so many of the model runs: 'about 8 in 10 runs'; never every run and never none, which no model knows."""
    told = chance(probability, none="an unknown number of")
    return f"{told[0].lower()}{told[1:]} runs"


def chance_share(probability: float) -> str:
    """Give a chance as a percentage that is never certain: 81%, over 99%, under 1%."""
    if probability > NEARLY_CERTAIN:
        return "over 99%"
    return "under 1%" if probability < 1 - NEARLY_CERTAIN else share(probability)


def fine_share(part: float) -> str:
    """Give a share as a percentage; near an end with one decimal, since 0% and 100% would say something else."""
    return f"{part:.1%}" if not 0.01 <= part <= 0.99 else share(part)


def share_range(low: float, high: float) -> str:
    """Give a range of shares: 20% to 60%; one figure when both ends read the same."""
    return share(low) if share(low) == share(high) else f"{share(low)} to {share(high)}"


def _short(gbp: float) -> str:
    """Round first and choose the unit afterwards, so that 999,999 is £1.0m and never £1000k."""
    size = abs(gbp)
    if _rounded(size) < 10 * THOUSAND:
        return f"{POUND}{_rounded(size):,}"
    if _rounded(size / THOUSAND) < THOUSAND:
        return f"{POUND}{_rounded(size / THOUSAND)}k"
    if _rounded(size / MILLION) < THOUSAND:
        return f"{POUND}{_three_figures(size / MILLION)}m"
    return f"{POUND}{_three_figures(size / BILLION)}bn"


def _three_figures(number: float) -> str:
    shown = _places(number, 1)
    return shown if Decimal(shown.replace(",", "")) < 100 else f"{_rounded(number):,}"


def _rounded(number: float) -> int:
    """Round half up, as a spreadsheet does."""
    return int(Decimal(repr(number)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _places(number: float, places: int) -> str:
    return f"{Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,}"


def _with_minus(shown: str, value: float) -> str:
    """Put a minus before a figure below zero, unless it rounded to nothing."""
    return MINUS + shown if value < 0 and any(digit in shown for digit in "123456789") else shown


def _with_plus(shown: str, value: float | None) -> str:
    if _is_none(value) or _amount(value) <= 0 or not any(digit in shown for digit in "123456789"):
        return shown
    return f"+{shown}"


def _is_none(value: float | None) -> bool:
    return value is None or math.isnan(value)


def _amount(value: float | None) -> float:
    """Take a figure as a plain float.

    Raises:
        ValueError: for infinity, which no figure may be.
    """
    if value is None or math.isinf(value):
        raise ValueError(f"{value} cannot be shown as a figure: give a finite number, or None for no figure")
    return float(value)
