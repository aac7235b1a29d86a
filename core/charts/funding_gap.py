"""Funding gap: money promised against what an option costs, year by year."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money
from core.charts.kit.grammar import listed
from core.charts.kit.spec import Drawing, Layer, Spec, finished, haloed, money_axis, rows_chart
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.deals import cliff_sentence, funding_title
from core.reports.deals.funding import FundingPlan

HEIGHT = 340
LEAST_GBP = 0.5
MOST_LEVEL = 12
LASTING, LIMITED, NEED = "Core budgets", "Limited in time", "What it costs"


def bars(plan: FundingPlan) -> pd.DataFrame:
    """Lay the years out as the chart draws them.

    Returns:
        one row per year and kind of money: year_label, kind, low_gbp, high_gbp, gbp, text, need_gbp, need_text, gap_text, and
        gap_label: what has no source, in the middle of the years it is about; empty in every other row.
    """
    years = plan.years
    common = pd.DataFrame(
        {
            "year_label": years.year_label,
            "need_gbp": years.need_gbp,
            "need_text": [money(gbp) for gbp in years.need_gbp],
            "gap_text": [f"{money(gbp)} has no source" if gbp > LEAST_GBP else "covered" for gbp in years.gap_gbp],
        }
    )
    kinds = [(LASTING, years.lasting_gbp * 0, years.lasting_gbp), (LIMITED, years.lasting_gbp, years.limited_gbp)]
    parts = [
        common.assign(kind=kind, low_gbp=low, high_gbp=low + gbp, text=[money(each) for each in gbp]) for kind, low, gbp in kinds
    ]
    both = pd.concat(parts, ignore_index=True)
    place, words = _gap_label(plan)
    labelled = (both.kind == LIMITED) & (both.groupby("kind").cumcount() == place)
    return both.assign(gap_label=[words if is_here else "" for is_here in labelled])


def _gap_label(plan: FundingPlan) -> tuple[int, str]:
    """The row to write at and what has no source: after money limited in time ends, a year on average; else in the worst year."""
    gaps = [float(gbp) for gbp in plan.years.gap_gbp]
    if not gaps or max(gaps) <= LEAST_GBP:
        return -1, ""
    if plan.cliff is not None and plan.cliff.unfunded_gbp > LEAST_GBP:
        after = [row for row, year in enumerate(plan.years.year) if year > plan.cliff.last_year]
        return after[len(after) // 2], f"{money(plan.cliff.unfunded_gbp)} a year has no source"
    return gaps.index(max(gaps)), f"{money(max(gaps))} has no source"


def funding_gap(plan: FundingPlan, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw bars of promised money, each under a dash at what the year costs, as a Vega-Lite spec whose data are `bars(plan)`."""
    colours = theme(dark)
    rows = bars(plan)
    top = max([1.0, *rows["high_gbp"], *rows["need_gbp"]]) if len(rows) else 1.0
    scale = alt.Scale(domain=[0, top * 1.15], nice=False)
    angle = -60 if narrow or len(plan.years) > MOST_LEVEL else 0
    along = alt.X(
        "year_label:N", sort=None, axis=alt.Axis(title=None, labelAngle=angle, labelOverlap=True, ticks=False, grid=False)
    )
    wide = max(1.0, min(34.0, (200 if narrow else 600) / max(1, len(plan.years))))
    layers = [*_bars(along, scale, colours, narrow, wide), *_need(along, scale, colours, wide), *_gap(along, scale, colours, wide)]
    return finished(layers, colours, HEIGHT)


def alt_text(plan: FundingPlan) -> str:
    """Say in words what the chart shows."""
    gaps_by_year = zip(plan.years.year_label, plan.years.gap_gbp, strict=True)
    short = [f"{label} {money(gbp)}" for label, gbp in gaps_by_year if gbp > LEAST_GBP]
    gaps = f"Without a source: {listed(short)}." if short else "No year is short."
    return f"Bars of promised money by year against the cost. {funding_title(plan)}. {cliff_sentence(plan)} {gaps}"


@remembered
def draw(plan: FundingPlan, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(bars(plan), funding_gap(plan, dark, narrow), alt_text(plan))


def _bars(along: alt.X, scale: alt.Scale, colours: Theme, narrow: bool, wide: float) -> list[Layer]:
    up: dict[str, Any] = {"axis": money_axis(), "scale": scale}
    legend = alt.Legend(
        title=None, orient="top", labelColor=colours.text, labelFontSize=14, symbolType="square", columns=1 if narrow else 3
    )
    colour = alt.Color(
        "kind:N",
        legend=legend,
        scale=alt.Scale(domain=[LASTING, LIMITED, NEED], range=[colours.series[0], colours.series[1], colours.text]),
    )
    tips = [
        alt.Tooltip("year_label:N", title="Year"),
        alt.Tooltip("kind:N", title="Money"),
        alt.Tooltip("text:N", title="Promised"),
        alt.Tooltip("need_text:N", title="Needed"),
        alt.Tooltip("gap_text:N", title="Gap"),
    ]
    mark = rows_chart().mark_bar(stroke=colours.page, strokeWidth=1, size=wide)
    return [mark.encode(x=along, y=alt.Y("low_gbp:Q", **up), y2="high_gbp:Q", color=colour, tooltip=tips)]


def _gap(along: alt.X, scale: alt.Scale, colours: Theme, wide: float) -> list[Layer]:
    """Outline what has no source up to what it costs, and say how much it is."""
    up: dict[str, Any] = {"axis": money_axis(), "scale": scale}
    short = rows_chart().transform_filter(f"datum.kind == '{LIMITED}' && datum.gap_text != 'covered'")
    outline = short.mark_bar(filled=False, stroke=colours.muted, strokeWidth=1.5, strokeDash=[4, 3], size=wide)
    words = rows_chart().transform_filter("datum.gap_label != ''")
    look = {"dy": -14, "align": "center", "baseline": "bottom", "fontWeight": 600, "color": colours.text}
    return [
        outline.encode(x=along, y=alt.Y("high_gbp:Q", **up), y2="need_gbp:Q"),
        *haloed(words, colours, look, {"x": along, "y": alt.Y("need_gbp:Q", **up), "text": "gap_label:N"}),
    ]


def _need(along: alt.X, scale: alt.Scale, colours: Theme, wide: float) -> list[Layer]:
    dash = rows_chart().mark_tick(color=colours.text, thickness=3, orient="horizontal", size=wide * 1.4)
    return [dash.encode(x=along, y=alt.Y("need_gbp:Q", axis=money_axis(), scale=scale))]
