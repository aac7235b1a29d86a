"""Which figures are drawn, and which of them are one and the same."""

from typing import Any

import pytest

from core.domain.case.benefits import Benefit
from core.domain.case.case import Case
from core.domain.case.costs import Cost
from core.domain.case.options import Lever, Option
from core.domain.case.outcomes import Effect
from core.domain.case.scale_causes import ScaleCause, ScaleCauseKind
from core.domain.fields import ranged_fields
from core.domain.tables import SPECS
from core.engine.model.inputs import Input
from core.engine.model.uncertain_inputs import inputs_of
from tests.case_files import CASE_NAMES, read_case
from tests.small_case import POPULATION, small_case

RANGED = {"effects": Effect, "benefits": Benefit, "options": Option, "costs": Cost, "levers": Lever}
CAUSES = {"scale_causes": ScaleCause}


def with_two_options(**second: Any) -> Case:
    """The small case twice: the same work, the same lines of cost and the same lever in two options."""
    lever = {"p_adopted": 0.4, "p_adopted_low": 0.2, "p_adopted_high": 0.6, "full_effect_low": 0.4, "full_effect_high": 0.6}
    case = small_case(
        option={"kind": "out_then_up", "gate_year": 0, "engagement": 0.5, "engagement_low": 0.4, "engagement_high": 0.6},
        costs=({"driver": "site_yearly", "amount_low": 5, "amount_high": 20}, {"driver": "site_yearly"}),
        levers=(lever,),
        population=POPULATION,
    )
    other = {"option_id": "more", "title": "More", **second}
    costs = [cost.model_copy(update={"cost_id": f"more_{cost.cost_id}", "option_id": "more"}) for cost in case.costs]
    levers = [row.model_copy(update={"lever_id": "more_lever", "option_id": "more", "p_adopted": 0.5}) for row in case.levers]
    return case.model_copy(
        update={
            "options": (*case.options, case.options[0].model_copy(update=other)),
            "costs": (*case.costs, *costs),
            "levers": (*case.levers, *levers),
            "option_sites": (*case.option_sites, case.option_sites[0].model_copy(update={"option_id": "more"})),
        }
    )


def the(case: Case, table: str, column: str) -> list[Input]:
    return [each for each in inputs_of(case).figures if (each.table, each.column) == (table, column)]


@pytest.mark.parametrize("table", RANGED)
def test_every_column_with_a_range_is_drawn(table: str) -> None:
    known = {value for value, _, _ in ranged_fields(RANGED[table])}
    drawn = {each.column for name in CASE_NAMES for each in inputs_of(read_case(name)).figures if each.table == table}
    assert drawn == known


def test_no_other_table_has_a_range() -> None:
    assert {spec.name for spec in SPECS if ranged_fields(spec.model)} == set(RANGED | CAUSES)


def test_each_cause_of_lost_effect_is_drawn_and_two_options_that_say_the_same_of_one_share_it() -> None:
    two = with_two_options()
    cause = ScaleCause(option_id="out", cause="dose", lost=0.2, lost_low=0.1, lost_high=0.4)
    other = cause.model_copy(update={"cause": ScaleCauseKind.context})
    case = two.model_copy(update={"scale_causes": (cause, other, cause.model_copy(update={"option_id": "more"}))})
    drawn = the(case, "scale_causes", "lost")
    assert sorted(each.ids for each in drawn) == [("more, dose", "out, dose"), ("out, context",)]
    assert len({each.dimension for each in drawn}) == 2


def test_options_that_say_the_same_share_a_draw() -> None:
    shared = the(with_two_options(), "options", "engagement")
    assert [each.ids for each in shared] == [("more", "out")]
    apart = the(with_two_options(engagement_high=0.7), "options", "engagement")
    assert [each.ids for each in apart] == [("more",), ("out",)]
    assert len({each.dimension for each in apart}) == 2


def test_the_same_line_of_cost_in_two_options_is_one_figure_and_two_lines_of_one_option_are_two() -> None:
    assert [each.ids for each in the(with_two_options(), "costs", "amount_gbp")] == [
        ("more_cost_0", "cost_0"),
        ("more_cost_1", "cost_1"),
    ]
    twins = small_case(costs=({"driver": "site_yearly", "amount_low": 5, "amount_high": 20},) * 2)
    first, second = the(twins, "costs", "amount_gbp")
    assert first.dimension != second.dimension


def test_the_same_lever_in_two_options_is_decided_once_whatever_its_chance() -> None:
    case = with_two_options()
    (decision,) = inputs_of(case).adoptions
    assert set(decision.lever_ids) == {"lever_0", "more_lever"}
    assert len(the(case, "levers", "p_adopted")) == 2  # two chances
    assert len(the(case, "levers", "full_effect")) == 1
    other = case.model_copy(update={"levers": tuple(row.model_copy(update={"title": row.lever_id}) for row in case.levers)})
    assert len(inputs_of(other).adoptions) == 2


def test_a_shared_figure_is_called_by_the_row_of_the_option_asked_about() -> None:
    (cost, _) = the(with_two_options(), "costs", "amount_gbp")
    assert cost.name_in("out") == "costs/cost_0/amount_gbp"
    assert cost.name_in("more") == "costs/more_cost_0/amount_gbp"
    assert cost.bears_on("out") and cost.bears_on("more") and not cost.bears_on("other")


def test_a_what_if_leaves_every_other_figure_its_place() -> None:
    case = read_case("bench")
    before = {each.name: each.dimension for each in inputs_of(case).figures}
    changed = case.model_copy(
        update={"effects": tuple(each.model_copy(update={"impact_low": None, "impact_high": None}) for each in case.effects)}
    )
    assert {each.name: each.dimension for each in inputs_of(changed).figures} == before
    with_a_range = [each for each in case.effects if each.impact_low is not None]
    assert len(inputs_of(changed).uncertain) == len(inputs_of(case).uncertain) - len(with_a_range)


def test_nothing_of_business_as_usual_is_drawn() -> None:
    figures = [each for each in inputs_of(read_case("bench")).figures if each.table == "options"]
    assert all("business_as_usual" not in each.ids for each in figures)
