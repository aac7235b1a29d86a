"""Cash or capacity: what each line of benefit releases, side by side and never mixed."""

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money
from core.charts.kit.row_chart import bar_layer, height_of, name_layers, pixels, rule_layer, with_rows
from core.charts.kit.spec import LINE_HEIGHT, Drawing, Layer, Spec, finished, rows_chart, span, wrapped
from core.charts.kit.theme import SMALL_TEXT_SIZE, Theme, theme
from core.charts.sentences.cash import cash_or_capacity_title

CASH, NAMED_USE = "cash released", "redeployed for a named use"
GROWTH_AVOIDED, NO_USE = "cost growth avoided", "capacity with no agreed use"
PARTS = (CASH, NAMED_USE, GROWTH_AVOIDED, NO_USE)
BAR_SHARE = 0.56


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the chart draws.

    Args:
        frame: one row per line and part: line (a benefit or a partner; unique name), part (one of PARTS), gbp.

    Returns:
        Wide: a row per line and part, in panels side by side. Narrow: only the parts a line has, one under another.
        With text, panel, bar_start, bar_end (in panels), figure_at and the places of `with_rows`.

    Raises:
        ValueError: when a part is not one of PARTS.
    """
    unknown = sorted(set(frame["part"]) - set(PARTS))
    if unknown:
        raise ValueError(f"part is {unknown[0]!r}: give one of {', '.join(PARTS)}")
    texts = frame.assign(text=[money(gbp) for gbp in frame["gbp"]]).reset_index(drop=True)
    return _one_under_another(texts) if narrow else _side_by_side(texts)


def cash_or_capacity(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw cash beside capacity as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    panels = 1 if narrow else max(1, len(_parts_there(frame)))
    along = alt.X("bar_start:Q", axis=None, scale=alt.Scale(domain=[0, panels], nice=False))
    bars = bar_layer(along, "bar_end:Q", strokeWidth=1.5).encode(color=_fill(colours), stroke=_outline(colours))
    names = [layer.transform_filter("datum.brings_name") if not narrow else layer for layer in name_layers(rows, narrow, colours)]
    rules = rule_layer(colours, narrow=True).transform_filter("datum.ends_line")
    layers = [rules, bars, *names, *([] if narrow else [_figures(), *_headings(rows, colours)])]
    return finished(layers, colours, height_of(rows), color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the chart shows."""
    totals = frame.groupby("part")["gbp"].sum()
    parts = "; ".join(f"{part} {money(totals[part])}" for part in PARTS if part in totals)
    return f"Bars of cash beside capacity for each line of benefit. {cash_or_capacity_title(frame)}. In all: {parts or 'nothing'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), cash_or_capacity(frame, dark, narrow), alt_text(frame))


def _parts_there(frame: pd.DataFrame) -> list[str]:
    """List the parts that have a panel: cash always, the others where any line has them."""
    there = set(frame.loc[frame["gbp"] != 0, "part"]) | {CASH}
    return [part for part in PARTS if part in there]


def _side_by_side(texts: pd.DataFrame) -> pd.DataFrame:
    parts = _parts_there(texts)
    kept = texts[texts["part"].isin(parts)].reset_index(drop=True)
    lines = with_rows(pd.DataFrame({"line": kept["line"].unique()}), "line", narrow=False)
    panel = kept["part"].map({part: index for index, part in enumerate(parts)})
    drawn = _with_bars(kept, panel).assign(
        part_heading=[wrapped(part.capitalize(), 14) for part in kept["part"]],
        brings_name=~kept["line"].duplicated(),
        brings_heading=~kept["part"].duplicated(),
        ends_line=~kept["line"].duplicated(),
    )
    return drawn.merge(lines, on="line", how="left", sort=False)


def _one_under_another(texts: pd.DataFrame) -> pd.DataFrame:
    nothing_else = texts.groupby("line")["gbp"].transform(lambda gbp: (gbp == 0).all()) if len(texts) else texts["gbp"] == 0
    kept = texts[(texts["gbp"] != 0) | (nothing_else & (texts["part"] == CASH))].reset_index(drop=True)
    named = kept.assign(
        name=kept["line"].where(~kept["line"].duplicated(), ""),
        part_text=[f"{part.capitalize()}: {text}" for part, text in zip(kept["part"], kept["text"], strict=True)],
        ends_line=~kept["line"].duplicated(keep="last"),
    )
    return with_rows(_with_bars(named, 0, share=1.0), "name", narrow=True, details="part_text")


def _with_bars(rows: pd.DataFrame, panel: pd.Series | int, share: float = BAR_SHARE) -> pd.DataFrame:
    """Scale every bar alike, from nought at the same place in each panel."""
    low, high = span([*rows["gbp"]])
    zero = panel + share * (0 - low) / (high - low) if low < 0 < high or high == 0 else panel + 0.0
    end = zero + share * rows["gbp"] / (high - low)
    places = pd.DataFrame({"start": zero, "end": end}, index=rows.index, dtype=float)
    return rows.assign(panel=panel, bar_start=places["start"], bar_end=places["end"], figure_at=places.max(axis=1))


def _fill(colours: Theme) -> alt.Color:
    fills = [colours.series[0], colours.series[3], colours.series[2], colours.pale(colours.border)]
    return alt.Color("part:N", scale=alt.Scale(domain=list(PARTS), range=fills), legend=None)


def _outline(colours: Theme) -> alt.Stroke:
    lines = [colours.series[0], colours.series[3], colours.series[2], colours.border]
    return alt.Stroke("part:N", scale=alt.Scale(domain=list(PARTS), range=lines), legend=None)


def _figures() -> Layer:
    words = rows_chart().mark_text(align="left", baseline="middle", dx=6)
    return words.encode(x="figure_at:Q", y=pixels("bar_middle"), text="text:N")


def _headings(rows: pd.DataFrame, colours: Theme) -> list[Layer]:
    lines = max((heading.count("\n") + 1 for heading in rows["part_heading"]), default=1)
    inks = [colours.series_text[0], colours.series_text[3], colours.series_text[2], colours.muted]
    ink = alt.Color("part:N", scale=alt.Scale(domain=list(PARTS), range=inks), legend=None)
    words = (
        rows_chart()
        .transform_filter("datum.brings_heading")
        .mark_text(align="left", baseline="top", fontWeight=600, fontSize=SMALL_TEXT_SIZE)
    )
    return [words.encode(x="panel:Q", y=alt.value(-LINE_HEIGHT * lines - 4), text="part_heading:N", color=ink)]
