import numpy as np
import pytest

from core.domain.assumptions import Band
from core.engine.formulas.discounting import discount_factors, present_value, rate_of_year
from core.engine.formulas.partner_shares import share_matrix
from core.engine.formulas.payback import payback_year, payback_years, peak_funding
from core.engine.formulas.value_ratios import misalignment, ratio
from tests.small_case import ASSUMPTIONS, figures, small_case

WELLBEING = {"benefit_class": "social", "value_kind": "wellbeing", "release_route": None, "variable_share": None}


def series(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def test_a_lower_rate_from_year_31_does_not_reach_back() -> None:
    factors = discount_factors(ASSUMPTIONS.discount["standard"], 31)
    assert factors[30] == pytest.approx(1.035**-30)
    assert factors[31] == pytest.approx(1.035**-30 / 1.03)


def test_a_year_without_a_rate_is_named() -> None:
    with pytest.raises(ValueError, match="no discount rate is given for year 6"):
        rate_of_year((Band(first_year=1, last_year=5, rate=0.03),), 6)


def test_what_never_costs_pays_back_at_once() -> None:
    assert payback_year(series(0, 0, 5)) == 0


def test_what_never_recovers_has_no_payback() -> None:
    assert payback_year(series(-10, 5, 4)) is None


def test_payback_in_the_last_year_counts() -> None:
    assert payback_year(series(-10, 5, 5)) == 2


def test_money_paid_and_returned_in_full_is_not_owed_a_rounding_error() -> None:
    net = series(0.3, -0.1, -0.2)
    assert np.cumsum(net)[-1] < 0
    assert payback_year(net) == 0


def test_several_series_at_once() -> None:
    net = np.column_stack((series(-10, 5, 10), series(1, 1, 1), series(-1, 0, 0)))
    assert payback_years(net).tolist() == pytest.approx([1.5, 0.0, np.nan], nan_ok=True)


def test_peak_funding_is_never_above_nothing() -> None:
    assert peak_funding(series(5, 5)) == 0
    assert peak_funding(series(-3, -4, 20)) == -7


def test_there_is_no_ratio_to_no_cost() -> None:
    assert ratio(10, 0) is None
    assert ratio(10, 4) == 2.5


def test_misalignment_is_nothing_when_shares_match_and_one_when_all_is_crossed() -> None:
    assert misalignment(series(1, 3), series(10, 30)) == 0
    assert misalignment(series(5, 0), series(0, 9)) == 1
    assert misalignment(series(0, 0), series(0, 9)) is None
    assert misalignment(series(1, 0), series(0, 0)) is None


def test_shares_typed_to_a_few_places_still_add_to_one() -> None:
    shares = [("beds", each, 0.333333) for each in "abc"]
    matrix = share_matrix(("beds", "other"), ("a", "b", "c"), [*shares, ("elsewhere", "a", 1.0)])
    assert matrix.sum(axis=1).tolist() == [1.0, 0.0]


def test_health_effects_have_the_health_rates_and_money_never() -> None:
    health = figures(small_case(programme={"discount_schedule": "health"}, benefit=WELLBEING)).measures
    at_health_rates = present_value(np.full(6, 100_000.0), discount_factors(ASSUMPTIONS.discount["health"], 5))
    assert health.pv_public_value_gbp == pytest.approx(float(at_health_rates))
    money = figures(small_case(programme={"discount_schedule": "health"})).measures
    assert money == figures(small_case()).measures


def test_health_effects_have_the_standard_rates_under_the_standard_schedule() -> None:
    standard = present_value(np.full(6, 100_000.0), discount_factors(ASSUMPTIONS.discount["standard"], 5))
    assert figures(small_case(benefit=WELLBEING)).measures.pv_public_value_gbp == pytest.approx(float(standard))


def test_the_low_schedule_discounts_everything_at_its_rates() -> None:
    low = figures(small_case(programme={"discount_schedule": "low_pure_time_preference"})).measures
    factors = discount_factors(ASSUMPTIONS.discount["low_pure_time_preference"], 5)
    assert low.pv_fiscal_gbp == pytest.approx(100_000 * float(factors.sum()))


def test_a_payment_saved_is_fiscal_but_no_gain_to_society() -> None:
    for kind in ("transfer", "tax"):
        found = figures(small_case(benefit={"value_kind": kind})).measures
        assert found.pv_fiscal_gbp > 0
        assert found.pv_public_value_gbp == 0
