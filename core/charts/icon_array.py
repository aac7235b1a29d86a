"""Icon array: the chance that each option comes out above nothing, as ten dots and in words."""

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import runs
from core.charts.kit.grammar import capitalised
from core.charts.kit.row_chart import height_of, name_layers, pixels, rule_layer, with_rows
from core.charts.kit.spec import Drawing, Layer, Spec, finished, rows_chart
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.uncertainty import above_nothing_title

DOTS = 10
BETWEEN, FIRST = 26, 15
FULL, EMPTY, PART = "full", "empty", "part"


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the dots and places that the array draws.

    Args:
        frame: one row per option in the order wanted: option (name), chance (0 to 1, or missing).

    Returns:
        Ten rows per option with dot (0 to 9), dot_x (pixels), kind (full, empty or part), is_first, text and the places of
        `with_rows`.
    """
    texts = frame.assign(text=[capitalised(runs(chance)) for chance in frame["chance"]])
    rows = with_rows(texts, "option", narrow, details="text" if narrow else None)
    dots = rows.merge(pd.DataFrame({"dot": range(DOTS)}), how="cross")
    return dots.assign(
        dot_x=FIRST + BETWEEN * dots["dot"],
        kind=[_kind(chance, dot) for chance, dot in zip(dots["chance"], dots["dot"], strict=True)],
        is_first=dots["dot"] == 0,
    )


def icon_array(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the dots as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    names = [layer.transform_filter("datum.is_first") for layer in name_layers(rows, narrow, colours)]
    rules = rule_layer(colours, narrow=True).transform_filter("datum.is_first")
    words = [] if narrow else [_words()]
    return finished([rules, *_dots(colours), *names, *words], colours, height_of(rows))


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the dots show."""
    return f"Ten dots for each option, filled for the runs that come out above nothing. {above_nothing_title(frame)}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), icon_array(frame, dark, narrow), alt_text(frame))


def filled_dots(chance: float) -> int:
    """Count the full dots: as many as the words say; never ten and never quite none, as the words never say so."""
    told = runs(chance)
    return 9 if told.startswith("more") else 0 if told.startswith("fewer") else int(told.split()[1])


def _kind(chance: float | None, dot: int) -> str:
    """Fill dots from the left; between none and one in ten, or nine and ten, the next dot is a small one."""
    if chance is None or pd.isna(chance):
        return EMPTY
    full = filled_dots(chance)
    if dot < full:
        return FULL
    is_part = dot == full and not runs(chance).startswith("about")
    return PART if is_part else EMPTY


def _dots(colours: Theme) -> list[Layer]:
    place = {"x": alt.X("dot_x:Q", scale=None, axis=None), "y": pixels("bar_middle")}
    blue = colours.benefits
    ring = rows_chart().mark_point(shape="circle", size=300, filled=True, opacity=1, strokeWidth=1.5)
    fill = alt.condition(f"datum.kind == '{FULL}'", alt.value(blue), alt.value(colours.card))
    edge = alt.condition(f"datum.kind == '{EMPTY}'", alt.value(colours.border), alt.value(blue))
    small = rows_chart().transform_filter(f"datum.kind == '{PART}'")
    return [
        ring.encode(fill=fill, stroke=edge, **place),
        small.mark_point(shape="circle", size=50, filled=True, opacity=1, color=blue).encode(**place),
    ]


def _words() -> Layer:
    words = rows_chart().transform_filter("datum.is_first").mark_text(align="left", baseline="middle", fontWeight=600)
    return words.encode(x=alt.value(BETWEEN * DOTS + FIRST), y=pixels("bar_middle"), text="text:N")
