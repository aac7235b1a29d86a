"""Logic model: one version, from what is put in on the left to the impact on the right; on a phone from top to bottom."""

from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import Any

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.grammar import capitalised, counted, listed
from core.charts.kit.spec import LINE_HEIGHT, Drawing, Layer, Spec, finished, rows_chart, wrapped
from core.charts.kit.theme import SMALL_TEXT_SIZE, Theme, theme

STAGES = ("input", "activity", "output", "outcome", "impact")
STAGE_WORDS = {"input": "Inputs", "activity": "Activities", "output": "Outputs", "outcome": "Outcomes", "impact": "Impact"}
CONTROL_WORDS = {"control": "in our control", "share": "shared", "influence": "influence only", "": "not marked"}
WIDE_LETTERS, PHONE_LETTERS = 22, 36
BOX_START, BOX_END, PHONE_START, PHONE_END = 0.16, 0.96, 0.01, 0.99
HEADING, BOX_ROOM, BETWEEN = 34, 14, 14
# Where arrows within a stage run, to the left of their boxes: how far from them, and how far from one another.
LANE, NEXT_LANE, LANES = 0.06, 0.03, 4
COLUMNS = ("what", "text", "detail", "control", "stage", "x", "x2", "y", "y2", "text_y", "link")
Box = dict[str, Any]


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the places that boxes and arrows draw.

    Args:
        frame: one row per element: element_id, stage, title, detail (a quieter line: quantity and who controls it), control
            (control, share, influence or ""), leads_to (tuple of element ids).
        narrow: for a phone, where words in the box take the place of arrows.

    Returns:
        one row per mark: what (box, arrow, head, heading), text, detail, control, stage, x, x2 (stages from 0), y, y2,
        text_y (pixels from the top), link (number of the arrow).
    """
    boxes = _boxes(frame, narrow)
    rows = [*boxes.values(), *_headings(boxes)]
    if not narrow:
        rows += _arrows(frame, boxes)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def logic_model(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the model as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    bottom = float(rows["y2"].max()) if len(rows) else HEADING
    place = _along("x", narrow, _left(rows))
    layers = [*_box_layers(place, colours), _heading_layer(place, colours)]
    layers += [_text_layer("text", place, narrow, colours.text), _text_layer("detail", place, narrow, colours.muted)]
    if not narrow:
        layers = [_arrow_layer(place, colours), *layers, _head_layer(place, colours)]
    return finished(layers, colours, bottom + BETWEEN)


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the model shows."""
    titles = dict(zip(frame["element_id"], frame["title"], strict=True))
    told = []
    for stage in STAGES:
        some = frame[frame["stage"] == stage].to_dict("records")
        if some:
            told.append(f"{STAGE_WORDS[stage]}: {'; '.join(row['title'] + _leads(row, titles) for row in some)}")
    return f"The logic model. {'. '.join(told) or 'It has no elements'}."


def title_of(frame: pd.DataFrame, version: str) -> str:
    """Say how many elements a version has and how many of them the partnership only influences."""
    influenced = int((frame["control"] == "influence").sum())
    elements = f"{counted(len(frame))} element{'' if len(frame) == 1 else 's'}"
    return f"{version}: {elements}, of which we can only influence {counted(influenced) if influenced else 'none'}"


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), logic_model(frame, dark, narrow), alt_text(frame))


def _leads(row: Mapping[Any, Any], titles: Mapping[str, str]) -> str:
    later = [titles[name] for name in row["leads_to"] if name in titles]
    return f" leads to {listed(later)}" if later else ""


def _boxes(frame: pd.DataFrame, narrow: bool) -> dict[str, Box]:
    titles = dict(zip(frame["element_id"], frame["title"], strict=True))
    boxes: dict[str, Box] = {}
    top = 0.0
    for column, stage in enumerate(STAGES):
        some = frame[frame["stage"] == stage].to_dict("records")
        if some:
            placed = _column(some, titles, 0 if narrow else column, top + HEADING, narrow)
            boxes |= placed
            top = max(box["y2"] for box in placed.values()) + BETWEEN if narrow else 0.0
    return boxes


def _column(
    some: list[dict[Any, Any]],
    titles: Mapping[str, str],
    column: int,
    top: float,
    narrow: bool,
) -> dict[str, Box]:
    """Stack the boxes of one stage, each as high as its words."""
    texts = [_box_text(row, titles, narrow) for row in some]
    heights = [BOX_ROOM + (text.count("\n") + 1 + _lines(detail)) * LINE_HEIGHT for text, detail in texts]
    tops = accumulate([top, *(height + BETWEEN for height in heights)])
    left, right = (PHONE_START, PHONE_END) if narrow else (BOX_START, BOX_END)
    return {
        row["element_id"]: {
            "what": "box", "text": text, "detail": detail, "control": CONTROL_WORDS[row["control"]], "stage": row["stage"],
            "x": column + left, "x2": column + right, "y": start, "y2": start + height,
            "text_y": start + (text.count("\n") + 1) * LINE_HEIGHT, "link": 0,
        }
        for row, (text, detail), height, start in zip(some, texts, heights, tops, strict=False)
    }  # fmt: skip


def _lines(text: str) -> int:
    return text.count("\n") + 1 if text else 0


