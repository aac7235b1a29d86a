"""Titles about options: what each returns, when it pays back. No winner is named and nothing is ranked."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from core.charts.kit.formats import fine_share, money, money_range, whole_years
from core.charts.kit.grammar import capitalised, counted, listed
from core.charts.sentences.headings import fits

MOST_SPELLED_OUT = 3
MOST_NAMED_WORDS = 5
SAME_GBP = 0.5


def options_title(frame: pd.DataFrame, horizon_years: int) -> str:
    """Say what each option returns, in the order given; where that takes too many words, the range of what is expected.

    Args:
        frame: one row per option: option, low_gbp (none adopted), central_gbp (expected), high_gbp (all adopted); low
            and high missing or equal for an option without levers.
        horizon_years: years after year 0.
    """
    if frame.empty:
        return "There is no option to compare"
    over = f"over {whole_years(horizon_years)}"
    figures = [_returns(*row) for row in zip(*(frame[column] for column in _COLUMNS), strict=True)]
    spelled_out = f"Net public value {over}: {'; '.join(f'{option} {amounts}' for option, amounts in figures)}"
    if len(frame) == 1 or (len(frame) <= MOST_SPELLED_OUT and fits(spelled_out)):
        return spelled_out
    expected = money_range(frame["central_gbp"].min(), frame["central_gbp"].max())
    each = "" if " to " in expected else " each"
    return f"Net public value of {counted(len(frame))} options {over}: {expected}{each}"


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
    turning = _turning({option: math.ceil(paid) for option, paid in years.items() if paid}, len(years))
    never = [option for option, paid in years.items() if paid is None]
    always = [option for option, paid in years.items() if paid == 0]
    last_year = int(frame["year"].max())
    said = [turning] if turning else []
    if never:
        said.append(f"{'it' if turning else 'cash'} is still below zero in year {last_year} under {_briefly(never, len(years))}")
    if always:
        said.append(f"{'it' if said else 'cash'} never falls below zero under {_briefly(always, len(years))}")
    return capitalised("; ".join(said))


def _turning(years: Mapping[str, int], options: int) -> str:
    """Say in which year cash turns positive under which option; of many, from which year to which."""
    if not years:
        return ""
    each = f"cash turns positive {listed([f'in year {year} under {option}' for option, year in years.items()])}"
    if len(years) == 1 or fits(each):
        return each
    first, last = min(years.values()), max(years.values())
    span = f"in year {first}" if first == last else f"in years {first} to {last}"
    return f"cash turns positive {span} under {_briefly(list(years), options)}"


def _briefly(names: Sequence[str], options: int) -> str:
    """Name options, or count them where their names take too many words for a heading."""
    if len(names) == 1 or len(listed(names).split()) <= MOST_NAMED_WORDS:
        return listed(names)
    return "every option" if len(names) == options else f"{counted(len(names))} of {counted(options)} options"


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
    return option, f"{money(central_gbp)} expected, {money(high)} if adopted, {money(low)} if not"


def _running(rows: pd.DataFrame) -> list[float]:
    return [float(gbp) for gbp in rows.sort_values("year")["running_gbp"]]
