"""Every pound of the flows is a pound of the appraisal, and every pound of the appraisal is in the flows."""

import numpy as np
import pytest

from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded
from core.reports.flows import NOBODY, NOBODY_TITLE, by_year, flows
from core.reports.partners import incidence, ledger
from tests.core.ingest.folders import cell
from tests.core.ingest.folders import files_of as folder_files
from tests.core.reports.read_versions import appraised, every_option, files_of, loaded_from, pounds, with_text

each_option = pytest.mark.parametrize(("case", "option_id"), every_option())


@each_option
def test_the_flows_add_up_to_the_options_totals_to_the_penny(case: str, option_id: str) -> None:
    found, own = flows(appraised(case), option_id), appraised(case).option(option_id).expected.measures
    gains, pays = found[found.side == "gains"], found[found.side == "pays"]
    public = gains[~gains.value_kind.isin(["transfer", "tax"])]
    fiscal = gains[gains.benefit_class == "fiscal"]
    assert public.pv_gbp.sum() == pounds(own.pv_public_value_gbp)
    assert fiscal.pv_gbp.sum() == pounds(own.pv_fiscal_gbp)
    assert gains.pv_cash_gbp.sum() == pounds(own.pv_cash_released_gbp)
    assert pays.pv_gbp.sum() == pounds(own.pv_cost_gbp)
    assert pays.pv_cash_gbp.sum() == pounds(own.pv_public_cost_gbp)
    assert public.pv_gbp.sum() - pays.pv_gbp.sum() == pounds(own.npsv_gbp)


@each_option
def test_each_year_of_the_flows_is_that_year_of_the_appraisal(case: str, option_id: str) -> None:
    yearly = appraised(case).option(option_id).expected.yearly
    sums = by_year(flows(appraised(case), option_id), ["side"])
    gains, pays = sums[sums.side == "gains"], sums[sums.side == "pays"]
    assert gains.cash_gbp.tolist() == pounds(yearly.cash_released_gbp.tolist())
    if yearly.cost_gbp.any():
        assert pays.gbp.tolist() == pounds(yearly.cost_gbp.tolist())
        assert pays.cash_gbp.tolist() == pounds(yearly.cash_cost_gbp.tolist())


def test_cash_is_never_more_than_the_benefit_it_comes_from_and_only_harm_is_below_zero() -> None:
    for case, option_id in every_option():
        found, harmed = flows(appraised(case), option_id), any(each.impact < 0 for each in appraised(case).case.effects)
        gains, pays = found[found.side == "gains"], found[found.side == "pays"]
        assert (pays[["gbp", "cash_gbp", "pv_gbp", "pv_cash_gbp"]] >= 0).all(axis=None)
        if not harmed:
            assert (gains[["gbp", "cash_gbp", "pv_gbp", "pv_cash_gbp"]] >= 0).all(axis=None)
            assert (gains.cash_gbp <= gains.gbp * (1 + 1e-9)).all()


def test_what_closing_steps_costs_is_a_line_of_the_centres_partner() -> None:
    whole = appraised("made_311")
    found = flows(whole, "scale_out")
    closing = found[found.line_id == "c0"]
    assert set(closing.partner_id) == {"p1"} and set(closing.line) == {"Closing and reopening at c0"}
    assert closing.cash_gbp.sum() > 0
    assert closing.cash_gbp.sum() == pounds(whole.option("scale_out").expected.lines.moving_gbp.sum())


def test_only_fiscal_lines_whose_budget_is_removed_and_costs_that_are_paid_are_cash() -> None:
    found = flows(appraised("sample"), "ten_boroughs")
    cash = found[found.cash_gbp > 0]
    assert set(cash.loc[cash.side == "gains", "benefit_class"]) == {"fiscal"}
    assert set(cash.loc[cash.side == "gains", "route"]) == {"budget_removed"}
    assert "in_kind" not in set(cash.loc[cash.side == "pays", "route"])
    assert found.loc[found.route == "in_kind", "gbp"].sum() > 0


def test_present_values_are_the_years_amounts_discounted() -> None:
    found = flows(appraised("one_hospital"), "out")
    factors = np.array(appraised("one_hospital").appraisal.discount_factors)
    assert found.pv_gbp.to_numpy() == pytest.approx(found.gbp.to_numpy() * factors[found.year])
    assert factors[1] == pytest.approx(1 / 1.035)


def test_health_benefits_are_discounted_at_the_rate_for_health_and_cash_is_not() -> None:
    tables = cell("benefits", 4, "value_kind", "wellbeing", cell("programme", 2, "discount_schedule", "health"))
    whole = appraise_loaded(loaded_from(folder_files(tables)), Scenario())
    found = flows(whole, "out")
    year_two = found[(found.year == 2) & (found.gbp > 0)]
    rates = (year_two.gbp / year_two.pv_gbp) ** 0.5 - 1
    assert rates[year_two.line_id == "wages"].to_numpy() == pytest.approx([0.015])
    others = rates[year_two.line_id != "wages"].to_numpy()
    assert len(others) > 3 and others == pytest.approx(0.035)
    assert found.loc[found.value_kind == "wellbeing", "pv_gbp"].sum() == pounds(
        whole.option("out").expected.measures.pv_public_value_gbp - found.loc[found.line_id == "ward", "pv_gbp"].sum()
    )


def test_a_benefit_given_to_no_partner_is_counted_under_nobody_and_falls_in_no_partners_ledger() -> None:
    whole = appraised("one_hospital")
    found = flows(whole, "out")
    nobody = found[found.partner_id == NOBODY]
    assert set(nobody.line_id) == {"work_resident"}
    assert nobody.pv_gbp.sum() > 3_000_000
    assert NOBODY not in set(ledger(whole, "out").partner_id)
    assert NOBODY_TITLE in set(incidence(whole, "out").partner)


def test_shares_typed_to_six_places_still_add_up_to_the_penny() -> None:
    shares = "\n".join(f"beds,{partner},0.333333" for partner in ("ICB", "LA", "DWP"))
    changed = with_text(files_of("one_hospital"), "benefit_falls.csv", "beds,ICB,1", shares)
    paid = "\n".join(f"office,{partner},{share}" for partner, share in (("LA", 0.333333), ("ICB", 0.333333), ("DWP", 0.333333)))
    whole = appraise_loaded(loaded_from(with_text(changed, "cost_shares.csv", "office,LA,1", paid)), Scenario())
    found, own = flows(whole, "out"), whole.option("out").expected.measures
    assert found.loc[found.benefit_class == "fiscal", "pv_gbp"].sum() == pounds(own.pv_fiscal_gbp)
    assert found.loc[found.side == "pays", "pv_gbp"].sum() == pounds(own.pv_cost_gbp)
