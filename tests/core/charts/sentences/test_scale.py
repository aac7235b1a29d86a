import pandas as pd
import pytest

from core.charts.sentences.scale import cash_steps_sentence, cost_title, fruit_title, gate_timing_title, scale_title

TEN = [9, 8, 6, 5, 3, 2, 1, 0.5, -1, -4]


def fruit(adds: list[float], prototype: int = 0) -> pd.DataFrame:
    rows = [(f"Place {place}", adds_m * 1e5, place == prototype) for place, adds_m in enumerate(adds)]
    return pd.DataFrame(rows, columns=["site", "marginal_npsv_gbp", "is_prototype"])


def curve(totals: list[float], viable: list[int] | None = None, prototype: int = 1, cash: tuple[int, ...] = ()) -> pd.DataFrame:
    sizes = range(1, len(totals) + 1)
    kept = [size for size in sizes if totals[size - 1] > 0] if viable is None else viable
    rows = [("Best first", size, totals[size - 1] * 1e5, int(size in cash), size == prototype, size in kept) for size in sizes]
    return pd.DataFrame(rows, columns=["order", "places", "total_npsv_gbp", "cash_steps", "is_prototype", "is_viable"])


def costs(average: list[float | None]) -> pd.DataFrame:
    return pd.DataFrame({"places": range(1, len(average) + 1), "average_cost_gbp": average, "marginal_cost_gbp": 1.0})


def gates(gated: list[float], committed: list[float] | None = None) -> pd.DataFrame:
    kinds = {"gated": gated, "committed": committed or []}
    rows = [
        (2 + year, f"{2028 + year}/{29 + year}", gbp * 1e5, kind)
        for kind, values in kinds.items()
        for year, gbp in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=["gate_year", "year_label", "npsv_gbp", "kind"])


@pytest.mark.parametrize(
    ("adds", "title"),
    [
        (TEN, "Eight of ten places add value; the last two cost more than they bring"),
        ([3, -1, 2], "Two of three places add value; the other costs more than it brings"),
        ([3, 2, 0], "Two of three places add value; the last brings just what it costs"),
        ([3, 2, 0, -1], "Two of four places add value; of the last two, one costs more than it brings"),
        ([3, 2], "Both places add value"),
        ([3, 2, 1], "All three places add value"),
        ([3, -1, -2], "Only the prototype adds value; the other two cost more than they bring: smaller is better"),
        ([-1, -2], "No place adds value: smaller is better"),
        ([-1], "Place 0 costs £100k more than it brings"),
        ([2], "Place 0 adds £200k"),
        ([0], "Place 0 brings just what it costs"),
        ([], "There is no place to add"),
    ],
)
def test_places_are_counted_and_the_title_says_where_value_stops(adds, title):
    assert fruit_title(fruit(adds)) == title


@pytest.mark.parametrize(
    ("frame", "title"),
    [
        (curve([-1, 4, 6, 5]), "Public value is greatest at three of four places, £600k; viable at 2 to 4 places"),
        (curve([-1, 4, 6, 5], [2, 4]), "Public value is greatest at three of four places, £600k; viable at 2 and 4 places"),
        (curve([1, 4, 6, 5]), "Public value is greatest at three of four places, £600k; every size is viable"),
        (curve([-1, 4, 6, 5], []), "Public value is greatest at three of four places, £600k; no size is viable"),
        (curve([1, 4, 6]), "The largest size tried, three places, brings most public value, £600k; every size is viable"),
        (curve([4, 3, 2]), "Smaller is better: no larger size brings more public value than the £400k of one place"),
        (curve([4, 4, 4]), "Smaller is better: no larger size brings more public value than the £400k of one place"),
        (curve([-4, -3, -5]), "Smaller is better: no size brings more public value than nothing"),
        (curve([4]), "The largest size tried, one place, brings most public value, £400k; every size is viable"),
        (curve([]), "There is no size to compare"),
    ],
)
def test_the_right_size_is_told_and_smaller_may_be_better(frame, title):
    assert scale_title(frame) == title


@pytest.mark.parametrize(
    ("cash", "sentence"),
    [
        ((), "No size releases a whole step of cash"),
        ((3,), "A whole step of cash is first released at three places"),
        ((1, 4), "A whole step of cash is first released at one place, then at four"),
        ((1, 2, 3, 4, 5), "A whole step of cash is first released at one place, then at two, three and four and at one more size"),
    ],
)
def test_sizes_at_which_cash_appears_are_told(cash, sentence):
    assert cash_steps_sentence(curve([1, 2, 3, 4, 5, 6], cash=cash)) == sentence


@pytest.mark.parametrize(
    ("average", "title"),
    [
        (
            [2900, 2100, 2400],
            "Scale brings the average cost down to £2,100 at two places; beyond that, dearer places take it up to £2,400",
        ),
        (
            [2900, 2400, 2100],
            "Scale brings the average cost down from £2,900 to £2,100 for each who completes; dearer places never outweigh it",
        ),
        (
            [2100, 2400, 2300],
            "No size costs less for each who completes than the smallest, £2,100; dearer places take it up to £2,400",
        ),
        (
            [2900, 2400, 2600, 2100],
            "Scale brings the average cost down from £2,900 to £2,100 for each who completes; dearer places hold it up on the way",
        ),
        ([2100, 2100], "Each person who completes costs £2,100 on average, whatever the size"),
        ([2100], "Each person who completes costs £2,100 on average"),
        ([None, 2100.0], "Each person who completes costs £2,100 on average"),
        ([], "Nobody completes, so there is no cost for each who does"),
    ],
)
def test_costs_say_how_scale_and_dearer_places_pull_against_each_other(average, title):
    assert cost_title(costs(average)) == title


@pytest.mark.parametrize(
    ("frame", "title"),
    [
        (gates([9, 7, 5]), "Each year of waiting for the gate costs £200k"),
        (gates([9, 8, 5]), "Each year of waiting for the gate costs about £200k, from 2028/29 to 2030/31"),
        (gates([5, 9, 7]), "A gate in 2029/30 returns £400k more than one in 2028/29; waiting longer costs up to £200k"),
        (gates([5, 7, 9]), "A gate in 2030/31 returns £400k more than one in 2028/29"),
        (gates([9, 5, 9]), "Waiting for the gate costs up to £400k"),
        (gates([5, 5]), "The year of the gate makes no difference"),
        (gates([5]), "With the gate in 2028/29 it returns £500k"),
        (gates([], [9, 7]), "Each year of waiting for the gate costs £200k"),
        (gates([9, 7], [1, 8]), "Each year of waiting for the gate costs £200k"),
        (gates([]), "There is no gate to time"),
    ],
)
def test_waiting_for_the_gate_has_a_cost_or_a_gain_by_year(frame, title):
    assert gate_timing_title(frame) == title
