"""Partner years: when each partner is out of pocket, a table of years whose cells are shaded by the figure in them."""

import math
from itertools import pairwise

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import signed_money, tiny_money
from core.charts.kit.row_chart import height_of, name_layers, pixels, with_rows
from core.charts.kit.spec import LINE_HEIGHT, Drawing, Layer, Spec, finished, rows_chart, wrapped
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.partners import partner_years_title

MOST_WIDE, MOST_NARROW = 12, 5
MOST_WITH_POUND_SIGN = 10
BAND_YEARS = (5, 10, 20, 25, 50, 100)
FEW_YEARS, SHORT_BAND_YEARS = 10, 2
CELL_TEXT_SIZE = 13
# Shares of the largest figure at which a cell takes the next darker colour.
HEAT_STEPS = (0.1, 0.3, 0.6)


def in_bands(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """Add years together into bands of equal length, the shortest that leaves no more columns than `most`.

    Args:
        frame: one row per partner and year: partner, year (index), year_label, net_gbp.
        most: how many columns there is room for.

    Returns:
        The frame itself if it fits, else one row per partner and band; the sum over all bands is that over all years.
    """
    years = sorted(frame["year"].unique())
    if len(years) <= most:
        return frame
    length = _band_years(len(years), most)
    band_of = {year: index // length for index, year in enumerate(years)}
    labels = dict(zip(frame["year"], frame["year_label"], strict=True))
    bands = [years[start : start + length] for start in range(0, len(years), length)]
    grouped = frame.assign(band=frame["year"].map(band_of)).groupby(["partner", "band"], sort=False)["net_gbp"].agg(math.fsum)
    rows = grouped.reset_index()
    return rows.assign(
        year=[bands[band][0] for band in rows["band"]], year_label=[_band_label(bands[band], labels) for band in rows["band"]]
    ).drop(columns="band")


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the table of years draws.

    Args:
        frame: as for `in_bands`; partners in the order wanted, each name once a year.

    Returns:
        One row per cell, years banded to fit, with text, heading, column, cell_top, cell_bottom, cell_middle and the
        places of `with_rows`; first_of_partner and first_of_year mark the cells that bring a name or a heading.
    """
    cells = in_bands(frame, MOST_NARROW if narrow else MOST_WIDE).reset_index(drop=True)
    years = sorted(cells["year"].unique())
    short = len(years) > MOST_WITH_POUND_SIGN
    partners = with_rows(pd.DataFrame({"partner": cells["partner"].unique()}), "partner", narrow)
    placed = partners.assign(**_cell_heights(partners, narrow))
    drawn = cells.assign(
        text=[tiny_money(net) if short else signed_money(net) for net in cells["net_gbp"]],
        heading=[wrapped(label, 8 if narrow or short else 12) for label in cells["year_label"]],
        column=[years.index(year) for year in cells["year"]],
        first_of_partner=~cells["partner"].duplicated(),
        first_of_year=~cells["year"].duplicated(),
    ).assign(next_column=lambda rows: rows["column"] + 1, middle_column=lambda rows: rows["column"] + 0.5)
    keep = [column for column in drawn.columns if column == "partner" or column not in placed.columns]
    return drawn[keep].merge(placed, on="partner", how="left", sort=False)


def partner_years(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw net position by partner and year as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    across = alt.Scale(domain=[0, max(1, rows["column"].nunique())], nice=False)
    steps = heat_thresholds(rows["net_gbp"].abs().max() if len(rows) else 0.0)
    names = [layer.transform_filter("datum.first_of_partner") for layer in name_layers(rows, narrow, colours)]
    layers = [*names, _cells(across, steps, colours), _figures(steps, colours), _headings(rows)]
    return finished(layers, colours, height_of(rows), color="independent")


def heat_thresholds(largest_gbp: float) -> list[float]:
    """Give the eight figures at which the nine cell colours change; the middle colour is for less than a pound."""
    largest = largest_gbp if largest_gbp > 0 else 1.0
    nothing = min(0.5, HEAT_STEPS[0] * largest / 2)
    above = [nothing, *(step * largest for step in HEAT_STEPS)]
    return [*(-figure for figure in reversed(above)), *above]


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the table of years shows."""
    lowest, highest = (frame["net_gbp"].min(), frame["net_gbp"].max()) if len(frame) else (None, None)
    extremes = f"Yearly figures run from {signed_money(lowest)} to {signed_money(highest)}."
    return f"A table of net position by partner and year. {partner_years_title(frame)}. {extremes}"


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), partner_years(frame, dark, narrow), alt_text(frame))


def _band_years(years: int, most: int) -> int:
    bands = (SHORT_BAND_YEARS, *BAND_YEARS) if years <= FEW_YEARS else BAND_YEARS
    return next((band for band in bands if math.ceil(years / band) <= most), math.ceil(years / most))


def _band_label(years: list[int], labels: dict[int, str]) -> str:
    first, last = labels[years[0]], labels[years[-1]]
    return first if first == last else f"{first} to {last}"


def _cell_heights(partners: pd.DataFrame, narrow: bool) -> dict[str, list[int]]:
    """Fill the row beside a name, or the strip under it on a phone."""
    if narrow:
        tops = [top - 6 for top in partners["bar_top"]]
        bottoms = [bottom + 8 for bottom in partners["bar_bottom"]]
    else:
        tops = [above + 2 for above, _ in pairwise([0, *partners["row_bottom"]])]
        bottoms = [below - 1 for below in partners["row_bottom"]]
    middles = [(top + bottom) // 2 for top, bottom in zip(tops, bottoms, strict=True)]
    return {"cell_top": tops, "cell_bottom": bottoms, "cell_middle": middles}


def _cells(across: alt.Scale, steps: list[float], colours: Theme) -> Layer:
    shades = alt.Scale(type="threshold", domain=steps, range=list(colours.heat))
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in _TIPS.items()]
    return (
        rows_chart()
        .mark_rect(xOffset=1, x2Offset=-1)
        .encode(
            x=alt.X("column:Q", axis=None, scale=across),
            x2="next_column:Q",
            y=pixels("cell_top"),
            y2="cell_bottom:Q",
            color=alt.Color("net_gbp:Q", scale=shades, legend=None),
            tooltip=tips,
        )
    )


_TIPS = {"partner": "Partner", "year_label": "Year", "text": "Net"}


def _figures(steps: list[float], colours: Theme) -> Layer:
    inks = alt.Scale(type="threshold", domain=steps, range=list(colours.heat_text))
    words = rows_chart().mark_text(baseline="middle", fontSize=CELL_TEXT_SIZE)
    ink = alt.Color("net_gbp:Q", scale=inks, legend=None)
    return words.encode(x="middle_column:Q", y=pixels("cell_middle"), text="text:N", color=ink)


def _headings(rows: pd.DataFrame) -> Layer:
    lines = max((heading.count("\n") + 1 for heading in rows["heading"]), default=1)
    words = rows_chart().transform_filter("datum.first_of_year").mark_text(baseline="top", fontSize=CELL_TEXT_SIZE)
    return words.encode(x="middle_column:Q", y=alt.value(-LINE_HEIGHT * lines - 2), text="heading:N")
