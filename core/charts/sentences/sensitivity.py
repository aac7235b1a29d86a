"""Sentences about what drives the answer, and what would turn it."""

import pandas as pd

from core.charts.kit.formats import money, people, share
from core.charts.kit.grammar import capitalised, listed_briefly, verb

NOTHING_GBP = 0.5
MEASURE = "net public value"
IN_POUNDS = ("unit_value_gbp", "amount_gbp")
AS_SHARES = (
    *("deadweight", "affected_share", "engagement", "retention", "scale_penalty", "lost"),
    *("full_effect", "p_adopted", "driver"),
)


def value_words(value: float, column: str) -> str:
    """Show a figure as its column is shown."""
    if column in AS_SHARES:
        return share(value)
    if column in IN_POUNDS:
        return money(value)
    return people(value) if abs(value) >= 100 else f"{value:.3g}"


def tornado_title(frame: pd.DataFrame, measure: str = MEASURE) -> str:
    """Name the driver that moves the measure most, and say what it does.

    Args:
        frame: one row per driver: driver, low_text, high_text (values tried), low_npsv_gbp, high_npsv_gbp (the measure at
            each), central_gbp.
        measure: its name, as it reads within a sentence.
    """
    swings = _swings(frame)
    if swings.empty or swings.max() < NOTHING_GBP:
        return f"No assumption by itself moves {measure}"
    largest = frame[swings > swings.max() - NOTHING_GBP]
    names = [str(name) for name in largest["driver"]]
    if len(names) > 1:
        return f"{capitalised(listed_briefly(names))} move {measure} most, each by {money(swings.max())}"
    row = largest.iloc[0]
    low, high = (f"{money(row[f'{end}_npsv_gbp'])} at {row[f'{end}_text']}" for end in ("low", "high"))
    most = " most" if len(frame) > 1 else ""
    return f"{capitalised(names[0])} moves {measure}{most}: {low}, {high}"


def turning_sentence(frame: pd.DataFrame, measure: str = MEASURE) -> str:
    """Say how many of the drivers take the measure across zero by themselves.

    Args:
        frame: as for `tornado_title`.
        measure: its name, as it reads within a sentence.
    """
    if frame.empty:
        return f"No assumption was tried on {measure}"
    positive = frame["central_gbp"].iloc[0] >= 0
    ends = frame[["low_npsv_gbp", "high_npsv_gbp"]]
    turned = ends.min(axis=1) < -NOTHING_GBP if positive else ends.max(axis=1) > NOTHING_GBP
    names = [str(name) for name in frame.loc[turned, "driver"]]
    side = "below" if positive else "above"
    if not names:
        return f"No assumption by itself takes {measure} {side} zero"
    alone = "by itself" if len(names) == 1 else "each by itself"
    return f"{capitalised(listed_briefly(names))} {verb(len(names), 'takes', 'take')} {measure} {side} zero, {alone}"


def switching_sentence(
    driver: str,
    central_text: str,
    switch_text: str | None = None,
    *,
    falls: bool = True,
    jump: tuple[str, str] | None = None,
    tried: tuple[str, str] | None = None,
    is_above: bool = True,
    measure: str = MEASURE,
) -> str:
    """Say where a driver takes the measure to nothing: '... reaches nothing if engagement falls from 70% to 41%'.

    Args:
        driver: as it reads within a sentence.
        central_text: its value as entered.
        switch_text: its value at which the measure is nothing; None when there is no such value.
        falls: whether it falls to get there, or rises.
        jump: the values on both sides of a jump across nothing, where whole steps leave none at which it is just nothing.
        tried: the lowest and highest value tried, said when nothing is not reached within them.
        is_above: whether the measure is above nothing as entered.
        measure: its name, as it reads within a sentence.
    """
    start, moves = capitalised(measure), "falls" if falls else "rises"
    if jump is not None and jump[0] != jump[1]:
        return f"{start} jumps across nothing if {driver} {moves} from {central_text} to between {jump[0]} and {jump[1]}"
    reached = switch_text if jump is None else jump[0]
    if reached == central_text:
        return f"{start} is only just nothing already: {driver} at {central_text} is where it turns"
    if reached is not None:
        return f"{start} reaches nothing if {driver} {moves} from {central_text} to {reached}"
    between = f" between {tried[0]} and {tried[1]}" if tried else ""
    return f"{start} stays {'above' if is_above else 'below'} nothing whatever {driver} is{between}"


def _swings(frame: pd.DataFrame) -> pd.Series:
    """Find how far the measure moves for each driver, from the lowest of its ends and the middle to the highest."""
    figures = frame[["low_npsv_gbp", "high_npsv_gbp", "central_gbp"]].astype(float)
    return figures.max(axis=1) - figures.min(axis=1)
