"""How much of a benefit rests on control, sharing and influence."""

import pytest

from core.domain.case.benefits import BenefitFall
from core.domain.case.options import Control
from core.reports.flows import flows
from core.reports.logic_model.influence import control_shares
from tests.core.reports.logic_cases import chain, with_model, worked_out
from tests.core.reports.read_versions import appraised
from tests.small_case import POPULATION

UP = {"option_id": "out", "title": "Up", "kind": "scale_up"}


def shares(case) -> dict[str, float]:
    frame = control_shares(worked_out(case), "out")
    return dict(zip(frame.control, frame.share, strict=True))


@pytest.mark.parametrize("control", ["control", "share", "influence"])
def test_what_sites_deliver_rests_on_the_activity_that_leads_to_it(control):
    frame = control_shares(worked_out(with_model(chain(visits={"control": control}))), "out")
    assert frame[["control", "share", "links"]].values.tolist() == [[control, 1.0, ("Visits",)]]


def test_the_weakest_of_two_activities_decides_and_one_that_is_not_marked_is_told():
    weak = chain()[1].model_copy(update={"element_id": "refer", "title": "Referral", "control": Control.influence})
    assert control_shares(worked_out(with_model((*chain(), weak))), "out").links.tolist() == [("Referral",)]
    assert shares(with_model(chain(visits={"control": None}))) == {"not marked": 1.0}


def test_without_a_model_nothing_is_known():
    assert shares(with_model(())) == {"not marked": 1.0}


def lever_case(*controls, effects=(0.1, 0.1)):
    levers = tuple(
        {"title": f"{control} lever", "control": control, "full_effect": effect, "p_adopted": 0.5}
        for control, effect in zip(controls, effects, strict=False)
    )
    case = with_model((), option=UP, levers=levers, population=POPULATION, option_sites=(), effect={"units_per_person_year": 1})
    return case.model_copy(update={"benefit_falls": (BenefitFall(benefit_id="beds", partner_id="council", fall_share=1),)})


def test_a_lever_alone_carries_the_whole_benefit():
    assert shares(lever_case("influence")) == {"influence": 1.0}
    assert shares(lever_case("control")) == {"control": 1.0}
    assert shares(lever_case(None)) == {"not marked": 1.0}


def test_of_two_levers_the_weaker_takes_what_would_be_lost_without_it():
    found = shares(lever_case("influence", "share"))
    assert list(found) == ["influence", "share"]
    # Alike in strength; the weaker is taken away first, and what the other then brings alone is a little more.
    assert 0.45 < found["influence"] < 0.5
    assert sum(found.values()) == pytest.approx(1)


def test_a_lever_without_effect_carries_nothing():
    assert shares(lever_case("influence", "share", effects=(0.0, 0.1))) == {"share": 1.0}


@pytest.mark.parametrize("option_id", ["salford_only", "ten_boroughs", "new_rules", "boroughs_then_rules"])
def test_in_the_sample_the_parts_add_up_to_all_benefit(option_id):
    found, flow = control_shares(appraised("sample"), option_id), flows(appraised("sample"), option_id)
    assert found.pv_gbp.sum() == pytest.approx(flow.loc[flow.side == "gains", "pv_gbp"].sum(), rel=1e-9)
    assert found.share.sum() == pytest.approx(1)
    assert "not marked" not in set(found.control)


def test_in_the_sample_changing_the_rules_rests_on_parliament_for_a_part():
    found = control_shares(appraised("sample"), "new_rules").set_index("control")
    assert found.links["influence"] == ("Presumption against the shortest sentences",)
    assert 0.1 < found.share["influence"] < 0.15
