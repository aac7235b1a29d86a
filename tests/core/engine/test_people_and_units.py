import numpy as np
import pytest

from core.domain.case.scale_causes import ScaleCause
from core.domain.scenario import Scenario
from core.engine.formulas.effect_timing import effect_operator
from core.engine.scenario import with_changes
from tests.small_case import POPULATION, figures, gross, small_case

UP = {"option": {"kind": "scale_up"}, "option_sites": (), "population": POPULATION, "effect": {"units_per_person_year": 1}}
SURE = {"p_adopted": 1}


def test_people_are_reached_engage_and_complete() -> None:
    case = small_case(
        option={"affected_share": 0.5, "engagement": 0.4, "retention": 0.3}, option_sites=({"ramp": (0.5, 1), "start_year": 1},)
    )
    activity = figures(case).activity
    assert activity.referrals[:, 0].tolist() == [0, 25, 50, 50, 50, 50]
    assert activity.engaged[:, 0].tolist() == pytest.approx([0, 10, 20, 20, 20, 20])
    assert activity.completers[:, 0].tolist() == pytest.approx([0, 3, 6, 6, 6, 6])


def test_a_site_is_active_in_its_last_year_and_not_after() -> None:
    assert gross(small_case(option_sites=({"start_year": 1, "end_year": 2},))) == [0, 100, 100, 0, 0, 0]


def test_a_site_that_starts_after_the_horizon_does_nothing() -> None:
    assert gross(small_case(option_sites=({"start_year": 9, "ramp": (0.5, 1)},))) == [0] * 6


def test_an_effect_sets_in_after_its_lag_and_fades() -> None:
    case = small_case(effect={"lag_years": 1, "persistence": (1, 0.5)}, option_sites=({"end_year": 1},))
    assert gross(case) == [0, 100, 150, 50, 0, 0]


def test_the_operator_of_an_effect_with_a_long_lag_is_empty() -> None:
    assert not effect_operator(3, 5, (1.0,)).any()
    assert effect_operator(3, 0, (1.0,)).tolist() == np.eye(3).tolist()


def test_deadweight_attribution_grade_and_site_all_come_off() -> None:
    effect = {"impact": 2, "impact_basis": "gross", "deadweight": 0.2, "attribution": 0.5, "confidence_grade": 4}
    case = small_case(effect=effect, sites=({"effect_factor": 0.5},), option={"scale_penalty": 0.1})
    assert gross(case)[0] == pytest.approx(100 * 2 * 0.8 * 0.5 * 0.85 * 0.5 * 0.9)


def test_the_scale_penalty_spares_the_prototype() -> None:
    assert gross(small_case(option={"scale_penalty": 0.4}, sites=({"is_prototype": True},))) == [100] * 6
    assert gross(small_case(option={"scale_penalty": 0.4})) == [60] * 6


def test_causes_of_lost_effect_multiply_and_spare_the_prototype() -> None:
    causes = tuple(ScaleCause(option_id="out", cause=cause, lost=lost) for cause, lost in (("dose", 0.2), ("context", 0.25)))
    apart = small_case().model_copy(update={"scale_causes": causes})
    assert apart.scale_penalty_of(apart.options[0]) == pytest.approx(0.4)
    assert gross(apart) == pytest.approx([60] * 6)
    prototype = small_case(sites=({"is_prototype": True},)).model_copy(update={"scale_causes": causes})
    assert gross(prototype) == [100] * 6


def test_a_scale_penalty_tried_as_a_what_if_stands_for_all_causes() -> None:
    causes = (ScaleCause(option_id="out", cause="dose", lost=0.2),)
    case = small_case().model_copy(update={"scale_causes": causes})
    changed, _ = with_changes(case, Scenario(scale_penalty=0.5))
    assert gross(changed) == pytest.approx([50] * 6)


def test_units_never_exceed_what_there_is_to_avoid() -> None:
    case = small_case(effect={"units_per_person_year": 0.05}, population=POPULATION)
    assert gross(case) == [50] * 6


def test_both_parts_shrink_in_proportion() -> None:
    case = small_case(
        effect={"impact": 20, "units_per_person_year": 1},
        population=POPULATION,
        levers=({"full_effect": 0.5, **SURE},),
    )
    units = figures(case).units  # in year 1 the lever leaves 900 people of 1,000, and 90 of 100 are there to be treated
    assert units.at_sites[1, 0] == pytest.approx(1000 * 1800 / 1900)
    assert units.place_wide[1, 0] == pytest.approx(1000 * 100 / 1900)


def test_a_cheaper_response_prevents_nobody_and_is_worth_something_on_what_remains() -> None:
    case = small_case(
        effect={"impact": 10, "units_per_person_year": 1.5},
        population=POPULATION,
        levers=({"mechanism": "unit_cost", "full_effect": 0.5, **SURE},),
    )
    assert figures(case).units.place_wide.sum() == 0
    assert gross(case) == [1000 + 0.5 * 500] * 6


def test_an_inflow_lever_prevents_people_from_the_next_year() -> None:
    assert gross(small_case(**UP, levers=({**SURE},)))[:4] == [0, 100, 180, 244]


def test_an_exit_lever_takes_a_share_of_those_who_stay() -> None:
    assert gross(small_case(**UP, levers=({"mechanism": "exit", "full_effect": 0.5, **SURE},)))[:2] == [0, 400]


def test_a_unit_cost_lever_cuts_the_cost_of_those_who_are_left_at_once() -> None:
    assert gross(small_case(**UP, levers=({"mechanism": "unit_cost", "full_effect": 0.25, **SURE},)))[0] == 250


def test_two_levers_act_on_what_the_other_leaves() -> None:
    lever = {"mechanism": "unit_cost", "full_effect": 0.5, **SURE}
    assert gross(small_case(**UP, levers=(lever, lever)))[0] == 750


def test_no_lever_works_before_the_gate() -> None:
    out_then_up = {**UP, "option": {"kind": "out_then_up", "gate_year": 3}}
    case = small_case(**out_then_up, levers=({"mechanism": "unit_cost", "full_effect": 0.5, **SURE},))
    assert gross(case) == [0, 0, 0, 500, 500, 500]


def test_adoption_goes_by_year_and_its_last_share_stays() -> None:
    lever = {"mechanism": "unit_cost", "full_effect": 0.5, "adoption": (0, 0.5, 1), **SURE}
    assert gross(small_case(**UP, levers=(lever,))) == [0, 250, 500, 500, 500, 500]


def test_someone_prevented_cannot_also_be_treated() -> None:
    case = small_case(population=POPULATION, levers=({"full_effect": 0.5, **SURE},))
    assert figures(case).activity.referrals[:3, 0].tolist() == pytest.approx([100, 90, 82])


def test_without_a_population_levers_prevent_nobody() -> None:
    assert gross(small_case(effect={"units_per_person_year": 1}, levers=({**SURE},))) == [100] * 6
