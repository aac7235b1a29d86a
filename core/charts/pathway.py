"""Pathway: the four steps from prototype to sustained system, with the one that has been reached."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.spec import Drawing, Layer, Spec, finished, once_chart, rows_chart
from core.charts.kit.theme import Theme, theme

WIDE_HEIGHT, NARROW_HEIGHT = 100, 250
FIRST, LAST = -0.5, 3.5
STATES = ["past", "present", "ahead", "not on this way"]
SHAPES = ["circle", "diamond", "circle", "cross"]
SIZES = [320, 620, 320, 90]


def with_labels(frame: pd.DataFrame) -> pd.DataFrame:
    """Add what the chart writes: the name of each step and, in words, whether it is done, here, ahead or aside.

    Args:
        frame: one row per step, as `core.reports.gates.pathway.pathway` gives it.
    """
    return frame.assign(label=frame["title"], below=frame["text"].str.replace(" on this option's way", " on this way"))


def pathway(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the steps as a Vega-Lite spec whose data are `with_labels(frame)`: across a page, down a phone."""
    colours = theme(dark)
    along, at = ("y", "x") if narrow else ("x", "y")
    scale = alt.Scale(domain=[LAST, FIRST] if narrow else [FIRST, LAST], nice=False, zero=False)
    across = alt.Scale(domain=[0, 1], nice=False)
    step: dict[str, Any] = {along: _place(along, "order:Q", scale), at: _fixed(at, 0.08 if narrow else 0.8, across)}
    line = once_chart().mark_rule(color=colours.border, strokeWidth=3)
    ends: dict[str, Any] = {
        along: _datum(along, 0, scale),
        f"{along}2": _datum(f"{along}2", 3),
        at: _fixed(at, 0.08 if narrow else 0.8, across),
    }
    return finished([line.encode(**ends), _dots(colours).encode(**step, **_looks(colours)), *_words(step, colours, narrow)],
                    colours, NARROW_HEIGHT if narrow else WIDE_HEIGHT)  # fmt: skip


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the chart shows."""
    steps = "; ".join(f"{row['title']}: {row['text']}" for row in frame.to_dict("records"))
    return f"The way from prototype to sustained system, in four steps. {steps or 'No step'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame), pathway(frame, dark, narrow), alt_text(frame))


def pathway_title(frame: pd.DataFrame) -> str:
    """Say where on the way the programme is."""
    here = frame[frame["state"] == "present"]
    if here.empty:
        return "Where the programme stands is not written down"
    ahead = frame[frame["state"] == "ahead"]["title"].str.lower().tolist()
    stands = str(here["title"].iloc[0]).lower()
    return f"The programme stands at “{stands}”; ahead: {' and '.join(ahead)}" if ahead else f"The programme stands at “{stands}”"


def _dots(colours: Theme) -> Layer:
    return rows_chart().mark_point(filled=True, opacity=1, stroke=colours.primary, strokeWidth=2.5)


def _looks(colours: Theme) -> dict[str, Any]:
    """Shape, size and filling tell the states apart; the words below say them."""
    filling = [colours.primary, colours.primary, colours.page, colours.page]
    return {
        "fill": alt.Fill("state:N", scale=alt.Scale(domain=STATES, range=filling), legend=None),
        "shape": alt.Shape("state:N", scale=alt.Scale(domain=STATES, range=SHAPES), legend=None),
        "size": alt.Size("state:N", scale=alt.Scale(domain=STATES, range=SIZES), legend=None),
    }


def _words(step: dict[str, Any], colours: Theme, narrow: bool) -> list[Layer]:
    side: dict[str, Any] = {"align": "left", "dx": 26} if narrow else {"align": "center"}
    name = rows_chart().mark_text(fontWeight=600, dy=-9 if narrow else 34, baseline="middle", **side)
    below = rows_chart().mark_text(color=colours.muted, dy=11 if narrow else 54, baseline="middle", **side)
    return [name.encode(text="label:N", **step), below.encode(text="below:N", **step)]


def _place(channel: str, field: str, scale: alt.Scale) -> Any:
    return (alt.X if channel == "x" else alt.Y)(field, scale=scale, axis=None)


def _fixed(channel: str, value: float, scale: alt.Scale) -> Any:
    return (alt.XDatum if channel == "x" else alt.YDatum)(value, scale=scale, axis=None)


def _datum(channel: str, value: float, scale: alt.Scale | None = None) -> Any:
    if channel.endswith("2"):
        return (alt.X2Datum if channel[0] == "x" else alt.Y2Datum)(value)
    return (alt.XDatum if channel == "x" else alt.YDatum)(value, scale=scale, axis=None)
