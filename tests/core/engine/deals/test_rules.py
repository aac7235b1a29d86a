"""Rules that share a cost: what must always hold, and two ways of finding the same figures."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.deals import (
    MOST_PARTNERS,
    best_group_alone,
    equal_shares,
    nucleolus_gains,
    nucleolus_shares,
    proportional_shares,
    shapley_gains,
    shapley_shares,
    talmud_rule,
)
from tests.core.engine.deals.plain_nucleolus import plain_nucleolus

RULES = (equal_shares, proportional_shares, shapley_shares, nucleolus_shares)
AMOUNTS = st.lists(st.integers(0, 10_000).map(float), min_size=1, max_size=7)
COSTS = st.integers(-5_000, 40_000).map(float)


def shapley_by_orders(benefits, cost):
    gains = np.zeros(len(benefits))
    orders = list(permutations(range(len(benefits))))
    for order in orders:
        inside, before = 0.0, 0.0
        for partner in order:
            inside += benefits[partner]
            now = max(0.0, inside - cost)
            gains[partner] += now - before
            before = now
    return gains / len(orders)


@given(AMOUNTS, COSTS)
def test_every_rule_shares_the_whole_cost(benefits, cost):
    for rule in RULES:
        assert rule(benefits, cost).sum() == pytest.approx(cost, abs=1e-6)


@given(AMOUNTS, COSTS, st.randoms(use_true_random=False))
def test_the_order_of_partners_changes_nothing(benefits, cost, chance):
    order = list(range(len(benefits)))
    chance.shuffle(order)
    for rule in RULES:
        assert rule([benefits[at] for at in order], cost) == pytest.approx(rule(benefits, cost)[order], abs=1e-6)


@given(AMOUNTS, COSTS)
def test_partners_who_gain_the_same_pay_the_same(benefits, cost):
    twins = [*benefits, benefits[0]]
    for rule in RULES:
        shares = rule(twins, cost)
        assert shares[0] == pytest.approx(shares[-1], abs=1e-6)


@given(AMOUNTS, st.floats(0, 1))
def test_where_there_is_a_joint_gain_nobody_is_worse_off_and_no_group_is_better_off_alone(benefits, part):
    cost = part * sum(benefits)
    for rule in (shapley_shares, nucleolus_shares):
        shares = rule(benefits, cost)
        assert (shares >= -1e-6).all() and (np.array(benefits) - shares >= -1e-6).all()
        group = best_group_alone(benefits, cost, shares)
        assert group is None or group.excess_gbp <= 1e-6


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(-2_000, 5_000).map(float), min_size=1, max_size=5), st.integers(0, 12_000).map(float))
def test_shapley_by_groups_is_shapley_by_orders_also_for_partners_who_lose(benefits, cost):
    assert shapley_gains(benefits, cost) == pytest.approx(shapley_by_orders(benefits, cost), abs=1e-7)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 500).map(float), min_size=2, max_size=4), st.floats(0.02, 0.98))
def test_the_closed_rule_is_the_nucleolus_of_the_definition(benefits, part):
    cost = part * sum(benefits)
    assert nucleolus_gains(benefits, cost) == pytest.approx(plain_nucleolus(benefits, cost), abs=1e-4)


@given(st.lists(st.integers(0, 1_000).map(float), min_size=1, max_size=8), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_estate_takes_from_nobody(claims, one, other):
    small, large = sorted((one * sum(claims), other * sum(claims)))
    assert (talmud_rule(claims, large) - talmud_rule(claims, small) >= -1e-6).all()


def test_without_a_joint_gain_everybody_gets_back_the_same_part_of_what_it_pays():
    for rule in (shapley_shares, nucleolus_shares):
        assert rule([100, 300, 0], 800) == pytest.approx([200, 600, 0])
        assert rule([0, 0], 10) == pytest.approx([5, 5])


def test_a_partner_who_is_harmed_stays_in_the_game_as_it_is():
    """Hand figure: the two who gain would have 120 without the third and 90 with it; alone 40 and 20."""
    assert nucleolus_gains([100, 80, -30], 60) == pytest.approx([55, 35, 0])
    assert nucleolus_shares([100, 80, -30], 60) == pytest.approx([45, 45, -30])
    assert proportional_shares([100, 200, -50], 90) == pytest.approx([30, 60, 0])


HARMED = st.lists(st.integers(-4_000, 10_000).map(float), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(HARMED, st.floats(0.05, 0.95))
def test_with_harm_too_the_nucleolus_is_that_of_its_definition(benefits, part):
    cost = round(sum(max(0.0, each) for each in benefits) * part)
    joint = sum(benefits) - cost
    if joint > 0:
        found = nucleolus_gains(benefits, cost)
        assert found.sum() == pytest.approx(joint, abs=1e-4)
        assert found == pytest.approx(plain_nucleolus(benefits, cost), abs=1e-2)


def test_where_those_who_gain_would_gain_more_alone_the_harmed_bears_a_part():
    """Alone the first has 100, together they have 90: no split leaves nobody worse off, and each gives up 5."""
    assert nucleolus_gains([100, -10], 0) == pytest.approx([95, -5])


def test_too_many_partners_with_one_who_is_harmed_are_refused():
    with pytest.raises(ValueError, match="up to 10"):
        nucleolus_gains([*[10.0] * 12, -1.0], 5)


def test_a_cost_of_nothing_leaves_everybody_its_benefit_and_a_gift_is_shared_equally():
    for rule in (shapley_shares, nucleolus_shares):
        assert rule([10, 40], 0) == pytest.approx([0, 0])
        assert rule([10, 40], -6) == pytest.approx([-3, -3])


def test_one_partner_pays_it_all():
    for rule in RULES:
        assert rule([70], 50) == pytest.approx([50])
    assert best_group_alone([70], 50, [50]) is None


def test_figures_that_are_none_and_too_many_partners_are_refused():
    with pytest.raises(ValueError, match="finite"):
        shapley_shares([1.0, float("nan")], 1)
    with pytest.raises(ValueError, match=f"up to {MOST_PARTNERS}"):
        shapley_shares(np.ones(MOST_PARTNERS + 1), 1)
    with pytest.raises(ValueError, match="estate"):
        talmud_rule([1, 2], 4)


def test_for_twelve_partners_every_rule_is_worked_out_and_held_against_every_group():
    benefits = np.linspace(1e5, 9e6, 12)
    for rule in RULES:
        shares = rule(benefits, 3e7)
        assert sum(shares) == pytest.approx(3e7)
        best_group_alone(benefits, 3e7, shares)
