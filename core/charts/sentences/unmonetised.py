"""What has no price, as sentences beside the money."""

from typing import Any

import pandas as pd

from core.charts.kit.formats import exact_money
from core.charts.kit.grammar import counted, verb

SIZES = {"small": "Small", "medium": "Medium", "large": "Large"}
NOTHING_GBP = 0.5


def unmonetised_title(frame: pd.DataFrame) -> str:
    """Say how many effects have no price and which way they speak.

    Args:
        frame: as `core.reports.unmonetised.unmonetised` gives it.
    """
    effects = frame.drop_duplicates("effect_id")
    count = len(effects)
    if not count:
        return "No effect without a price is written down"
    speak_for = int((effects["direction"] == "for").sum())
    named = f"{counted(count).capitalize()} {verb(count, 'effect has', 'effects have')} no price"
    if speak_for in (0, count):
        return f"{named}: {verb(count, 'it speaks', 'they speak')} {'for' if speak_for else 'against'} the work"
    return f"{named}: {counted(speak_for)} for the work, {counted(count - speak_for)} against"


def effect_sentence(row: Any) -> str:
    """Say one effect: its size, which way it speaks, whom it falls on, and what a unit would have to be worth.

    Args:
        row: of `core.reports.unmonetised.unmonetised`, with its columns as attributes.
    """
    on = f", on {row.falls_on}" if row.falls_on else ""
    return f"{row.effect} ({SIZES[row.size].lower()}, {row.direction} the option{on}). {tipping_sentence(row)}".strip()


def tipping_sentence(row: Any) -> str:
    """Say at what value of a unit the option would break even; empty where nothing is counted."""
    if pd.isna(row.tipping_gbp):
        return ""
    units = f"{row.units_per_year:g} a year ({row.unit})"
    if abs(row.npsv_gbp) < NOTHING_GBP:
        return f"{units}: the option breaks even whatever it is worth, without it."
    if row.direction == "for":
        if row.tipping_gbp > 0:
            return f"{units}: the option breaks even if each is worth {exact_tipping(row.tipping_gbp)}."
        return f"{units}: the option's net public value is above nothing without it."
    if row.tipping_gbp > 0:
        return f"{units}: the option no longer breaks even if each costs more than {exact_tipping(row.tipping_gbp)}."
    return f"{units}: the option's net public value is below nothing without it."


def exact_tipping(gbp: float) -> str:
    """A value a unit: to the penny where it is small."""
    return f"£{gbp:,.2f}" if abs(gbp) < 1_000 else exact_money(gbp)
