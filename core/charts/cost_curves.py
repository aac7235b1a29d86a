"""Cost curves: what each person who completes costs as places are added, on average and at the place just added."""

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
    with_end_labels,
    with_key,
    with_series,
)
from core.charts.kit.spec import Drawing, Layer, Spec, finished
from core.charts.kit.theme import theme
from core.charts.sentences.scale import cost_title

HEIGHT = 300
AVERAGE, ADDED = "Average of all places", "Place just added"
MOST_TICKS, PHONE_TICKS = 10, 5


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Give the two costs as two lines, with the texts and places that they draw.

    Args:
        frame: one row per number of places: places (1 or more), average_cost_gbp, marginal_cost_gbp (per completer; missing
            where nobody completes).

    Returns:
        One row per line and size that has a cost: places, line, cost_gbp, text, series, is_last, label, label_gbp and key_y.
    """
    columns = {"average_cost_gbp": AVERAGE, "marginal_cost_gbp": ADDED}
    parts = [frame[["places"]].assign(line=line, cost_gbp=frame[column].astype(float)) for column, line in columns.items()]
    long = pd.concat(parts).sort_values(["line", "places"]).dropna(subset=["cost_gbp"])
    rows = with_series(long, "line")
    texts = [money(gbp) for gbp in rows["cost_gbp"]]
    labels = [line_label(line, f"{text} each", narrow) for line, text in zip(rows["line"], texts, strict=True)]
    return with_key(with_end_labels(rows.assign(text=texts, label=labels), "cost_gbp", HEIGHT), HEIGHT + UNDER_THE_AXIS)


def cost_curves(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the two lines on one axis as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    up = money_up([*rows["cost_gbp"]], narrow)
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in _TIPS.items()]
    layers: list[Layer] = line_layers(along_places(rows, narrow), "cost_gbp", up, colours, tips)
    layers += key_below(colours) if narrow else [end_labels(up, colours)]
    return finished(layers, colours, HEIGHT, color="independent")


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the lines show."""
    rows = with_labels(frame)
    last = rows[rows["is_last"]]
    ends = "; ".join(f"{line} {text}" for line, text in zip(last["line"], last["text"], strict=True))
    said = f"Lines of the cost for each person who completes, by number of places. {cost_title(frame)}"
    return f"{said}. At the end: {ends or 'nothing'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), cost_curves(frame, dark, narrow), alt_text(frame))


def along_places(rows: pd.DataFrame, narrow: bool, column: str = "places", offset: int = 0) -> alt.X:
    """Give the scale and axis of the number of places, whole numbers only."""
    low, high = (int(rows["places"].min()), int(rows["places"].max())) if len(rows) else (1, 1)
    most = PHONE_TICKS if narrow else MOST_TICKS
    ticks = {"values": list(range(low, high + 1))} if high - low < most else {"tickCount": most, "tickMinStep": 1}
    axis = alt.Axis(title="Number of places", grid=False, format=",d", offset=offset, **ticks)
    return alt.X(f"{column}:Q", axis=axis, scale=alt.Scale(domain=[low - 0.5, high + 0.5], nice=False))


_TIPS = {"line": "Cost", "places": "Places", "text": "Each person who completes"}
