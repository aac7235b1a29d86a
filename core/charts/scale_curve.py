"""How large is right: net public value by number of places, with the prototype, the best size and where cash appears.

Marks on the lines carry no words: each has a line up to its words above the plot, which stand on lines of their own, so
that none covers another whatever the figures. On a phone the words are listed under the chart.
"""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.cost_curves import along_places
from core.charts.drawing import LINE_HEIGHT, Drawing, Layer, Spec, finished, rows_chart, wrapped
from core.charts.formats import money, people
from core.charts.grammar import verb
from core.charts.rows import pixels
from core.charts.sentences.scale import cash_steps_sentence, scale_title
from core.charts.series import (
    KEY_LETTERS,
    LEFT_OF_THE_PLOT,
    UNDER_THE_AXIS,
    end_labels,
    key_below,
    line_label,
    line_layers,
    money_up,
    refuse_too_many,
    series_colour,
    with_end_labels,
    with_key,
    with_series,
    zero_line,
)
from core.charts.theme import SMALL_TEXT_SIZE, Theme, theme

HEIGHT = 320
STRIP, STRIP_GAP = 9, 4
NOTE_LINE, ABOVE_THE_PLOT = 22, 8
PROTOTYPE, BEST, CASH, BOTH = "prototype", "best", "cash", "prototype and best"
KIND_SHAPES = {PROTOTYPE: "square", BEST: "diamond", BOTH: "diamond"}


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the curve draws.

    Args:
        frame: one row per order and number of places: order ("Best first"; one or two), places (1 or more), completers,
            total_npsv_gbp, cash_steps (whole steps newly released at this size), is_prototype, is_best, is_viable.

    Returns:
        The rows with series, is_last, text, completers_text, label, label_gbp, key_y, from_places and to_places (the width
        of a strip), strip_top and strip_bottom, kind (of its mark, or empty), note (words, or empty), note_line (0 the lowest)
        and note_y.
    """
    rows = with_series(frame.sort_values(["order", "places"], key=_in_order), "order")
    texts = [money(gbp) for gbp in rows["total_npsv_gbp"]]
    labels = [line_label(order, text, narrow) for order, text in zip(rows["order"], texts, strict=True)]
    counts = [people(number) for number in rows["completers"]]
    placed = with_end_labels(rows.assign(text=texts, label=labels, completers_text=counts), "total_npsv_gbp", HEIGHT)
    keyed = with_key(placed, HEIGHT + UNDER_THE_AXIS + _strips(placed))
    top = HEIGHT + STRIP_GAP + keyed["series"] * (STRIP + STRIP_GAP)
    stripped = keyed.assign(
        from_places=keyed["places"] - 0.5, to_places=keyed["places"] + 0.5, strip_top=top, strip_bottom=top + STRIP
    )
    return _with_notes(stripped, narrow)


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
    layers += [*key_below(colours), *_note_list(colours)] if narrow else [end_labels(up, colours), _notes(across)]
    return finished(layers, colours, HEIGHT, color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the curve shows."""
    notes = [note for note in with_labels(frame)["note"] if note]
    said = f"Lines of net public value by number of places. {scale_title(frame)}. {cash_steps_sentence(frame)}."
    return f"{said} {'; '.join(notes)}." if notes else said


def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), scale_curve(frame, dark, narrow), alt_text(frame))


def _in_order(column: pd.Series) -> pd.Series:
    """Sort orders as they come and places by their number."""
    return pd.Series(pd.factorize(column)[0], index=column.index) if column.name == "order" else column


def _strips(rows: pd.DataFrame) -> int:
    """Give the room that the strips of viable sizes take under the plot, in pixels."""
    return int(rows["series"].nunique()) * (STRIP + STRIP_GAP) + STRIP_GAP


def _with_notes(rows: pd.DataFrame, narrow: bool) -> pd.DataFrame:
    """Give each mark its words, on lines of their own; the mark furthest right takes the lowest line."""
    first_cash = rows[rows["cash_steps"] > 0].groupby("series")["places"].min()
    is_first_cash = rows["places"] == rows["series"].map(first_cash)
    kinds = [_kind(*flags) for flags in zip(rows["is_prototype"], rows["is_best"], strict=True)]
    several = rows["series"].nunique() > 1
    notes = [_note(row, kind, cash, several) for row, kind, cash in zip(rows.to_dict("records"), kinds, is_first_cash, strict=True)]
    noted = rows.assign(kind=kinds, note=notes)
    seen = noted["note"].where(~noted["note"].duplicated(), "")
    lines = seen.ne("") * 1
    by_place = noted.assign(has=lines).sort_values(["has", "places"], ascending=False, kind="stable").index
    order = pd.Series(range(len(noted)), index=by_place)
    texts = [wrapped(note, KEY_LETTERS, lines=2) for note in seen] if narrow else seen
    placed = noted.assign(note=texts, note_line=order.where(lines == 1, 0).astype(int))
    return placed.assign(note_y=_note_tops(placed, narrow))


