"""The words on a chart, taken from the finished drawing, must not cover each other."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import pytest
import vl_convert

from core.charts.kit.spec import LINE_HEIGHT, Drawing
from tests.core.charts.sample_frames import HOSTILE, SAMPLES, USUAL
from tests.core.charts.standing_alone import with_rows_inside

# The mean letter of a sans-serif face is about half as wide as it is high.
LETTER_WIDTH = 0.5
TEN_TO_ONE = 3.3e6


class Box(NamedTuple):
    left: float
    top: float
    right: float
    foot: float
    words: str

    def covers(self, other: "Box") -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.foot, other.foot) - max(self.top, other.top)
        return across > 1 and down > 3


def boxes_of(drawing: Drawing, width: int) -> list[Box]:
    graph = vl_convert.vegalite_to_scenegraph(with_rows_inside(drawing, width))
    # Words over a halo of the page are drawn twice in one place.
    return list(dict.fromkeys(box_of(item) for item in texts_in(graph.get("scenegraph", graph)) if item.get("text")))


def texts_in(mark: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Find the texts of the chart itself; Vega-Lite keeps the labels of an axis apart on its own."""
    if str(mark.get("role", "")).startswith("axis"):
        return
    if mark.get("marktype") == "text":
        yield from mark["items"]
    for item in mark.get("items", []):
        yield from texts_in(item)


def box_of(item: dict[str, Any]) -> Box:
    lines = str(item["text"]).split("\n") if isinstance(item["text"], str) else item["text"]
    size = item.get("fontSize", 11)
    wide, tall = max(map(len, lines)) * size * LETTER_WIDTH, (len(lines) - 1) * LINE_HEIGHT + size
    x, y = item.get("x", 0) + item.get("dx", 0), item.get("y", 0) + item.get("dy", 0)
    left = x - {"left": 0.0, "center": wide / 2, "right": wide}[item.get("align", "left")]
    top = y - {"top": 0.0, "middle": size / 2, "bottom": size}.get(item.get("baseline", "middle"), size)
    return Box(left, top, left + wide, top + tall, " ".join(lines))


@pytest.mark.parametrize("chart", SAMPLES)
@pytest.mark.parametrize(("width", "narrow"), [(1000, False), (700, False), (320, True)])
@pytest.mark.parametrize("names", [USUAL, list(HOSTILE)], ids=["usual", "long"])
def test_no_words_cover_other_words(chart, width, narrow, names):
    sample = SAMPLES[chart]
    boxes = boxes_of(sample.draw(sample.frame(names, size=TEN_TO_ONE), narrow=narrow), width)
    assert len(boxes) >= (len(names[:4]) if sample.writes_names else 2)
    assert not [(one.words, other.words) for one, other in combinations(boxes, 2) if one.covers(other)]