def _box_text(row: Mapping[Any, Any], titles: Mapping[str, str], narrow: bool) -> tuple[str, str]:
    if not narrow:
        return wrapped(row["title"], WIDE_LETTERS), wrapped(row["detail"], WIDE_LETTERS + 2)
    leads = capitalised(_leads(row, titles).strip())
    details = [wrapped(part, PHONE_LETTERS + 2, 6) for part in (row["detail"], leads) if part]
    return wrapped(row["title"], PHONE_LETTERS), "\n".join(details)


def _headings(boxes: Mapping[str, Box]) -> list[Box]:
    rows = []
    for stage in STAGES:
        some = [box for box in boxes.values() if box["stage"] == stage]
        if some:
            top = min(box["y"] for box in some) - 8
            rows.append({**some[0], "what": "heading", "text": STAGE_WORDS[stage], "detail": "", "y": top, "y2": top})
    return rows


def _arrows(frame: pd.DataFrame, boxes: Mapping[str, Box]) -> list[Box]:
    """Draw an arrow for each step: across to a later stage, round by the left to another box of the same or an earlier one."""
    arrows: list[Box] = []
    rounds = 0  # of elements with a step round: each has a lane of its own, which all its steps share
    for row in frame.to_dict("records"):
        start = boxes[row["element_id"]]
        ends = [boxes[later] for later in row["leads_to"] if later in boxes]
        for end in ends:
            points = _across(start, end) if end["x"] > start["x"] else _round(start, end, rounds % LANES)
            arrows += [_mark("arrow", one, two, len(arrows)) for one, two in pairwise(points)]
            arrows.append(_mark("head", points[-1], points[-1], len(arrows)))
        rounds += any(end["x"] <= start["x"] for end in ends)
    return arrows


Point = tuple[float, float]


def _mark(what: str, start: Point, end: Point, link: int) -> Box:
    blank = {"text": "", "detail": "", "control": "", "stage": "", "text_y": 0.0}
    return {**blank, "what": what, "x": start[0], "y": start[1], "x2": end[0], "y2": end[1], "link": link}


def _middle(box: Box) -> float:
    return float(box["y"] + box["y2"]) / 2


def _across(start: Box, end: Box) -> list[Point]:
    return [(start["x2"], _middle(start)), (end["x"], _middle(end))]


def _round(start: Box, end: Box, lane: int) -> list[Point]:
    aside = min(start["x"], end["x"]) - LANE - lane * NEXT_LANE
    # Out below the middle and in above it, so that what comes and what goes are told apart.
    out, into = _middle(start) + 8, _middle(end) - 8
    return [(start["x"], out), (aside, out), (aside, into), (end["x"], into)]


def _left(rows: pd.DataFrame) -> float:
    """Where the drawing begins: further left where an arrow goes round the first boxes."""
    return min(BOX_START, float(rows["x"].min())) - 0.01 if len(rows) else 0.0


def _along(column: str, narrow: bool, left: float) -> alt.X:
    domain = [0, 1] if narrow else [left, len(STAGES)]
    return alt.X(f"{column}:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))


def _only(what: str) -> alt.Chart:
    return rows_chart().transform_filter(f"datum.what === '{what}'")


def _down(column: str) -> alt.Y:
    return alt.Y(f"{column}:Q", scale=None, axis=None)


def _box_layers(place: alt.X, colours: Theme) -> list[Layer]:
    # What the partnership only influences has a dashed edge: a shape, and not a colour alone, says so; the words do as well.
    tips = [alt.Tooltip("text:N", title="Element"), alt.Tooltip("control:N", title="Whose it is")]
    layers = []
    for sign, dash in (("!==", [1, 0]), ("===", [5, 4])):
        some = _only("box").transform_filter(f"datum.control {sign} '{CONTROL_WORDS['influence']}'")
        box = some.mark_rect(fill=colours.card, stroke=colours.border, strokeWidth=1.5, cornerRadius=4, strokeDash=dash)
        layers.append(box.encode(x=place, x2="x2:Q", y=_down("y"), y2="y2:Q", tooltip=tips))
    return layers


def _arrow_layer(place: alt.X, colours: Theme) -> Layer:
    line = _only("arrow").mark_rule(color=colours.border, strokeWidth=1.5)
    return line.encode(x=place, x2="x2:Q", y=_down("y"), y2="y2:Q")


def _head_layer(place: alt.X, colours: Theme) -> Layer:
    """Draw the heads at the left edge of the boxes that are led to."""
    head = _only("head").mark_point(filled=True, opacity=1, size=70, color=colours.text, shape="triangle-right", xOffset=-4)
    return head.encode(x=place, y=_down("y"))


def _heading_layer(place: alt.X, colours: Theme) -> Layer:
    words = _only("heading").mark_text(align="left", baseline="bottom", fontWeight=600, color=colours.text)
    return words.encode(x=place, y=_down("y"), text="text:N")


def _text_layer(column: str, place: alt.X, narrow: bool, colour: str) -> Layer:
    is_text = column == "text"
    # Between a phone and a desk a box is narrower than its words: they end with an ellipsis, and the table has them whole.
    share = PHONE_END - PHONE_START if narrow else (BOX_END - BOX_START) / len(STAGES)
    style: dict[str, Any] = {} if is_text else {"fontSize": SMALL_TEXT_SIZE}
    room = alt.expr(f"width * {share} - 12")
    words = _only("box").mark_text(align="left", baseline="top", dx=8, dy=8, color=colour, limit=room, **style)
    return words.encode(x=place, y=_down("y" if is_text else "text_y"), text=f"{column}:N")
