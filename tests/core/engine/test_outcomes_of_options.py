"""An option can add outcomes for the people it reaches anyway, and a scale-up can have outcomes of its own."""

import numpy as np
import pytest

from core.domain.case.case import Case
from core.engine.appraisal import appraise
from core.engine.results import to_dict
from tests.case_files import CASE_NAMES, assumptions, read_case

ASSUMPTIONS = assumptions()


def worked_for(case: Case, outcome_id: str, *option_ids: str) -> Case:
    outcomes = (
        each.model_copy(update={"option_ids": option_ids}) if each.outcome_id == outcome_id else each for each in case.outcomes
    )
    return case.model_copy(update={"outcomes": tuple(outcomes)})


@pytest.mark.parametrize("name", CASE_NAMES)
def test_empty_means_every_option(name: str) -> None:
    case = read_case(name)
    named = case
    for outcome in (each for each in case.outcomes if not each.option_ids):
        named = worked_for(named, outcome.outcome_id, *(option.option_id for option in case.options))
    assert to_dict(appraise(named, ASSUMPTIONS)) == to_dict(appraise(case, ASSUMPTIONS))


def test_an_outcome_less_changes_the_totals_and_not_the_reach() -> None:
    case = read_case("bench")
    with_it = appraise(case, ASSUMPTIONS).options
    without = appraise(worked_for(case, "o2", "scale_out"), ASSUMPTIONS).options
    at = with_it["out_then_up"].expected.units.outcome_ids.index("o2")
    before, after = with_it["out_then_up"].expected, without["out_then_up"].expected
    assert before.units.at_sites[:, at].sum() > 0 and before.units.place_wide[:, at].sum() > 0
    assert not after.units.at_sites[:, at].any() and not after.units.place_wide[:, at].any()
    assert after.measures.npsv_gbp < before.measures.npsv_gbp
    assert after.measures.pv_cost_gbp == before.measures.pv_cost_gbp
    assert np.array_equal(after.activity.completers, before.activity.completers)
    assert vars(without["scale_out"].expected.measures) == vars(with_it["scale_out"].expected.measures)


def test_a_scale_up_has_an_outcome_of_its_own() -> None:
    own = appraise(worked_for(read_case("bench"), "o3", "scale_up"), ASSUMPTIONS).options
    at = own["scale_up"].expected.units.outcome_ids.index("o3")
    assert own["scale_up"].expected.units.place_wide[:, at].sum() > 0
    assert not own["scale_out"].expected.units.at_sites[:, at].any()
