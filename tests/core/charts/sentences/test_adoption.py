import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.sentences.adoption import readiness_gain_sentence, stopping_sentence, up_or_out_sentence

BEATS = "Up beats out if the chance of adoption exceeds 34%; "


@pytest.mark.parametrize(
    ("break_even", "low", "high", "sentence"),
    [
        (0.34, 0.2, 0.6, BEATS + "partners' range is 20% to 60%"),
        (0.34, 0.4, 0.6, BEATS + "partners' range is 40% to 60%, all of it above that"),
        (0.34, 0.1, 0.2, BEATS + "partners' range is 10% to 20%, all of it below that"),
        (0.34, 0.4, 0.4, BEATS + "partners' figure is 40%"),
        (0.34, None, None, BEATS + "partners have given no range"),
        (0.34, math.nan, math.nan, BEATS + "partners have given no range"),
        (0.996, None, None, "Up beats out if the chance of adoption exceeds 99.6%; partners have given no range"),
        (0.0, 0.2, 0.6, "Up beats out even if nobody adopts it"),
        (1.0, 0.2, 0.6, "Up only matches out even if everybody adopts it"),
        (None, 0.2, 0.6, "Up does not beat out, however likely it is to be adopted"),
    ],
)
def test_the_chance_of_adoption_that_decides_stands_beside_the_range_partners_gave(break_even, low, high, sentence):
    assert up_or_out_sentence("Up", "out", break_even, low, high) == sentence


def test_options_that_are_always_equal_are_said_to_be():
    assert up_or_out_sentence("Up", "out", 0.0, always_same=True) == "Up and out return the same, whatever the chance of adoption"


@pytest.mark.parametrize(
    ("gain", "entered", "sentence"),
    [
        (0.12, 0, "Waiting pays only if scaling out raises the chance of adoption by 12 points or more"),
        (0.112, 0, "Waiting pays only if scaling out raises the chance of adoption by 12 points or more"),
        (0.001, 0, "Waiting pays only if scaling out raises the chance of adoption by 1 point or more"),
        (0.12, 0.05, "Waiting pays only if scaling out raises the chance of adoption by 12 points or more; 5 points are entered"),
        (0.0, 0, "Waiting pays even if scaling out does not raise the chance of adoption"),
        (-0.2, 0, "Waiting pays even if scaling out does not raise the chance of adoption"),
        (None, 0, "Waiting does not pay, however much it raises the chance of adoption"),
    ],
)
def test_the_gain_in_readiness_that_pays_for_the_wait_is_told_in_points(gain, entered, sentence):
    assert readiness_gain_sentence(gain, entered) == sentence


@given(st.floats(min_value=0.0001, max_value=1))
def test_the_gain_that_is_told_is_never_less_than_the_gain_that_pays(gain):
    points = int(readiness_gain_sentence(gain).split(" by ")[1].split()[0])
    assert gain * 100 - 1e-6 <= points < gain * 100 + 1


def test_being_able_to_stop_is_worth_the_difference():
    assert stopping_sentence(1.2e6, 1.6e6) == "Being able to stop at the gate is worth £400k: £1.6m with the gate, £1.2m without"
    assert stopping_sentence(1.2e6, 1.2e6).startswith("Being able to stop at the gate adds nothing")
    costs = "The gate costs £200k more than being able to stop saves: £1.0m with the gate, £1.2m without"
    assert stopping_sentence(1.2e6, 1.0e6) == costs
