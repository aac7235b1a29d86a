"""What the charts of where to grow promise beyond being drawn."""

import pytest

from core.charts import cost_curves, gate_timing, places_ranked, scale_curve
from tests.core.charts.scale_frames import cost_frame, curve_frame, fruit_frame, gate_frame


def test_a_place_that_adds_has_a_plus_and_the_prototype_says_so():
    rows = places_ranked.with_labels(fruit_frame(list("ABCDE")))
    assert list(rows["text"]) == ["+£300k", "+£200k", "+£100k", "£0", "−£100k"]
    assert list(rows["tag"]) == ["", "The prototype", "", "", ""]
    assert "B (the prototype) +£200k" in places_ranked.alt_text(fruit_frame(list("ABCDE")))


@pytest.mark.parametrize("narrow", [False, True])
def test_marks_of_one_order_say_prototype_best_and_first_cash(narrow):
    rows = scale_curve.with_labels(curve_frame(["Best first"]), narrow)
    assert [note for note in rows["note"] if note] == [
        "Prototype: 1 place, −£100k",
        "First cash: 2 places",
        "Best: 3 places, £300k",
    ]
    assert list(rows["kind"]) == ["prototype", "", "best", "", ""]


def test_marks_of_two_orders_name_their_order_and_one_prototype_is_named_once():
    rows = scale_curve.with_labels(curve_frame(["Best first", "Roll-out order"]))
    notes = [note for note in rows["note"] if note]
    assert notes[0] == "Prototype: 1 place, −£100k"
    assert notes.count(notes[0]) == 1
    assert {"Best first, best: 3 places, £300k", "Roll-out order, best: 5 places, £100k"} < set(notes)


def test_every_note_above_the_curve_has_a_line_of_its_own():
    rows = scale_curve.with_labels(curve_frame(["Best first", "Roll-out order"]))
    lines = list(rows.loc[rows["note"] != "", "note_line"])
    assert sorted(lines) == list(range(len(lines)))


def test_the_leader_of_a_note_clears_the_words_under_it():
    rows = scale_curve.with_labels(curve_frame(["Best first", "Roll-out order"]))
    left = rows[(rows["note"] != "") & ~rows["note_right"]].sort_values("note_line")
    assert left["places"].is_monotonic_decreasing
    assert rows.loc[rows["note"].str.contains("5 places"), "note_right"].all()


def test_notes_on_a_phone_stand_under_one_another_below_the_names_of_the_lines():
    rows = scale_curve.with_labels(curve_frame(["Best first", "Roll-out order"]), narrow=True)
    noted = rows[rows["note"] != ""].sort_values("note_y")
    assert noted["note_y"].min() >= rows["key_y"].max() + 36
    assert (noted["note_y"].diff().dropna() >= 18).all()


def test_viable_sizes_that_follow_one_another_share_one_strip():
    frame = curve_frame(["Best first"]).assign(is_viable=[True, False, True, True, False])
    strips = scale_curve.with_labels(frame).query("begins_strip")
    assert list(zip(strips["from_places"], strips["to_places"], strict=True)) == [(0.5, 1.5), (2.5, 4.5)]


def test_a_prototype_that_is_the_best_size_and_has_cash_says_it_in_one_note():
    frame = curve_frame(["Best first"]).assign(is_best=[True, False, False, False, False], cash_steps=[1, 0, 0, 0, 0])
    assert [note for note in scale_curve.with_labels(frame)["note"] if note] == ["Prototype and best: 1 place, −£100k; first cash"]


def test_sizes_at_which_nobody_completes_have_no_cost_and_are_left_out():
    frame = cost_frame(list("ABC"))
    frame.loc[0, ["average_cost_gbp", "marginal_cost_gbp"]] = None
    rows = cost_curves.with_labels(frame)
    assert list(rows["places"]) == [2, 3, 2, 3]
    assert list(rows["line"].unique()) == ["Average of all places", "Place just added"]


@pytest.mark.parametrize(("sizes", "ticks"), [(1, [1]), (2, [1, 2]), (10, list(range(1, 11)))])
def test_every_size_has_a_tick_of_its_own_while_there_is_room(sizes, ticks):
    axis = cost_curves.along_places(cost_frame(["Place"] * sizes), narrow=False).to_dict()["axis"]
    assert axis["values"] == ticks


def test_many_sizes_are_ticked_at_whole_numbers_only():
    axis = cost_curves.along_places(cost_frame(["Place"] * 30), narrow=True).to_dict()["axis"]
    assert (axis["tickMinStep"], "values" in axis) == (1, False)


def test_a_gate_refuses_a_kind_it_does_not_know():
    with pytest.raises(ValueError, match="maybe"):
        gate_timing.with_labels(gate_frame(["A"]).assign(kind="maybe"))


def test_the_gated_line_comes_first_and_years_stay_in_order():
    frame = gate_frame(list("ABC")).iloc[::-1]
    rows = gate_timing.with_labels(frame)
    assert list(rows["line"].unique()) == ["With the gate", "Committed"]
    assert all(years.is_monotonic_increasing for _, years in rows.groupby("line")["gate_year"])


@pytest.mark.parametrize("flag", ["is_prototype", "is_best", "is_viable"])
def test_a_curve_without_a_mark_is_drawn_without_its_words(flag):
    frame = curve_frame(["Best first"]).assign(**{flag: False})
    word = {"is_prototype": "Prototype", "is_best": "Best:", "is_viable": "Viable"}[flag]
    drawn = " ".join(scale_curve.with_labels(frame)["note"]) + str(scale_curve.scale_curve(frame))
    assert word not in drawn
