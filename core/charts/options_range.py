"""How sure each option's return is: a dot for the average, a bar that holds 8 in 10 of the model runs."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.drawing import Drawing, Layer, Spec, finished, money_axis, rows_chart, span
from core.charts.formats import money, money_range, runs
from core.charts.grammar import capitalised
from core.charts.options_compare import NO_BREAK_SPACE, PHONE_THINNER, ROOM_FOR_ENDS, THINNER
from core.charts.remembered import remembered
from core.charts.rows import bar_layer, height_of, name_layers, pixels, rule_layer, with_rows, zero_layer
from core.charts.sentences.uncertainty import above_nothing_title, options_range_title
from core.charts.theme import Theme, theme


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the ranges draw.

    Args:
        frame: one row per option in the order wanted: option (name), p10_gbp, mean_gbp, p90_gbp, chance_positive (0 to 1).

    Returns:
        The same rows with text, chance_text, has_range and the places of `with_rows`.
    """
    figures = zip(frame["p10_gbp"], frame["mean_gbp"], frame["p90_gbp"], strict=True)
    texts = frame.assign(
        text=[_text(*three) for three in figures],
        chance_text=[capitalised(runs(chance)) for chance in frame["chance_positive"]],
        has_range=frame["p10_gbp"] != frame["p90_gbp"],
    )
    return with_rows(texts, "option", narrow, details="text")


def options_range(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the ranges as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    domain = list(span([*rows["p10_gbp"], *rows["mean_gbp"], *rows["p90_gbp"]]))
    along: dict[str, Any] = {
        "axis": money_axis(grid=not narrow, tickCount=3 if narrow else 6),
        "scale": alt.Scale(domain=domain, nice=False, padding=ROOM_FOR_ENDS),
    }
    zero = zero_layer(colours, narrow, alt.XDatum(0, **along))
    layers = [rule_layer(colours, narrow=True), _range(along, narrow, colours), zero, _average(along, colours)]
    return finished([*layers, *name_layers(rows, narrow, colours)], colours, height_of(rows))


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the ranges show."""
    figures = zip(frame["option"], frame["p10_gbp"], frame["mean_gbp"], frame["p90_gbp"], strict=True)
    said = "; ".join(f"{option} {_text(*three)}" for option, *three in figures).replace(NO_BREAK_SPACE, " ")
    above = above_nothing_title(frame.rename(columns={"chance_positive": "chance"}))
    title = f"Dots and bars of what each option returns in the model runs. {options_range_title(frame)}"
    return f"{title}. {above}. {said or 'No option'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), options_range(frame, dark, narrow), alt_text(frame))


def _text(p10_gbp: float, mean_gbp: float, p90_gbp: float) -> str:
    ends = money_range(p10_gbp, p90_gbp)
    if ends == money(mean_gbp):
        return ends
    # The two ends stay together on one line.
    return f"{money(mean_gbp)} {f'({ends})'.replace(' ', NO_BREAK_SPACE)}"


def _range(along: dict[str, Any], narrow: bool, colours: Theme) -> Layer:
    thin = PHONE_THINNER if narrow else THINNER
    look = {"color": colours.pale(colours.benefits), "stroke": colours.benefits, "yOffset": thin, "y2Offset": -thin}
    return bar_layer(alt.X("p10_gbp:Q", **along), "p90_gbp:Q", **look).transform_filter("datum.has_range")


def _average(along: dict[str, Any], colours: Theme) -> Layer:
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in _TIPS.items()]
    dot = rows_chart().mark_point(shape="circle", size=190, filled=True, opacity=1, color=colours.benefits, stroke=colours.page)
    return dot.encode(x=alt.X("mean_gbp:Q", **along), y=pixels("bar_middle"), tooltip=tips)


_TIPS = {"option": "Option", "text": "Returns", "chance_text": "Above nothing in"}
