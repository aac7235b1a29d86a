"""Titles about options: what each returns, when it pays back. No winner is named and nothing is ranked."""

import math
from collections.abc import Sequence

import pandas as pd

from core.charts.formats import fine_share, money, money_range, whole_years
from core.charts.grammar import capitalised, counted, listed

MOST_SPELLED_OUT = 3
SAME_GBP = 0.5


def options_title(frame: pd.DataFrame, horizon_years: int) -> str:
    """Say what each option returns, in the order given; of more than three, the range of what is expected.

    Args:
        frame: one row per option: option, low_gbp (none adopted), central_gbp (expected), high_gbp (all adopted); low
            and high missing or equal for an option without levers.
        horizon_years: years after year 0.
    """
    if frame.empty:
        return "There is no option to compare"
    over = f"over {whole_years(horizon_years)}"
    if len(frame) > MOST_SPELLED_OUT:
        expected = money_range(frame["central_gbp"].min(), frame["central_gbp"].max())
        return f"{capitalised(counted(len(frame)))} options return {_either(expected)} {over}, as expected"
    first, *others = [_returns(*row) for row in zip(*(frame[column] for column in _COLUMNS), strict=True)]
    returns = [f"{first[0]} returns {_over(first[1], over)}", *(f"{option} {figures}" for option, figures in others)]
    return "; ".join(returns)


def break_even_sentence(option: str, break_even: float | None, against: str = "doing nothing") -> str:
    """Say from which chance of adoption an option pays.

    Args:
        option: name of an option with levers.
        break_even: one chance for all levers at which it returns nothing, 0 to 1; 0 if it pays without any, None if
            it never pays.
        against: what it is compared with.
    """
    if break_even is None or math.isnan(break_even):
        return f"{option} does not beat {against}, however likely it is to be adopted"
    if break_even <= 0:
        return f"{option} beats {against} even if nobody adopts it"
    if break_even >= 1:
        return f"{option} only matches {against} even if everybody adopts it"
    return f"{option} beats {against} once the chance of adoption exceeds {fine_share(break_even)}"


def running_cash_title(frame: pd.DataFrame) -> str:
    """Say in which year the running total of cash turns positive for good under each option.

    Args:
        frame: one row per option and year: option, year (index from 0), running_gbp.
    """
    if frame.empty:
        return "There is no cash to follow"
    years = {str(option): payback_years(_running(rows)) for option, rows in frame.groupby("option", sort=False)}
    turning = [f"in year {math.ceil(paid)} under {option}" for option, paid in years.items() if paid]
    never = [option for option, paid in years.items() if paid is None]
    always = [option for option, paid in years.items() if paid == 0]
    last_year = int(frame["year"].max())
    said = [f"cash turns positive {listed(turning)}"] if turning else []
    if never:
        said.append(f"{'it' if turning else 'cash'} is still below zero in year {last_year} under {listed(never)}")
    if always:
        said.append(f"{'it' if said else 'cash'} never falls below zero under {listed(always)}")
    return capitalised("; ".join(said))


def payback_years(running_gbp: Sequence[float]) -> float | None:
    """Find the moment after which a running total never falls below 0 again, linear within the year.

    Args:
        running_gbp: the running total at the end of each year, from year 0.

    Returns:
        Years from year 0; 0 if never below 0, None if it is below 0 at the end.

    Source:
        docs/method.md, payback.
    """
    below = [year for year, gbp in enumerate(running_gbp) if gbp < 0]
    if not below:
        return 0.0
    last = below[-1]
    if last == len(running_gbp) - 1:
        return None
    before, after = running_gbp[last], running_gbp[last + 1]
    return last + before / (before - after)


_COLUMNS = ("option", "low_gbp", "central_gbp", "high_gbp")


def _returns(option: str, low_gbp: float | None, central_gbp: float, high_gbp: float | None) -> tuple[str, str]:
    """Give the name and its figures: one, or if adopted, if not, and expected."""
    low = central_gbp if low_gbp is None or math.isnan(low_gbp) else low_gbp
    high = central_gbp if high_gbp is None or math.isnan(high_gbp) else high_gbp
    if abs(high - low) < SAME_GBP:
        return option, money(central_gbp)
    return option, f"{money(high)} if adopted, {money(low)} if not, {money(central_gbp)} expected"


def _over(figures: str, over: str) -> str:
    """Put the years after the first figure: '£5.2m over 10 years if adopted'."""
    amount, space, rest = figures.partition(" ")
    return f"{amount} {over}{space}{rest}"


def _either(expected: str) -> str:
    return f"from {expected}" if " to " in expected else f"{expected} each"


def _running(rows: pd.DataFrame) -> list[float]:
    return [float(gbp) for gbp in rows.sort_values("year")["running_gbp"]]
