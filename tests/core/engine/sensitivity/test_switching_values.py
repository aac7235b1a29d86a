"""How far a figure has to move before an option only just pays."""

import pytest

from core.domain.case.case import Case
from core.engine.appraisal import appraise
from core.engine.sensitivity.switching_values import SwitchingValue, switching_values
from tests.case_files import assumptions, read_case
from tests.core.engine.sensitivity.test_one_at_a_time import changed, npsv
from tests.small_case import small_case

ASSUMPTIONS = assumptions()
ONE_YEAR = {"programme": {"horizon_years": 1}, "option_sites": ({"end_year": 0},)}


def found_in(case: Case, option_id: str = "out") -> dict[str, SwitchingValue]:
    return {each.name: each for each in switching_values(case, ASSUMPTIONS, option_id)}


def test_switching_values_that_can_be_worked_out_in_the_head() -> None:
    """100,000 of benefit in year 0 against 80,000 of cost."""
    case = small_case(**ONE_YEAR, costs=({"driver": "programme_one_off", "amount_gbp": 80_000},))
    found = found_in(case)
    assert found["effects/stays/impact"].switching_value == pytest.approx(0.8)
    assert found["benefits/beds/unit_value_gbp"].switching_value == pytest.approx(800)
    assert found["costs/cost_0/amount_gbp"].switching_value == pytest.approx(100_000)
    assert found["options/out/engagement"].switching_value == pytest.approx(0.8)
    assert all(each.crosses_between is None for each in found.values())


def test_a_figure_that_cannot_turn_the_answer_has_none() -> None:
    case = small_case(**ONE_YEAR, costs=({"driver": "programme_one_off", "amount_gbp": 200_000},))
    found = found_in(case)
    engagement = found["options/out/engagement"]  # all take part already
    assert engagement.switching_value is None and engagement.crosses_between is None
    assert found["effects/stays/impact"].switching_value == pytest.approx(2)


def test_every_switching_value_brings_the_appraisal_to_nothing() -> None:
    case = read_case("bench")
    keys = {"effects": "outcome_id", "benefits": "benefit_id", "options": "option_id", "costs": "cost_id", "levers": "lever_id"}
    for option_id in ("scale_out", "scale_up"):
        headline = abs(appraise(case, ASSUMPTIONS).options[option_id].expected.measures.npsv_gbp)
        for each in switching_values(case, ASSUMPTIONS, option_id):
            if each.switching_value is not None:
                table, row_id, column = each.name.split("/")
                value = npsv(changed(case, table, keys[table], row_id, **{column: each.switching_value}), option_id)
                assert abs(value) < 1e-6 * headline, each.name


def test_whole_teams_take_it_back_and_forth() -> None:
    """One team pays from 48 of its 50 people, two from 96 of 100: from all 100 people downwards it stops, pays, and stops."""
    team = {"driver": "team_yearly", "amount_gbp": 60_000, "people_per_team": 50}
    case = small_case(**ONE_YEAR, costs=(team,), benefit={"unit_value_gbp": 1_250})
    engagement = found_in(case)["options/out/engagement"]
    assert engagement.switching_value is None
    assert engagement.crosses_between == pytest.approx((0.48, 0.96))


def test_a_jump_past_nothing_is_told_by_both_its_sides() -> None:
    """47 of 75 people and one team pay; with the first person above 50 there is a second team, and they never pay again."""
    team = {"driver": "team_yearly", "amount_gbp": 40_000, "people_per_team": 50}
    case = small_case(**ONE_YEAR, costs=(team,), sites=({"people_per_year": 75},), option={"engagement": 0.63})
    engagement = found_in(case)["options/out/engagement"]
    assert engagement.switching_value is None and engagement.crosses_between is not None
    low, high = engagement.crosses_between
    assert (low, high) == pytest.approx((2 / 3, 2 / 3))
    assert npsv(changed(case, "options", "option_id", "out", engagement=low - 1e-6), "out") > 9_000
    assert npsv(changed(case, "options", "option_id", "out", engagement=high + 1e-6), "out") < -29_000
