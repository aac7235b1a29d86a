"""Sentences about promised cash, worked out from the figures."""

import math

from core.charts.kit.formats import financial_year, money, people
from core.charts.kit.grammar import plural

ROUNDING = 0.5


def realised_title(promised_to_date_gbp: float, actual_gbp: float, promised_gbp: float) -> str:
    """Say how much of what was promised by now is out of budgets.

    Args:
        promised_to_date_gbp: cash promised for the years that are over.
        actual_gbp: cash recorded as out of budgets.
        promised_gbp: all the cash promised.
    """
    if promised_gbp < ROUNDING:
        return "No cash is promised by this option"
    if promised_to_date_gbp < ROUNDING:
        early = "" if actual_gbp < ROUNDING else f"; {money(actual_gbp)} is out of budgets already"
        return f"Nothing was promised for the years that are over{early}: {money(promised_gbp)} is still to come"
    return f"{money(actual_gbp)} of the {money(promised_to_date_gbp)} promised by now is out of budgets"


def next_step_sentence(
    *,
    standing_units: float,
    to_next_units: float,
    waiting_gbp: float,
    unit: str,
    is_seen: bool,
    eaten_units: float,
    is_agreed: bool = True,
) -> str:
    """Say what waits on the next whole step: '11 beds of 25: £1.2m a year waits on 14 more'.

    Args:
        standing_units: what stays down this year, growth of demand met.
        to_next_units: what is missing to the next step.
        waiting_gbp: cash a year on that step.
        unit: name of one unit.
        is_seen: True when the units were recorded, False when they are the case's.
        eaten_units: what growth of demand has taken.
        is_agreed: False where its release is not agreed, so that the step alone brings no cash.
    """
    goal = standing_units + to_next_units
    how = "seen" if is_seen else "expected, none recorded"
    eaten = "" if eaten_units < ROUNDING else f"; growth of demand has taken {people(math.ceil(eaten_units))}"
    missing = people(math.ceil(to_next_units - 1e-9))
    stands = f"{people(math.floor(standing_units + 1e-9))} {plural(unit)} of {people(goal)} ({how})"
    agreed = "" if is_agreed else ", and on its release being agreed"
    return f"{stands}: {money(waiting_gbp)} a year waits on {missing} more{agreed}{eaten}"


def due_words(next_step_year: int | None, base_year: int) -> str:
    """Say when the case closes the next step."""
    return "not within the case" if next_step_year is None else financial_year(base_year, next_step_year)
