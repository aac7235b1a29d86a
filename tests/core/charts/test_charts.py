"""What single charts promise beyond being drawn."""

import pandas as pd
import pytest

from core.charts import bridge, cash_or_capacity, cash_steps, ledger, options_compare, running_cash
from tests.core.charts.sample_frames import bridge_frame, cash_frame, running_frame


def test_a_ledger_writes_payments_with_a_minus_and_the_difference_with_its_sign():
    frame = pd.DataFrame(
        {"partner": ["NHS", "Council"], "pays_gbp": [310e3, 520e3], "gains_gbp": [1.4e6, 268e3], "net_gbp": [1.09e6, -252e3]}
    )
    rows = ledger.with_labels(frame)
    assert list(rows["pays_text"]) == ["−£310k", "−£520k"]
    assert list(rows["gains_text"]) == ["£1.4m", "£268k"]
    assert list(rows["net_text"]) == ["+£1.1m", "−£252k"]


def test_a_total_below_zero_takes_the_colour_of_what_is_missing():
    frame = pd.DataFrame({"label": ["Net"], "kind": ["total"], "start_gbp": [0.0], "end_gbp": [-1e5], "step": [0]})
    assert list(bridge.with_labels(frame)["shade"]) == ["less"]


def test_a_bridge_refuses_a_kind_it_cannot_draw():
    frame = bridge_frame(["Costs"]).assign(kind="sideways")
    with pytest.raises(ValueError, match="sideways"):
        bridge.bridge(frame)


def test_cash_or_capacity_refuses_a_part_it_does_not_know():
    with pytest.raises(ValueError, match="savings"):
        cash_or_capacity.with_labels(cash_frame(["Beds"]).assign(part="savings"))


def test_bars_of_cash_and_capacity_share_one_scale():
    frame = pd.DataFrame({"line": ["Beds", "Beds"], "part": [cash_or_capacity.CASH, cash_or_capacity.NO_USE], "gbp": [1.0, 4.0]})
    rows = cash_or_capacity.with_labels(frame)
    lengths = rows["bar_end"] - rows["bar_start"]
    assert lengths.iloc[1] == pytest.approx(4 * lengths.iloc[0])


def test_an_option_without_levers_is_a_dot_with_one_figure():
    frame = pd.DataFrame(
        {"option": ["Out", "Up"], "low_gbp": [None, -4e5], "central_gbp": [3.1e6, 2.4e6], "high_gbp": [None, 5.2e6]}
    )
    rows = options_compare.with_labels(frame)
    assert list(rows["has_range"]) == [False, True]
    assert [text.replace("\u00a0", " ") for text in rows["text"]] == [
        "£3.1m",
        "£2.4m expected (−£400k if none adopt, £5.2m if all)",
    ]


def test_labels_at_the_ends_of_lines_that_meet_do_not_cover_each_other():
    frame = running_frame(["A", "B", "C", "D"]).assign(running_gbp=lambda rows: rows["year"] * 1e5)
    rows = running_cash.with_labels(frame)
    last = rows[rows["is_last"]].sort_values("label_gbp")
    pixels = last["label_gbp"].diff().dropna() / 5e5 * running_cash.HEIGHT
    assert (pixels >= 2 * 18).all()
    assert last["label_gbp"].between(0, 5e5).all()


def test_five_lines_are_refused_because_they_cannot_be_told_apart():
    frame = pd.DataFrame({"option": list("ABCDE"), "year": 0, "running_gbp": 1.0})
    with pytest.raises(ValueError, match="four"):
        running_cash.running_cash(frame)


def test_progress_shows_whole_steps_apart_from_units_on_the_way():
    frame = pd.DataFrame({"centre": ["Ward", "Wing"], "unit": "beds", "units_peak": [11.0, 50.0], "lump_units": 25.0, "text": ""})
    rows = cash_steps.with_labels(frame)
    assert list(rows["done"]) == [0, pytest.approx(2 / 3)]
    assert list(rows["reached"]) == [pytest.approx(11 / 25), pytest.approx(2 / 3)]
    assert list(rows["steps"]) == [1, 3]
