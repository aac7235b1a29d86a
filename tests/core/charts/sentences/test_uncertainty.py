import math

import pandas as pd
import pytest

from core.charts.sentences.uncertainty import (
    above_nothing_title,
    best_chance_sentence,
    evpi_sentence,
    options_range_title,
    paired_sentence,
)

ABOVE = "Net public value is above nothing in"
FEWEST = "in fewer than 1 in 100 runs"
MORE = "Up brings more public value than Out"


def ranges(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["option", "p10_gbp", "mean_gbp", "p90_gbp"])


def chances(**chance: float | None) -> pd.DataFrame:
    return pd.DataFrame({"option": list(chance), "chance": list(chance.values())}, dtype=object)


OUT, UP, STOP = ("Scale out", 1.1e6, 2e6, 3e6), ("Scale up", -6e5, 3.4e6, 8.1e6), ("Stop", -3e5, -2e5, -1e5)
BOTH = ("Both", 1.0, 2e6, 8.1e6)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([OUT, UP], "Scale up could bring most public value, but its range reaches below zero"),
        ([OUT, STOP], "Scale out could bring most public value; the range of Stop reaches below zero"),
        ([OUT, ("B", 0.0, 1e6, 2e6)], "Scale out could bring most public value, and no range reaches below zero"),
        ([UP, STOP], "Scale up could bring most public value, but every range reaches below zero"),
        ([UP, BOTH, OUT], "Scale up and Both could bring most public value; the range of Scale up reaches below zero"),
        ([STOP, ("Wait", -3e5, -2e5, -5e4)], "Every option's whole range of public value lies below zero"),
        ([UP], "Scale up brings a net public value of −£600k to £8.1m in 8 in 10 runs, £3.4m on average"),
        ([("Sure", 2e6, 2e6, 2e6)], "Sure brings a net public value of £2.0m in 8 in 10 runs or more"),
        ([], "There is no option to compare"),
    ],
)
def test_ranges_say_what_could_be_and_what_could_go_wrong(rows, title):
    assert options_range_title(ranges(*rows)) == title


def test_options_that_could_return_the_same_are_told_as_equal():
    same = "All options could bring as much public value as each other"
    assert options_range_title(ranges(OUT, OUT)) == f"{same}, and no range reaches below zero"
    mixed = options_range_title(ranges(UP, BOTH))
    assert mixed == f"{same}; the range of Scale up reaches below zero"


@pytest.mark.parametrize(
    ("chance", "title"),
    [
        ({"Up": 0.81}, f"{ABOVE} about 8 in 10 runs of Up"),
        (
            {"Up": 0.81, "Out": 0.97},
            f"{ABOVE} about 8 in 10 runs of Up; in more than 9 in 10 runs of Out",
        ),
        ({"Up": 0.81, "Out": 0.79}, f"{ABOVE} about 8 in 10 runs of Up and Out"),
        ({"Up": 1.0}, f"{ABOVE} more than 99 in 100 runs of Up"),
        (
            {"Up": 0.0, "Out": 0.04},
            f"{ABOVE} fewer than 1 in 100 runs of Up; in fewer than 1 in 10 runs of Out",
        ),
        ({"Up": 0.9999}, f"{ABOVE} more than 99 in 100 runs of Up"),
        ({"Up": None}, f"{ABOVE} an unknown number of runs of Up"),
        ({}, "There is no option to compare"),
    ],
)
def test_a_chance_is_told_as_so_many_of_the_runs(chance, title):
    assert above_nothing_title(chances(**chance)) == title


@pytest.mark.parametrize(
    ("chance", "mean", "same", "sentence"),
    [
        (0.7, 1.2e6, 0.0, "In about 7 in 10 runs Up brings more public value than Out; on average £1.2m more"),
        (0.7, -1.2e6, 0.0, "In about 7 in 10 runs Up brings more public value than Out; on average £1.2m less"),
        (
            0.3,
            0.0,
            0.4,
            f"In about 3 in 10 runs {MORE}, and the same in about 4 in 10 runs; on average the same",
        ),
        (1.0, 5e3, 0.0, "In more than 99 in 100 runs Up brings more public value than Out; on average £5,000 more"),
        (0.0, -5e3, 0.0, "In fewer than 1 in 100 runs Up brings more public value than Out; on average £5,000 less"),
        (0.0, 0.0, 1.0, "Up and Out bring the same public value in more than 99 in 100 runs"),
    ],
)
def test_two_options_are_compared_run_by_run(chance, mean, same, sentence):
    assert paired_sentence("Up", "Out", chance, mean, same) == sentence


def test_the_chance_of_returning_most_comes_with_what_the_choice_gives_up():
    frame = pd.DataFrame({"option": ["Up", "Out"], "chance_best": [0.62, 0.0], "regret_gbp": [2e5, 0.0]})
    said = "Up brings most public value in about 6 in 10 runs and gives up £200k on average if it is chosen"
    assert best_chance_sentence(frame) == f"{said}; Out brings most public value {FEWEST} and gives up nothing by being chosen"


def test_knowing_more_is_worth_something_only_if_it_would_change_the_choice():
    everything = "Knowing everything before deciding would be worth up to £1.2m"
    assert evpi_sentence(1.2e6) == everything
    assert evpi_sentence(1.2e6, [("the effect", 8e5)]) == f"{everything}; knowing the effect alone, £800k"
    assert evpi_sentence(1.2e6, [("the effect", 0.0)]) == f"{everything}; knowing any one thing alone would not change the choice"
    assert evpi_sentence(0.0).startswith("Knowing more before deciding would be worth nothing")
    assert evpi_sentence(None) == evpi_sentence(math.nan) == "What knowing more would be worth has not been worked out"
