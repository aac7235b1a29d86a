"""Who pays and who benefits: rows that add up to the totals."""

import numpy as np
import pytest

from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded
from core.reports.flows import flows
from core.reports.options import comparison, npsv_range, running_cash
from core.reports.partners import incidence, ledger, partner_years
from core.reports.prices import year_label
from tests.core.reports.read_versions import appraised, every_option, files_of, loaded, loaded_from, pounds, with_text

each_option = pytest.mark.parametrize(("case", "option_id"), every_option())


@each_option
def test_the_rows_of_the_ledger_add_up_to_the_totals_to_the_penny(case: str, option_id: str) -> None:
    whole = appraised(case)
    rows, own = ledger(whole, option_id), whole.option(option_id).expected.measures
    assert rows.partner_id.tolist() == [partner.partner_id for partner in whole.case.partners]
    assert rows.pays_gbp.sum() == pounds(own.pv_public_cost_gbp)
    flow = flows(whole, option_id)
    only_moved = flow[
        (flow.side == "pays") & (flow.cash_gbp > flow.gbp)
    ].pv_cash_gbp.sum()  # transfers: paid, and no cost to society
    assert rows.pays_gbp.sum() + rows.in_kind_gbp.sum() - only_moved == pounds(own.pv_cost_gbp)
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


def test_partners_and_options_of_the_same_name_are_told_apart() -> None:
    same = with_text(files_of("bench"), "options.csv", ",Scale up,", ",Scale out,")
    first, second = (partner.partner_id for partner in loaded("bench").case.partners[:2])
    title = loaded("bench").case.partners[0].title
    same = with_text(same, "partners.csv", f"{second},{loaded('bench').case.partners[1].title},", f"{second},{title},")
    whole = appraise_loaded(loaded_from(same), Scenario())
    assert ledger(whole, "scale_out").partner.tolist()[:2] == [f"{title} ({first})", f"{title} ({second})"]
    assert partner_years(whole, "scale_out").partner.nunique() == len(whole.case.partners)
    assert comparison(whole).option.nunique() == npsv_range(whole).option.nunique() + 1 == len(whole.case.options)
    assert running_cash(whole).groupby("option").year.is_monotonic_increasing.all()
    assert {"Scale out (scale_out)", "Scale out (scale_up)"} <= set(npsv_range(whole).option)
