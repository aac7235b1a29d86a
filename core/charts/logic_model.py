"""One version of the logic model, from what is put in on the left to the impact on the right; on a phone from top to bottom."""

from itertools import accumulate
from typing import Any

import altair as alt
import pandas as pd

from core.charts.drawing import LINE_HEIGHT, Drawing, Layer, Spec, finished, rows_chart, wrapped
from core.charts.grammar import counted
from core.charts.theme import SMALL_TEXT_SIZE, Theme, theme

STAGES = ("input", "activity", "output", "outcome", "impact")
STAGE_WORDS = {"input": "Inputs", "activity": "Activities", "output": "Outputs", "outcome": "Outcomes", "impact": "Impact"}
CONTROL_WORDS = {"control": "we control it", "share": "we share it", "influence": "we influence it", "": "not marked"}
WIDE_LETTERS, PHONE_LETTERS = 22, 42
BOX_START, BOX_END = 0.03, 0.87
HEADING = 34
BOX_ROOM, BETWEEN = 12, 14


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the places that boxes and arrows draw.

    Args:
        frame: one row per element: element_id, stage, title, detail (a quieter line: quantity and who controls it), control
            (control, share, influence or ""), leads_to (tuple of element ids).
        narrow: for a phone.

    Returns:
        one row per mark: what (box, arrow, heading), text, detail, control, x, x2 (stages from 0), y, y2 (pixels from the top).
    """
    boxes = _boxes(frame, narrow)
    rows = [*boxes.values(), *_headings(boxes, narrow)]
    if not narrow:
        rows += _arrows(frame, boxes)
    return pd.DataFrame(rows, columns=["what", "text", "detail", "control", "x", "x2", "y", "y2", "text_y", "stage"])


def logic_model(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the model as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    bottom = float(rows["y2"].max()) if len(rows) else HEADING
    layers = [_box_layer(narrow, colours), _heading_layer(narrow, colours)]
    layers += [_text_layer("text", narrow, colours, colours.text), _text_layer("detail", narrow, colours, colours.muted)]
    if not narrow:
        layers.insert(0, _arrow_layer(colours))
    return finished(layers, colours, bottom + BETWEEN)


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the model shows."""
    titles = dict(zip(frame["element_id"], frame["title"], strict=True))
    told = []
    for stage in STAGES:
        some = frame[frame["stage"] == stage]
        each = [
            f"{row['title']}{' leads to ' + ', '.join(titles.get(later, later) for later in row['leads_to']) if row['leads_to'] else ''}"
            for row in some.to_dict("records")
        ]
        if each:
            told.append(f"{STAGE_WORDS[stage]}: {'; '.join(each)}")
    return f"The logic model. {'. '.join(told) or 'It has no elements'}."


def title_of(frame: pd.DataFrame, version: str) -> str:
    """Say how many elements a version has and how many of them the partnership only influences."""
    influenced = int((frame["control"] == "influence").sum())
    elements = f"{counted(len(frame))} element{'' if len(frame) == 1 else 's'}"
    return f"{version}: {elements}, of which we can only influence {counted(influenced)}"


def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), logic_model(frame, dark, narrow), alt_text(frame))


def _boxes(frame: pd.DataFrame, narrow: bool) -> dict[str, dict[str, Any]]:
    boxes: dict[str, dict[str, Any]] = {}
    top = 0.0
    for column, stage in enumerate(STAGES):
        some = frame[frame["stage"] == stage].to_dict("records")
        if not some:
            continue
        top = top + HEADING if narrow else HEADING
        texts = [_box_text(row, narrow) for row in some]
        heights = [
            BOX_ROOM + (text.count("\n") + 1 + (detail.count("\n") + 1 if detail else 0)) * LINE_HEIGHT for text, detail in texts
        ]
        tops = [top + start for start in accumulate([0.0, *(height + BETWEEN for height in heights)])]
        for row, (text, detail), height, start in zip(some, texts, heights, tops, strict=False):
            place = 0 if narrow else column
            boxes[row["element_id"]] = {
                "what": "box", "text": text, "detail": detail, "control": CONTROL_WORDS[row["control"]], "stage": stage,
                "x": place + BOX_START, "x2": place + (0.97 if narrow else BOX_END), "y": start, "y2": start + height,
                "text_y": start + BOX_ROOM / 2 + (text.count("\n") + 1) * LINE_HEIGHT,
            }  # fmt: skip
        top = tops[-1] if narrow else top
    return boxes


