"""Option ranges: a dot for the average, a bar that holds 8 in 10 of the model runs."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money, money_range, runs
from core.charts.kit.grammar import capitalised
from core.charts.kit.row_chart import bar_layer, figure_layer, height_of, name_layers, pixels, rule_layer, with_rows, zero_layer
from core.charts.kit.spec import Drawing, Layer, Spec, finished, money_axis, rows_chart
from core.charts.kit.steady_axis import UNCHANGED, SteadyAxis, arrows, axis_of, change_text, ghost_dot, way_moved
from core.charts.kit.theme import Theme, theme
from core.charts.options_compare import NO_BREAK_SPACE, PHONE_THINNER, ROOM_FOR_ENDS, THINNER
from core.charts.sentences.uncertainty import above_nothing_title, options_range_title


def with_labels(frame: pd.DataFrame, narrow: bool = False, entered: pd.DataFrame | None = None) -> pd.DataFrame:
    """Add the texts and places that the ranges draw.

    Args:
        frame: one row per option in the order wanted: option (name), p10_gbp, mean_gbp, p90_gbp, chance_positive (0 to 1).
        narrow: for a phone.
        entered: the same options as entered, where a what-if may be tried; None where none may.

    Returns:
        The same rows with text, chance_text, has_range, beyond, entered_gbp, has_moved, change and the places of `with_rows`.
    """
    axis = _axis(frame, entered)
    was = frame["mean_gbp"] if entered is None else frame["option"].map(entered.set_index("option")["mean_gbp"])
    changes = [change_text(*pair) for pair in zip(frame["mean_gbp"], was, strict=True)]
    moved = [change != UNCHANGED for change in changes]
    texts = [_text(*three) for three in zip(frame["p10_gbp"], frame["mean_gbp"], frame["p90_gbp"], strict=True)]
    drawn = frame.assign(
        text=texts,
        chance_text=[capitalised(runs(chance)) for chance in frame["chance_positive"]],
        has_range=frame["p10_gbp"] != frame["p90_gbp"],
        beyond=axis.beyond(frame["mean_gbp"]),
        entered_gbp=axis.placed(was),
        has_moved=moved,
        change=changes if any(moved) else "",
        **{end: axis.placed(frame[end]) for end in _ENDS},
    )
    return with_rows(drawn, "option", narrow, details="text")


def options_range(frame: pd.DataFrame, dark: bool = False, narrow: bool = False, entered: pd.DataFrame | None = None) -> Spec:
    """Draw the ranges as a Vega-Lite spec whose data are `with_labels(frame, narrow, entered)`."""
    rows, colours, steady = with_labels(frame, narrow, entered), theme(dark), entered is not None
    along: dict[str, Any] = {
        "axis": money_axis(grid=not narrow, tickCount=3 if narrow else 4 if entered is not None else 6),
        "scale": alt.Scale(domain=_axis(frame, entered).domain, nice=False, padding=ROOM_FOR_ENDS),
    }
    zero = zero_layer(colours, narrow, alt.XDatum(0, **along))
    layers = [rule_layer(colours, narrow or not steady, is_steady=steady), _range(along, narrow, colours), zero]
    if steady:
        layers += [way_moved("entered_gbp", "mean_gbp", along, colours), ghost_dot("entered_gbp", along, colours)]
        layers += [figure_layer("change", narrow)]
    layers += [_average(along, colours), *arrows("mean_gbp", "beyond", along, colours.benefits)]
    return finished([*layers, *name_layers(rows, narrow, colours, is_steady=steady)], colours, height_of(rows))


_ENDS = ("p10_gbp", "mean_gbp", "p90_gbp")


def _axis(frame: pd.DataFrame, entered: pd.DataFrame | None) -> SteadyAxis:
    return axis_of([*frame[list(_ENDS)].stack()], None if entered is None else [*entered[list(_ENDS)].stack()])


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the ranges show."""
    figures = zip(frame["option"], frame["p10_gbp"], frame["mean_gbp"], frame["p90_gbp"], strict=True)
    said = "; ".join(f"{option} {_text(*three)}" for option, *three in figures).replace(NO_BREAK_SPACE, " ")
    above = above_nothing_title(frame.rename(columns={"chance_positive": "chance"}))
    title = f"Dots and bars of what each option returns in the model runs. {options_range_title(frame)}"
    return f"{title}. {above}. {said or 'No option'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False, entered: pd.DataFrame | None = None) -> Drawing:
    """Give the rows, the spec and the alternative text together; on the axis of `entered` where a what-if may be tried."""
    return Drawing(with_labels(frame, narrow, entered), options_range(frame, dark, narrow, entered), alt_text(frame))


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
    on_axis = rows_chart().transform_filter("datum.beyond == ''")
    dot = on_axis.mark_point(shape="circle", size=190, filled=True, opacity=1, color=colours.benefits, stroke=colours.page)
    return dot.encode(x=alt.X("mean_gbp:Q", **along), y=pixels("bar_middle"), tooltip=tips)


_TIPS = {"option": "Option", "text": "Returns", "chance_text": "Above nothing in"}
