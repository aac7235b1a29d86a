"""Sharing within caps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.deals import capped_shares, risk_share

PARTNERS = st.lists(st.tuples(st.integers(0, 1_000), st.integers(0, 500)), min_size=1, max_size=8)


@given(PARTNERS, st.integers(-3_000, 3_000))
def test_what_is_borne_and_what_nobody_bears_add_up_and_stay_within_caps(partners, amount):
    weights, caps = (np.array(column, dtype=float) for column in zip(*partners, strict=True))
    borne, unallocated = risk_share(amount, weights, caps)
    assert borne.sum() + unallocated == pytest.approx(amount, abs=1e-9)
    assert (np.abs(borne) <= caps + 1e-9).all() and (borne * amount >= 0).all() and unallocated * amount >= 0


@given(PARTNERS, st.integers(1, 3_000))
def test_nothing_is_unallocated_while_a_payer_is_below_its_cap(partners, amount):
    weights, caps = (np.array(column, dtype=float) for column in zip(*partners, strict=True))
    borne, unallocated = risk_share(amount, weights, caps)
    has_room = (weights > 0) & (borne < caps - 1e-6)
    assert unallocated <= 1e-6 or not has_room.any()


@given(PARTNERS, st.integers(1, 3_000))
def test_payers_below_their_caps_bear_in_proportion(partners, amount):
    weights, caps = (np.array(column, dtype=float) for column in zip(*partners, strict=True))
    borne, _ = risk_share(amount, weights, caps)
    free = (weights > 0) & (borne < caps - 1e-6)
    rates = borne[free] / weights[free]
    assert rates == pytest.approx(np.full(len(rates), rates[0] if len(rates) else 0.0), abs=1e-9)


def test_an_underspend_is_handed_back_in_proportion():
    borne, unallocated = risk_share(-100, [600, 300, 100], [np.inf] * 3)
    assert borne == pytest.approx([-60, -30, -10]) and unallocated == 0


def test_a_cost_above_all_caps_is_left_unallocated():
    shares, unallocated = capped_shares(100, [50, 50], [20, 30])
    assert shares == pytest.approx([20, 30]) and unallocated == pytest.approx(50)


def test_negative_caps_and_contributions_are_refused():
    for weights, caps in (([1, -1], [1, 1]), ([1, 1], [1, -1]), ([1], [1, 1]), ([1], [np.nan])):
        with pytest.raises(ValueError, match="one contribution and one cap"):
            risk_share(1, weights, caps)
