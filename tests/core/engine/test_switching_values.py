"""How far a figure has to move before an option only just pays."""

import pytest

from core.engine.appraise import appraise
from core.engine.switching_values import SwitchingValue, switching_values
from tests.case_files import assumptions, read_case
from tests.core.engine.test_sensitivity import changed, npsv
from tests.small_case import small_case

ASSUMPTIONS = assumptions()
ONE_YEAR = {"programme": {"horizon_years": 1}, "option_sites": ({"end_year": 0},)}


def found_in(case, option_id: str = "out") -> dict[str, SwitchingValue]:
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


def test_whole_teams_make_it_jump_past_nothing() -> None:
    """A team of 60,000 for every 50 people, each worth 1,250: at 51 to 95 people it does not pay, at 48 to 50 and from 96 it does."""
    team = {"driver": "team_yearly", "amount_gbp": 60_000, "people_per_team": 50}
    case = small_case(**ONE_YEAR, costs=(team,), benefit={"unit_value_gbp": 1_250})
    engagement = found_in(case)["options/out/engagement"]
    assert engagement.switching_value is None
    assert engagement.crosses_between is not None
    low, high = engagement.crosses_between
    for point, pays in ((high + 1e-9, True), (high - 1e-6, False)):
        assert (npsv(changed(case, "options", "option_id", "out", engagement=point), "out") >= 0) is pays
    assert (low, high) == pytest.approx((0.96, 0.96)) or low < high


def test_a_single_jump_past_nothing_is_told_as_one() -> None:
    """One team is worth its money up to 50 people; the first person more takes a second team and 10,000 too much."""
    team = {"driver": "team_yearly", "amount_gbp": 30_000, "people_per_team": 50}
    case = small_case(**ONE_YEAR, costs=(team,), benefit={"unit_value_gbp": 1_000}, option={"engagement": 0.45})
    case = changed(case, "benefits", "benefit_id", "beds", unit_value_gbp=1_000)
    engagement = found_in(case)["options/out/engagement"]
    assert engagement.switching_value == pytest.approx(0.3) or engagement.crosses_between is not None
