"""What leads to what, what differs between versions, and where the chain breaks."""

import pytest

from core.domain.case.logic_model import ElementStage, LogicElement, ModelVersion
from core.reports.logic_model.elements import (
    Break,
    breaks,
    differences,
    drawing_frame,
    elements,
    resources,
    upstream,
    versions_of,
    versions_there,
)
from tests.core.reports.logic_cases import chain, with_model
from tests.core.reports.read_versions import loaded
from tests.small_case import small_case

OUT, FIRST = ModelVersion.scale_out, ModelVersion.prototype


def sentences(case) -> list[str]:
    return [each.sentence for each in breaks(case)]


def test_a_chain_that_holds_has_no_break():
    assert breaks(with_model(chain())) == ()


def test_an_option_without_a_model_is_told_once():
    assert breaks(small_case()) == (Break(OUT, "Scale out has no logic model, though Out needs one: add its elements."),)


def test_a_benefit_whose_outcome_nothing_stands_for_is_a_break():
    told = sentences(with_model(chain(stays={"outcome_id": None})))
    assert told == [
        "beds hangs on the outcome Stays, which no element stands for: give one its outcome_id, or say in outcomes.csv which "
        "options work for it."
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"visits": {"leads_to": ()}}, ["Visits leads nowhere", "Stays comes from no activity", "Health comes from no activity"]),
        ({"nurses": {"leads_to": ()}}, ["Nurses leads nowhere", "Visits takes nothing"]),
        ({"stays": {"leads_to": "elsewhere"}}, ["Stays leads to elsewhere, which is in another version only",
                                               "Health comes from no activity"]),
    ],
)  # fmt: skip
def test_a_loose_end_is_a_break(changes, told):
    found = sentences(with_model(chain(**changes)))
    assert sorted(each.split(":")[0] for each in found) == sorted(told)


def test_versions_are_set_side_by_side():
    before = chain("prototype", nurses={"quantity": 1})
    gone = LogicElement(version="prototype", element_id="van", stage="input", title="Van", leads_to="visits")
    new = LogicElement(version="scale_out", element_id="system", stage="input", title="System", leads_to="visits")
    case = with_model((*before, gone, *chain(), new))
    found = differences(case, FIRST, OUT).set_index("element_id").change.to_dict()
    assert found == {"nurses": "changed", "van": "gone", "system": "new", "visits": "same", "stays": "same", "health": "same"}
    put_in = resources(case, FIRST, OUT).set_index("element_id").change.to_dict()
    assert put_in == {"nurses": "more", "van": "gone", "system": "new"}


@pytest.mark.parametrize(
    ("after", "change"),
    [({"quantity": 1}, "fewer"), ({}, "same"), ({"title": "Robots"}, "different"), ({"unit": "wards"}, "different"),
     ({"quantity": 9}, "more"), ({"unit": "nurse", "quantity": 2}, "same")],
)  # fmt: skip
def test_other_resources_are_not_only_more_of_them(after, change):
    case = with_model((*chain("prototype"), *chain(nurses=after)))
    assert resources(case, FIRST, OUT).change.tolist() == [change]


def test_everything_that_leads_to_an_element_is_found():
    model = {element.element_id: element for element in chain()}
    assert upstream(model, "stays") == {"nurses", "visits", "stays"}


def test_the_drawing_leaves_out_steps_to_other_versions_and_says_whose_it_is():
    frame = drawing_frame(with_model(chain(visits={"leads_to": "stays|elsewhere"})), OUT).set_index("element_id")
    assert frame.leads_to["visits"] == ("stays",)
    assert frame.detail.to_dict() == {
        "nurses": "2 nurses, not marked", "visits": "in our control", "stays": "not marked", "health": "not marked"
    }  # fmt: skip


def test_elements_are_listed_from_inputs_to_impact():
    frame = elements(with_model(tuple(reversed(chain()))), OUT)
    assert frame.stage.tolist() == [stage.value for stage in ElementStage if stage is not ElementStage.output]
    assert frame.outcome.tolist()[-2] == "Stays"


def test_in_the_sample_every_benefit_hangs_on_the_model_but_for_work_when_only_the_rules_change():
    case = loaded("sample").case
    assert versions_there(case) == tuple(ModelVersion)
    assert [(each.version, each.sentence.split(":")[0]) for each in breaks(case)] == [
        (
            ModelVersion.scale_up,
            "Out-of-work benefits not paid and 2 more hang on the outcome More time in work, which no element stands for",
        )
    ]
    assert {"more", "different"} <= set(resources(case, FIRST, OUT).change)


def test_in_the_sample_every_activity_says_who_decides_and_whose_it_is():
    activities = [row for row in loaded("sample").case.logic_model if row.stage is ElementStage.activity]
    assert all(row.decided_by and row.control for row in activities)


def test_out_then_up_is_read_with_both_models():
    options = {row.option_id: row for row in loaded("sample").case.options}
    assert versions_of(options["boroughs_then_rules"]) == (ModelVersion.scale_out, ModelVersion.scale_up)
    assert versions_of(options["stop"]) == ()
