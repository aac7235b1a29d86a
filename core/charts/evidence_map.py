"""Evidence map: outcomes down, designs across, the number of studies in each square."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import people
from core.charts.kit.row_chart import height_of, name_layers, pixels, with_rows
from core.charts.kit.spec import LINE_HEIGHT, Drawing, Layer, Spec, finished, rows_chart, wrapped
from core.charts.kit.theme import SMALL_TEXT_SIZE, Theme, contrast, mixed, theme
from core.charts.sentences.evidence import evidence_map_title

SHADES = ("none", "one or two", "three to nine", "ten or more")
_STRENGTHS = (0.0, 0.15, 0.4, 0.75)
_GAP_SHARE = 0.06
_FULL = {
    "other": "Other",
    "before_after": "Before and after",
    "matched_comparison": "Matched comparison",
    "difference_in_differences": "Difference in differences",
    "randomised": "Randomised",
}
# On a phone a column is about seven letters wide.
_SHORT = {
    **_FULL,
    "before_after": "Before, after",
    "matched_comparison": "Matched",
    "difference_in_differences": "Both",
    "randomised": "By lot",
}


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the map draws.

    Args:
        frame: one row per outcome and design, every pair there: outcome (unique name), design, level, studies, people,
            in_routine_practice. Designs stand in the order given.

    Returns:
        The same rows with text, details, heading, shade, left, right and middle (in columns), brings_name, brings_heading and
        the places of `with_rows`.
    """
    outcomes = with_rows(pd.DataFrame({"outcome": frame["outcome"].unique()}), "outcome", narrow)
    places = {design: index for index, design in enumerate(frame["design"].unique())}
    column = frame["design"].map(places).astype(float)
    letters = 7 if narrow else 11
    drawn = frame.assign(
        text=[str(int(studies)) if studies else "" for studies in frame["studies"]],
        details=[_details(*row) for row in zip(frame["studies"], frame["people"], frame["in_routine_practice"], strict=True)],
        heading=[
            wrapped(f"{(_SHORT if narrow else _FULL).get(design, design)} ({level})", letters, lines=4)
            for design, level in zip(frame["design"], frame["level"], strict=True)
        ],
        shade=[_shade(int(studies)) for studies in frame["studies"]],
        left=column + _GAP_SHARE,
        right=column + 1 - _GAP_SHARE,
        middle=column + 0.5,
        brings_name=~frame["outcome"].duplicated(),
        brings_heading=~frame["design"].duplicated(),
    )
    return drawn.merge(outcomes, on="outcome", how="left", sort=False)


def evidence_map(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the map as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    designs = max(1, frame["design"].nunique())
    scale = alt.Scale(domain=[0, designs], nice=False)
    names = [layer.transform_filter("datum.brings_name") for layer in name_layers(rows, narrow, colours)]
    layers = [_squares(scale, colours), _figures(scale, colours), *names, _headings(rows, scale, colours)]
    return finished(layers, colours, height_of(rows), color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the map shows."""
    there = frame[frame["studies"] > 0]
    said = [
        f"{outcome}, {_FULL.get(design, design).lower()}: {int(studies)}"
        for outcome, design, studies in zip(there["outcome"], there["design"], there["studies"], strict=True)
    ]
    return f"A map of studies by outcome and design. {evidence_map_title(frame)}. {'; '.join(said) or 'Every square is empty'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), evidence_map(frame, dark, narrow), alt_text(frame))


def _details(studies: float, seen: float, routine: float) -> str:
    if not studies:
        return "no study"
    return f"{int(studies)} {'study' if studies == 1 else 'studies'}, {people(seen)} people, {int(routine)} in routine practice"


def _shade(studies: int) -> str:
    return SHADES[0 if studies == 0 else 1 if studies < 3 else 2 if studies < 10 else 3]


def shades(colours: Theme) -> list[str]:
    """Give the colour of each of SHADES."""
    return [mixed(colours.page, colours.benefits, strength) for strength in _STRENGTHS]


def _squares(scale: alt.Scale, colours: Theme) -> Layer:
    fill = alt.Color("shade:N", scale=alt.Scale(domain=list(SHADES), range=shades(colours)), legend=None)
    tips = [alt.Tooltip("outcome:N", title="Outcome"), alt.Tooltip("details:N", title="Studies")]
    marks: dict[str, Any] = {"stroke": colours.border, "strokeWidth": 1, "cornerRadius": 2}
    along = alt.X("left:Q", axis=None, scale=scale)
    squares = rows_chart().mark_rect(**marks)
    return squares.encode(x=along, x2="right:Q", y=pixels("bar_top"), y2="bar_bottom:Q", color=fill, tooltip=tips)


def _figures(scale: alt.Scale, colours: Theme) -> Layer:
    inks = [legible(cell, colours) for cell in shades(colours)]
    ink = alt.Color("shade:N", scale=alt.Scale(domain=list(SHADES), range=inks), legend=None)
    words = rows_chart().mark_text(baseline="middle", fontWeight=600)
    return words.encode(x=alt.X("middle:Q", axis=None, scale=scale), y=pixels("bar_middle"), text="text:N", color=ink)


def legible(cell: str, colours: Theme) -> str:
    """Choose the ink that reads better on a cell."""
    dark_enough = contrast(colours.text, cell) >= contrast(colours.page, cell)
    return colours.text if dark_enough else colours.page


def _headings(rows: pd.DataFrame, scale: alt.Scale, colours: Theme) -> Layer:
    lines = max((heading.count("\n") + 1 for heading in rows["heading"]), default=1)
    words = (
        rows_chart()
        .transform_filter("datum.brings_heading")
        .mark_text(baseline="top", align="center", fontWeight=600, fontSize=SMALL_TEXT_SIZE, color=colours.muted)
    )
    along = alt.X("middle:Q", axis=None, scale=scale)
    return words.encode(x=along, y=alt.value(-LINE_HEIGHT * lines - 4), text="heading:N")
