import pandas as pd
import pytest

from core.charts.sentences.sensitivity import switching_sentence, tornado_title, turning_sentence

COLUMNS = ["driver", "low_text", "high_text", "low_npsv_gbp", "high_npsv_gbp"]
ENGAGEMENT, COST = ("Engagement", "41%", "90%", -2e5, 2.6e6), ("Unit cost", "£2,900", "£2,100", 1e6, 1.8e6)


def drivers(*rows: tuple[str, str, str, float, float], central: float = 1.5e6) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).assign(central_gbp=central)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([ENGAGEMENT, COST], "Engagement moves net public value most: −£200k at 41%, £2.6m at 90%"),
        ([COST], "Unit cost moves net public value: £1.0m at £2,900, £1.8m at £2,100"),
        ([COST, ("Reach", "1", "2", 1e6, 1.8e6)], "Unit cost and Reach move net public value most, each by £800k"),
        ([("Start", "1", "2", 1.5e6, 1.5e6)], "No assumption by itself moves net public value"),
        ([], "No assumption by itself moves net public value"),
    ],
)
def test_the_largest_driver_is_named_with_what_it_does(rows, title):
    assert tornado_title(drivers(*rows)) == title


def test_a_driver_both_of_whose_ends_lie_on_one_side_moves_as_far_as_its_far_end():
    one_sided = ("Lag", "0 years", "2 years", 5e6, 4e6)
    assert tornado_title(drivers(COST, one_sided)).startswith("Lag moves net public value most")


def test_drivers_that_turn_the_answer_are_named():
    assert turning_sentence(drivers(ENGAGEMENT, COST)) == "Engagement takes net public value below zero, by itself"
    both = drivers(ENGAGEMENT, ("Lag", "0", "2", 1.5e6, -1.0))
    assert turning_sentence(both) == "Engagement and Lag take net public value below zero, each by itself"
    assert turning_sentence(drivers(COST)) == "No assumption by itself takes net public value below zero"
    assert turning_sentence(drivers(ENGAGEMENT, central=-1e5)) == "Engagement takes net public value above zero, by itself"
    assert turning_sentence(drivers()) == "No assumption was tried on net public value"


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"switch_text": "41%"}, "Net public value reaches nothing if engagement falls from 70% to 41%"),
        ({"switch_text": "80%", "falls": False}, "Net public value reaches nothing if engagement rises from 70% to 80%"),
        ({"jump": ("40%", "41%")}, "Net public value jumps across nothing if engagement falls from 70% to between 40% and 41%"),
        ({"jump": ("41%", "41%")}, "Net public value reaches nothing if engagement falls from 70% to 41%"),
        ({"tried": ("20%", "90%")}, "Net public value stays above nothing whatever engagement is between 20% and 90%"),
        ({"is_above": False}, "Net public value stays below nothing whatever engagement is"),
        ({"switch_text": "70%"}, "Net public value is only just nothing already: engagement at 70% is where it turns"),
    ],
)
def test_a_switching_value_is_told_with_where_it_starts(how, sentence):
    assert switching_sentence("engagement", "70%", **how) == sentence
