"""Titles about evidence: what studies say together, and where there are none."""

import math

import pandas as pd

from core.charts.kit.formats import MINUS
from core.charts.kit.grammar import capitalised, counted, listed_briefly, verb

FOREST_KEY = (
    "Dot: what a study found. Line: its 95% range. Diamond: studies together. Pale line: where one further study would fall."
)
EVIDENCE_MAP_KEY = (
    "Each square: studies of one design on one outcome. Empty: none. "
    "Stronger designs stand to the right; both: before and after, in two arms."
)


def forest_title(frame: pd.DataFrame) -> str:
    """Say what the studies find together, and whether routine practice keeps it.

    Args:
        frame: one row per study, group or mean: kind (study, group, all, prediction), group, label, effect, low, high.
    """
    studies = frame[frame["kind"] == "study"]
    if studies.empty:
        return "There is no study with an effect and a standard error"
    together = frame[frame["kind"] == "all"]
    if together.empty:
        only = studies.iloc[0]
        return f"One study finds {effect_text(only['effect'], only['low'], only['high'])}, and nothing confirms it yet"
    mean = together.iloc[0]
    sentence = (
        f"{capitalised(counted(len(studies)))} studies together find {effect_text(mean['effect'], mean['low'], mean['high'])}"
    )
    return f"{sentence}; {_surely(mean)}{_kept(frame)}"


def evidence_map_title(frame: pd.DataFrame) -> str:
    """Say on how many outcomes there is no study, and name them.

    Args:
        frame: one row per outcome and design: outcome, design, studies.
    """
    if frame.empty:
        return "There is no outcome to have evidence on"
    sums = frame.groupby("outcome", sort=False)["studies"].sum()
    bare = [str(outcome) for outcome, studies in sums.items() if studies == 0]
    total = int(sums.sum())
    if not total:
        return f"There is no study on {'the outcome' if len(sums) == 1 else f'any of the {counted(len(sums))} outcomes'}"
    some = f"{capitalised(counted(total))} {verb(total, 'study', 'studies')}"
    if not bare:
        return f"{some}: every outcome has at least one"
    return f"{some}, and none on {counted(len(bare))} of {counted(len(sums))} outcomes: {listed_briefly(bare)}"


def effect_text(effect: float, low: float, high: float) -> str:
    """Give an effect with its range, all to the same number of places: 0.42 (0.30 to 0.54)."""
    largest = max(abs(effect), abs(low), abs(high))
    places = 0 if largest >= 100 else 2 if largest >= 0.095 or largest == 0 else min(8, 1 - math.floor(math.log10(largest)))
    found, least, most = (_fixed(number, places) for number in (effect, low, high))
    return f"{found} ({least} to {most})"


def _surely(mean: pd.Series) -> str:
    if mean["low"] > 0:
        return "the range lies above nothing"
    return "the range lies below nothing" if mean["high"] < 0 else "the range holds nothing at all"


def _kept(frame: pd.DataFrame) -> str:
    groups = frame[frame["kind"] == "group"].set_index("group")["effect"]
    if not {"demonstration", "routine practice"} <= set(groups.index):
        return ""
    return f"; {_fixed(groups['demonstration'])} in demonstrations, {_fixed(groups['routine practice'])} in routine practice"


def _fixed(number: float, places: int = 2) -> str:
    shown = f"{abs(number):,.{places}f}"
    return f"{MINUS}{shown}" if number < 0 and any(digit in shown for digit in "123456789") else shown
