"""Promised money against need."""

import pytest

from core.engine.deals import Cliff, cliff_of, first_unfunded_year, limited_share


def test_the_first_year_that_falls_short_is_found():
    assert first_unfunded_year([10, 10, 10], [10, 12, 9]) == 2
    assert first_unfunded_year([10, 10], [10, 10]) is None


def test_the_cliff_is_where_limited_money_falls_most_and_says_what_then_has_no_source():
    assert cliff_of([100, 100, 100, 100], [100, 100, 40, 20], [60, 80, 20, 0]) == Cliff(1, 60, 70)


def test_money_that_stays_or_ends_with_the_cost_is_no_cliff():
    assert cliff_of([100, 100], [100, 100], [50, 50]) is None
    assert cliff_of([100, 0], [100, 0], [100, 0]) is None
    assert cliff_of([100], [100], [100]) is None


def test_lasting_money_meets_recurrent_cost_first():
    assert limited_share([100, 100], [70, 100], [50, 50]) == pytest.approx(0.15)
    assert limited_share([100], [0], [30]) == pytest.approx(0.3)
    assert limited_share([0, 0], [0, 0], [5, 5]) is None
