"""Sentences about the chance that others adopt a change: what it must be, and what would raise it."""

import math

from core.charts.kit.formats import fine_share, money, share_range
from core.charts.kit.grammar import verb

NOTHING_GBP = 0.5
# A threshold is rounded up, so that the sentence is true of the figure it gives.
ROUNDING = 1e-9


def up_or_out_sentence(
    up: str, out: str, break_even: float | None, low: float | None = None, high: float | None = None, *, always_same: bool = False
) -> str:
    """Say from which chance of adoption one option beats another, beside the range that partners gave.

    Args:
        up: name of the option with levers.
        out: name of the one it is compared with.
        break_even: one chance for all levers above which `up` returns more, 0 to 1; 0 if it does without any adoption, None
            if it never does.
        low: lowest chance that partners gave; None when they gave no range.
        high: highest.
        always_same: both return the same, whatever is adopted.
    """
    if always_same:
        return f"{up} and {out} return the same, whatever the chance of adoption"
    if _none(break_even):
        return f"{up} does not beat {out}, however likely it is to be adopted"
    needed = float(break_even or 0)
    if needed <= 0:
        return f"{up} beats {out} even if nobody adopts it"
    if needed >= 1:
        return f"{up} only matches {out} even if everybody adopts it"
    return f"{up} beats {out} if the chance of adoption exceeds {fine_share(needed)}; {_partners(needed, low, high)}"


def readiness_gain_sentence(gain: float | None, entered: float = 0.0, raises: str = "scaling out") -> str:
    """Say how far the chance of adoption must rise for waiting to pay.

    Args:
        gain: the rise that would pay for the wait, 0 to 1; 0 or less if it pays without, None if no rise would do.
        entered: the rise that partners entered.
        raises: what would raise it, as it reads within a sentence.
    """
    if _none(gain):
        return "Waiting does not pay, however much it raises the chance of adoption"
    needed = float(gain or 0)
    if needed <= ROUNDING:
        return f"Waiting pays even if {raises} does not raise the chance of adoption"
    said = f"Waiting pays only if {raises} raises the chance of adoption by {_points(_up(needed))} or more"
    if entered <= 0:
        return said
    points = round(entered * 100)
    return f"{said}; {_points(points)} {verb(points, 'is', 'are')} entered"


def stopping_sentence(committed_gbp: float, gated_gbp: float) -> str:
    """Say what being able to stop at the gate is worth.

    Args:
        committed_gbp: value if going on whatever is learnt.
        gated_gbp: value if going on only when it pays by what is learnt.
    """
    worth = gated_gbp - committed_gbp
    if abs(worth) < NOTHING_GBP:
        return "Being able to stop at the gate adds nothing: what is learnt there would not change the decision"
    figures = f"{money(gated_gbp)} with the gate, {money(committed_gbp)} without"
    if worth < 0:
        return f"The gate costs {money(-worth)} more than being able to stop saves: {figures}"
    return f"Being able to stop at the gate is worth {money(worth)}: {figures}"


def _partners(needed: float, low: float | None, high: float | None) -> str:
    if low is None or high is None or _none(low) or _none(high):
        return "partners have given no range"
    told = share_range(low, high)
    kind = "range is" if " to " in told else "figure is"
    side = ", all of it above that" if low > needed else ", all of it below that" if high < needed else ""
    return f"partners' {kind} {told}{side if ' to ' in told else ''}"


def _points(points: int) -> str:
    return f"{points} {verb(points, 'point', 'points')}"


def _up(gain: float) -> int:
    return math.ceil(gain * 100 - ROUNDING)


def _none(value: float | None) -> bool:
    return value is None or math.isnan(value)
