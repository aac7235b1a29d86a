"""A deal shares the money that its partners can spend themselves; the Exchequer's stands beside it."""

import numpy as np
import pytest

from core.charts.sentences.deals import exchequer_sentence
from core.domain.case.benefits import Budget
from core.domain.offers import Rule
from core.reports.deals.budgets import cash_by_budget
from core.reports.deals.shares import deal, parties
from core.reports.partners import ledger
from tests.core.reports.priced_folder import CSV, priced
from tests.people import ANALYST

OUT = "out"
MANAGED = "benefit_id,partner_id,fall_share,budget\nward,hospital,0.5,annually_managed\nward,council,0.5,\n"


def test_money_that_nobody_in_the_room_can_spend_is_no_part_of_the_deal() -> None:
    appraised = priced(benefit_falls=MANAGED)
    found = parties(ANALYST, appraised, OUT)
    cash = ledger(appraised, OUT).set_index("partner_id").cash_gbp
    gains = dict(zip(found.ids, found.benefits_gbp, strict=True))
    assert gains["hospital"] == 0
    assert gains["council"] == pytest.approx(cash["council"])
    assert found.exchequer_gbp == pytest.approx(cash["hospital"])
    made = deal(ANALYST, appraised, found, Rule.nucleolus)
    assert made.partners.set_index("partner_id").gains_gbp["hospital"] == 0


def test_the_exchequers_gain_is_said_with_what_it_would_add() -> None:
    found = parties(ANALYST, priced(benefit_falls=MANAGED), OUT)
    joint = found.benefits_gbp.sum() - found.cost_gbp
    assert "The Exchequer gains £380k of annually managed money" in exchequer_sentence(found)
    assert joint == pytest.approx(0, abs=1e-6)
    assert exchequer_sentence(found).endswith("from £0 to £380k.")
    assert exchequer_sentence(parties(ANALYST, priced(), OUT)) == ""


@pytest.mark.parametrize(
    ("kind", "value_kind", "budget"),
    [
        ("nhs", "service_cost", Budget.departmental),
        ("nhs", "tax", Budget.annually_managed),
        ("residents", "service_cost", Budget.none),
    ],
)
def test_a_budget_that_is_not_entered_follows_from_the_line_and_the_partner(kind: str, value_kind: str, budget: Budget) -> None:
    appraised = priced(
        partners=CSV["partners"].replace("hospital,Hospital,nhs", f"hospital,Hospital,{kind}"),
        benefits=CSV["benefits"].replace("service_cost", value_kind),
    )
    every = {each: cash_by_budget(appraised, OUT, each)["hospital"] for each in Budget}
    assert np.abs(every[budget]).sum() > 0
    assert all(not gbp.any() for each, gbp in every.items() if each is not budget)
