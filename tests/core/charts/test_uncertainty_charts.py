"""What the charts of how sure the figures are promise beyond being drawn."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts import chance_at_least, icon_array, options_range, tornado
from core.charts.kit.formats import runs
from tests.core.charts.uncertainty_frames import chance_frame, tornado_frame


def test_a_range_is_written_after_the_average_and_one_figure_stands_alone():
    frame = pd.DataFrame(
        {
            "option": ["Out", "Sure"],
            "p10_gbp": [1.1e6, 5e5],
            "mean_gbp": [2e6, 5e5],
            "p90_gbp": [3e6, 5e5],
            "chance_positive": [0.97, 1.0],
        }
    )
    rows = options_range.with_labels(frame)
    assert [text.replace("\u00a0", " ") for text in rows["text"]] == ["£2.0m (£1.1m to £3.0m)", "£500k"]
    assert list(rows["has_range"]) == [True, False]
    assert list(rows["chance_text"]) == ["More than 9 in 10 runs", "More than 99 in 100 runs"]


def test_the_chance_of_at_least_nothing_is_read_between_the_amounts_given():
    frame = pd.DataFrame({"option": ["A", "A", "B", "B"], "gbp": [-1e6, 1e6, 1e5, 2e5], "chance": [0.9, 0.7, 1.0, 0.0]})
    assert list(chance_at_least.chances_at_zero(frame)["chance"]) == [pytest.approx(0.8), 1.0]
    title = "Net public value is above nothing in about 8 in 10 runs of A; in more than 99 in 100 runs of B"
    assert chance_at_least.chance_title(frame) == title


def test_five_lines_of_chance_are_refused_because_they_cannot_be_told_apart():
    frame = pd.DataFrame({"option": list("ABCDE"), "gbp": 1.0, "chance": 0.5})
    with pytest.raises(ValueError, match="four"):
        chance_at_least.chance_at_least(frame)


def test_each_line_of_chance_has_a_mark_and_a_label_of_its_own():
    rows = chance_at_least.with_labels(chance_frame(["A", "B", "C"]))
    last = rows[rows["is_last"]]
    assert list(last["series"]) == [0, 1, 2]
    assert (last["key_y"].diff().dropna() >= 36).all()


@pytest.mark.parametrize(
    ("chance", "full", "part"),
    [(0.0, 0, 1), (0.01, 0, 1), (0.05, 1, 0), (0.81, 8, 0), (0.949, 9, 0), (0.97, 9, 1), (1.0, 9, 1), (None, 0, 0)],
)
def test_dots_are_filled_as_the_words_say_and_never_all_ten(chance, full, part):
    rows = icon_array.with_labels(pd.DataFrame({"option": ["A"], "chance": [chance]}, dtype=object))
    assert len(rows) == 10
    assert list(rows["kind"]) == ["full"] * full + ["part"] * part + ["empty"] * (10 - full - part)


@given(st.floats(min_value=0, max_value=1))
def test_there_are_never_ten_full_dots_and_never_none_at_all(chance):
    kinds = list(icon_array.with_labels(pd.DataFrame({"option": ["A"], "chance": [chance]}))["kind"])
    assert kinds.count("full") < 10
    assert set(kinds) != {"empty"}
    assert ("part" in kinds) == runs(chance).startswith(("more", "fewer"))


def ends(low: float, high: float, central: float = 10.0) -> dict[str, object]:
    frame = pd.DataFrame(
        {
            "driver": ["Lag"],
            "low_text": ["low"],
            "high_text": ["high"],
            "low_npsv_gbp": [low],
            "high_npsv_gbp": [high],
            "central_gbp": [central],
        }
    )
    return dict(tornado.with_labels(frame).iloc[0])


@pytest.mark.parametrize(
    ("low", "high", "left", "right"),
    [
        (5, 15, "low", "high"),
        (15, 5, "high", "low"),
        (5, 10, "low", "high"),
        (10, 5, "high", "low"),
        (10, 15, "low", "high"),
        (10, 10, "low", "high"),
        (12, 15, "", "low and high"),
        (5, 8, "low and high", ""),
        (8, 5, "high and low", ""),
    ],
)
def test_each_value_tried_stands_at_its_end_of_the_bar(low, high, left, right):
    row = ends(low, high)
    assert (row["left_text"], row["right_text"]) == (left, right)
    assert (row["left_gbp"], row["right_gbp"]) == (min(low, high, 10), max(low, high, 10))


def test_a_tornado_draws_twelve_drivers_and_says_how_many_it_left_out():
    frame = tornado_frame([f"Driver {number}" for number in range(20)])
    assert len(tornado.with_labels(frame)) == 12
    assert "The 12 largest of 20 are shown." in tornado.alt_text(frame)


def test_nothing_is_left_off_the_scale_when_it_would_shrink_the_bars_to_a_corner():
    near, far = tornado_frame(["A", "B"]), tornado_frame(["A", "B"])
    far[["low_npsv_gbp", "high_npsv_gbp", "central_gbp"]] += 1e9
    assert _domain(tornado.tornado(near))[0] <= 0
    assert _domain(tornado.tornado(far))[0] > 9e8


def _domain(spec: dict) -> list[float]:
    return next(layer["encoding"]["x"]["scale"]["domain"] for layer in spec["layer"] if "scale" in layer["encoding"].get("x", {}))
