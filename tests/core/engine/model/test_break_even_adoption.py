import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.appraisal import appraise
from core.engine.model.break_even_adoption import break_even_adoption, expected_value
from tests.small_case import ASSUMPTIONS, POPULATION, small_case


def adopted(levers: int) -> np.ndarray:
    return np.array([sum(each) for each in itertools.product((0, 1), repeat=levers)])


def test_one_lever_breaks_even_on_a_straight_line() -> None:
    assert break_even_adoption(np.array([-30.0, 70.0]), adopted(1)) == pytest.approx(0.3, abs=1e-12)


def test_an_option_that_pays_without_its_levers_breaks_even_at_nothing() -> None:
    assert break_even_adoption(np.array([0.0, -5.0]), adopted(1)) == 0.0


def test_an_option_that_never_pays_has_no_break_even() -> None:
    assert break_even_adoption(np.array([-10.0, -1.0]), adopted(1)) is None


def test_an_option_that_pays_only_when_all_is_sure_breaks_even_at_one() -> None:
    assert break_even_adoption(np.array([-10.0, -10.0, -10.0, 0.0]), adopted(2)) == 1.0


def test_two_levers_that_only_work_together() -> None:
    found = break_even_adoption(np.array([-25.0, -25.0, -25.0, 75.0]), adopted(2))
    assert found == pytest.approx(0.5, abs=1e-12)  # 100 p^2 = 25


def test_levers_that_spoil_each_other_still_show_the_first_point_at_which_it_pays() -> None:
    found = break_even_adoption(np.array([-1.0, 12.0, 12.0, -100.0]), adopted(2))
    assert found is not None
    assert 0 < found < 0.1
    assert expected_value(np.array([-1.0, 24.0, -100.0]), found) == pytest.approx(0, abs=1e-9)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.integers(1, 8), st.integers(0, 10**6))
def test_the_value_is_nothing_at_the_break_even_and_below_nothing_before_it(levers: int, seed: int) -> None:
    npsv = np.random.default_rng(seed).normal(-5, 20, 2**levers)
    npsv[0] = -abs(npsv[0])
    counts = adopted(levers)
    sums = np.bincount(counts, weights=npsv)
    found = break_even_adoption(npsv, counts)
    before = np.linspace(0, 1 if found is None else found, 300)[:-1]
    assert all(expected_value(sums, p) < 0 for p in before)
    if found is not None:
        assert expected_value(sums, found) == pytest.approx(0, abs=1e-9 * np.abs(sums).sum())


def test_appraised_at_its_break_even_an_option_is_worth_nothing() -> None:
    levers = ({"full_effect": 0.3}, {"full_effect": 0.4, "mechanism": "exit"}, {"full_effect": 0.2, "mechanism": "unit_cost"})
    up = {"option": {"kind": "scale_up"}, "option_sites": (), "effect": {"units_per_person_year": 1}, "population": POPULATION}
    costs = ({"driver": "programme_one_off", "amount_gbp": 500_000},)
    result = appraise(small_case(**up, levers=levers, costs=costs), ASSUMPTIONS).options["out"]
    assert result.break_even_adoption is not None
    at_break_even = tuple({**lever, "p_adopted": result.break_even_adoption} for lever in levers)
    again = appraise(small_case(**up, levers=at_break_even, costs=costs), ASSUMPTIONS).options["out"]
    assert again.expected.measures.npsv_gbp == pytest.approx(0, abs=1e-3)
