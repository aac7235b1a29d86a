"""One figure at a time: how far it moves the answer, and from where another option wins."""

import numpy as np
import pytest

from core.domain.case.case import Case
from core.engine.appraisal import appraise
from core.engine.formulas.pert import pert_quantile
from core.engine.sensitivity.one_at_a_time import adoption_threshold, tornado
from core.engine.sensitivity.standard_tests import standing_tests
from tests.case_files import CASE_NAMES, assumptions, read_case
from tests.core.engine.model.test_uncertain_inputs import with_two_options
from tests.core.engine.test_gate_value import published_case
from tests.small_case import small_case

ASSUMPTIONS = assumptions()


def npsv(case: Case, option_id: str) -> float:
    return appraise(case, ASSUMPTIONS).options[option_id].expected.measures.npsv_gbp


def changed(case: Case, table: str, key: str, row_id: str, **figures: float) -> Case:
    rows = (row.model_copy(update=figures) if getattr(row, key) == row_id else row for row in getattr(case, table))
    return case.model_copy(update={table: tuple(rows)})


@pytest.mark.parametrize("name", CASE_NAMES)
def test_the_middle_of_the_tornado_is_the_headline(name: str) -> None:
    case = read_case(name)
    for option in case.options:
        middle = tornado(case, ASSUMPTIONS, option.option_id).npsv_gbp
        assert middle == pytest.approx(npsv(case, option.option_id), rel=1e-12, abs=1e-6)


def test_a_bar_ends_where_the_appraisal_of_a_changed_case_does() -> None:
    case = read_case("made_311")
    bars = {bar.name: bar for bar in tornado(case, ASSUMPTIONS, "out_then_up").bars}
    for name, table, key, column in (
        ("effects/o0/impact", "effects", "outcome_id", "impact"),
        ("levers/out_then_up_l0/p_adopted", "levers", "lever_id", "p_adopted"),
        ("costs/out_then_up_programme_yearly/amount_gbp", "costs", "cost_id", "amount_gbp"),
        ("options/out_then_up/retention", "options", "option_id", "retention"),
    ):
        bar, row_id = bars[name], name.split("/")[1]
        for value, found in ((bar.low_value, bar.low_npsv_gbp), (bar.high_value, bar.high_npsv_gbp)):
            assert found == pytest.approx(npsv(changed(case, table, key, row_id, **{column: value}), "out_then_up"), rel=1e-12)
        assert bar.low_value < bar.value < bar.high_value


def test_figures_of_one_driver_move_together_in_one_bar() -> None:
    case = read_case("bench")
    bars = {bar.name: bar for bar in tornado(case, ASSUMPTIONS, "out_then_up").bars}
    bar = bars["drivers/shared"]
    assert (bar.title, bar.column, bar.low_value, bar.high_value) == ("shared", "driver", 0.1, 0.9)
    driven = [each for each in case.effects if each.driver_id == "shared"]
    assert len(driven) > 1 and not any(f"effects/{each.outcome_id}/impact" in bars for each in driven)
    for share, found in ((0.1, bar.low_npsv_gbp), (0.9, bar.high_npsv_gbp)):
        moved = case
        for each in driven:
            low, high = float(each.impact_low or 0), float(each.impact_high or 0)
            impact = float(pert_quantile(np.array([share]), low, each.impact, high)[0])
            moved = changed(moved, "effects", "outcome_id", each.outcome_id, impact=impact)
        assert found == pytest.approx(npsv(moved, "out_then_up"), rel=1e-9)


def test_a_figure_drawn_by_its_evidence_has_no_hard_ends() -> None:
    evidence = {"evidence_scale": "difference", "evidence_mean": 1.0, "evidence_se": 0.5}
    (bar,) = tornado(small_case(effect=evidence), ASSUMPTIONS, "out").bars
    assert (bar.low_value, bar.high_value) == pytest.approx((1 - 1.2815516 * 0.5, 1 + 1.2815516 * 0.5))


def test_the_longest_bar_stands_first_and_idle_figures_are_left_out() -> None:
    case = read_case("bench")
    found = tornado(case, ASSUMPTIONS, "scale_up").bars
    lengths = [abs(bar.high_npsv_gbp - bar.low_npsv_gbp) for bar in found]
    assert lengths == sorted(lengths, reverse=True) and lengths[-1] > 0
    assert not any(bar.name.startswith("options/") for bar in found)  # a scale-up reaches nobody at sites
    assert "benefits/b0/unit_value_gbp" not in {bar.name for bar in found}  # a transfer is no public value


