"""How the running total of cash goes year by year, and when each option has paid back for good."""

import math
from itertools import accumulate, pairwise
from typing import Any

import altair as alt
import pandas as pd

from core.charts.drawing import LINE_HEIGHT, Drawing, Layer, Spec, finished, money_axis, once_chart, rows_chart, span, wrapped
from core.charts.formats import money, signed_money
from core.charts.rows import pixels
from core.charts.sentences.options import payback_years, running_cash_title
from core.charts.theme import SMALL_TEXT_SIZE, Theme, theme

HEIGHT = 340
ROOM = 8
TICKS = 6
KEY_TOP, KEY_LEFT = 52, -30
LABEL_LETTERS, KEY_LETTERS = 24, 36
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3])
SHAPES = ("circle", "diamond", "square", "triangle-up")


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the running totals draw.

    Args:
        frame: one row per option and year, options in a fixed order: option (unique name), year (index from 0),
            running_gbp (running total of cash).

    Returns:
        The rows with series (0 for the first option), is_last, payback_years, text, label, label_gbp and key_y.
    """
    options = list(frame["option"].unique())
    paybacks = {option: _payback(frame, option) for option in options}
    rows = frame.reset_index(drop=True).assign(
        series=[options.index(option) for option in frame["option"]],
        is_last=~frame["option"].duplicated(keep="last").to_numpy(),
        payback_years=[paybacks[option] for option in frame["option"]],
        text=[signed_money(gbp) for gbp in frame["running_gbp"]],
    )
    letters = KEY_LETTERS if narrow else LABEL_LETTERS
    labels = [_label(option, text, letters) for option, text in zip(rows["option"], rows["text"], strict=True)]
    return _spread(rows.assign(label=labels)) if len(rows) else rows.assign(label=labels, label_gbp=0.0, key_y=0)


def running_cash(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the running totals as a Vega-Lite spec whose data are `with_labels(frame, narrow)`.

    Raises:
        ValueError: with more than four options, which could not be told apart.
    """
    rows, colours = with_labels(frame, narrow), theme(dark)
    if rows["series"].nunique() > len(DASHES):
        raise ValueError(f"{rows['series'].nunique()} options are too many lines to tell apart: choose four at most")
    layers = [_zero(rows, narrow, colours), *_lines(rows, narrow, colours), _paid_back(rows, narrow, colours)]
    layers += _key(rows, colours) if narrow else [_labels(rows, colours)]
    return finished(layers, colours, HEIGHT, color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the running totals show."""
    last = frame[~frame["option"].duplicated(keep="last")]
    ends = [f"{option} {money(gbp)}" for option, gbp in zip(last["option"], last["running_gbp"], strict=True)]
    return f"Lines of the running total of cash. {running_cash_title(frame)}. At the end: {'; '.join(ends) or 'nothing'}."


def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), running_cash(frame, dark, narrow), alt_text(frame))


def _payback(frame: pd.DataFrame, option: str) -> float:
    """Find when an option has paid back for good, in years; not a number when it has not."""
    running = frame.loc[frame["option"] == option].sort_values("year")["running_gbp"]
    years = payback_years([float(gbp) for gbp in running])
    return math.nan if years is None else years


def _label(option: str, text: str, letters: int) -> str:
    return f"{wrapped(option, letters, lines=2)}\n{text}"


def _along(rows: pd.DataFrame, column: str) -> alt.X:
    years = int(rows["year"].max()) if len(rows) else 1
    axis = alt.Axis(title="Years from the start", grid=False, tickMinStep=1, format="d", tickCount=min(TICKS, max(1, years)))
    return alt.X(f"{column}:Q", axis=axis, scale=alt.Scale(domain=[0, max(1, years)], nice=False))


def _up(rows: pd.DataFrame, narrow: bool) -> dict[str, Any]:
    scale = alt.Scale(domain=list(span([*rows["running_gbp"]])), nice=False, padding=ROOM)
    return {"axis": money_axis(grid=True, tickCount=4 if narrow else 5), "scale": scale}


def _zero(rows: pd.DataFrame, narrow: bool, colours: Theme) -> Layer:
    rule = once_chart().mark_rule(color=colours.text, strokeWidth=1.5)
    return rule.encode(y=alt.YDatum(0, **_up(rows, narrow)))


def _lines(rows: pd.DataFrame, narrow: bool, colours: Theme) -> list[Layer]:
    """Draw each line in its own colour and dashes, ending in its own shape."""
    place = {"x": _along(rows, "year"), "y": alt.Y("running_gbp:Q", **_up(rows, narrow)), "color": _series(colours.series)}
    tips = [
        alt.Tooltip("option:N", title="Option"),
        alt.Tooltip("year:Q", title="Year"),
        alt.Tooltip("text:N", title="Running total"),
    ]
    ends = rows_chart().transform_filter("datum.is_last").mark_point(filled=True, opacity=1, size=90)
    return [
        rows_chart().mark_line(strokeWidth=3).encode(strokeDash=_dash(), **place),
        ends.encode(shape=_shape(), tooltip=tips, **place),
    ]


def _paid_back(rows: pd.DataFrame, narrow: bool, colours: Theme) -> Layer:
    """Mark on the zero line where each option pays back for good; one that is never out of pocket has no mark."""
    once = rows_chart().transform_filter("datum.is_last && datum.payback_years > 0")
    mark = once.mark_point(filled=True, opacity=1, size=170, stroke=colours.page, strokeWidth=2)
    across = _along(rows, "payback_years")
    return mark.encode(x=across, y=alt.YDatum(0, **_up(rows, narrow)), color=_series(colours.series), shape=_shape())
