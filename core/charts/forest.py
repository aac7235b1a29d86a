"""Forest plot: a dot and its range for each study, diamonds for the means."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import people
from core.charts.kit.row_chart import bar_layer, height_of, name_layers, pixels, rule_layer, with_rows, zero_layer
from core.charts.kit.spec import Drawing, Layer, Spec, finished, rows_chart, span
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.evidence import effect_text, forest_title

KINDS = ("study", "group", "all", "prediction")
ROOM_FOR_ENDS = 26
LEAST_DOT, LARGEST_DOT = 40, 260
THIN = 9


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the forest draws.

    Args:
        frame: one row per study, then group, then all, then the prediction: kind (one of KINDS), group, label, effect, low,
            high, weight_share (0 to 1, missing for means), people, studies.

    Returns:
        The same rows with text, size (of the dot, in square pixels) and the places of `with_rows`.

    Raises:
        ValueError: when a kind is not one of KINDS.
    """
    unknown = sorted(set(frame["kind"]) - set(KINDS))
    if unknown:
        raise ValueError(f"kind is {unknown[0]!r}: give one of {', '.join(KINDS)}")
    weights = frame["weight_share"].astype(float).fillna(0.0)
    most = max(1e-9, *weights, 0.0) if len(weights) else 1.0
    texts = [_text(row) for row in frame.to_dict("records")]
    sized = frame.assign(text=texts, size=LEAST_DOT + (LARGEST_DOT - LEAST_DOT) * weights / most)
    return with_rows(sized, "label", narrow, details="text")


def forest(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the forest as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    domain = list(span([*rows["low"], *rows["high"]]))
    along: dict[str, Any] = {
        "axis": alt.Axis(title=None, tickCount=3 if narrow else 6, domain=False, ticks=False, grid=not narrow),
        "scale": alt.Scale(domain=domain, nice=False, padding=ROOM_FOR_ENDS),
    }
    zero = zero_layer(colours, narrow, alt.XDatum(0, **along))
    layers = [rule_layer(colours, narrow=True), zero, *_ranges(along, colours), *_means(along, colours)]
    return finished([*layers, *name_layers(rows, narrow, colours)], colours, height_of(rows))


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the forest shows."""
    return f"Dots and lines of what each study found. {forest_title(frame)}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), forest(frame, dark, narrow), alt_text(frame))


def _text(row: dict[Any, Any]) -> str:
    effect = effect_text(row["effect"], row["low"], row["high"])
    if row["kind"] == "prediction":
        return f"{effect}, 95 in 100 times"
    many = f", {row['studies']} studies" if row["kind"] != "study" else ""
    return f"{effect}{many}, {people(row['people'])} people"


def _ranges(along: dict[str, Any], colours: Theme) -> list[Layer]:
    """Draw the range of each row; that of the prediction is broad and pale."""
    low = alt.X("low:Q", **along)
    pale = {"color": colours.pale(colours.benefits), "stroke": colours.benefits, "yOffset": THIN - 3, "y2Offset": 3 - THIN}
    broad = bar_layer(low, "high:Q", **pale).transform_filter("datum.kind == 'prediction'")
    line = rows_chart().mark_rule(color=colours.benefits, strokeWidth=2).transform_filter("datum.kind != 'prediction'")
    return [broad, line.encode(x=low, x2="high:Q", y=pixels("bar_middle"))]


def _means(along: dict[str, Any], colours: Theme) -> list[Layer]:
    """Draw a dot for each study, as large as its weight, and a diamond for each mean."""
    place, height = alt.X("effect:Q", **along), pixels("bar_middle")
    tips = [alt.Tooltip("label:N", title="Study"), alt.Tooltip("text:N", title="Found")]
    filled: dict[str, Any] = {"filled": True, "opacity": 1, "stroke": colours.page}
    dots = rows_chart().transform_filter("datum.kind == 'study'").mark_point(shape="circle", color=colours.benefits, **filled)
    size = alt.Size("size:Q", scale=None, legend=None)
    means = rows_chart().transform_filter("datum.kind == 'group' || datum.kind == 'all'")
    diamonds = means.mark_point(shape="diamond", size=280, color=colours.pays, **filled)
    return [dots.encode(x=place, y=height, size=size, tooltip=tips), diamonds.encode(x=place, y=height, tooltip=tips)]
