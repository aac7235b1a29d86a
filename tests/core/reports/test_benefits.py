"""From benefit to cash: the bridge, the parts of each line, and how far each cost centre is from its next step."""

import pytest

from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded
from core.reports.benefits import CASH, PART_OF_ROUTE, bridge, cash_or_capacity, steps_to_cash
from core.reports.flows import flows
from tests.core.reports.read_versions import appraised, every_option, files_of, loaded, loaded_from, pounds, with_text

each_option = pytest.mark.parametrize(("case", "option_id"), every_option())


@each_option
def test_the_bridge_is_continuous_and_ends_at_net_cash(case: str, option_id: str) -> None:
    steps, own = bridge(appraised(case), option_id), appraised(case).option(option_id).expected.measures
    at = steps.set_index("step").end_gbp
    for before, after in zip(steps.index[:-1], steps.index[1:], strict=True):
        if steps.kind[after] == "less":
            assert steps.start_gbp[after] == pounds(steps.end_gbp[before])
        else:
            assert steps.start_gbp[after] == 0
            assert steps.end_gbp[after] == pounds(steps.end_gbp[before])
    assert (steps.end_gbp - steps.start_gbp).tolist() == pounds(steps.amount_gbp.tolist())
    assert at["outside"] == pounds(own.pv_fiscal_gbp)
    assert at["cash"] == pounds(own.pv_cash_released_gbp)
    assert at["net"] == pounds(own.pv_cash_released_gbp - own.pv_public_cost_gbp)


@each_option
def test_cash_and_capacity_of_each_line_add_up_to_its_fiscal_value(case: str, option_id: str) -> None:
    whole = appraised(case)
    parts, found = cash_or_capacity(whole, option_id), flows(whole, option_id)
    fiscal = found[(found.side == "gains") & (found.benefit_class == "fiscal")].groupby("line_id").pv_gbp.sum()
    for line_id, gbp in fiscal.items():
        assert parts.loc[parts.line_id == line_id, "gbp"].sum() == pytest.approx(gbp, rel=0, abs=0.015)
    assert set(parts.line_id) <= set(fiscal.index)
    cash = whole.option(option_id).expected.measures.pv_cash_released_gbp
    assert parts.loc[parts.part == CASH, "gbp"].sum() == pytest.approx(cash, rel=0, abs=0.05)


def test_capacity_stands_under_the_route_by_which_it_is_used() -> None:
    parts = cash_or_capacity(appraised("sample"), "ten_boroughs")
    of = {benefit.benefit_id: benefit for benefit in loaded("sample").case.benefits}
    seen = set()
    for row in parts[parts.part != CASH].itertuples():
        route = of[row.line_id].release_route
        assert row.part == PART_OF_ROUTE["no_route" if route is None else route.value]
        seen.add(row.part)
    assert "redeployed for a named use" in seen
    assert "capacity with no agreed use" in seen


def test_in_one_hospital_one_step_of_a_ward_closes_and_1247_bed_days_are_missing_to_the_next() -> None:
    """250 people x 0.6 x 0.8 x 12 x (1 - 0.2) x (1 - 0.2) x (1 - 0.15) at each of four sites is 3,133.44 bed-days."""
    (row,) = steps_to_cash(appraised("one_hospital"), "out").to_dict("records")
    assert (row["line_id"], row["cost_centre_id"], row["centre"], row["unit"]) == ("beds", "H1", "H1", "bed-day")
    assert row["units_peak"] == pytest.approx(3133.44)
    assert row["steps"] == 1
    assert row["to_next_units"] == pytest.approx(2 * 2190 - 3133.44)
    assert row["waiting_gbp"] == pytest.approx(220 * 0.6 * 2190)
    assert row["agreed"]


def test_in_two_hospitals_half_the_bed_days_close_no_ward_in_either() -> None:
    rows = steps_to_cash(appraised("two_hospitals"), "out")
    assert rows.centre.tolist() == ["H1", "H2"]
    assert rows.steps.tolist() == [0, 0]
    assert rows.units_peak.tolist() == pytest.approx([1566.72, 1566.72])
    assert rows.to_next_units.tolist() == pytest.approx([2190 - 1566.72] * 2)


def test_a_line_without_steps_or_without_a_budget_to_remove_waits_for_no_step() -> None:
    assert set(steps_to_cash(appraised("sample"), "ten_boroughs").line_id) <= {
        row.benefit_id for row in loaded("sample").case.benefits if row.step_share and row.release_route == "budget_removed"
    }


def test_a_step_is_worth_its_value_in_the_programmes_prices() -> None:
    """A prison place was £31,989 in 2013/14 prices; half of 25 of them are one step."""
    rows = steps_to_cash(appraised("sample"), "ten_boroughs")
    places = rows[rows.line_id == "prison_places"]
    assert len(places) == 2
    index = loaded("sample").prices
    prices = index[loaded("sample").case.programme.prices_of] / index[2013]
    assert places.waiting_gbp.tolist() == pytest.approx([31_989 * prices * 0.5 * 25] * 2)
    assert prices > 1


def test_a_cost_centre_left_out_releases_no_step_and_the_benefit_stays() -> None:
    scenario = Scenario(cost_centres=frozenset())
    closed, whole = appraise_loaded(loaded("one_hospital"), scenario), appraised("one_hospital")
    assert closed.option("out").expected.measures.pv_fiscal_gbp == whole.option("out").expected.measures.pv_fiscal_gbp
    parts = cash_or_capacity(closed, "out")
    assert parts[(parts.line_id == "beds") & (parts.part == CASH)].empty


def test_a_step_nobody_has_agreed_to_is_said_to_be_so() -> None:
    changed = with_text(files_of("one_hospital"), "benefits.csv", "0.2,budget_removed,true,2190", "0.2,budget_removed,false,2190")
    (row,) = steps_to_cash(appraise_loaded(loaded_from(changed), Scenario()), "out").to_dict("records")
    assert not row["agreed"]


def test_an_option_that_changes_nothing_has_a_bridge_of_zeros_and_no_parts() -> None:
    assert (bridge(appraised("sample"), "stop").end_gbp == 0).all()
    assert cash_or_capacity(appraised("sample"), "stop").empty
