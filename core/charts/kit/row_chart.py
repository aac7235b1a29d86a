"""Row chart: a name, bars, a figure. Beside the bars on a wide screen, above them on a phone.

Heights are worked out here, in pixels from the top of the chart, and drawn as they are: names of any length then never
run into a bar, and a short name costs no more room than it needs.
"""

from itertools import accumulate
from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.spec import LINE_HEIGHT, Layer, Vertical, once_chart, rows_chart, wrapped
from core.charts.kit.theme import SMALL_TEXT_SIZE, Theme

WIDE_LETTERS, WIDE_DETAIL_LETTERS = 34, 40
PHONE_LETTERS, PHONE_DETAIL_LETTERS = 27, 42
GAP = 12
FIGURE_COLUMN = 80
NAME_COLUMN = 300
WIDE_BAR, PHONE_BAR = 22, 16
LEAST_WIDE_ROW = 38
ROOM = 7
# Vega-Lite fails on an axis left out by one layer and not mentioned by another, so every layer leaves it out.
NOUGHT = alt.XDatum(0, axis=None)


def with_rows(frame: pd.DataFrame, names: str, narrow: bool, details: str | None = None) -> pd.DataFrame:
    """Give every row its place, in the order of the frame.

    Args:
        frame: the rows; `names` is the column of their names, `details` that of a second, quieter line, if any.
        narrow: for a phone.

    Returns:
        The rows with label and detail (broken into lines) and, in pixels from the top: name_y, detail_y (tops of the
        texts), middle_y (middle of the figure), bar_top, bar_middle, bar_bottom, row_bottom.
    """
    labels = [wrapped(name, PHONE_LETTERS if narrow else WIDE_LETTERS) for name in frame[names]]
    lines = [
        wrapped(line, PHONE_DETAIL_LETTERS if narrow else WIDE_DETAIL_LETTERS) if details else ""
        for line in frame[details or names]
    ]
    heights = [(_tall(label), _tall(line)) for label, line in zip(labels, lines, strict=True)]
    places = [_above(*pair) if narrow else _beside(*pair) for pair in heights]
    ends = list(accumulate(place["row_bottom"] for place in places))
    starts = [0, *ends[:-1]] if ends else []
    columns = {name: [start + place[name] for start, place in zip(starts, places, strict=True)] for name in _PLACES}
    return frame.reset_index(drop=True).assign(label=labels, detail=lines, **columns)


def height_of(rows: pd.DataFrame) -> int:
    """Give the height of all rows together, in pixels; one row's when there are none."""
    return int(rows["row_bottom"].max()) if len(rows) else LEAST_WIDE_ROW


def pixels(column: str) -> alt.Y:
    """Place a mark at a height in pixels, as the column gives it."""
    return alt.Y(f"{column}:Q", scale=None, axis=None)


def bar_layer(start: alt.X, end: Any, **mark: Any) -> Layer:
    """Draw the bar of each row from start to end."""
    return rows_chart().mark_rect(**mark).encode(x=start, x2=end, y=pixels("bar_top"), y2="bar_bottom:Q")


def name_layers(rows: pd.DataFrame, narrow: bool, colours: Theme, *, is_steady: bool = False) -> list[Layer]:
    """Draw the names, and the quieter lines under them where there are any; cut to their column where that is steady."""
    side: dict[str, Any] = {"align": "left", "dx": 0} if narrow else {"align": "right", "dx": -GAP}
    if is_steady and not narrow:
        side["limit"] = NAME_COLUMN - GAP
    name = rows_chart().mark_text(baseline="top", fontWeight=600 if narrow else 400, **side)
    layers = [name.encode(y=pixels("name_y"), x=alt.value(0), text="label:N")]
    if rows["detail"].any():
        line = rows_chart().mark_text(baseline="top", color=colours.muted, fontSize=SMALL_TEXT_SIZE, **side)
        layers.append(line.encode(y=pixels("detail_y"), x=alt.value(0), text="detail:N"))
    return layers


def figure_layer(text: str, narrow: bool, column: int = 1) -> Layer:
    """Draw the figure of each row at the right-hand edge: after the bars, or level with the name on a phone."""
    right = 0 if narrow else column * FIGURE_COLUMN
    words = rows_chart().mark_text(align="right", baseline="middle", fontWeight=600, dx=right)
    return words.encode(y=pixels("middle_y"), x=alt.value("width"), text=f"{text}:N")


def rule_layer(colours: Theme, narrow: bool, *, columns: int = 1, is_steady: bool = False) -> Layer:
    """Draw a thin line under each row, to lead the eye across to its figure.

    Args:
        colours: the theme.
        narrow: for a phone, where nothing stands beside the bars.
        columns: how many columns of figures stand at the right.
        is_steady: reach under the names too, as far as the longest: the bars then stand in one place whatever the words.
    """
    right, left = (0, 0) if narrow else (columns * FIGURE_COLUMN, -NAME_COLUMN if is_steady else 0)
    rule = rows_chart().mark_rule(color=colours.grid, xOffset=left, x2Offset=right)
    return rule.encode(y=pixels("row_bottom"), x=alt.value(0), x2=alt.value("width"))


def zero_layer(colours: Theme, narrow: bool, nought: alt.XDatum = NOUGHT) -> Layer:
    """Mark nought: one line through all rows, or on a phone at each bar, clear of the words above it."""
    if not narrow:
        return once_chart().mark_rule(color=colours.text, strokeWidth=1.5).encode(x=nought)
    mark = rows_chart().mark_rule(color=colours.text, strokeWidth=1.5, yOffset=-4, y2Offset=4)
    return mark.encode(x=nought, y=pixels("bar_top"), y2="bar_bottom:Q")


def heading(words: str, colour: str, x: Any, **mark: Any) -> Layer:
    """Draw words above the first row, once."""
    options = {"baseline": "bottom", "fontWeight": 600, "fontSize": SMALL_TEXT_SIZE, "color": colour, **mark}
    return once_chart().mark_text(**options).encode(text=alt.value(words), x=x, y=alt.value(-6))


_PLACES = ("name_y", "detail_y", "middle_y", "bar_top", "bar_middle", "bar_bottom", "row_bottom")


def _tall(text: str) -> int:
    return (text.count("\n") + 1) * LINE_HEIGHT if text else 0


def _beside(name: int, detail: int) -> Vertical:
    """Centre the texts and the bar on the middle of the row."""
    row = max(LEAST_WIDE_ROW, name + detail + 2 * ROOM)
    top, middle = (row - name - detail) // 2 + 2, row // 2
    return {
        "name_y": top,
        "detail_y": top + name,
        "middle_y": middle,
        "bar_top": middle - WIDE_BAR // 2,
        "bar_middle": middle,
        "bar_bottom": middle + WIDE_BAR // 2,
        "row_bottom": row,
    }


def _above(name: int, detail: int) -> Vertical:
    """Put the texts over the bar."""
    bar = 2 * ROOM + name + detail
    return {
        "name_y": ROOM + 3,
        "detail_y": ROOM + 3 + name,
        "middle_y": ROOM + LINE_HEIGHT // 2,
        "bar_top": bar,
        "bar_middle": bar + PHONE_BAR // 2,
        "bar_bottom": bar + PHONE_BAR,
        "row_bottom": bar + PHONE_BAR + 2 * ROOM,
    }
