"""Who pays and who gains: a two-way bar for each partner, and the difference at the right."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.drawing import Drawing, Layer, Spec, finished, rows_chart, span
from core.charts.formats import money, signed_money
from core.charts.grammar import counted, verb
from core.charts.remembered import remembered
from core.charts.rows import (
    FIGURE_COLUMN,
    NOUGHT,
    bar_layer,
    figure_layer,
    heading,
    height_of,
    name_layers,
    pixels,
    rule_layer,
    with_rows,
    zero_layer,
)
from core.charts.sentences.partners import ledger_title
from core.charts.theme import Theme, theme

ROOM_FOR_FIGURES = 62


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the ledger draws.

    Args:
        frame: one row per partner in the order wanted: partner (unique name), pays_gbp (0 or more), gains_gbp, net_gbp.

    Returns:
        The same rows with paid_gbp (below zero), pays_text, gains_text, net_text, detail, and the places of `with_rows`.
    """
    texts = frame.assign(
        paid_gbp=-frame["pays_gbp"],
        pays_text=[money(-pays) for pays in frame["pays_gbp"]],
        gains_text=[money(gains) for gains in frame["gains_gbp"]],
        net_text=[signed_money(net) for net in frame["net_gbp"]],
        both_text=[_both(*pair) for pair in zip(frame["pays_gbp"], frame["gains_gbp"], strict=True)],
    )
    return with_rows(texts, "partner", narrow, details="both_text" if narrow else None)


def ledger(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the ledger as a Vega-Lite spec whose data are `with_labels(frame, narrow)`.

    Args:
        frame: as for `with_labels`.
        dark: in the dark theme.
        narrow: for a phone, with the names above the bars.
    """
    rows, colours = with_labels(frame, narrow), theme(dark)
    low, high = span([*rows["paid_gbp"], *rows["gains_gbp"]])
    scale = alt.Scale(domain=[low, high], nice=False, padding=0 if narrow else ROOM_FOR_FIGURES)
    layers = [rule_layer(colours, narrow), *_bars(colours, scale), zero_layer(colours, narrow)]
    layers += [*name_layers(rows, narrow, colours), _net(narrow, colours), *_words(narrow, colours)]
    return finished(layers, colours, height_of(rows))


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the ledger shows."""
    partners = f"{counted(len(frame))} {verb(len(frame), 'partner', 'partners')}"
    totals = f"In all {money(frame['pays_gbp'].sum())} is paid in and {money(frame['gains_gbp'].sum())} comes back."
    return f"Bars of what {partners} {verb(len(frame), 'pays', 'pay')} in and what each gains. {ledger_title(frame)}. {totals}"


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), ledger(frame, dark, narrow), alt_text(frame))


def _both(pays_gbp: float, gains_gbp: float) -> str:
    return f"Pays {money(pays_gbp)}, gets back {money(gains_gbp)}"


def _bars(colours: Theme, scale: alt.Scale) -> list[Layer]:
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in _TIPS.items()]
    return [
        bar_layer(alt.X(f"{field}:Q", axis=None, scale=scale), alt.datum(0), color=colour).encode(tooltip=tips)
        for field, colour in (("paid_gbp", colours.pays), ("gains_gbp", colours.benefits))
    ]


_TIPS = {"partner": "Partner", "pays_text": "Pays in", "gains_text": "Gets back", "net_text": "Net"}


def _net(narrow: bool, colours: Theme) -> Layer:
    behind = alt.condition("datum.net_gbp < 0", alt.value(colours.series_text[1]), alt.value(colours.text))
    return figure_layer("net_text", narrow).encode(color=behind)


def _words(narrow: bool, colours: Theme) -> list[Layer]:
    """Write the figures at the bar ends under headings; on a phone they stand under the name already."""
    paid, gained, right = colours.series_text[1], colours.series_text[0], alt.value("width")
    if narrow:
        return [heading("Net", colours.muted, right, align="right")]
    return [
        _at_the_end("paid_gbp", "pays_text", align="right", dx=-6),
        _at_the_end("gains_gbp", "gains_text", align="left", dx=6),
        heading("Pays in", paid, NOUGHT, align="right", dx=-6),
        heading("Gets back", gained, NOUGHT, align="left", dx=6),
        heading("Net", colours.muted, right, align="right", dx=FIGURE_COLUMN),
    ]


def _at_the_end(of: str, text: str, **mark: Any) -> Layer:
    words = rows_chart().transform_filter(f"datum.{of} != 0").mark_text(baseline="middle", **mark)
    return words.encode(y=pixels("middle_y"), x=alt.X(f"{of}:Q", axis=None), text=f"{text}:N")
