"""Tornado: for each assumption, how far it moves net public value from its central figure."""

from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import money
from core.charts.kit.row_chart import bar_layer, heading, height_of, name_layers, pixels, rule_layer, with_rows, zero_layer
from core.charts.kit.spec import Drawing, Layer, Spec, finished, haloed, money_axis, once_chart, rows_chart, wrapped
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.sensitivity import tornado_title

MOST_ROWS = 12
VALUE_LETTERS, LETTER_WIDTH = 24, 8
LEAST_ROOM, NARROWEST = 12, 300
# Nothing is drawn unless the bars would shrink to a corner.
LEAST_SHARE_OF_WIDTH = 0.25
COLUMNS = ("low_text", "high_text", "low_npsv_gbp", "high_npsv_gbp", "central_gbp")


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the tornado draws.

    Args:
        frame: one row per driver, the largest first: driver (name), low_text, high_text (values tried), low_npsv_gbp,
            high_npsv_gbp (net public value at each), central_gbp (as entered; the same in every row). Twelve are drawn.

    Returns:
        The first twelve rows with left_gbp, left_text, right_gbp, right_text (ends of the bar and the values tried there),
        far_gbp, near_gbp (the ends by their distance from the middle), text and the places of `with_rows`.
    """
    kept = frame.head(MOST_ROWS).reset_index(drop=True)
    ends = [_ends(*row) for row in zip(*(kept[column] for column in COLUMNS), strict=True)]
    drawn = kept.assign(**{name: [end[name] for end in ends] for name in _ENDS})
    return with_rows(drawn, "driver", narrow, details="text" if narrow else None)


def tornado(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the tornado as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    central = float(rows["central_gbp"].iloc[0]) if len(rows) else 0.0
    along = _along(rows, central, narrow)
    middle = alt.XDatum(central, **along)
    layers = [
        rule_layer(colours, narrow=True),
        *_zero(along, narrow, colours),
        *_bars(along, colours),
        zero_layer(colours, narrow, middle),
    ]
    words = [heading(f"{money(central)} as entered", colours.text, middle, align="center")] if len(rows) else []
    values = [] if narrow else _values(along, colours)
    return finished([*layers, *words, *values, *name_layers(rows, narrow, colours)], colours, height_of(rows))


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the tornado shows."""
    rows = with_labels(frame)
    each = "; ".join(f"{driver}: {text}" for driver, text in zip(rows["driver"], rows["text"], strict=True))
    left_out = f" The {len(rows)} largest of {len(frame)} are shown." if len(frame) > len(rows) else ""
    said = f"Bars of how far each assumption moves net public value. {tornado_title(frame)}. {each or 'No assumption'}."
    return f"{said}{left_out}"


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), tornado(frame, dark, narrow), alt_text(frame))


_ENDS = ("left_gbp", "left_text", "right_gbp", "right_text", "far_gbp", "near_gbp", "text")


def _ends(low_text: str, high_text: str, low_gbp: float, high_gbp: float, central_gbp: float) -> dict[str, Any]:
    """Put each value tried at its end of the bar; two values on one side stand together there, the lesser figure first."""
    (lesser, lesser_text), (greater, greater_text) = sorted([(low_gbp, low_text), (high_gbp, high_text)], key=lambda end: end[0])
    both = f"{lesser_text} and {greater_text}"
    texts = (both, "") if greater < central_gbp else ("", both) if lesser > central_gbp else (lesser_text, greater_text)
    near, far = sorted((low_gbp, high_gbp), key=lambda gbp: abs(gbp - central_gbp))
    return {
        "left_gbp": min(lesser, central_gbp),
        "left_text": wrapped(texts[0], VALUE_LETTERS, lines=1),
        "right_gbp": max(greater, central_gbp),
        "right_text": wrapped(texts[1], VALUE_LETTERS, lines=1),
        "far_gbp": far,
        "near_gbp": near,
        "text": f"{money(low_gbp)} at {low_text}, {money(high_gbp)} at {high_text}",
    }


def _along(rows: pd.DataFrame, central: float, narrow: bool) -> dict[str, Any]:
    """Hold all bars, and nothing where it is not far away; with room for the values at their ends."""
    low, high = min([central, *rows["left_gbp"]]), max([central, *rows["right_gbp"]])
    with_zero = (min(low, 0.0), max(high, 0.0))
    if high - low >= LEAST_SHARE_OF_WIDTH * (with_zero[1] - with_zero[0]):
        low, high = with_zero
    if high == low:
        low, high = low - 1, high + 1
    axis = money_axis(grid=not narrow, tickCount=3 if narrow else 6, labelBound=True)
    room = LEAST_ROOM if narrow else _room(rows, low, high)
    return {"axis": axis, "scale": alt.Scale(domain=[low, high], nice=False, padding=room)}


def _room(rows: pd.DataFrame, low: float, high: float) -> float:
    """Find the room beyond the scale, in pixels, for the values whose bars end near its edge on the narrowest wide chart."""
    ends = [((gbp - low) / (high - low), text) for gbp, text in zip(rows["left_gbp"], rows["left_text"], strict=True)]
    ends += [((high - gbp) / (high - low), text) for gbp, text in zip(rows["right_gbp"], rows["right_text"], strict=True)]
    return max([float(LEAST_ROOM), *(len(text) * LETTER_WIDTH + LEAST_ROOM - NARROWEST * float(part) for part, text in ends)])


def _bars(along: dict[str, Any], colours: Theme) -> list[Layer]:
    """Draw the longer way first, so that a shorter one to the same side stays visible on it."""
    tips = [alt.Tooltip("driver:N", title="Assumption"), alt.Tooltip("text:N", title="Net public value")]
    layers = []
    for end in ("far_gbp", "near_gbp"):
        worse = alt.condition(f"datum.{end} < datum.central_gbp", alt.value(colours.pays), alt.value(colours.benefits))
        bar = bar_layer(alt.X("central_gbp:Q", **along), f"{end}:Q", stroke=colours.page, strokeWidth=1.5)
        layers.append(bar.transform_filter(f"datum.{end} != datum.central_gbp").encode(color=worse, tooltip=tips))
    return layers


def _zero(along: dict[str, Any], narrow: bool, colours: Theme) -> list[Layer]:
    """Mark nothing with a dashed line, where it is on the scale."""
    low, high = along["scale"].domain
    if narrow or not low <= 0 <= high:
        return []
    return [once_chart().mark_rule(color=colours.text, strokeWidth=1, strokeDash=[4, 4]).encode(x=alt.XDatum(0, **along))]


def _values(along: dict[str, Any], colours: Theme) -> list[Layer]:
    sides: dict[str, dict[str, Any]] = {"left": {"align": "right", "dx": -6}, "right": {"align": "left", "dx": 6}}
    layers = []
    for side, mark in sides.items():
        place = {"x": alt.X(f"{side}_gbp:Q", **along), "y": pixels("middle_y"), "text": f"{side}_text:N"}
        layers += haloed(rows_chart(), colours, {"baseline": "middle", **mark}, place)
    return layers
