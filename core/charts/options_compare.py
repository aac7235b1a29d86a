"""What each option returns: a dot for what is expected, a bar from nobody adopting to everybody."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.drawing import Drawing, Layer, Spec, finished, money_axis, rows_chart, span
from core.charts.formats import money
from core.charts.remembered import remembered
from core.charts.rows import bar_layer, height_of, name_layers, pixels, rule_layer, with_rows, zero_layer
from core.charts.sentences.options import options_title
from core.charts.theme import Theme, theme

ROOM_FOR_ENDS = 26
THINNER, PHONE_THINNER = 6, 3
NO_BREAK_SPACE = "\u00a0"


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the comparison draws.

    Args:
        frame: one row per option in the order wanted: option (name), low_gbp (none adopted), central_gbp (expected),
            high_gbp (all adopted); low and high equal the central figure, or are missing, for an option without levers.

    Returns:
        The same rows with low and high filled, text, has_range and the places of `with_rows`.
    """
    filled = frame.assign(**{end: frame[end].astype(float).fillna(frame["central_gbp"]) for end in ("low_gbp", "high_gbp")})
    figures = zip(filled["low_gbp"], filled["central_gbp"], filled["high_gbp"], strict=True)
    texts = [_text(*three) for three in figures]
    return with_rows(filled.assign(text=texts, has_range=filled["low_gbp"] != filled["high_gbp"]), "option", narrow, details="text")


def options_compare(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the options as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    domain = list(span([*rows["low_gbp"], *rows["central_gbp"], *rows["high_gbp"]]))
    along: dict[str, Any] = {
        "axis": money_axis(grid=not narrow, tickCount=3 if narrow else 6),
        "scale": alt.Scale(domain=domain, nice=False, padding=ROOM_FOR_ENDS),
    }
    zero = zero_layer(colours, narrow, alt.XDatum(0, **along))
    layers = [rule_layer(colours, narrow=True), zero, *_ranges(along, narrow, colours), _expected(along, colours)]
    return finished([*layers, *name_layers(rows, narrow, colours)], colours, height_of(rows))


def alt_text(frame: pd.DataFrame, horizon_years: int) -> str:
    """Say in words what the comparison shows."""
    return f"Dots and bars of what each option returns. {options_title(frame, horizon_years)}."


@remembered
def draw(frame: pd.DataFrame, horizon_years: int, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), options_compare(frame, dark, narrow), alt_text(frame, horizon_years))


def _text(low_gbp: float, central_gbp: float, high_gbp: float) -> str:
    if low_gbp == high_gbp:
        return money(central_gbp)
    ends = f"({money(low_gbp)} if none adopt, {money(high_gbp)} if all)"
    # The two ends stay together on one line.
    return f"{money(central_gbp)} expected {ends.replace(' ', NO_BREAK_SPACE)}"


def _ranges(along: dict[str, Any], narrow: bool, colours: Theme) -> list[Layer]:
    """Draw the bar, an open circle where nobody adopts and a diamond where everybody does."""
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
    dot = rows_chart().mark_point(shape="circle", size=190, filled=True, opacity=1, color=colours.benefits, stroke=colours.page)
    return dot.encode(x=alt.X("central_gbp:Q", **along), y=pixels("bar_middle"), tooltip=tips)
