"""How the running total of cash goes year by year, and when each option has paid back for good."""

import math
from typing import Any

import altair as alt
import pandas as pd

from core.charts.drawing import Drawing, Layer, Spec, finished, rows_chart
from core.charts.formats import money, signed_money
from core.charts.remembered import remembered
from core.charts.sentences.options import payback_years, running_cash_title
from core.charts.series import (
    UNDER_THE_AXIS,
    end_labels,
    key_below,
    line_label,
    line_layers,
    money_up,
    refuse_too_many,
    series_colour,
    series_shape,
    with_end_labels,
    with_key,
    with_series,
    zero_line,
)
from core.charts.theme import Theme, theme

HEIGHT = 340
TICKS = 6


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the running totals draw.

    Args:
        frame: one row per option and year, options in a fixed order: option (unique name), year (index from 0),
            running_gbp (running total of cash).

    Returns:
        The rows with series (0 for the first option), is_last, payback_years, text, label, label_gbp and key_y.
    """
    paybacks = {option: _payback(frame, option) for option in frame["option"].unique()}
    rows = with_series(frame, "option").assign(
        payback_years=[paybacks[option] for option in frame["option"]],
        text=[signed_money(gbp) for gbp in frame["running_gbp"]],
    )
    labels = [line_label(option, text, narrow) for option, text in zip(rows["option"], rows["text"], strict=True)]
    return with_key(with_end_labels(rows.assign(label=labels), "running_gbp", HEIGHT), HEIGHT + UNDER_THE_AXIS)


def running_cash(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the running totals as a Vega-Lite spec whose data are `with_labels(frame, narrow)`.

    Raises:
        ValueError: with more than four options, which could not be told apart.
    """
    rows, colours = with_labels(frame, narrow), theme(dark)
    refuse_too_many(rows, "options")
    up = money_up([*rows["running_gbp"]], narrow)
    lines = line_layers(_along(rows, "year"), "running_gbp", up, colours, _TIPS)
    layers = [zero_line(up, colours), *lines, _paid_back(rows, up, colours)]
    layers += key_below(colours) if narrow else [end_labels(up, colours)]
    return finished(layers, colours, HEIGHT, color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the running totals show."""
    last = frame[~frame["option"].duplicated(keep="last")]
    ends = [f"{option} {money(gbp)}" for option, gbp in zip(last["option"], last["running_gbp"], strict=True)]
    return f"Lines of the running total of cash. {running_cash_title(frame)}. At the end: {'; '.join(ends) or 'nothing'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), running_cash(frame, dark, narrow), alt_text(frame))


def _payback(frame: pd.DataFrame, option: str) -> float:
    """Find when an option has paid back for good, in years; not a number when it has not."""
    running = frame.loc[frame["option"] == option].sort_values("year")["running_gbp"]
    years = payback_years([float(gbp) for gbp in running])
    return math.nan if years is None else years


def _along(rows: pd.DataFrame, column: str) -> alt.X:
    years = int(rows["year"].max()) if len(rows) else 1
    axis = alt.Axis(title="Years from the start", grid=False, tickMinStep=1, format="d", tickCount=min(TICKS, max(1, years)))
    return alt.X(f"{column}:Q", axis=axis, scale=alt.Scale(domain=[0, max(1, years)], nice=False))


def _paid_back(rows: pd.DataFrame, up: dict[str, Any], colours: Theme) -> Layer:
    """Mark on the zero line where each option pays back for good; one that is never out of pocket has no mark."""
    once = rows_chart().transform_filter("datum.is_last && datum.payback_years > 0")
    mark = once.mark_point(filled=True, opacity=1, size=170, stroke=colours.page, strokeWidth=2)
    colour = series_colour(colours.series)
    return mark.encode(x=_along(rows, "payback_years"), y=alt.YDatum(0, **up), color=colour, shape=series_shape())


_TIPS = (
    alt.Tooltip("option:N", title="Option"),
    alt.Tooltip("year:Q", title="Year"),
    alt.Tooltip("text:N", title="Running total"),
)