def _box_text(row: dict[str, Any], narrow: bool) -> tuple[str, str]:
    letters = PHONE_LETTERS if narrow else WIDE_LETTERS
    return wrapped(row["title"], letters), wrapped(row["detail"], letters + 2) if row["detail"] else ""


def _headings(boxes: dict[str, dict[str, Any]], narrow: bool) -> list[dict[str, Any]]:
    found = []
    for stage in STAGES:
        some = [box for box in boxes.values() if box["stage"] == stage]
        if some:
            top = min(box["y"] for box in some)
            found.append({**some[0], "what": "heading", "text": STAGE_WORDS[stage], "detail": "", "y": top - 12, "y2": top - 12})
    return found


def _arrows(frame: pd.DataFrame, boxes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for row in frame.to_dict("records"):
        start = boxes[row["element_id"]]
        for later in row["leads_to"]:
            if later in boxes:
                end = boxes[later]
                middles = ((start["y"] + start["y2"]) / 2, (end["y"] + end["y2"]) / 2)
                same = start["x"] == end["x"]
                found.append({
                    **start, "what": "arrow", "text": "", "detail": "", "x": (start["x"] + start["x2"]) / 2 if same else start["x2"],
                    "x2": (end["x"] + end["x2"]) / 2 if same else end["x"], "y": middles[0], "y2": middles[1],
                })  # fmt: skip
    return found


def _along(column: str, narrow: bool) -> alt.X:
    return alt.X(f"{column}:Q", axis=None, scale=alt.Scale(domain=[0, 1 if narrow else len(STAGES)], nice=False))


def _only(what: str) -> alt.Chart:
    return rows_chart().transform_filter(f"datum.what === '{what}'")


def _down(column: str) -> alt.Y:
    return alt.Y(f"{column}:Q", scale=None, axis=None)


def _box_layer(narrow: bool, colours: Theme) -> Layer:
    # What the partnership only influences has a dashed edge: a shape, and not a colour alone, says so; the words do as well.
    dash = alt.condition(f"datum.control === '{CONTROL_WORDS['influence']}'", alt.value([5, 4]), alt.value([1, 0]))
    box = _only("box").mark_rect(fill=colours.card, stroke=colours.border, strokeWidth=1.5, cornerRadius=4)
    tips = [alt.Tooltip("text:N", title="Element"), alt.Tooltip("control:N", title="Whose it is")]
    return box.encode(x=_along("x", narrow), x2="x2:Q", y=_down("y"), y2="y2:Q", strokeDash=dash, tooltip=tips)


def _arrow_layer(colours: Theme) -> Layer:
    line = _only("arrow").mark_rule(color=colours.muted, strokeWidth=1.5)
    return line.encode(x=_along("x", False), x2="x2:Q", y=_down("y"), y2="y2:Q")


def _heading_layer(narrow: bool, colours: Theme) -> Layer:
    words = _only("heading").mark_text(align="left", baseline="bottom", fontWeight=600, color=colours.text)
    return words.encode(x=_along("x", narrow), y=_down("y"), text="text:N")


def _text_layer(column: str, narrow: bool, colours: Theme, colour: str) -> Layer:
    size = {"fontSize": SMALL_TEXT_SIZE} if column == "detail" else {}
    top = _down("y") if column == "text" else _down("text_y")
    words = _only("box").mark_text(align="left", baseline="top", dx=8, dy=7, color=colour, **size)
    return words.encode(x=_along("x", narrow), y=top, text=f"{column}:N")
