"""Scale curve: net public value by number of places, with the prototype, the best size and where cash appears.

Marks on the lines carry no words: each has a line up to its words above the plot, which stand on lines of their own, so
that none covers another whatever the figures. On a phone the words are listed under the chart.
"""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.cost_curves import along_places
from core.charts.kit.cache import remembered
from core.charts.kit.formats import money, people
from core.charts.kit.line_chart import (
    LEFT_OF_THE_PLOT,
    RIGHT_OF_THE_PLOT,
    UNDER_THE_AXIS,
    key_below,
    key_layers,
    line_label,
    line_layers,
    money_up,
    refuse_too_many,
    series_colour,
    with_key,
    with_series,
    zero_line,
)
from core.charts.kit.row_chart import pixels
from core.charts.kit.spec import Drawing, Layer, Spec, finished, haloed, once_chart, rows_chart
from core.charts.kit.theme import SMALL_TEXT_SIZE, Theme, theme
from core.charts.scale_notes import ABOVE_THE_PLOT, BEST, BOTH, NOTE_LINE, PROTOTYPE, size_of, with_notes
from core.charts.sentences.scale import cash_steps_sentence, scale_title

HEIGHT = 320
STRIP, STRIP_GAP = 8, 6
KIND_SHAPES = {PROTOTYPE: "square", BEST: "diamond", BOTH: "diamond"}


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the curve draws.

    Args:
        frame: one row per order and number of places: order ("Best first"; one or two), places (1 or more), completers,
            total_npsv_gbp, cash_steps (whole steps newly released at this size), is_prototype, is_best, is_viable.

    Returns:
        The rows with series, is_last, text, completers_text, label, key_y; begins_strip, from_places, to_places, strip_top and
        strip_bottom (a strip for each stretch of viable sizes); and kind (of a mark, or empty), note (its words, or empty),
        note_line (0 the lowest), note_right (words to the left of their place) and note_y.
    """
    rows = with_series(frame.sort_values(["order", "places"], key=_in_order), "order")
    texts = [money(gbp) for gbp in rows["total_npsv_gbp"]]
    ends = zip(rows["order"], rows["places"], texts, strict=True)
    labels = [line_label(order, f"{size_of(places)}, {text}", narrow) for order, places, text in ends]
    counts = [people(number) for number in rows["completers"]]
    named = rows.assign(text=texts, label=labels, completers_text=counts)
    keyed = with_key(named, HEIGHT + UNDER_THE_AXIS + _strips(named) if narrow else 0)
    return with_notes(_with_strips(keyed), narrow)


def scale_curve(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the curve as a Vega-Lite spec whose data are `with_labels(frame, narrow)`.

    Raises:
        ValueError: with more than four orders, which could not be told apart.
    """
    rows, colours = with_labels(frame, narrow), theme(dark)
    refuse_too_many(rows, "orders")
    up = money_up([*rows["total_npsv_gbp"]], narrow)
    across = along_places(rows, narrow, offset=_strips(rows))
    layers = [*_viable(across, colours), *line_layers(across, "total_npsv_gbp", up, colours, _TIPS), zero_line(up, colours)]
    leaders = [] if narrow else _leaders(rows, across, up, colours)
    layers += [*leaders, _cash(across, up, colours), *_marks(across, up, colours)]
    key = key_below(colours) if narrow else key_layers(colours, alt.value("width"), RIGHT_OF_THE_PLOT)
    layers += [*key, *(_note_list(colours) if narrow else _notes(across, colours)), _strip_name(rows, colours)]
    return finished(layers, colours, HEIGHT, color="independent", shape="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the curve shows."""
    notes = [note for note in with_labels(frame)["note"] if note]
    said = f"Lines of net public value by number of places. {scale_title(frame)}. {cash_steps_sentence(frame)}."
    return f"{said} {'; '.join(notes)}." if notes else said


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), scale_curve(frame, dark, narrow), alt_text(frame))


def _in_order(column: pd.Series) -> pd.Series:
    """Sort orders as they come and places by their number."""
    return pd.Series(pd.factorize(column)[0], index=column.index) if column.name == "order" else column


def _strips(rows: pd.DataFrame) -> int:
    """Give the room that the strips of viable sizes take under the plot, in pixels."""
    return int(rows["series"].nunique()) * (STRIP + STRIP_GAP) + STRIP_GAP


def _with_strips(rows: pd.DataFrame) -> pd.DataFrame:
    """Find each stretch of viable sizes, as wide as its first and last size, on a line of its order."""
    viable = rows["is_viable"].astype(bool)
    stretch = (viable.ne(viable.shift()) | rows["series"].ne(rows["series"].shift())).cumsum()
    places = rows.groupby(stretch)["places"]
    top = HEIGHT + STRIP_GAP + rows["series"] * (STRIP + STRIP_GAP)
    return rows.assign(
        begins_strip=viable & ~stretch.duplicated(),
        from_places=places.transform("min") - 0.5,
        to_places=places.transform("max") + 0.5,
        strip_top=top,
        strip_bottom=top + STRIP,
    )


