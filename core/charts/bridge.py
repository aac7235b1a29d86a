"""Bridge from all benefits to cash: a waterfall, upright on a wide screen and lying down on a phone or with many steps."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money
from core.charts.kit.row_chart import bar_layer, figure_layer, height_of, name_layers, pixels, rule_layer, with_rows, zero_layer
from core.charts.kit.spec import Drawing, Layer, Spec, finished, once_chart, rows_chart, span, wrapped
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.cash import bridge_title

MOST_UPRIGHT = 7
UPRIGHT_HEIGHT = 320
LETTERS_ACROSS = 92
ROOM_FOR_FIGURES = 26
KINDS = ("total", "less", "plus")
_LINE: dict[str, Any] = {"strokeDash": [4, 3], "strokeWidth": 1}


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the bridge draws.

    Args:
        frame: one row per step in order: step, label, kind (total, less or plus), start_gbp, end_gbp; text is worked
            out (the amount with its sign; totals without a plus).

    Returns:
        The same rows with text, label (in lines), shade (kind, or less for a total below zero), at, next_at, top_gbp
        and the places of `with_rows` with next_bar_top.
    """
    count = len(frame)
    upright = _is_upright(frame, narrow)
    rows = with_rows(frame, "label", narrow)
    labels = [wrapped(label, max(10, LETTERS_ACROSS // max(1, count)), lines=4) for label in frame["label"]]
    return rows.assign(
        text=[_text(*step) for step in zip(frame["kind"], frame["start_gbp"], frame["end_gbp"], strict=True)],
        label=labels if upright else rows["label"],
        shade=[_shade(*step) for step in zip(frame["kind"], frame["end_gbp"], strict=True)],
        at=range(count),
        next_at=[min(place + 1, count - 1) for place in range(count)],
        top_gbp=rows[["start_gbp", "end_gbp"]].max(axis=1),
        next_bar_top=rows["bar_top"].shift(-1).fillna(rows["bar_bottom"]),
    )


def bridge(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the bridge as a Vega-Lite spec whose data are `with_labels(frame, narrow)`.

    Raises:
        ValueError: when a kind is not total, less or plus.
    """
    unknown = sorted(set(frame["kind"]) - set(KINDS))
    if unknown:
        raise ValueError(f"kind is {unknown[0]!r}: give one of {', '.join(KINDS)}")
    rows, colours = with_labels(frame, narrow), theme(dark)
    domain = list(span([*rows["start_gbp"], *rows["end_gbp"]]))
    if _is_upright(frame, narrow):
        return finished(_upright(domain, colours), colours, UPRIGHT_HEIGHT)
    return finished(_lying(rows, domain, narrow, colours), colours, height_of(rows))


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the bridge shows."""
    steps = [f"{label} {text}" for label, text in zip(frame["label"], with_labels(frame)["text"], strict=True)]
    return f"A bridge from all benefits to cash. {bridge_title(frame)}. Steps: {'; '.join(steps)}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), bridge(frame, dark, narrow), alt_text(frame))


def _is_upright(frame: pd.DataFrame, narrow: bool) -> bool:
    return not narrow and len(frame) <= MOST_UPRIGHT


def _text(kind: str, start_gbp: float, end_gbp: float) -> str:
    if kind == "total":
        return money(end_gbp)
    change = end_gbp - start_gbp
    return f"+{money(change)}" if kind == "plus" and change >= 0.5 else money(change)


def _shade(kind: str, end_gbp: float) -> str:
    return "less" if kind == "total" and end_gbp < 0 else kind


def _colour(colours: Theme) -> alt.Color:
    shades = [colours.benefits, colours.pays, colours.series[3]]
    return alt.Color("shade:N", scale=alt.Scale(domain=list(KINDS), range=shades), legend=None)


def _upright(domain: list[float], colours: Theme) -> list[Layer]:
    across = alt.X("at:O", axis=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))
    scale = alt.Scale(domain=domain, nice=False, padding=ROOM_FOR_FIGURES)
    start, end, top = (alt.Y(f"{column}:Q", axis=None, scale=scale) for column in ("start_gbp", "end_gbp", "top_gbp"))
    lines = rows_chart().mark_rule(color=colours.border, **_LINE).encode(x=across, x2="next_at", y=end)
    bars = rows_chart().mark_bar().encode(x=across, y=start, y2="end_gbp", color=_colour(colours))
    zero = once_chart().mark_rule(color=colours.text, strokeWidth=1.5).encode(y=alt.YDatum(0, axis=None))
    figures = rows_chart().mark_text(baseline="bottom", fontWeight=600, dy=-5).encode(x=across, y=top, text="text:N")
    names = rows_chart().mark_text(baseline="top", fontSize=14).encode(x=across, y=alt.value(UPRIGHT_HEIGHT), text="label:N")
    return [lines, bars, zero, figures, names]


def _lying(rows: pd.DataFrame, domain: list[float], narrow: bool, colours: Theme) -> list[Layer]:
    along = alt.X("start_gbp:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))
    lines = (
        rows_chart()
        .mark_rule(color=colours.border, **_LINE)
        .encode(x=alt.X("end_gbp:Q", axis=None), y=pixels("bar_bottom"), y2="next_bar_top:Q")
    )
    bars = bar_layer(along, "end_gbp:Q").encode(color=_colour(colours))
    # On a phone the names stand between the bars, where lines from bar to bar would strike them through.
    between = [] if narrow else [lines]
    texts = [*name_layers(rows, narrow, colours), figure_layer("text", narrow)]
    return [rule_layer(colours, narrow), *between, bars, zero_layer(colours, narrow), *texts]
