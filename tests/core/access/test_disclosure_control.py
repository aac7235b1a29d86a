from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.access.disclosure_control import Cell, Total, rounded, shown_counts, shown_money
from core.domain.links import SmallNumberRules

RULES = SmallNumberRules()
CLOSE = 1e-6


def interval_found(shown, totals, cells, name):
    """Everything that adding and subtracting published figures says of one of them: the tightest interval.

    Every combination of the published figures, each taken once, added or subtracted, that leaves this cell alone is tried, over
    and over, since what one says of another cell may tell more of this one.
    """
    known = {cell: (shown[cell].low, shown[cell].high) for cell in cells}
    parts = [(tuple(cell == one for cell in cells), one) for one in cells]
    parts += [(tuple(cell in total.of for cell in cells), total.name) for total in totals]
    low, high = known[name]
    wanted = tuple(cell == name for cell in cells)
    for signs in product((-1, 0, 1), repeat=len(parts)):
        left = [sum(sign * part[at] for sign, (part, _) in zip(signs, parts, strict=True)) for at in range(len(cells))]
        if tuple(left) != tuple(map(int, wanted)):
            continue
        ends = [sorted((sign * shown[of].low, sign * shown[of].high)) for sign, (_, of) in zip(signs, parts, strict=True) if sign]
        low, high = max(low, sum(end[0] for end in ends)), min(high, sum(end[1] for end in ends))
    return low, high


def every_total(names):
    """A grand total, totals of neighbours, and one that leaves the first out: sums that overlap in many ways."""
    pairs = [Total(f"total {one} {other}", (one, other)) for one, other in pairwise(names)]
    return [Total("total", tuple(names)), Total("total but the first", tuple(names[1:])), *pairs]


counts = st.integers(0, 30)


@settings(deadline=None, max_examples=60)
@given(st.lists(counts, min_size=2, max_size=4))
def test_no_sum_or_difference_of_published_numbers_finds_a_small_one(numbers):
    cells = {f"c{at}": float(number) for at, number in enumerate(numbers)}
    totals = every_total(list(cells))
    shown = shown_counts(cells, totals, RULES)
    for name, number in cells.items():
        if number < RULES.threshold:
            low, high = interval_found(shown, totals, list(cells), name)
            assert low - CLOSE <= number <= high + CLOSE
            assert high - low >= RULES.rounding - CLOSE


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(counts, st.sampled_from([0.5, 40.0, 31_989.0])), min_size=2, max_size=4))
def test_no_sum_or_difference_of_published_money_finds_what_stands_for_few_people(lines):
    cells = [Cell(f"c{at}", people * each, people) for at, (people, each) in enumerate(lines)]
    names = [cell.name for cell in cells]
    totals = every_total(names)
    shown = shown_money(cells, totals, RULES)
    for cell in cells:
        if 0 < cell.people < RULES.threshold:
            low, high = interval_found(shown, totals, names, cell.name)
            assert low - CLOSE <= cell.amount <= high + CLOSE
            assert (high - low) / cell.for_each >= RULES.rounding - 1e-4


def test_a_table_whose_totals_would_tell_is_found_and_rounded_more_coarsely():
    # 52 people and 6 more come to 58: "60" less "50" would say that the small one lies between 6 and 10.
    shown = shown_counts({"large": 52, "small": 6}, [Total("all", ("large", "small"))], RULES)
    assert shown["small"].is_few
    low, high = interval_found(shown, [Total("all", ("large", "small"))], ["large", "small"], "small")
    assert high - low >= 5


@given(st.lists(st.integers(10, 10_000), min_size=1, max_size=6))
def test_numbers_of_many_people_are_rounded_and_none_is_hidden(numbers):
    cells = {f"c{at}": float(number) for at, number in enumerate(numbers)}
    shown = shown_counts(cells, [Total("all", tuple(cells))], RULES)
    assert not any(one.is_few for one in shown.values())
    assert all(one.amount % 5 == 0 and abs(one.amount - cells[name]) <= 2.5 for name, one in shown.items() if name in cells)
    assert abs(shown["all"].amount - sum(numbers)) <= 2.5


def test_nobody_and_few_look_the_same():
    shown = shown_counts({"none": 0, "few": 9, "many": 400}, [], RULES)
    assert shown["none"].is_few and shown["few"].is_few
    assert (shown["none"].high, shown["few"].high) == (10, 10)


def test_money_that_stands_for_many_people_is_as_it_is():
    cells = [Cell("one", 1_234_567.89, 400), Cell("nothing", 0.0, 0)]
    shown = shown_money(cells, [Total("all", ("one", "nothing"))], RULES)
    assert [one.amount for one in shown.values()] == [1_234_567.89, 0.0, 1_234_567.89]


def test_money_that_stands_for_few_people_is_under_what_ten_would_come_to_and_the_rest_is_rounded():
    cells = [Cell("few", 3 * 40_000.0, 3), Cell("many", 1_234_567.0, 400)]
    shown = shown_money(cells, [], RULES)
    assert shown["few"].is_few
    assert shown["few"].high == 400_000
    assert shown["many"].amount == 1_200_000


def test_a_step_of_nothing_leaves_an_amount_as_it_is_and_halves_go_up():
    assert rounded(12.34, 0) == 12.34
    assert [rounded(amount, 5) for amount in (2.4, 2.5, 7.5, -2.5)] == [0, 5, 10, 0]


@pytest.mark.parametrize(("threshold", "rounding"), [(4, 4), (10, 0), (10, 11), (0, 0), (2_000, 5), (10, -5)])
def test_rules_that_protect_nobody_are_refused(threshold, rounding):
    with pytest.raises(ValueError, match="no less than the rounding"):
        SmallNumberRules(threshold, rounding)
