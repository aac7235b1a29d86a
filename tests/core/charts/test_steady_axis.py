"""A what-if moves what it changes and nothing else: looked at in the finished drawing, pixel by pixel."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
import vl_convert

from core.charts import ledger, options_compare, options_range, running_cash
from core.charts.kit.spec import Drawing
from core.charts.kit.steady_axis import UNCHANGED, change_text
from tests.core.charts.sample_frames import ledger_frame, options_frame, running_frame
from tests.core.charts.standing_alone import with_rows_inside
from tests.core.charts.uncertainty_frames import range_frame

OPTIONS = ["Salford alone", "Ten boroughs", "New rules"]
MOVES, STAYS = "Ten boroughs", "New rules"
WIDE, PHONE = 800, 340
LOOKS = pytest.mark.parametrize(("width", "narrow"), [(WIDE, False), (PHONE, True)])


def items_of(drawing: Drawing, width: int, kind: str) -> list[tuple[dict[str, Any], float, float]]:
    """The drawn marks of a kind, each with its place on the whole picture."""
    graph = vl_convert.vegalite_to_scenegraph(with_rows_inside(drawing, width))
    return list(_within(graph.get("scenegraph", graph), kind, *graph.get("origin", [0, 0])))


def _within(mark: dict[str, Any], kind: str, x: float, y: float) -> Iterator[tuple[dict[str, Any], float, float]]:
    for item in mark.get("items", []):
        if mark.get("marktype") == kind:
            yield item, x + item.get("x", 0), y + item.get("y", 0)
        elif mark.get("marktype") == "group" or "marktype" not in item:
            yield from _within(item, kind, x + (item.get("x", 0) if "marktype" not in item else 0), y)
        if "marktype" in item:
            yield from _within(item, kind, x, y)


def dots(drawing: Drawing, width: int) -> dict[float, float]:
    """How far to the right the filled dot of each row stands, by its height."""
    found = items_of(drawing, width, "symbol")
    return {round(y): x for item, x, y in found if item.get("size") == 190 and item.get("fill") not in (None, "transparent")}


def compared(central: dict[str, float]) -> pd.DataFrame:
    frame = options_frame(OPTIONS, size=1e6).set_index("option")
    for name, gbp in central.items():
        frame.loc[name, ["low_gbp", "central_gbp"]] = [gbp - 2e5, gbp]
    return frame.reset_index()


@LOOKS
def test_at_every_setting_an_unchanged_option_stays_and_a_falling_one_moves_to_the_left(width, narrow):
    entered = compared({})
    last = None
    for gbp in (2.0e6, 1.9e6, 1.0e6, 0.0, -3e5, -4e7):
        placed = list(dots(options_compare.draw(compared({MOVES: gbp}), 10, narrow=narrow, entered=entered), width).items())
        first, third = placed[0], placed[-1]
        if last is not None:
            assert abs(first[1] - last[0][1]) < 1
            assert abs(third[1] - last[-1][1]) < 1
            assert abs(first[0] - last[0][0]) < 1
        if last is not None and len(placed) == len(last) == 3:
            assert placed[1][1] < last[1][1]
        last = placed
    assert len(last) == 2, "a figure beyond the axis is an arrow at its end and no dot"


def test_the_difference_stands_beside_the_option_and_a_ghost_where_it_was():
    entered, now = compared({}), compared({MOVES: -19.6e6})
    rows = options_compare.with_labels(now, entered=entered)
    assert list(rows.change) == [UNCHANGED, "−£21.6m", UNCHANGED]
    drawing = options_compare.draw(now, 10, entered=entered)
    words = [item["text"] for item, _, _ in items_of(drawing, WIDE, "text")]
    assert "−£21.6m" in words
    ghosts = [x for item, x, _ in items_of(drawing, WIDE, "symbol") if item.get("strokeDash")]
    assert ghosts == [pytest.approx(list(dots(options_compare.draw(entered, 10, entered=entered), WIDE).values())[1], abs=1)]


@LOOKS
def test_ranges_of_the_runs_stand_on_the_axis_of_as_entered(width, narrow):
    entered = range_frame(OPTIONS)
    lower = entered.assign(mean_gbp=entered.mean_gbp.where(entered.option != MOVES, entered.mean_gbp * 0.5))
    before, after = (
        list(dots(options_range.draw(frame, narrow=narrow, entered=entered), width).values()) for frame in (entered, lower)
    )
    assert abs(before[0] - after[0]) < 1
    assert abs(before[2] - after[2]) < 1
    assert after[1] < before[1] - 5


@LOOKS
def test_a_smaller_payment_is_a_shorter_bar_and_every_other_bar_stays(width, narrow):
    entered = ledger_frame(["Probation", "Council", "Police"], size=1e6)

    def bars(pays_gbp: float) -> list[tuple[float, float]]:
        now = entered.assign(pays_gbp=entered.pays_gbp.where(entered.partner != "Council", pays_gbp))
        now = now.assign(net_gbp=now.gains_gbp - now.pays_gbp)
        found = items_of(ledger.draw(now, narrow=narrow, entered=entered), width, "rect")
        return [(round(x, 1), round(item["width"], 1)) for item, x, _ in found if item.get("fill") == "#E05A10"]

    whole, half, none = bars(1e6), bars(0.5e6), bars(0.0)
    assert [each[1] for each in (whole[1], half[1], none[1])] == [whole[1][1], pytest.approx(whole[1][1] / 2, abs=1), 0]
    assert whole[1][1] > 20
    assert [each[2] for each in (whole, half, none)] == [whole[2]] * 3


def test_running_cash_keeps_the_heights_of_lines_that_do_not_change():
    entered = running_frame(OPTIONS, size=1e6)
    lower = entered.assign(running_gbp=entered.running_gbp.where(entered.option != MOVES, entered.running_gbp - 9e5))
    drawn = [running_cash.draw(frame, entered=entered) for frame in (entered, lower)]
    heights = [[y for item, _, y in items_of(each, WIDE, "symbol") if item.get("size") == 90] for each in drawn]
    assert heights[0][0] == pytest.approx(heights[1][0], abs=1)
    assert heights[0][2] == pytest.approx(heights[1][2], abs=1)
    assert heights[1][1] > heights[0][1] + 5
    assert "(−£900k)" in drawn[1].rows.label.iloc[-7]


def test_under_half_a_pound_nothing_has_changed():
    assert change_text(100.2, 100.0) == UNCHANGED
