"""Who pays and who benefits: rows that add up to the totals."""

import numpy as np
import pytest

from core.reports.partners import incidence, ledger, partner_years, year_label
from tests.core.reports.read_versions import appraised, every_option, pounds

each_option = pytest.mark.parametrize(("case", "option_id"), every_option())


@each_option
def test_the_rows_of_the_ledger_add_up_to_the_totals_to_the_penny(case: str, option_id: str) -> None:
    whole = appraised(case)
    rows, own = ledger(whole, option_id), whole.option(option_id).expected.measures
    assert rows.partner_id.tolist() == [partner.partner_id for partner in whole.case.partners]
    assert rows.pays_gbp.sum() == pounds(own.pv_public_cost_gbp)
    assert rows.pays_gbp.sum() + rows.in_kind_gbp.sum() == pounds(own.pv_cost_gbp)
    assert rows.cash_gbp.sum() == pounds(own.pv_cash_released_gbp)
    assert rows.fiscal_gbp.sum() == pounds(own.pv_fiscal_gbp)
    assert rows.cash_gbp.sum() + rows.capacity_gbp.sum() == pounds(own.pv_fiscal_gbp)
    assert rows.net_gbp.tolist() == pounds((rows.cash_gbp - rows.pays_gbp).tolist())


def test_what_a_partner_pays_is_the_sum_of_its_shares() -> None:
    """The council pays 60% of the team, all of the office and all of the capital; the board 40% of the team."""
    rows = ledger(appraised("one_hospital"), "out").set_index("partner_id")
    lines = appraised("one_hospital").option("out").expected.lines
    factors = appraised("one_hospital").appraisal.discount_factors
    worth = dict(zip(lines.cost_ids, (lines.cost_gbp * factors[:, None]).sum(axis=0), strict=True))
    assert rows.pays_gbp["LA"] == pounds(0.6 * worth["team"] + worth["office"] + worth["capital"])
    assert rows.pays_gbp["ICB"] == pounds(0.4 * worth["team"])
    assert rows.pays_gbp["DWP"] == pounds(0)


def test_the_benefits_outside_budgets_stand_with_the_partner_they_fall_to() -> None:
    rows = ledger(appraised("sample"), "ten_boroughs").set_index("partner_id")
    assert rows.public_gbp["residents"] > 0
    assert rows.public_gbp["hmpps"] == pounds(0)


def test_a_partner_that_never_pays_back_has_no_number_of_years() -> None:
    rows = ledger(appraised("two_hospitals"), "out").set_index("partner_id")
    assert np.isnan(rows.payback_years["ICB"])
    assert ledger(appraised("one_hospital"), "out").set_index("partner_id").payback_years["ICB"] == pytest.approx(2.33389, abs=1e-5)


@each_option
def test_partners_and_years_add_up_to_each_years_cash(case: str, option_id: str) -> None:
    whole = appraised(case)
    rows, yearly = partner_years(whole, option_id), whole.option(option_id).expected.yearly
    sums = rows.groupby("year")[["pays_gbp", "cash_gbp", "net_gbp"]].sum()
    assert len(rows) == len(whole.case.partners) * (whole.case.programme.horizon_years + 1)
    assert sums.cash_gbp.tolist() == pounds(yearly.cash_released_gbp.tolist())
    assert sums.pays_gbp.tolist() == pounds(yearly.cash_cost_gbp.tolist())
    assert sums.net_gbp.tolist() == pounds((yearly.cash_released_gbp - yearly.cash_cost_gbp).tolist())
    for place, partner_id in enumerate(yearly.partner_ids):
        own = rows[rows.partner_id == partner_id].net_gbp.to_numpy()
        assert own == pounds(yearly.partner_cash_released_gbp[:, place] - yearly.partner_cash_cost_gbp[:, place])


@pytest.mark.parametrize(("base", "index", "label"), [(2026, 0, "2026/27"), (2026, 73, "2099/00"), (1999, 0, "1999/00")])
def test_a_year_is_named_as_a_financial_year(base: int, index: int, label: str) -> None:
    assert year_label(base, index) == label
    if base == 2026 and index == 0:
        assert partner_years(appraised("one_hospital"), "out").year_label.iloc[1] == "2027/28"


def test_where_benefits_fall_splits_budgets_into_cash_and_capacity() -> None:
    whole = appraised("sample")
    rows, own = incidence(whole, "ten_boroughs"), whole.option("ten_boroughs").expected.yearly
    gains = rows[(rows.side == "gains") & (rows.benefit_class == "fiscal")]
    assert gains.cash_gbp.sum() == pounds(own.cash_released_gbp.sum())
    assert gains.capacity_gbp.sum() == pounds(own.fiscal_gbp.sum() - own.cash_released_gbp.sum())
    assert rows.loc[rows.side == "pays", "capacity_gbp"].sum() == 0
    assert rows.loc[rows.benefit_class == "social", "capacity_gbp"].sum() == 0
    assert set(gains.partner) >= {"HM Prison and Probation Service", "The ten councils (together)"}
