"""Titles about cash: how much of the benefit becomes cash, and what the rest waits for."""

import math

import pandas as pd

from core.charts.kit.formats import money
from core.charts.kit.grammar import counted, listed, plural

NOTHING_GBP = 0.5
ROUNDING = 1e-9
SMALL_LUMP = 10


def bridge_title(frame: pd.DataFrame) -> str:
    """Say how much of the benefit becomes cash: the first total against the second, and what is left after costs.

    Args:
        frame: one row per step in order: step, label, kind, start_gbp, end_gbp. The totals are all benefits, cash
            released and, where there is a third, net cash.
    """
    totals = [float(gbp) for gbp in frame.loc[frame["kind"] == "total", "end_gbp"]]
    if not totals:
        return "There is no benefit to become cash"
    title = cash_sentence(totals[0], totals[1]) if len(totals) > 1 else f"The steps come to {money(totals[0])}"
    if len(totals) < 3 or totals[1] < NOTHING_GBP:
        return title
    return f"{title}; {_left(totals[-1])}"


def cash_sentence(benefits_gbp: float, cash_gbp: float) -> str:
    """Say how much of the benefit becomes cash: '£4.1m of the £12.3m of benefit becomes cash'."""
    if abs(benefits_gbp) < NOTHING_GBP:
        return "There is no benefit to become cash"
    if benefits_gbp < 0:
        return f"Benefits are below zero ({money(benefits_gbp)}): none becomes cash"
    if abs(cash_gbp) < NOTHING_GBP:
        return f"None of the {money(benefits_gbp)} of benefit becomes cash"
    if cash_gbp < 0:
        return f"Benefits of {money(benefits_gbp)} take {money(-cash_gbp)} more cash than they release"
    if abs(benefits_gbp - cash_gbp) < NOTHING_GBP:
        return f"All of the {money(benefits_gbp)} of benefit becomes cash"
    return f"{money(cash_gbp)} of the {money(benefits_gbp)} of benefit becomes cash"


def cash_or_capacity_title(frame: pd.DataFrame) -> str:
    """Say how much is cash, and of the capacity how much has a use.

    Args:
        frame: one row per line and part: line, part, gbp.
    """
    totals = {str(part): float(gbp) for part, gbp in frame.groupby("part")["gbp"].sum().items()}
    total = {part: gbp for part, gbp in totals.items() if abs(gbp) >= NOTHING_GBP}
    if not total:
        return "Neither cash nor capacity is released"
    cash = total.pop("cash released", 0.0)
    said = _cash(cash)
    return f"{said}; {_capacity(total)}" if total else f"{said}, and no capacity besides"


def lumps_sentence(units_peak: float, lump_units: float, unit: str, waiting_gbp: float) -> str:
    """Say how near a cost centre is to its next step: '11 of 25 beds: £1.2m waits on 14 more'.

    Args:
        units_peak: most units avoided in a year.
        lump_units: units in one step, above 0.
        unit: the name of the units, in the singular or the plural.
        waiting_gbp: cash a year that the next step releases.
    """
    done = math.floor(max(0.0, units_peak) / lump_units + ROUNDING)
    places = 1 if lump_units < SMALL_LUMP else 0
    units = _rounded_down(max(0.0, units_peak), places)
    more = _number(math.ceil(((done + 1) * lump_units - units) * 10**places - ROUNDING) / 10**places)
    waits = f"{money(waiting_gbp)} waits on {more} more" if waiting_gbp >= NOTHING_GBP else f"the next step is {more} more away"
    if not done:
        return f"{_number(units)} of {_number(lump_units)} {plural(unit)}: {waits}"
    steps = f"{counted(done)} {'step' if done == 1 else 'steps'} of {_number(lump_units)} done"
    return f"{_number(units)} {plural(unit)}, {steps}: {waits}"


def _left(net_gbp: float) -> str:
    if net_gbp <= -NOTHING_GBP:
        return f"cash costs leave it {money(-net_gbp)} short"
    return f"{money(net_gbp) if net_gbp >= NOTHING_GBP else 'nothing'} is left after cash costs"


def _cash(cash_gbp: float) -> str:
    if cash_gbp < 0:
        return f"{money(-cash_gbp)} more cash is taken than released"
    return f"{money(cash_gbp)} is released as cash" if cash_gbp else "Nothing is released as cash"


def _capacity(total: dict[str, float]) -> str:
    words = {
        "redeployed for a named use": "has a named use",
        "cost growth avoided": "avoids cost growth",
        "capacity with no agreed use": "has no agreed use",
    }
    parts = [f"{money(total[part])} {word}" for part, word in words.items() if part in total]
    if len(parts) == 1:
        part, word = next((part, word) for part, word in words.items() if part in total)
        return f"{money(total[part])} of capacity {word}"
    return f"of {money(sum(total.values()))} of capacity, {listed(parts)}"


def _rounded_down(number: float, places: int) -> float:
    """Never claim a unit that is not there yet."""
    return float(math.floor(number * 10**places + ROUNDING) / 10**places)


def _number(number: float) -> str:
    return f"{round(number, 1):,.1f}".removesuffix(".0")


def with_lump_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Name each step of cash and say how near it is."""
    names = [f"{centre}: {line}" for centre, line in zip(frame.centre, frame.line, strict=True)]
    texts = [
        lumps_sentence(float(row.units_peak), float(row.lump_units), str(row.unit), float(row.waiting_gbp) if row.agreed else 0.0)
        for _, row in frame.iterrows()
    ]
    return frame.assign(centre_name=frame.centre, centre=names, text=texts)


def lumps_title(frame: pd.DataFrame) -> str:
    """Say how many of the places where cash comes in steps reach one."""
    reached = int((frame.steps >= 0.5).sum())
    if reached == len(frame):
        return "Every place where cash comes in steps reaches its first step"
    if len(frame) == 1:
        return "The one place where cash comes in steps does not reach its first step; half a step saves nothing"
    return f"{reached} of {len(frame)} places with steps of cash reach their first step; half a step saves nothing"
