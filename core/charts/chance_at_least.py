"""Exceedance: the chance that each option returns at least an amount, one falling line for each, with nothing marked."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import chance as in_tens
from core.charts.kit.formats import money, runs
from core.charts.kit.line_chart import (
    RIGHT_OF_THE_PLOT,
    UNDER_THE_AXIS,
    key_below,
    key_layers,
    line_label,
    refuse_too_many,
    series_colour,
    series_dash,
    series_shape,
    with_key,
    with_series,
)
from core.charts.kit.row_chart import heading
from core.charts.kit.spec import Drawing, Layer, Spec, finished, money_axis, once_chart, rows_chart, span
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.uncertainty import above_nothing_title

HEIGHT = 320
CHANCE_LABELS = "datum.value == 1 ? '> 99 in 100' : datum.value == 0 ? '< 1 in 100' : format(datum.value * 10, 'd') + ' in 10'"


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the lines draw.

    Args:
        frame: one row per option and amount, options in a fixed order, amounts rising: option (unique name), gbp, chance
            (share of the runs that return at least so much, 0 to 1).

    Returns:
        The rows with series, is_last, zero_chance (chance of at least nothing), gbp_text, chance_text, label and key_y.
    """
    at_zero = chances_at_zero(frame)
    zero_chance = dict(zip(at_zero["option"], at_zero["chance"], strict=True))
    rows = with_series(frame, "option").assign(
        zero_chance=[zero_chance[option] for option in frame["option"]],
        gbp_text=[money(gbp) for gbp in frame["gbp"]],
        chance_text=[in_tens(chance) for chance in frame["chance"]],
    )
    labels = [line_label(option, f"above £0 in {runs(zero_chance[option])}", narrow=True) for option in rows["option"]]
    return with_key(rows.assign(label=labels), HEIGHT + UNDER_THE_AXIS if narrow else 0)


def chances_at_zero(frame: pd.DataFrame) -> pd.DataFrame:
    """Find for each option the chance of at least nothing, linear between the amounts given.

    Args:
        frame: as for `with_labels`.

    Returns:
        One row per option, in the order they come: option, chance.
    """
    lines = [(option, rows.sort_values("gbp")) for option, rows in frame.groupby("option", sort=False)]
    chances = [float(np.interp(0.0, rows["gbp"].to_numpy(float), rows["chance"].to_numpy(float))) for _, rows in lines]
    return pd.DataFrame({"option": [str(option) for option, _ in lines], "chance": chances})


def chance_title(frame: pd.DataFrame) -> str:
    """Say in how many runs each option comes out above nothing; the frame as for `with_labels`."""
    return above_nothing_title(chances_at_zero(frame))


def chance_at_least(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the lines as a Vega-Lite spec whose data are `with_labels(frame, narrow)`.

    Raises:
        ValueError: with more than four options, which could not be told apart.
    """
    rows, colours = with_labels(frame, narrow), theme(dark)
    refuse_too_many(rows, "options")
    along: dict[str, Any] = {
        "axis": money_axis(grid=False, tickCount=3 if narrow else 6, title="Returns at least", labelBound=True),
        "scale": alt.Scale(domain=list(span([*rows["gbp"]])), nice=False, padding=12),
    }
    key = key_below(colours) if narrow else key_layers(colours, alt.value("width"), RIGHT_OF_THE_PLOT)
    zero = once_chart().mark_rule(color=colours.text, strokeWidth=1.5).encode(x=alt.XDatum(0, **along))
    words = heading("Breaks even", colours.muted, alt.XDatum(0, **along), align="left", dx=-2)
    return finished([zero, words, *_lines(along, narrow, colours), *key], colours, HEIGHT, color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the lines show."""
    return f"Lines of the chance that each option returns at least an amount. {chance_title(frame)}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), chance_at_least(frame, dark, narrow), alt_text(frame))


def _up(narrow: bool) -> dict[str, Any]:
    axis = alt.Axis(
        title=None,
        values=[0, 0.2, 0.4, 0.6, 0.8, 1],
        labelExpr=CHANCE_LABELS,
        domain=False,
        ticks=False,
        labelPadding=4 if narrow else 8,
    )
    return {"axis": axis, "scale": alt.Scale(domain=[0, 1], nice=False)}


def _lines(along: dict[str, Any], narrow: bool, colours: Theme) -> list[Layer]:
    """Draw each line in its own dashes, and its shape where it crosses nothing."""
    colour, up = series_colour(colours.series), _up(narrow)
    line = rows_chart().mark_line(strokeWidth=3, clip=True)
    mark = rows_chart().transform_filter("datum.is_last").mark_point(filled=True, opacity=1, size=150, stroke=colours.page)
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in _TIPS.items()]
    # Wide and clear, so that a line is easy to point at.
    touch = rows_chart().mark_point(size=120, opacity=0, filled=True)
    place = {"x": alt.X("gbp:Q", **along), "y": alt.Y("chance:Q", **up)}
    return [
        line.encode(color=colour, strokeDash=series_dash(), **place),
        mark.encode(x=alt.XDatum(0, **along), y=alt.Y("zero_chance:Q", **up), color=colour, shape=series_shape()),
        touch.encode(tooltip=tips, **place),
    ]


_TIPS = {"option": "Option", "gbp_text": "Returns at least", "chance_text": "Chance"}