def test_the_ends_of_a_bar_are_passed_by_a_tenth_of_the_draws() -> None:
    case = small_case(effect={"impact": 1, "impact_low": 0, "impact_high": 3})
    (bar,) = tornado(case, ASSUMPTIONS, "out").bars
    draws = pert_quantile((np.arange(10_000) + 0.5) / 10_000, 0, 1, 3)
    assert (draws < bar.low_value).mean() == pytest.approx(0.1, abs=1e-3)
    assert (draws > bar.high_value).mean() == pytest.approx(0.1, abs=1e-3)


def test_up_beats_out_from_a_chance_that_makes_them_equal() -> None:
    case = published_case()
    found = adoption_threshold(case, ASSUMPTIONS, "now", "out")
    assert found.probability is not None
    level = changed(case, "levers", "lever_id", "rule_now", p_adopted=found.probability)
    assert npsv(level, "now") == pytest.approx(npsv(case, "out"), abs=1e-6)
    assert (found.p_low, found.p_high) == (0.4, 0.4)


def test_the_partners_range_is_that_of_all_levers() -> None:
    found = adoption_threshold(read_case("bench"), ASSUMPTIONS, "scale_up", "scale_out")
    assert (found.p_low, found.p_high) == (0.26965, 0.777798)


def test_an_option_without_levers_has_no_chance_of_adoption() -> None:
    with pytest.raises(ValueError, match="scale_out has no levers"):
        adoption_threshold(read_case("bench"), ASSUMPTIONS, "scale_out", "scale_up")
    with pytest.raises(ValueError, match="nowhere is not an option"):
        tornado(read_case("bench"), ASSUMPTIONS, "nowhere")


def test_a_figure_two_options_share_moves_either_of_them() -> None:
    case = with_two_options()
    for option_id, cost_id in (("out", "cost_0"), ("more", "more_cost_0")):
        assert f"costs/{cost_id}/amount_gbp" in {bar.name for bar in tornado(case, ASSUMPTIONS, option_id).bars}


def test_standing_tests_are_what_changed_cases_give() -> None:
    case = read_case("bench")
    found = {test.name: test.options for test in standing_tests(case, ASSUMPTIONS)}
    assert list(found) == [
        "as_entered",
        "rate_3.0",
        "horizon_5",
        "horizon_10",
        "horizon_20",
        "horizon_30",
        "optimism_doubled",
        "effect_low",
        "adoption_none",
        "avoidable_only",
        "one_year_late",
    ]
    appraisal = appraise(case, ASSUMPTIONS).options
    for option_id, result in appraisal.items():
        measures = result.expected.measures
        as_entered = found["as_entered"][option_id]
        assert as_entered.npsv_gbp == pytest.approx(measures.npsv_gbp, rel=1e-12)
        net_cash = measures.pv_cash_released_gbp - measures.pv_public_cost_gbp
        assert as_entered.net_cash_gbp == pytest.approx(net_cash, rel=1e-12)
        late, avoidable = found["one_year_late"][option_id], found["avoidable_only"][option_id]
        assert (late.npsv_gbp, late.net_cash_gbp) == (
            result.standing.one_year_late_npsv_gbp,
            result.standing.one_year_late_net_cash_gbp,
        )
        assert (avoidable.npsv_gbp, avoidable.net_cash_gbp) == (result.standing.avoidable_only_npsv_gbp, net_cash)
        without = result.if_not_adopted or result.expected
        assert found["adoption_none"][option_id].npsv_gbp == pytest.approx(without.measures.npsv_gbp, rel=1e-12)
    ten = case.model_copy(update={"programme": case.programme.model_copy(update={"horizon_years": 10})})
    assert found["horizon_10"]["scale_out"].npsv_gbp == pytest.approx(npsv(ten, "scale_out"), rel=1e-12)
    assert found["rate_3.0"]["scale_out"].npsv_gbp > found["as_entered"]["scale_out"].npsv_gbp
    for name in ("optimism_doubled", "effect_low"):
        assert found[name]["scale_out"].npsv_gbp < found["as_entered"]["scale_out"].npsv_gbp


def test_the_low_time_preference_is_tried_beyond_fifty_years_only() -> None:
    names = {
        years: {test.name for test in standing_tests(small_case(programme={"horizon_years": years}), ASSUMPTIONS)}
        for years in (50, 51, 30)
    }
    assert "low_pure_time_preference" in names[51] and "low_pure_time_preference" not in names[50]
    assert "horizon_30" not in names[30] and "adoption_none" not in names[30] and "effect_low" not in names[30]
