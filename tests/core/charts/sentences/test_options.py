import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.sentences.options import break_even_sentence, options_title, payback_years, running_cash_title


def options(*rows: tuple[str, float | None, float, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["option", "low_gbp", "central_gbp", "high_gbp"])


def running(**series: list[float]) -> pd.DataFrame:
    rows = [
        {"option": name.replace("_", " "), "year": t, "running_gbp": gbp}
        for name, figures in series.items()
        for t, gbp in enumerate(figures)
    ]
    return pd.DataFrame(rows, columns=["option", "year", "running_gbp"])


OUT, UP = ("Scale out", None, 3.1e6, None), ("Scale up", -4e5, 2.4e6, 5.2e6)


def test_options_are_told_in_the_order_given_without_a_winner():
    other = ("Scale up", None, 2.4e6, None)
    assert options_title(options(OUT, other), 10) == "Net public value over 10 years: Scale out £3.1m; Scale up £2.4m"
    assert options_title(options(other, OUT), 10) == "Net public value over 10 years: Scale up £2.4m; Scale out £3.1m"


def test_one_option_is_told_by_what_is_expected_and_what_its_levers_make_of_it():
    title = "Net public value over 10 years: Scale up £2.4m expected, £5.2m if adopted, −£400k if not"
    assert options_title(options(UP), 10) == title


def test_one_year_is_singular_and_no_option_is_said():
    assert options_title(options(("Stop", None, -2e5, None)), 1) == "Net public value over 1 year: Stop −£200k"
    assert options_title(options(), 10) == "There is no option to compare"


def test_many_options_are_told_as_a_range():
    four = options(OUT, UP, ("A", None, -4e5, None), ("B", None, 0.0, None))
    assert options_title(four, 10) == "Net public value of four options over 10 years: −£400k to £3.1m"
    assert options_title(options(OUT, UP), 10) == "Net public value of two options over 10 years: £2.4m to £3.1m"
    same = options(*[(name, None, 1e6, None) for name in "ABCD"])
    assert options_title(same, 10) == "Net public value of four options over 10 years: £1.0m each"


@pytest.mark.parametrize("frame", [options(OUT, UP), options(OUT, OUT, UP, UP)])
def test_no_title_names_a_best_option(frame):
    assert not [word for word in ("best", "wins", "most", "better", "rank") if word in options_title(frame, 10)]


@pytest.mark.parametrize(
    ("chance", "ending"),
    [
        (0.34, "beats doing nothing once the chance of adoption exceeds 34%"),
        (0.003, "beats doing nothing once the chance of adoption exceeds 0.3%"),
        (0.996, "beats doing nothing once the chance of adoption exceeds 99.6%"),
        (0.0, "beats doing nothing even if nobody adopts it"),
        (1.0, "only matches doing nothing even if everybody adopts it"),
        (None, "does not beat doing nothing, however likely it is to be adopted"),
    ],
)
def test_break_even_is_told_as_a_chance_of_adoption(chance, ending):
    assert break_even_sentence("Up", chance) == f"Up {ending}"


@pytest.mark.parametrize(
    ("series", "title"),
    [
        ({"scale_out": [-2, -2, -1, -1, 1]}, "Cash turns positive in year 4 under scale out"),
        ({"out": [-1, 1], "up": [-1, -1]}, "Cash turns positive in year 1 under out; it is still below zero in year 1 under up"),
        ({"up": [-1, -1]}, "Cash is still below zero in year 1 under up"),
        ({"out": [0, 0], "up": [1, 2]}, "Cash never falls below zero under out and up"),
        ({"out": [-1, 2, -1, 1]}, "Cash turns positive in year 3 under out"),
        (
            {"keep_it_in_one_place": [-1, -1], "offer_it_in_ten": [-1, -1]},
            "Cash is still below zero in year 1 under every option",
        ),
        (
            {"keep_it_in_one_place": [-1, 1, 1], "offer_it_in_all_ten": [-2, -1, 2], "stop": [1, 1, 1]},
            "Cash turns positive in years 1 to 2 under two of three options; it never falls below zero under stop",
        ),
        ({}, "There is no cash to follow"),
    ],
)
def test_running_cash_says_when_it_turns_positive_for_good(series, title):
    assert running_cash_title(running(**series)) == title


def test_payback_is_linear_within_the_year_and_counts_only_the_last_crossing():
    assert payback_years([-2, -1, 1]) == 1.5
    assert payback_years([-2, 5, -1, 3]) == 2.25
    assert payback_years([-1, 0]) == 1
    assert payback_years([0, 0]) == 0
    assert payback_years([1, -1]) is None


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30))
def test_after_payback_the_running_total_never_falls_below_zero(figures):
    paid = payback_years(figures)
    if paid is None:
        assert figures[-1] < 0
    else:
        assert all(gbp >= 0 for year, gbp in enumerate(figures) if year > paid)
