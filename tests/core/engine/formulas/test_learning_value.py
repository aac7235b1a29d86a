"""Learning about the effect: what a test is worth, and which size is worth its cost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.formulas.learning_value import learning_value, worth_by_size


def test_a_test_is_worth_what_it_may_turn() -> None:
    """Hand figures: mean 100, sd 300; a test with an error of 200 is worth 57.468, one that tells everything 76.271."""
    assert learning_value(100, 300, 200) == pytest.approx(57.468, abs=5e-4)
    assert learning_value(100, 300, 0) == pytest.approx(76.271, abs=5e-4)
    assert learning_value(100, 0, 200) == 0
    assert learning_value(100, 300, float("inf")) == 0


@given(st.floats(-1e4, 1e4), st.floats(1, 1e4), st.floats(0, 1e4), st.floats(0, 1e4))
def test_a_better_test_is_never_worth_less(mean: float, sd: float, error: float, more: float) -> None:
    assert learning_value(mean, sd, error) >= learning_value(mean, sd, error + more) - 1e-9
    assert learning_value(mean, sd, error) == pytest.approx(learning_value(-mean, sd, error))


def test_a_test_is_worth_what_a_plain_simulation_of_it_gives() -> None:
    chance = np.random.default_rng(7)
    truth = chance.normal(100, 300, 400_000)
    seen = truth + chance.normal(0, 200, len(truth))
    believed = 100 + (seen - 100) * 300**2 / (300**2 + 200**2)
    found = np.where(believed > 0, truth, 0).mean() - max(0, truth.mean())
    assert found == pytest.approx(learning_value(100, 300, 200), abs=1.0)


def test_beyond_some_size_more_people_cost_more_than_they_tell() -> None:
    sizes = np.array([10.0, 100.0, 1_000.0, 10_000.0])
    values, net = worth_by_size(100, 300, 2_000, 0.05, sizes)
    assert values == sorted(values)
    assert values[1] == pytest.approx(57.468, abs=5e-4)  # 100 people: 2,000 / 10
    assert net[1] == pytest.approx(57.468 - 5, abs=5e-4)
    assert int(np.argmax(net)) == 1
