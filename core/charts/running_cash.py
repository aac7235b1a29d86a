"""Running cash: the running total of cash year by year, and when each option has paid back for good."""

import math
from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money, signed_money
from core.charts.kit.line_chart import (
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
from core.charts.kit.spec import Drawing, Layer, Spec, finished, rows_chart
from core.charts.kit.steady_axis import UNCHANGED, SteadyAxis, axis_of, change_text
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.options import payback_years, running_cash_title

HEIGHT = 340
TICKS = 6


def with_labels(frame: pd.DataFrame, narrow: bool = False, entered: pd.DataFrame | None = None) -> pd.DataFrame:
    """Add the texts and places that the running totals draw.

    Args:
        frame: one row per option and year, options in a fixed order: option (unique name), year (index from 0),
            running_gbp (running total of cash).
        narrow: for a phone.
        entered: the same options as entered, where a what-if may be tried; None where none may.

    Returns:
        The rows with series (0 for the first option), is_last, payback_years, text, label, label_gbp, key_y, and entered_gbp
        (the running total as entered in the same year; missing beyond its years and where no what-if may be tried).
    """
    axis = _axis(frame, entered)
    paybacks = {option: _payback(frame, option) for option in frame["option"].unique()}
    rows = with_series(frame, "option").assign(
        payback_years=[paybacks[option] for option in frame["option"]],
        text=[signed_money(gbp) for gbp in frame["running_gbp"]],
        entered_gbp=axis.placed(_as_entered(frame, entered)),
        running_gbp=axis.placed(frame["running_gbp"]),
    )
    changes = [f" ({change_text(*pair)})" if _differ(*pair) else "" for pair in _ends_then_and_now(frame, entered)]
    words = zip(rows["option"], rows["text"], changes, strict=True)
    labels = [line_label(option, f"{text}{change}", narrow) for option, text, change in words]
    ends = (axis.low_gbp, axis.high_gbp)
    return with_key(with_end_labels(rows.assign(label=labels), "running_gbp", HEIGHT, ends), HEIGHT + UNDER_THE_AXIS)


def running_cash(frame: pd.DataFrame, dark: bool = False, narrow: bool = False, entered: pd.DataFrame | None = None) -> Spec:
    """Draw the running totals as a Vega-Lite spec whose data are `with_labels(frame, narrow, entered)`.

    Raises:
        ValueError: with more than four options, which could not be told apart.
    """
    rows, colours, axis = with_labels(frame, narrow, entered), theme(dark), _axis(frame, entered)
    refuse_too_many(rows, "options")
    up = money_up([*rows["running_gbp"]], narrow, (axis.low_gbp, axis.high_gbp))
    lines = line_layers(_along(rows, "year"), "running_gbp", up, colours, _TIPS)
    ghosts = [] if entered is None else [_ghost(rows, up, colours)]
    layers = [zero_line(up, colours), *ghosts, *lines, _paid_back(rows, up, colours)]
    layers += key_below(colours) if narrow else [end_labels(up, colours)]
    return finished(layers, colours, HEIGHT, color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the running totals show."""
    last = frame[~frame["option"].duplicated(keep="last")]
    ends = [f"{option} {money(gbp)}" for option, gbp in zip(last["option"], last["running_gbp"], strict=True)]
    return f"Lines of the running total of cash. {running_cash_title(frame)}. At the end: {'; '.join(ends) or 'nothing'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False, entered: pd.DataFrame | None = None) -> Drawing:
    """Give the rows, the spec and the alternative text together; on the axis of `entered` where a what-if may be tried."""
    return Drawing(with_labels(frame, narrow, entered), running_cash(frame, dark, narrow, entered), alt_text(frame))


def _axis(frame: pd.DataFrame, entered: pd.DataFrame | None) -> SteadyAxis:
    return axis_of([*frame["running_gbp"]], None if entered is None else [*entered["running_gbp"]])


def _as_entered(frame: pd.DataFrame, entered: pd.DataFrame | None) -> "pd.Series[float]":
    """The running total as entered of each row's option and year."""
    if entered is None:
        return pd.Series(math.nan, index=frame.index, dtype=float)
    before = entered.set_index(["option", "year"])["running_gbp"]
    return before.reindex(list(zip(frame["option"], frame["year"], strict=True))).set_axis(frame.index).astype(float)


def _ends_then_and_now(frame: pd.DataFrame, entered: pd.DataFrame | None) -> list[tuple[float, float]]:
    """Where each row's option ends now and ended as entered; the same figure twice where no what-if may be tried."""
    now = frame.groupby("option")["running_gbp"].last()
    then = now if entered is None else entered.groupby("option")["running_gbp"].last()
    return [(float(now[option]), float(then[option])) for option in frame["option"]]


def _differ(now_gbp: float, then_gbp: float) -> bool:
    return change_text(now_gbp, then_gbp) != UNCHANGED


def _ghost(rows: pd.DataFrame, up: dict[str, Any], colours: Theme) -> Layer:
    """Draw each line as entered, thin and grey, where it differs from the line of now."""
    moved = rows_chart().transform_filter("isValid(datum.entered_gbp) && datum.entered_gbp != datum.running_gbp")
    line = moved.mark_line(strokeWidth=1.5, strokeDash=[3, 2], color=colours.muted)
    return line.encode(x=_along(rows, "year"), y=alt.Y("entered_gbp:Q", **up), detail="series:N")


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
