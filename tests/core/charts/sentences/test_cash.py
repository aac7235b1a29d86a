import pandas as pd
import pytest

from core.charts.sentences.cash import bridge_title, cash_or_capacity_title, cash_sentence, lumps_sentence

PARTS = ("cash released", "redeployed for a named use", "cost growth avoided", "capacity with no agreed use")


def totals(*gbp: float) -> pd.DataFrame:
    return pd.DataFrame({"kind": ["total"] * len(gbp), "end_gbp": gbp})


def parts(*gbp: float) -> pd.DataFrame:
    return pd.DataFrame({"line": "Beds", "part": PARTS, "gbp": gbp})


@pytest.mark.parametrize(
    ("benefits", "cash", "sentence"),
    [
        (12.3e6, 4.1e6, "£4.1m of the £12.3m of benefit becomes cash"),
        (12.3e6, 0, "None of the £12.3m of benefit becomes cash"),
        (12.3e6, 12.3e6, "All of the £12.3m of benefit becomes cash"),
        (0, 0, "There is no benefit to become cash"),
        (-1.2e6, 0, "Benefits are below zero (−£1.2m): none becomes cash"),
        (2e6, -3e5, "Benefits of £2.0m take £300k more cash than they release"),
    ],
)
def test_how_much_benefit_becomes_cash_is_said_honestly(benefits, cash, sentence):
    assert cash_sentence(benefits, cash) == sentence
    assert bridge_title(totals(benefits, cash)) == sentence


def test_the_bridge_says_what_is_left_after_cash_costs():
    start = "£4.1m of the £12.3m of benefit becomes cash; "
    assert bridge_title(totals(12.3e6, 4.1e6, 1.2e6)) == start + "£1.2m is left after cash costs"
    assert bridge_title(totals(12.3e6, 4.1e6, -6e5)) == start + "cash costs leave it £600k short"
    assert bridge_title(totals(12.3e6, 4.1e6, 0)) == start + "nothing is left after cash costs"
    assert bridge_title(totals()) == "There is no benefit to become cash"


def test_cash_and_capacity_are_told_apart():
    assert cash_or_capacity_title(parts(2.3e6, 0, 0, 7.2e6)) == "£2.3m is released as cash; £7.2m of capacity has no agreed use"
    many = "Nothing is released as cash; of £3.0m of capacity, £1.0m has a named use and £2.0m avoids cost growth"
    assert cash_or_capacity_title(parts(0, 1e6, 2e6, 0)) == many
    assert cash_or_capacity_title(parts(1e5, 0, 0, 0)) == "£100k is released as cash, and no capacity besides"
    assert cash_or_capacity_title(parts(0, 0, 0, 0)) == "Neither cash nor capacity is released"
    assert cash_or_capacity_title(parts(-1e6, 0, 0, 1e6)).startswith("£1.0m more cash is taken than released")


@pytest.mark.parametrize(
    ("units", "lump", "waiting", "sentence"),
    [
        (11, 25, 1.2e6, "11 of 25 beds: £1.2m waits on 14 more"),
        (11.6, 25, 1.2e6, "11 of 25 beds: £1.2m waits on 14 more"),
        (0, 25, 1.2e6, "0 of 25 beds: £1.2m waits on 25 more"),
        (24.9, 25, 1.2e6, "24 of 25 beds: £1.2m waits on 1 more"),
        (25, 25, 1.2e6, "25 beds, one step of 25 done: £1.2m waits on 25 more"),
        (61, 25, 3e5, "61 beds, two steps of 25 done: £300k waits on 14 more"),
        (0.5, 1.5, 4e4, "0.5 of 1.5 beds: £40k waits on 1 more"),
        (11, 25, 0, "11 of 25 beds: the next step is 14 more away"),
    ],
)
def test_a_step_says_what_waits_and_never_claims_a_unit_that_is_not_there(units, lump, waiting, sentence):
    assert lumps_sentence(units, lump, "beds", waiting) == sentence


def test_a_step_counts_units_that_are_named_in_the_singular():
    assert lumps_sentence(223, 50, "court event", 0) == "223 court events, four steps of 50 done: the next step is 27 more away"