def _viable(across: alt.X, colours: Theme) -> list[Layer]:
    """Draw a strip at the foot of the plot under the sizes that are viable, on one line for each order."""
    strip = rows_chart().transform_filter("datum.begins_strip").mark_rect()
    start = across.copy()
    start.shorthand = "from_places:Q"
    place = {"x": start, "x2": "to_places:Q", "y": pixels("strip_top"), "y2": "strip_bottom:Q"}
    return [strip.encode(color=series_colour(colours.series), **place)]


def _strip_name(rows: pd.DataFrame, colours: Theme) -> Layer:
    """Write what the strips are at their left, level with their middle."""
    look: dict[str, Any] = {"align": "right", "baseline": "middle", "dx": -8, "fontSize": SMALL_TEXT_SIZE, "color": colours.muted}
    name = once_chart().mark_text(**look).encode(x=alt.value(0), y=alt.value(HEIGHT + _strips(rows) / 2 + 1))
    return name.encode(text=alt.value("Viable" if rows["is_viable"].any() else ""))


def _leaders(rows: pd.DataFrame, across: alt.X, up: dict[str, Any], colours: Theme) -> list[Layer]:
    """Draw a thin line from each mark up to its words; each height needs a layer, since it is not on the scale."""
    layers = []
    for line in sorted({int(line) for line, note in zip(rows["note_line"], rows["note"], strict=True) if note}):
        of_line = rows_chart().transform_filter(f"datum.note != '' && datum.note_line == {line}")
        rule = of_line.mark_rule(color=colours.border, strokeWidth=1)
        end = alt.value(-(ABOVE_THE_PLOT + NOTE_LINE * line + NOTE_LINE // 2))
        layers.append(rule.encode(x=across, y=alt.Y("total_npsv_gbp:Q", **up), y2=end))
    return layers


def _notes(across: alt.X, colours: Theme) -> list[Layer]:
    """Write the words of the marks above the plot, to the left of a mark near the right edge; a halo parts a leader behind."""
    layers = []
    for side, align, away in (("!datum.note_right", "left", 5), ("datum.note_right", "right", -5)):
        of_side = rows_chart().transform_filter(f"datum.note != '' && {side}")
        look = {"align": align, "dx": away, "baseline": "bottom", "fontSize": SMALL_TEXT_SIZE}
        layers += haloed(of_side, colours, look, {"x": across, "y": pixels("note_y"), "text": "note:N"})
    return layers


def _cash(across: alt.X, up: dict[str, Any], colours: Theme) -> Layer:
    """Draw a tick across the line where a whole step of cash is newly released."""
    tick = (
        rows_chart().transform_filter("datum.cash_steps > 0").mark_rule(color=colours.text, strokeWidth=3, yOffset=-10, y2Offset=10)
    )
    return tick.encode(x=across, y=alt.Y("total_npsv_gbp:Q", **up), y2="total_npsv_gbp:Q", tooltip=list(_TIPS))


def _shape() -> alt.Shape:
    return alt.Shape("kind:N", scale=alt.Scale(domain=list(KIND_SHAPES), range=list(KIND_SHAPES.values())), legend=None)


def _marks(across: alt.X, up: dict[str, Any], colours: Theme) -> list[Layer]:
    of_kind = rows_chart().transform_filter("datum.kind != '' && datum.note != ''")
    mark = of_kind.mark_point(filled=True, opacity=1, size=220, stroke=colours.page, strokeWidth=2)
    place = {"x": across, "y": alt.Y("total_npsv_gbp:Q", **up), "shape": _shape(), "color": series_colour(colours.series)}
    return [mark.encode(tooltip=list(_TIPS), **place)]


def _note_list(colours: Theme) -> list[Layer]:
    """List the words under the chart, each after its mark."""
    noted = rows_chart().transform_filter("datum.note != ''").transform_calculate(middle="datum.note_y + 9")
    words = noted.mark_text(align="left", baseline="top", fontSize=SMALL_TEXT_SIZE, dx=LEFT_OF_THE_PLOT + 40)
    left = alt.value(0)
    marks = noted.transform_filter("datum.kind != ''").mark_point(filled=True, opacity=1, size=120, xOffset=LEFT_OF_THE_PLOT + 15)
    look: dict[str, Any] = {"color": colours.text, "strokeWidth": 3, "xOffset": -15, "x2Offset": -15, "yOffset": -9, "y2Offset": 9}
    ticks = noted.transform_filter("datum.kind == ''").mark_rule(**look)
    return [
        words.encode(x=left, y=pixels("note_y"), text="note:N"),
        marks.encode(x=left, y=pixels("middle"), shape=_shape(), color=series_colour(colours.series)),
        ticks.encode(x=left, y=pixels("middle"), y2="middle:Q"),
    ]


_TIPS = (
    alt.Tooltip("order:N", title="Order"),
    alt.Tooltip("places:Q", title="Places"),
    alt.Tooltip("completers_text:N", title="People who complete"),
    alt.Tooltip("text:N", title="Net public value"),
    alt.Tooltip("cash_steps:Q", title="Steps of cash released here"),
)