def _note_tops(rows: pd.DataFrame, narrow: bool) -> pd.Series:
    """Place the words above the plot, or on a phone under the names of the lines."""
    if not narrow:
        return -(ABOVE_THE_PLOT + NOTE_LINE * rows["note_line"].astype(float))
    last = rows[rows["is_last"]]
    tall = [(str(label).count("\n") + 1) * LINE_HEIGHT + 6 for label in last["label"]]
    top = (last["key_y"].min() if len(last) else 0.0) + sum(tall) + STRIP_GAP
    return top + (2 * LINE_HEIGHT + 4) * rows["note_line"].astype(float)


def _kind(is_prototype: bool, is_best: bool) -> str:
    if is_prototype and is_best:
        return BOTH
    return PROTOTYPE if is_prototype else BEST if is_best else ""


def _note(row: dict[Any, Any], kind: str, is_first_cash: bool, several: bool) -> str:
    """Say what a mark is: 'Best: 8 places, £3.2m'; with several orders the best of which."""
    size = f"{row['places']:,} {verb(row['places'], 'place', 'places')}"
    also = "; first cash" if is_first_cash else ""
    which = f" ({row['order']})" if several and (kind == BEST or not kind) else ""
    if kind:
        return f"{kind.capitalize()}{which}: {size}, {row['text']}{also}"
    return f"First cash{which}: {size}" if is_first_cash else ""


def _viable(across: alt.X, colours: Theme) -> list[Layer]:
    """Draw a strip at the foot of the plot under each size that is viable, one strip for each order."""
    strip = rows_chart().transform_filter("datum.is_viable").mark_rect(opacity=1)
    start = across.copy()
    start.shorthand = "from_places:Q"
    place = {"x": start, "x2": "to_places:Q", "y": pixels("strip_top"), "y2": "strip_bottom:Q"}
    return [strip.encode(color=series_colour(colours.series), **place)]


def _leaders(rows: pd.DataFrame, across: alt.X, up: dict[str, Any], colours: Theme) -> list[Layer]:
    """Draw a thin line from each mark up to its words; each height needs a layer, since it is not on the scale."""
    layers = []
    for line in sorted({int(line) for line, note in zip(rows["note_line"], rows["note"], strict=True) if note}):
        of_line = rows_chart().transform_filter(f"datum.note != '' && datum.note_line == {line}")
        rule = of_line.mark_rule(color=colours.border, strokeWidth=1)
        end = alt.value(-(ABOVE_THE_PLOT + NOTE_LINE * line + NOTE_LINE // 2))
        layers.append(rule.encode(x=across, y=alt.Y("total_npsv_gbp:Q", **up), y2=end))
    return layers


def _notes(across: alt.X) -> Layer:
    words = (
        rows_chart().transform_filter("datum.note != ''").mark_text(align="left", baseline="bottom", dx=5, fontSize=SMALL_TEXT_SIZE)
    )
    return words.encode(x=across, y=pixels("note_y"), text="note:N")


def _cash(across: alt.X, up: dict[str, Any], colours: Theme) -> Layer:
    """Draw a tick across the line where a whole step of cash is newly released."""
    tick = (
        rows_chart().transform_filter("datum.cash_steps > 0").mark_rule(color=colours.text, strokeWidth=3, yOffset=-10, y2Offset=10)
    )
    return tick.encode(x=across, y=alt.Y("total_npsv_gbp:Q", **up), y2="total_npsv_gbp:Q", tooltip=list(_TIPS))


def _shape() -> alt.Shape:
    return alt.Shape("kind:N", scale=alt.Scale(domain=list(KIND_SHAPES), range=list(KIND_SHAPES.values())), legend=None)


def _marks(across: alt.X, up: dict[str, Any], colours: Theme) -> list[Layer]:
    of_kind = rows_chart().transform_filter("datum.kind != ''")
    mark = of_kind.mark_point(filled=True, opacity=1, size=220, stroke=colours.page, strokeWidth=2)
    place = {"x": across, "y": alt.Y("total_npsv_gbp:Q", **up), "shape": _shape(), "color": series_colour(colours.series)}
    return [mark.encode(tooltip=list(_TIPS), **place)]


def _note_list(colours: Theme) -> list[Layer]:
    """List the words under the chart, each after its mark."""
    noted = rows_chart().transform_filter("datum.note != ''").transform_calculate(middle="datum.note_y + 9")
    words = noted.mark_text(align="left", baseline="top", fontSize=SMALL_TEXT_SIZE, dx=LEFT_OF_THE_PLOT + 40)
    left = alt.value(0)
    marks = noted.transform_filter("datum.kind != ''").mark_point(filled=True, opacity=1, size=120, xOffset=LEFT_OF_THE_PLOT + 15)
    ticks = noted.transform_filter("datum.kind == ''").mark_rule(color=colours.text, strokeWidth=3, xOffset=-15, x2Offset=-15)
    return [
        words.encode(x=left, y=pixels("note_y"), text="note:N"),
        marks.encode(x=left, y=pixels("middle"), shape=_shape(), color=series_colour(colours.series)),
        ticks.transform_calculate(foot="datum.note_y + 17").encode(x=left, y=pixels("note_y"), y2="foot:Q"),
    ]


_TIPS = (
    alt.Tooltip("order:N", title="Order"),
    alt.Tooltip("places:Q", title="Places"),
    alt.Tooltip("completers_text:N", title="People who complete"),
    alt.Tooltip("text:N", title="Net public value"),
    alt.Tooltip("cash_steps:Q", title="Steps of cash released here"),
)
