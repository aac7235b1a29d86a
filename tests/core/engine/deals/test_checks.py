"""Groups that would leave, payments between partners, pennies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.deals import best_group_alone, side_payments, to_the_penny

SPLITS = st.lists(st.integers(-500_000, 500_000), min_size=2, max_size=9)


def test_a_partner_who_pays_all_for_others_gain_would_stay_out_and_the_others_go_alone():
    group = best_group_alone([100, 200, 0], 60, [0, 0, 60])
    assert group is not None and group.members == (2,) and group.excess_gbp == pytest.approx(60)


def test_the_core_is_left_when_two_could_do_it_for_less():
    group = best_group_alone([100, 100, 10], 50, [60, 60, -70])
    assert group is not None and group.members == (0, 1) and group.excess_gbp == pytest.approx(70)


@given(SPLITS)
def test_payments_take_everybody_where_they_are_to_be_and_are_fewer_than_the_partners(moves):
    pennies = np.array([*moves, -sum(moves)]) / 100
    before = np.full(len(pennies), 1e4)
    payments = side_payments(before, before + pennies)
    paid = before.copy()
    for payment in payments:
        paid[payment.payer] += payment.gbp
        paid[payment.receiver] -= payment.gbp
        assert payment.gbp > 0
    assert paid == pytest.approx(before + pennies, abs=0.01)
    concerned = int((np.abs(pennies) > 0.005).sum())
    assert len(payments) <= max(0, concerned - 1)


def test_partners_whose_amounts_match_settle_with_each_other():
    payments = side_payments([0, 0, 10, 7], [10, 7, 0, 0])
    assert {(row.payer, row.receiver, row.gbp) for row in payments} == {(0, 2, 10.0), (1, 3, 7.0)}


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12))
def test_pennies_add_up_and_are_at_most_a_penny_off(amounts):
    rounded = to_the_penny(amounts)
    assert round(rounded.sum() * 100) == round(sum(amounts) * 100) or rounded.sum() == pytest.approx(sum(amounts), abs=0.0101)
    assert np.abs(rounded - amounts).max() <= 0.01 + 1e-9


def test_a_third_of_a_pound_three_times_is_a_pound():
    assert sorted(to_the_penny([1 / 3] * 3)) == [0.33, 0.33, 0.34]
