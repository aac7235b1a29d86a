"""Steps of cash: how near each cost centre is to its next step, where cash is released only in whole steps."""

import math

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.row_chart import bar_layer, height_of, name_layers, pixels, with_rows
from core.charts.kit.spec import Drawing, Layer, Spec, finished, rows_chart
from core.charts.kit.theme import Theme, theme

ROUNDING = 1e-9
MOST_STEPS_SHOWN = 12


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the places that the progress bars draw.

    Args:
        frame: one row per cost centre: centre (name), unit, units_peak (0 or more), lump_units (above 0), text (from
            `lumps_sentence`).

    Returns:
        The same rows with the places of `with_rows` and, as shares of the track from nought to the next step:
        done (whole steps), reached (units so far), track_end (1); and steps, how many the track holds.
    """
    steps = [units / lump for units, lump in zip(frame["units_peak"], frame["lump_units"], strict=True)]
    whole = [math.floor(step + ROUNDING) for step in steps]
    drawn = frame.assign(
        done=[done / (done + 1) for done in whole],
        reached=[step / (done + 1) for step, done in zip(steps, whole, strict=True)],
        track_end=1.0,
        steps=[done + 1 for done in whole],
    )
    return with_rows(drawn, "centre", narrow, details="text")


def lumps(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw progress to the next step as a Vega-Lite spec whose data are `with_labels(frame, narrow)`.

    A track runs from nought to the next step. Full colour: steps done, whose cash is released. Pale with an outline:
    units on the way, which release nothing yet. Lines: the steps.
    """
    rows, colours = with_labels(frame, narrow), theme(dark)
    layers = [*_tracks(colours), _steps(colours), *name_layers(rows, narrow, colours)]
    return finished(layers, colours, height_of(rows))


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the progress bars show."""
    centres = [f"{centre} ({text})" for centre, text in zip(frame["centre"], frame["text"], strict=True)]
    return f"Bars of progress to the next step that releases cash. {'; '.join(centres) or 'No cost centre has steps'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), lumps(frame, dark, narrow), alt_text(frame))


def _along(column: str) -> alt.X:
    return alt.X(f"{column}:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))


def _tracks(colours: Theme) -> list[Layer]:
    start = alt.datum(0)
    blue = colours.benefits
    return [
        bar_layer(_along("track_end"), start, color=colours.card, stroke=colours.border, strokeWidth=1),
        bar_layer(_along("reached"), start, color=colours.pale(blue), stroke=blue, strokeWidth=1.5),
        bar_layer(_along("done"), start, color=blue),
    ]


def _steps(colours: Theme) -> Layer:
    """Mark the steps; beyond a dozen the marks would run together and only the end of the track is one."""
    marks = (
        rows_chart()
        .transform_filter(f"datum.steps <= {MOST_STEPS_SHOWN}")
        .transform_calculate(mark="sequence(1, datum.steps + 1)")
        .transform_flatten(["mark"])
        .transform_calculate(step_at="datum.mark / datum.steps")
    )
    rule = marks.mark_rule(color=colours.text, strokeWidth=2, yOffset=-4, y2Offset=4)
    return rule.encode(x=_along("step_at"), y=pixels("bar_top"), y2="bar_bottom:Q")
