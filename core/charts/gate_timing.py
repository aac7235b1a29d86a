"""Gate timing: what waiting for the gate is worth, by year of the gate, with the gate and committed."""

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money
from core.charts.kit.line_chart import (
    UNDER_THE_AXIS,
    end_labels,
    key_below,
    line_label,
    line_layers,
    money_up,
    series_colour,
    series_shape,
    with_end_labels,
    with_key,
    with_series,
    zero_line,
)
from core.charts.kit.spec import Drawing, Spec, finished, rows_chart
from core.charts.kit.theme import theme
from core.charts.sentences.scale import gate_timing_title

HEIGHT = 280
GATED, COMMITTED = "gated", "committed"
NAMES = {GATED: "With the gate", COMMITTED: "Committed"}


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the chart draws.

    Args:
        frame: one row per year of the gate and kind: gate_year (index), year_label (2028/29), npsv_gbp, kind (committed or
            gated).

    Returns:
        The rows by kind and year, with line (its name), text, series, is_last, label, label_gbp and key_y.

    Raises:
        ValueError: when a kind is neither committed nor gated.
    """
    unknown = sorted(set(frame["kind"]) - set(NAMES))
    if unknown:
        raise ValueError(f"kind is {unknown[0]!r}: give committed or gated")
    named = frame.assign(
        line=[NAMES[kind] for kind in frame["kind"]],
        text=[money(gbp) for gbp in frame["npsv_gbp"]],
    ).sort_values(["kind", "gate_year"], ascending=[False, True])
    rows = with_series(named, "line")
    labels = [line_label(line, text, narrow) for line, text in zip(rows["line"], rows["text"], strict=True)]
    return with_key(with_end_labels(rows.assign(label=labels), "npsv_gbp", HEIGHT), HEIGHT + UNDER_THE_AXIS)


def gate_timing(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the values by year of the gate as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    up = money_up([*rows["npsv_gbp"]], narrow)
    axis = alt.Axis(title="Year of the gate", grid=False, labelAngle=0, labelOverlap="parity", labelSeparation=10, ticks=False)
    across = alt.X("year_label:N", sort=None, axis=axis, scale=alt.Scale(type="point", padding=0.5))
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in _TIPS.items()]
    dots = rows_chart().mark_point(filled=True, opacity=1, size=150, stroke=colours.page)
    place = {"x": across, "y": alt.Y("npsv_gbp:Q", **up), "color": series_colour(colours.series), "shape": series_shape()}
    layers = [*line_layers(across, "npsv_gbp", up, colours, tips), zero_line(up, colours), dots.encode(tooltip=tips, **place)]
    layers += key_below(colours) if narrow else [end_labels(up, colours)]
    return finished(layers, colours, HEIGHT, color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the chart shows."""
    rows = with_labels(frame)
    each = "; ".join(
        f"{line} in {label} {text}" for line, label, text in zip(rows["line"], rows["year_label"], rows["text"], strict=True)
    )
    return f"Dots of what the option returns by year of the gate. {gate_timing_title(frame)}. {each or 'No gate'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), gate_timing(frame, dark, narrow), alt_text(frame))


_TIPS = {"line": "Decision", "year_label": "Year of the gate", "text": "Returns"}
