"""Steady axis: as entered and what-if on one axis, a ghost of as entered, and the difference written beside it.

The axis is made of the figures as entered alone, with room for change on both sides: whatever is tried, what does not change
stays where it is, and what falls moves to the left. A figure beyond the axis is drawn as an arrow at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.formats import signed_money
from core.charts.kit.row_chart import pixels
from core.charts.kit.spec import Layer, rows_chart, span
from core.charts.kit.theme import Theme

ROOM_FOR_CHANGE = 0.3
SAME_GBP = 0.5
UNCHANGED = "no change"


@dataclass(frozen=True)
class SteadyAxis:
    """The ends of an axis in pounds. Figures beyond them are drawn at its ends."""

    low_gbp: float
    high_gbp: float

    @property
    def domain(self) -> list[float]:
        """Both ends, as a scale takes them."""
        return [self.low_gbp, self.high_gbp]

    def placed(self, gbp: "pd.Series[Any]") -> "pd.Series[Any]":
        """Places of figures on the axis: those beyond an end stand at it."""
        return gbp.astype(float).clip(self.low_gbp, self.high_gbp)

    def beyond(self, gbp: "pd.Series[Any]") -> list[str]:
        """Say of each figure whether it lies beyond the left or the right end; empty for one on the axis."""
        return ["left" if one < self.low_gbp else "right" if one > self.high_gbp else "" for one in gbp.astype(float)]


def axis_of(values: Sequence[float], entered: Sequence[float] | None = None) -> SteadyAxis:
    """Make the axis: of the values themselves, or of those as entered with room for change where a what-if may be tried."""
    if entered is None:
        return SteadyAxis(*span(values))
    low, high = span(entered)
    room = ROOM_FOR_CHANGE * (high - low)
    return SteadyAxis(low - room, high + room)


def change_text(now_gbp: float, entered_gbp: float) -> str:
    """Write a difference: "−£21.6m", or "no change" where it is under half a pound."""
    return UNCHANGED if abs(now_gbp - entered_gbp) < SAME_GBP else signed_money(now_gbp - entered_gbp)


def ghost_dot(place: str, along: dict[str, Any], colours: Theme) -> Layer:
    """Draw an empty circle where a figure stood as entered, if it has moved."""
    moved = rows_chart().transform_filter("datum.has_moved")
    dot = moved.mark_point(
        shape="circle", size=190, filled=False, opacity=1, stroke=colours.muted, strokeWidth=2, strokeDash=[3, 2]
    )
    return dot.encode(x=alt.X(f"{place}:Q", **along), y=pixels("bar_middle"))


def way_moved(start: str, end: str, along: dict[str, Any], colours: Theme) -> Layer:
    """Draw a thin line from where a figure stood as entered to where it stands now."""
    moved = rows_chart().transform_filter("datum.has_moved").mark_rule(color=colours.muted, strokeWidth=2, strokeDash=[3, 2])
    return moved.encode(x=alt.X(f"{start}:Q", **along), x2=f"{end}:Q", y=pixels("bar_middle"))


def arrows(place: str, beyond: str, along: dict[str, Any], colour: str) -> list[Layer]:
    """Draw an arrow at the end of the axis for each figure that lies beyond it."""
    return [
        rows_chart()
        .transform_filter(f"datum.{beyond} == '{side}'")
        .mark_point(shape=f"triangle-{side}", size=260, filled=True, opacity=1, color=colour)
        .encode(x=alt.X(f"{place}:Q", **along), y=pixels("bar_middle"))
        for side in ("left", "right")
    ]
