"""What is promised and what can be afforded is compared with the need in the same money, whichever it was said in."""

import pytest

from core.domain.offers import Rule
from core.domain.prices import MoneyBasis, PriceBasis
from core.reports.deals.funding import funding_plan, promised_by_partner
from core.reports.deals.shares import deal, parties
from core.reports.deals.sustainability import sustainability
from tests.core.reports.priced_folder import CSV, priced
from tests.people import ANALYST

OUT = "out"
REAL_WORTH = [100_000 / 1.02**year for year in range(4)]


def test_a_promise_in_money_of_the_day_falls_behind_a_real_need() -> None:
    """The figure of docs/method.md#prices: short by £0, 2,000, 4,040 and 6,120.80 of the day."""
    plan = funding_plan(ANALYST, priced(), OUT, MoneyBasis.money_of_the_day)
    assert list(plan.years.gap_gbp) == pytest.approx([0, 2_000, 4_040, 6_120.80])
    assert plan.first_unfunded == "2027/28"


def test_the_same_promise_in_real_money_is_worth_less_each_year() -> None:
    plan = funding_plan(ANALYST, priced(), OUT)
    assert list(plan.years.promised_gbp) == pytest.approx(REAL_WORTH)
    assert plan.years.gap_gbp.iloc[3] == pytest.approx(6_120.80 / 1.02**3)
    by_partner = promised_by_partner(priced(), OUT, None)
    assert by_partner.total_gbp.sum() == pytest.approx(sum(REAL_WORTH))
    assert list(sustainability(priced(), OUT).frame.lasting_gbp) == pytest.approx(REAL_WORTH)


def test_a_real_promise_covers_a_real_need_in_every_basis() -> None:
    appraised = priced(contributions=CSV["contributions"].replace("money_of_the_day", "real"))
    for basis in MoneyBasis:
        assert funding_plan(ANALYST, appraised, OUT, basis).total_gap_gbp == 0


def test_promises_are_listed_as_they_were_said() -> None:
    rows = funding_plan(ANALYST, priced(), OUT).promises
    assert set(rows.amount_gbp) == {100_000}
    assert set(rows.price_basis) == {PriceBasis.money_of_the_day.value}


@pytest.mark.parametrize(
    ("basis", "short_gbp", "year"), [("money_of_the_day", 6_120.80 / 1.02**3, "2029/30"), ("real", 0, ""), ("", 0, "")]
)
def test_what_can_be_afforded_of_the_day_buys_less_each_year(basis: str, short_gbp: float, year: str) -> None:
    partners = CSV["partners"].replace("council,Council,local_authority,,", f"council,Council,local_authority,100000,{basis}")
    appraised = priced(partners=partners)
    council = deal(ANALYST, appraised, parties(ANALYST, appraised, OUT), Rule.as_costed).partners.iloc[0]
    assert council.short_by_gbp == pytest.approx(short_gbp, abs=1e-6)
    assert council.short_in == year
    assert bool(council.can_afford) == (not year)


def test_a_folder_without_its_own_index_leans_on_the_official_one() -> None:
    plan = funding_plan(ANALYST, priced(deflators=""), OUT, MoneyBasis.money_of_the_day)
    assert list(plan.years.gap_gbp) == pytest.approx([0, 2_000, 4_040, 6_120.80], abs=0.01)
