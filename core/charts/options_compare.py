"""Options compared: a dot for the expected return, a bar from no adoption to full adoption."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money
from core.charts.kit.row_chart import bar_layer, figure_layer, height_of, name_layers, pixels, rule_layer, with_rows, zero_layer
from core.charts.kit.spec import Drawing, Layer, Spec, finished, money_axis, rows_chart
from core.charts.kit.steady_axis import UNCHANGED, SteadyAxis, arrows, axis_of, change_text, ghost_dot, way_moved
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.options import options_title

ROOM_FOR_ENDS = 26
THINNER, PHONE_THINNER = 6, 3
NO_BREAK_SPACE = "\u00a0"


def with_labels(frame: pd.DataFrame, narrow: bool = False, entered: pd.DataFrame | None = None) -> pd.DataFrame:
    """Add the texts and places that the comparison draws.

    Args:
        frame: one row per option in the order wanted: option (name), low_gbp (none adopted), central_gbp (expected),
            high_gbp (all adopted); low and high equal the central figure, or are missing, for an option without levers.
        narrow: for a phone.
        entered: the same options as entered, where a what-if may be tried; None where none may.

    Returns:
        The same rows with low and high filled, text, has_range, beyond ("left", "right" or ""), the places of `with_rows`, and
        entered_gbp, has_moved and change (the figure as entered, whether it is another now, and the difference in words).
    """
    filled, before = _filled(frame), None if entered is None else _filled(entered)
    axis = _axis(filled, before)
    figures = zip(filled["low_gbp"], filled["central_gbp"], filled["high_gbp"], strict=True)
    was = filled["central_gbp"] if before is None else filled["option"].map(before.set_index("option")["central_gbp"])
    changes = [change_text(*pair) for pair in zip(filled["central_gbp"], was, strict=True)]
    has_moved = [change != UNCHANGED for change in changes]
    texts = [_text(*three) for three in figures]
    drawn = filled.assign(
        text=texts,
        has_range=filled["low_gbp"] != filled["high_gbp"],
        beyond=axis.beyond(filled["central_gbp"]),
        entered_gbp=axis.placed(was),
        has_moved=has_moved,
        change=changes if any(has_moved) else "",
        **{end: axis.placed(filled[end]) for end in _ENDS},
    )
    return with_rows(drawn, "option", narrow, details="text")


def options_compare(frame: pd.DataFrame, dark: bool = False, narrow: bool = False, entered: pd.DataFrame | None = None) -> Spec:
    """Draw the options as a Vega-Lite spec whose data are `with_labels(frame, narrow, entered)`."""
    rows, colours = with_labels(frame, narrow, entered), theme(dark)
    axis = _axis(_filled(frame), None if entered is None else _filled(entered))
    along: dict[str, Any] = {
        "axis": money_axis(grid=not narrow, tickCount=3 if narrow else 4 if entered is not None else 6),
        "scale": alt.Scale(domain=axis.domain, nice=False, padding=ROOM_FOR_ENDS),
    }
    zero = zero_layer(colours, narrow, alt.XDatum(0, **along))
    steady = entered is not None
    layers = [rule_layer(colours, narrow or not steady, is_steady=steady), zero, *_ranges(along, narrow, colours)]
    if steady:
        layers += [way_moved("entered_gbp", "central_gbp", along, colours), ghost_dot("entered_gbp", along, colours)]
        layers += [figure_layer("change", narrow)]
    layers += [_expected(along, colours), *arrows("central_gbp", "beyond", along, colours.benefits)]
    return finished([*layers, *name_layers(rows, narrow, colours, is_steady=steady)], colours, height_of(rows))


def alt_text(frame: pd.DataFrame, horizon_years: int, entered: pd.DataFrame | None = None) -> str:
    """Say in words what the comparison shows."""
    said = f"Dots and bars of what each option returns. {options_title(frame, horizon_years)}."
    if entered is None:
        return said
    rows = with_labels(frame, entered=entered)
    moved = [f"{row.option} {row.change}" for row in rows[rows.has_moved].itertuples()]
    return f"{said} Changed from as entered: {'; '.join(moved)}." if moved else said


_ENDS = ("low_gbp", "central_gbp", "high_gbp")


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{end: frame[end].astype(float).fillna(frame["central_gbp"]) for end in ("low_gbp", "high_gbp")})


def _axis(filled: pd.DataFrame, entered: pd.DataFrame | None) -> SteadyAxis:
    return axis_of([*filled[list(_ENDS)].stack()], None if entered is None else [*entered[list(_ENDS)].stack()])


@remembered
def draw(
    frame: pd.DataFrame, horizon_years: int, dark: bool = False, narrow: bool = False, entered: pd.DataFrame | None = None
) -> Drawing:
    """Give the rows, the spec and the alternative text together; on the axis of `entered` where a what-if may be tried."""
    return Drawing(
        with_labels(frame, narrow, entered), options_compare(frame, dark, narrow, entered), alt_text(frame, horizon_years, entered)
    )


def _text(low_gbp: float, central_gbp: float, high_gbp: float) -> str:
    if low_gbp == high_gbp:
        return money(central_gbp)
    ends = f"({money(low_gbp)} if none adopt, {money(high_gbp)} if all)"
    # The two ends stay together on one line.
    return f"{money(central_gbp)} expected {ends.replace(' ', NO_BREAK_SPACE)}"


def _ranges(along: dict[str, Any], narrow: bool, colours: Theme) -> list[Layer]:
    """Ranges: the bar, an open circle at no adoption and a diamond at full adoption."""
    levered, thin = "datum.has_range", PHONE_THINNER if narrow else THINNER
    outline = {"color": colours.pale(colours.benefits), "stroke": colours.benefits, "yOffset": thin, "y2Offset": -thin}
    bar = bar_layer(alt.X("low_gbp:Q", **along), "high_gbp:Q", **outline)
    ends = rows_chart().transform_filter(levered)
    none = ends.mark_point(
        shape="circle", size=90, filled=True, opacity=1, color=colours.page, stroke=colours.benefits, strokeWidth=2
    )
    everyone = ends.mark_point(shape="diamond", size=130, filled=True, opacity=1, color=colours.benefits)
    return [
        bar.transform_filter(levered),
        none.encode(x=alt.X("low_gbp:Q", **along), y=pixels("bar_middle")),
        everyone.encode(x=alt.X("high_gbp:Q", **along), y=pixels("bar_middle")),
    ]


def _expected(along: dict[str, Any], colours: Theme) -> Layer:
    tips = [alt.Tooltip("option:N", title="Option"), alt.Tooltip("text:N", title="Returns")]
    on_axis = rows_chart().transform_filter("datum.beyond == ''")
    dot = on_axis.mark_point(shape="circle", size=190, filled=True, opacity=1, color=colours.benefits, stroke=colours.page)
    return dot.encode(x=alt.X("central_gbp:Q", **along), y=pixels("bar_middle"), tooltip=tips)
