"""Ledger: a two-way bar of what each partner pays and gains, with the difference at the right."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money, signed_money
from core.charts.kit.grammar import counted, verb
from core.charts.kit.row_chart import (
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
from core.charts.kit.spec import Drawing, Layer, Spec, finished, haloed, rows_chart
from core.charts.kit.steady_axis import UNCHANGED, SteadyAxis, axis_of, change_text
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.partners import ledger_title

ROOM_FOR_FIGURES = 62


def with_labels(frame: pd.DataFrame, narrow: bool = False, entered: pd.DataFrame | None = None) -> pd.DataFrame:
    """Add the texts and places that the ledger draws.

    Args:
        frame: one row per partner in the order wanted: partner (unique name), pays_gbp (0 or more), gains_gbp, net_gbp.
        narrow: for a phone.
        entered: the same partners as entered, where a what-if may be tried; None where none may.

    Returns:
        The same rows with paid_gbp (below zero), pays_text, gains_text, net_text, both_text, the places of `with_rows`, and
        was_paid_gbp, was_gained_gbp, has_moved and change: as entered, whether the net is another now, the difference in words.
    """
    axis, was = _axis(frame, entered), _as_entered(frame, entered)
    changes = [change_text(*pair) for pair in zip(frame["net_gbp"], was["net_gbp"], strict=True)]
    moved = [change != UNCHANGED for change in changes]
    both = [_both(*pair) for pair in zip(frame["pays_gbp"], frame["gains_gbp"], strict=True)]
    texts = frame.assign(
        paid_gbp=axis.placed(-frame["pays_gbp"]),
        gained_gbp=axis.placed(frame["gains_gbp"]),
        pays_text=[money(-pays) for pays in frame["pays_gbp"]],
        gains_text=[money(gains) for gains in frame["gains_gbp"]],
        net_text=[signed_money(net) for net in frame["net_gbp"]],
        both_text=[f"{said}; {change}" if any(moved) else said for said, change in zip(both, changes, strict=True)],
        was_paid_gbp=axis.placed(-was["pays_gbp"]),
        was_gained_gbp=axis.placed(was["gains_gbp"]),
        has_moved=moved,
        change=changes if any(moved) else "",
    )
    return with_rows(texts, "partner", narrow, details="both_text" if narrow else None)


def ledger(frame: pd.DataFrame, dark: bool = False, narrow: bool = False, entered: pd.DataFrame | None = None) -> Spec:
    """Draw the ledger as a Vega-Lite spec whose data are `with_labels(frame, narrow, entered)`.

    Args:
        frame: as for `with_labels`.
        dark: in the dark theme.
        narrow: for a phone, with the names above the bars.
        entered: as for `with_labels`.
    """
    rows, colours, steady = with_labels(frame, narrow, entered), theme(dark), entered is not None
    scale = alt.Scale(domain=_axis(frame, entered).domain, nice=False, padding=0 if narrow else ROOM_FOR_FIGURES)
    layers = [rule_layer(colours, narrow, columns=2 if steady else 1, is_steady=steady), *_bars(colours, scale)]
    layers += [*(_ghosts(colours, scale) if steady else []), zero_layer(colours, narrow)]
    layers += [*name_layers(rows, narrow, colours, is_steady=steady), _net(narrow, colours), *_words(narrow, colours)]
    if steady and not narrow:
        layers += [figure_layer("change", narrow, column=2)]
        if rows["has_moved"].any():
            layers += [heading("Change", colours.muted, alt.value("width"), align="right", dx=2 * FIGURE_COLUMN)]
    return finished(layers, colours, height_of(rows))


def alt_text(frame: pd.DataFrame, entered: pd.DataFrame | None = None) -> str:
    """Say in words what the ledger shows."""
    rows = with_labels(frame, entered=entered)
    moved = [f"{row.partner} {row.change}" for row in rows[rows["has_moved"]].itertuples()]
    changed = f" Net changed from as entered: {'; '.join(moved)}." if moved else ""
    partners = f"{counted(len(frame))} {verb(len(frame), 'partner', 'partners')}"
    totals = f"In all {money(frame['pays_gbp'].sum())} is paid in and {money(frame['gains_gbp'].sum())} comes back."
    bars = f"Bars of what {partners} {verb(len(frame), 'pays', 'pay')} in and what each gains."
    return f"{bars} {ledger_title(frame)}. {totals}{changed}"


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False, entered: pd.DataFrame | None = None) -> Drawing:
    """Give the rows, the spec and the alternative text together; on the axis of `entered` where a what-if may be tried."""
    return Drawing(with_labels(frame, narrow, entered), ledger(frame, dark, narrow, entered), alt_text(frame, entered))


def _axis(frame: pd.DataFrame, entered: pd.DataFrame | None) -> SteadyAxis:
    values, before = ([] if each is None else [*-each["pays_gbp"], *each["gains_gbp"]] for each in (frame, entered))
    return axis_of(values, None if entered is None else before)


def _as_entered(frame: pd.DataFrame, entered: pd.DataFrame | None) -> pd.DataFrame:
    """The same partners as entered, in the order of the frame."""
    columns = ["pays_gbp", "gains_gbp", "net_gbp"]
    return frame if entered is None else entered.set_index("partner")[columns].loc[list(frame["partner"])].reset_index()


def _both(pays_gbp: float, gains_gbp: float) -> str:
    return f"Pays {money(pays_gbp)}, gets back {money(gains_gbp)}"


def _bars(colours: Theme, scale: alt.Scale) -> list[Layer]:
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in _TIPS.items()]
    return [
        bar_layer(alt.X(f"{field}:Q", axis=None, scale=scale), alt.datum(0), color=colour).encode(tooltip=tips)
        for field, colour in (("paid_gbp", colours.pays), ("gained_gbp", colours.benefits))
    ]


def _ghosts(colours: Theme, scale: alt.Scale) -> list[Layer]:
    """Outline each bar as it was entered, over the bar of now."""
    look = {"filled": False, "stroke": colours.muted, "strokeWidth": 1.5, "strokeDash": [3, 2], "fillOpacity": 0}
    return [
        bar_layer(alt.X(f"{field}:Q", axis=None, scale=scale), alt.datum(0), **look).transform_filter("datum.has_moved")
        for field in ("was_paid_gbp", "was_gained_gbp")
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
        *_at_the_end("paid_gbp", "pays_text", colours, align="right", dx=-6),
        *_at_the_end("gained_gbp", "gains_text", colours, align="left", dx=6),
        heading("Pays in", paid, NOUGHT, align="right", dx=-6),
        heading("Gets back", gained, NOUGHT, align="left", dx=6),
        heading("Net", colours.muted, right, align="right", dx=FIGURE_COLUMN),
    ]


def _at_the_end(of: str, text: str, colours: Theme, **mark: Any) -> list[Layer]:
    """Write a figure at the end of its bar, over a halo that keeps it apart from the outline of as entered."""
    words = rows_chart().transform_filter(f"datum.{of} != 0")
    places: dict[str, Any] = {"y": pixels("middle_y"), "x": alt.X(f"{of}:Q", axis=None), "text": f"{text}:N"}
    return haloed(words, colours, {"baseline": "middle", **mark}, places)
