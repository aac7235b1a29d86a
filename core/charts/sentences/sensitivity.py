"""Sentences about what drives the answer, and what would turn it."""

import pandas as pd

from core.charts.formats import money
from core.charts.grammar import capitalised, counted, listed_briefly, verb

NOTHING_GBP = 0.5
MEASURE = "net public value"


def tornado_title(frame: pd.DataFrame, measure: str = MEASURE) -> str:
    """Name the driver that moves the measure most, and say what it does.

    Args:
        frame: one row per driver: driver, low_text, high_text (values tried), low_npsv_gbp, high_npsv_gbp (the measure at
            each), central_gbp.
        measure: its name, as it stands within a sentence.
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
        measure: its name, as it stands within a sentence.
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
        driver: as it stands within a sentence.
        central_text: its value as entered.
        switch_text: its value at which the measure is nothing; None when there is no such value.
        falls: whether it falls to get there, or rises.
        jump: the values on both sides of a jump across nothing, where whole steps leave none at which it is just nothing.
        tried: the lowest and highest value tried, said when nothing is not reached within them.
        is_above: whether the measure is above nothing as entered.
        measure: its name, as it stands within a sentence.
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


def standing_tests_sentence(frame: pd.DataFrame, central_gbp: float, measure: str = MEASURE) -> str:
    """Say on how many of the tests that are always made the answer holds, and which turn it.

    Args:
        frame: one row per test: test (a clause that follows 'if': 'the discount rate is 3.0%'), npsv_gbp (the measure then;
            missing when the test does not apply).
        central_gbp: the measure as entered.
        measure: its name, as it stands within a sentence.
    """
    made = frame[frame["npsv_gbp"].notna()]
    if made.empty:
        return "No standing test applies"
    above = central_gbp >= -NOTHING_GBP
    turns = made["npsv_gbp"] < -NOTHING_GBP if above else made["npsv_gbp"] > NOTHING_GBP
    names = [str(test) for test in made.loc[turns, "test"]]
    stays, moves = ("does not fall below", "falls below") if above else ("does not rise above", "rises above")
    held = f"{capitalised(measure)} {stays} nothing on {_of(len(made) - len(names), len(made))}"
    return f"{held}; it {moves} nothing if {_either(names)}" if names else held


def _swings(frame: pd.DataFrame) -> pd.Series:
    """Find how far the measure moves for each driver, from the lowest of its ends and the middle to the highest."""
    figures = frame[["low_npsv_gbp", "high_npsv_gbp", "central_gbp"]].astype(float)
    return figures.max(axis=1) - figures.min(axis=1)


def _of(some: int, tests: int) -> str:
    if tests == 1:
        return "the one standing test" if some else "none of the standing tests"
    if some == tests:
        return "both standing tests" if tests == 2 else f"all {counted(tests)} standing tests"
    return f"{counted(some) if some else 'none'} of the {counted(tests)} standing tests"


def _either(tests: list[str]) -> str:
    """Join clauses: 'a', 'a or if b', 'a, if b or if c'."""
    before = ", if ".join(tests[:-1])
    return f"{before} or if {tests[-1]}" if before else tests[-1]
