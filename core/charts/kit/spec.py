"""Spec of a chart: Vega-Lite without data, one look, and user-made text kept out of expressions.

A chart is one layered view, because only a single view follows the width of its container. Its data are the rows the
caller hands over beside it; names of partners, options and lines reach the chart as values of those rows and nowhere else.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import altair as alt
import pandas as pd
from altair.utils import schemapi

from core.charts.kit.channels import RowsChart
from core.charts.kit.theme import FONT, SMALL_TEXT_SIZE, TEXT_SIZE, Theme
from core.store.tables.arrow import Arrow, arrow_of

Spec = dict[str, Any]
Vertical = dict[str, int]
# What Altair's encode returns is untyped.
Layer = Any

LINE_HEIGHT = 18
MOST_LINES = 3
# A pound sign inside a d3 format draws an empty chart without an error, so it is put before the number here.
POUND_LABELS = (
    "(datum.value < 0 ? '\u2212' : '') + '£' + "
    "(abs(datum.value) >= 1e9 ? format(abs(datum.value) / 1e9, ',.3~f') + 'bn'"
    " : abs(datum.value) >= 1e6 ? format(abs(datum.value) / 1e6, '.3~f') + 'm'"
    " : abs(datum.value) >= 1e4 ? format(abs(datum.value) / 1e3, '.3~f') + 'k'"
    " : format(abs(datum.value), ',.2~f'))"
)


@dataclass(frozen=True)
class Drawing:
    """A chart ready for a page: `st.vega_lite_chart(drawing.sent, drawing.spec, alt=drawing.alt, theme=None)`.

    `arrow` holds the rows as they are sent to the browser, where that was made once for all readers; it is immutable.
    """

    rows: pd.DataFrame
    spec: Spec
    alt: str
    arrow: Arrow | None = field(default=None, compare=False, repr=False)

    @property
    def sent(self) -> Arrow:
        """The rows as they are sent to the browser."""
        return arrow_of(self.rows) if self.arrow is None else self.arrow


def draw_unchecked() -> None:
    """Draw without holding every part against the schema of Vega-Lite, which takes half of the time: tests do, for every chart."""
    schemapi.disable_debug_mode()


def rows_chart() -> RowsChart:
    """Begin a layer on the rows the caller hands over."""
    return RowsChart(alt.NamedData(name="rows"))


def once_chart() -> alt.Chart:
    """Begin a layer that is drawn once, whatever the number of rows, such as a heading or the zero line."""
    return rows_chart().transform_aggregate(rows="count()")


def finished(layers: Sequence[Layer], colours: Theme, height: float, **resolve: Literal["independent", "shared"]) -> Spec:
    """Lay the layers over each other and give the spec, without data, as wide as its container.

    The background is filled, so that the words stay legible if the page around them is in the other theme.
    """
    chart = alt.layer(*layers)
    spec: Spec = (chart.resolve_scale(**resolve) if resolve else chart).to_dict(validate=schemapi.DEBUG_MODE)
    for view in (spec, *spec["layer"]):
        for left_out in ("data", "config", "datasets"):
            view.pop(left_out, None)
    look = {
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        # Streamlit writes padding.bottom, which fails when the padding is one number.
        "padding": {"left": 4, "right": 4, "top": 4, "bottom": 4},
        "background": colours.page,
        "config": config(colours),
    }
    return {**spec, **look}


def config(colours: Theme) -> Spec:
    """Give the look that all charts share: type, lines and quiet axes."""
    return {
        # The chart has one alternative text as a whole: its marks are not for a screen reader to name one by one.
        "mark": {"aria": False},
        "font": FONT,
        "view": {"stroke": None},
        "text": {"color": colours.text, "fontSize": TEXT_SIZE, "lineHeight": LINE_HEIGHT, "lineBreak": "\n"},
        "axis": {
            "labelColor": colours.text,
            "labelFontSize": SMALL_TEXT_SIZE,
            "labelLimit": 420,
            "labelPadding": 8,
            "titleColor": colours.muted,
            "titleFontSize": SMALL_TEXT_SIZE,
            "titleFontWeight": "normal",
            "gridColor": colours.grid,
            "domainColor": colours.border,
            "tickColor": colours.border,
        },
    }


def money_axis(**options: Any) -> alt.Axis:
    """Give an axis in pounds with few, short labels."""
    return alt.Axis(**{"labelExpr": POUND_LABELS, "title": None, "tickCount": 5, "domain": False, "ticks": False, **options})


def haloed(words: alt.Chart, colours: Theme, mark: Spec, places: Spec) -> list[Layer]:
    """Draw words over a halo of the page, so that a line behind them does not strike them through."""
    halo = words.mark_text(stroke=colours.page, strokeWidth=4, **mark)
    return [halo.encode(**places), words.mark_text(**mark).encode(**places)]


def span(values: Sequence[float]) -> tuple[float, float]:
    """Find the stretch that holds all values and nought; never empty, so that a scale can be made of it."""
    low, high = min([0.0, *values]), max([0.0, *values])
    return (low, high) if high > low else (-1.0, 1.0)


def wrapped(text: str, letters: int, lines: int = MOST_LINES) -> str:
    """Break a name into lines of so many letters; what is beyond the last line is cut with an ellipsis."""
    return "\n".join(textwrap.wrap(str(text), letters, max_lines=lines, placeholder=" …"))
