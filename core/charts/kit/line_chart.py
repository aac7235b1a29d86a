"""Line chart: lines that differ without their colours, at most four, each with its own dashes, shape and name."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.row_chart import pixels
from core.charts.kit.spec import LINE_HEIGHT, Layer, money_axis, once_chart, rows_chart, span, wrapped
from core.charts.kit.theme import SMALL_TEXT_SIZE, Theme

DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3])
SHAPES = ("circle", "diamond", "square", "triangle-up")
LABEL_LETTERS, KEY_LETTERS = 24, 36
BETWEEN_LABELS = 6
ROOM = 8
UNDER_THE_AXIS, LEFT_OF_THE_PLOT, RIGHT_OF_THE_PLOT = 52, -30, 20
SAMPLE_LENGTH, AFTER_SAMPLE = 30, 40
_NUMBERS = [0, 1, 2, 3]


def with_series(frame: pd.DataFrame, names: str) -> pd.DataFrame:
    """Number the lines in the order they come (series) and mark the last row of each (is_last)."""
    order = list(frame[names].unique())
    return frame.reset_index(drop=True).assign(
        series=[order.index(name) for name in frame[names]],
        is_last=~frame[names].duplicated(keep="last").to_numpy(),
    )


def refuse_too_many(rows: pd.DataFrame, what: str) -> None:
    """Refuse more lines than can be told apart.

    Raises:
        ValueError: with more than four.
    """
    if rows["series"].nunique() > len(DASHES):
        raise ValueError(f"{rows['series'].nunique()} {what} are too many lines to tell apart: choose four at most")


def line_label(name: str, text: str, narrow: bool) -> str:
    """Put a name over its figure, the name in two lines at most."""
    return f"{wrapped(name, KEY_LETTERS if narrow else LABEL_LETTERS, lines=2)}\n{text}"


def with_end_labels(rows: pd.DataFrame, values: str, height: int, ends: tuple[float, float] | None = None) -> pd.DataFrame:
    """Move the labels at the ends of the lines apart, so that none covers another: label_gbp, on the scale of the values.

    Args:
        rows: with series, is_last and label.
        values: the column of the values, whose scale holds them all and nought.
        height: of the plot, in pixels.
        ends: the ends of the scale, where they are not those of the values.
    """
    last = rows[rows["is_last"]].sort_values(values, ascending=False)
    low, high = ends or span([*rows[values]])
    talls = [_tall(str(label)) for label in last["label"]]
    wanted = [((high - gbp) / (high - low) * height, tall) for gbp, tall in zip(last[values], talls, strict=True)]
    middles = _apart(wanted, height)
    places = {number: high - middle / height * (high - low) for number, middle in zip(last["series"], middles, strict=True)}
    return rows.assign(label_gbp=rows["series"].map(places).astype(float))


def with_key(rows: pd.DataFrame, top: int) -> pd.DataFrame:
    """List the labels under one another from `top`: key_y, in pixels."""
    last = rows[rows["is_last"]].sort_values("series")
    tops = accumulate([top, *(_tall(str(label)) for label in last["label"])])
    return rows.assign(key_y=rows["series"].map(dict(zip(last["series"], tops, strict=False))).astype(float))


def series_colour(colours: tuple[str, ...]) -> alt.Color:
    """Colour by line."""
    return alt.Color("series:N", scale=alt.Scale(domain=_NUMBERS, range=list(colours)), legend=None)


def series_dash() -> alt.StrokeDash:
    """Dash by line."""
    return alt.StrokeDash("series:N", scale=alt.Scale(domain=_NUMBERS, range=list(DASHES)), legend=None)


def series_shape() -> alt.Shape:
    """Shape by line."""
    return alt.Shape("series:N", scale=alt.Scale(domain=_NUMBERS, range=list(SHAPES)), legend=None)


def money_up(values: Sequence[float], narrow: bool, ends: tuple[float, float] | None = None) -> dict[str, Any]:
    """Give the upright scale and axis in pounds that hold all values and nought, or that have the ends given."""
    scale = alt.Scale(domain=list(ends or span(values)), nice=False, padding=ROOM)
    return {"axis": money_axis(grid=True, tickCount=4 if narrow else 5), "scale": scale}


def zero_line(up: dict[str, Any], colours: Theme) -> Layer:
    """Mark nought across the plot."""
    return once_chart().mark_rule(color=colours.text, strokeWidth=1.5).encode(y=alt.YDatum(0, **up))


def line_layers(across: Any, values: str, up: dict[str, Any], colours: Theme, tips: Sequence[alt.Tooltip]) -> list[Layer]:
    """Draw each line in its own colour and dashes, ending in its own shape."""
    place = {"x": across, "y": alt.Y(f"{values}:Q", **up), "color": series_colour(colours.series)}
    ends = rows_chart().transform_filter("datum.is_last").mark_point(filled=True, opacity=1, size=90)
    return [
        rows_chart().mark_line(strokeWidth=3).encode(strokeDash=series_dash(), **place),
        ends.encode(shape=series_shape(), tooltip=list(tips), **place),
    ]


def end_labels(up: dict[str, Any], colours: Theme) -> Layer:
    """Write the label of each line beside its end, where `with_end_labels` put it."""
    words = rows_chart().transform_filter("datum.is_last").mark_text(align="left", baseline="middle", dx=12, fontWeight=600)
    colour = series_colour(colours.series_text)
    return words.encode(x=alt.value("width"), y=alt.Y("label_gbp:Q", **up), text="label:N", color=colour)


def key_layers(colours: Theme, left: Any, offset: int) -> list[Layer]:
    """Write the labels as a list, where `with_key` put them, each after a sample of its line and its shape."""
    last = rows_chart().transform_filter("datum.is_last").transform_calculate(middle="datum.key_y + 9")
    sample = {"x": left, "y": pixels("middle"), "color": series_colour(colours.series)}
    line = last.mark_rule(strokeWidth=3, xOffset=offset, x2Offset=offset + SAMPLE_LENGTH)
    point = last.mark_point(filled=True, opacity=1, size=80, xOffset=offset + SAMPLE_LENGTH / 2)
    words = last.mark_text(align="left", baseline="top", fontSize=SMALL_TEXT_SIZE, fontWeight=600, dx=offset + AFTER_SAMPLE)
    return [
        line.encode(x2=left, strokeDash=series_dash(), **sample),
        point.encode(shape=series_shape(), **sample),
        words.encode(x=left, y=pixels("key_y"), text="label:N", color=series_colour(colours.series_text)),
    ]


def key_below(colours: Theme) -> list[Layer]:
    """Write the labels under the chart, as on a phone."""
    return key_layers(colours, alt.value(0), LEFT_OF_THE_PLOT)


def _tall(label: str) -> int:
    return (label.count("\n") + 1) * LINE_HEIGHT + BETWEEN_LABELS


def _apart(wanted: list[tuple[float, int]], height: int) -> list[float]:
    """Push middles down, then back up from the foot of the chart, until no two of the heights overlap."""
    middles = [place for place, _ in wanted]
    gaps = [(above + below) / 2 for (_, above), (_, below) in pairwise(wanted)]
    for place, gap in enumerate(gaps):
        middles[place + 1] = max(middles[place + 1], middles[place] + gap)
    middles[-1:] = [min(middles[-1], height - wanted[-1][1] / 2)] if wanted else []
    for place, gap in reversed(list(enumerate(gaps))):
        middles[place] = min(middles[place], middles[place + 1] - gap)
    return middles
