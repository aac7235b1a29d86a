"""Figures published or derived outside the project, kept in tests/cases/published.json."""

import json
from typing import Any

import numpy as np
import pytest

from core.engine.formulas.cash_steps import whole_steps
from core.engine.formulas.discounting import discount_factors, level_rate, present_value
from core.engine.formulas.learning_curve import learning_factor
from core.engine.formulas.optimism_bias import cost_uplift
from core.engine.formulas.payback import payback_year, peak_funding
from core.engine.formulas.population import stock
from core.engine.formulas.value_ratios import misalignment, ratio
from tests.case_files import CASES, assumptions

PUBLISHED = json.loads((CASES / "published.json").read_text(encoding="utf-8"))
AT_3_5_PERCENT = level_rate(0.035)


@pytest.mark.parametrize(
    ("schedule", "published"),
    [("standard", "standard"), ("health", "health"), ("low_pure_time_preference", "low_sensitivity_over_50y")],
)
def test_the_rates_are_those_published(schedule: str, published: str) -> None:
    bands = assumptions().discount[schedule]
    assert [band.rate for band in bands] == PUBLISHED["rates"][published]
    last_years = [last for _, last in PUBLISHED["rates"]["bands"]]
    assert [band.last_year for band in bands] == last_years
    assert [band.first_year for band in bands[1:]] == [last + 1 for last in last_years[:-1]]


def test_discount_factors_are_those_of_the_printed_table() -> None:
    factors = discount_factors(assumptions().discount["standard"], 125)
    for year, printed in PUBLISHED["discount_factors_4dp"]["standard"].items():
        assert round(float(factors[int(year)]), 4) == printed, f"year {year}"


@pytest.mark.parametrize(
    ("years", "bands", "name"),
    [
        (5, AT_3_5_PERCENT, "5y_3.5pc"),
        (30, AT_3_5_PERCENT, "30y_3.5pc"),
        (100, assumptions().discount["standard"], "100y_kinked"),
    ],
)
def test_annuities(years: int, bands: Any, name: str) -> None:
    assert discount_factors(bands, years)[1:].sum() == pytest.approx(PUBLISHED["annuities"][name], abs=1e-9)


def test_net_present_value_of_a_simple_project() -> None:
    published = PUBLISHED["npv_simple"]
    flow = np.array(published["cashflow"], dtype=float)
    assert present_value(flow, discount_factors(AT_3_5_PERCENT, 5)) == pytest.approx(published["npv"], abs=1e-9)


def test_optimism_bias_half_mitigated_raises_costs_by_a_quarter() -> None:
    published = PUBLISHED["ob_capex_case"]
    factors = discount_factors(AT_3_5_PERCENT, 9)
    cost = float(present_value(np.array(published["costs"], dtype=float), factors))
    benefit = float(present_value(np.array(published["benefits"], dtype=float), factors))
    assert (cost, benefit) == pytest.approx((published["pvc"], published["pvb"]), abs=1e-9)
    assert ratio(benefit, cost) == pytest.approx(published["bcr"], abs=1e-9)
    raised = cost * (1 + cost_uplift(assumptions().cost_uplift, None, 0.51, 0.5))
    expected = published["with_ob_51pc_half_mitigated"]
    assert raised == pytest.approx(expected["pvc"], abs=1e-9)
    assert benefit - raised == pytest.approx(expected["npv"], abs=1e-9)
    assert ratio(benefit, raised) == pytest.approx(expected["bcr"], abs=1e-9)


def test_payback_and_peak_funding() -> None:
    published = PUBLISHED["payback"]
    net = np.array(published["net"], dtype=float)
    discounted = net * discount_factors(AT_3_5_PERCENT, 5)
    assert payback_year(net) == pytest.approx(published["undiscounted"], abs=1e-6)
    assert payback_year(discounted) == pytest.approx(published["discounted"], abs=1e-6)
    assert float(discounted.sum()) == pytest.approx(published["npv"], abs=1e-6)
    assert peak_funding(net) == published["peak_funding"]


def test_a_payback_that_does_not_last_is_not_payback() -> None:
    published = PUBLISHED["payback"]["double_crossing"]
    assert payback_year(np.array(published["net"], dtype=float)) == published["sustained"]


def test_four_hospitals_release_a_third_of_what_one_does() -> None:
    published = PUBLISHED["step_cash"]
    beds = published["beds_per_place"] * published["places"]
    one, four = _cash([beds]), _cash([published["beds_per_place"]] * published["places"])
    assert beds * published["bed_year"] == published["gross"]
    assert one == pytest.approx(published["cash_if_one_hospital"])
    assert four == pytest.approx(published["cash_if_four_hospitals"])
    assert published["gross"] - one == pytest.approx(published["capacity_not_cash"])
    for single, cash in published["single_centre"].items():
        assert _cash([float(single)]) == pytest.approx(cash)


def _cash(beds_at_centres: list[float]) -> float:
    published = PUBLISHED["step_cash"]
    beds = np.array(beds_at_centres, dtype=float)[:, None]
    lump = published["lump_beds"]
    in_steps = published["step"] * published["bed_year"] * lump * whole_steps(beds, lump)
    return float((published["variable"] * beds * published["bed_year"] + in_steps).sum())


def test_the_mean_of_steps_is_not_the_step_of_the_mean() -> None:
    published = PUBLISHED["expected_step"]
    beds = np.random.default_rng(1).normal(24, 5, (1, 400_000))
    assert whole_steps(beds.mean(axis=1, keepdims=True), published["lump"]).item() == published["floor_of_mean"]
    assert float(whole_steps(beds, published["lump"]).mean()) == pytest.approx(published["mean_of_floor"], abs=0.005)


def test_the_stock_of_people_follows_its_levers() -> None:
    published = PUBLISHED["stock_flow"]
    years = len(published["P"])
    adoption = np.array([*published["adoption"], *[1.0] * (years - len(published["adoption"]))])
    inflow = published["inflow"] * (1 - published["effect"] * adoption)[:, None]
    people = stock(published["P0"], inflow, np.full((years, 1), 1 - published["exit"]))
    assert people[:, 0].tolist() == pytest.approx(published["P"], rel=1e-12)


def test_unit_costs_fall_by_a_tenth_with_each_doubling() -> None:
    published = PUBLISHED["learning_curve"]
    people = np.array([1.0, 1.0, 2.0, 4.0])[:, None]  # so far: 1, 2, 4, 8
    factors = learning_factor(people, published["progress_ratio"])
    assert (1000 * factors[:, 0]).tolist() == pytest.approx(published["unit_cost_at_1_2_4_8"])


def test_misalignment_of_one_payer_and_two_other_winners() -> None:
    published = PUBLISHED["misalignment"]
    cost, gain = (np.array(published[name], dtype=float) for name in ("cost_shares", "benefit_shares"))
    assert misalignment(cost, gain) == pytest.approx(published["index"], abs=1e-12)
