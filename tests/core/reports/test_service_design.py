"""How the service is arranged at scale."""

from datetime import date

import pytest

from core.access.scope import owners_in, scope_of
from core.domain.case.programme import Partner
from core.domain.case.service_design import DesignHeading, DesignStatus, ServiceDesign
from core.reports.flows import flows
from core.reports.service_design import (
    HEADING_WORDS,
    STATUS_WORDS,
    Completeness,
    community,
    completeness,
    costs_by_heading,
    design,
    design_gaps,
    forms,
    heading_changed,
    outcome_sets,
    releases,
    wrong_with,
)
from tests.core.reports.logic_cases import worked_out
from tests.core.reports.read_versions import appraised, loaded
from tests.people import EVERYTHING, VIEWER, a_person
from tests.small_case import small_case

TODAY = date(2027, 6, 1)
SAMPLE = appraised("sample")
PRISONS = scope_of(a_person("analyst", "cbt_probation", "hmpps"), "cbt_probation", owners_in(loaded("sample").tables))
NOTHING = scope_of(VIEWER, "cbt_probation", owners_in(loaded("sample").tables))


def said(**row):
    return ServiceDesign(**{"option_id": "out", "heading": "workforce", **row})


def case_with(*rows):
    costs = ({"driver": "programme_yearly", "title": "Team", "heading": "workforce"},)
    return small_case(costs=costs).model_copy(update={"service_design": rows})


def test_all_eleven_headings_are_there_whatever_is_said():
    frame = design(worked_out(case_with()), "out", EVERYTHING, TODAY)
    assert frame.heading.tolist() == [heading.value for heading in DesignHeading]
    assert not frame.is_said.any()
    assert set(HEADING_WORDS) == set(DesignHeading)
    assert set(STATUS_WORDS) == set(DesignStatus)


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        ({"status": "agreed", "owner_partner_id": "council"}, (11, 1, 10, 0, 0)),
        ({"status": "not_needed", "not_needed_because": "Small"}, (11, 1, 10, 0, 0)),
        ({"status": "in_hand"}, (11, 0, 10, 1, 0)),
        ({"status": "in_hand", "owner_partner_id": "council", "due_on": date(2027, 5, 31)}, (11, 0, 10, 0, 1)),
        ({"status": "in_hand", "owner_partner_id": "council", "due_on": TODAY}, (11, 0, 10, 0, 0)),
        ({"status": "agreed", "owner_partner_id": "council", "due_on": date(2020, 1, 1)}, (11, 1, 10, 0, 0)),
    ],
)
def test_what_is_settled_missing_unowned_and_overdue_is_counted(row, counts):
    assert completeness(case_with(said(**row)), "out", TODAY) == Completeness(*counts)


def test_each_gap_is_a_sentence():
    told = design_gaps(worked_out(case_with(said(due_on=date(2027, 5, 30)))), "out", EVERYTHING, TODAY)
    assert [each for each in told if each.startswith("Workforce")] == [
        "Workforce was due 30 May 2027 and is not settled.",
        "Workforce has no owner: name the partner that sees to it.",
        "Workforce has no arrangement: say what is arranged.",
        "Workforce is tied to no line of cost: say what it is paid from.",
    ]
    assert sum("nobody has said" in each for each in told) == 10


def test_the_community_is_named_as_a_partner_or_missed():
    assert "No partner is of the kind community" in design_gaps(worked_out(case_with()), "out", EVERYTHING, TODAY)[-1]
    case = case_with()
    voice = Partner(partner_id="voice", title="Residents' voice", kind="community")
    case = case.model_copy(update={"partners": (*case.partners, voice)})
    assert community(case) == (("Residents' voice", "community"),)
    assert not any("No partner is" in each for each in design_gaps(worked_out(case), "out", EVERYTHING, TODAY))


def test_a_heading_is_tied_to_its_line_of_cost_at_present_value():
    found = worked_out(case_with(said(cost_id="cost_0")))
    row = design(found, "out", EVERYTHING, TODAY).set_index("heading").loc["workforce"]
    flow = flows(found, "out")
    assert (row.cost, row.cost_pv_gbp) == ("Team", pytest.approx(flow.loc[flow.side == "pays", "pv_gbp"].sum()))


def test_costs_by_heading_add_up_to_all_that_is_paid():
    frame, flow = costs_by_heading(SAMPLE, "ten_boroughs", EVERYTHING), flows(SAMPLE, "ten_boroughs")
    assert frame.pv_gbp.sum() == pytest.approx(flow.loc[flow.side == "pays", "pv_gbp"].sum(), rel=1e-9)
    assert {"workforce", "estates", "it", "double_running", "disinvestment"} <= set(frame.heading)
    assert frame.set_index("cost_id").loc["so_close", ["first_year", "last_year"]].tolist() == [4, 4]


def test_disinvestment_shows_the_steps_it_releases_and_what_runs_double():
    assert releases(SAMPLE, "ten_boroughs", EVERYTHING).set_index("cost_centre_id").steps["prison_city"] == 2
    costs = costs_by_heading(SAMPLE, "ten_boroughs", EVERYTHING).set_index("heading")
    assert costs.cost["double_running"] == "Old referral route kept open"


def test_forms_say_what_they_cost_to_set_up_and_who_pays():
    rows = forms(SAMPLE, "boroughs_then_rules", EVERYTHING).set_index("form")
    delivery = rows.loc["Delivery organisation"]
    assert delivery.is_one_off
    assert delivery.cost == "Training and set-up of a borough"
    shares = dict(delivery.pays)
    assert shares == {
        "Greater Manchester Combined Authority": pytest.approx(0.6),
        "The ten councils (together)": pytest.approx(0.4),
    }
    assert delivery.staff_transfer
    assert delivery.vat_and_pensions
    assert rows.loc["Joint commissioning"].pays == ()


def test_options_with_the_same_outcomes_have_none_unlike():
    assert not outcome_sets(SAMPLE, ["ten_boroughs", "new_rules"]).is_unlike.any()


def test_an_outcome_of_one_option_alone_is_unlike_and_not_counted_for_the_other():
    case = SAMPLE.case
    outcomes = [
        row.model_copy(update={"option_ids": ("ten_boroughs",)}) if row.outcome_id == "work" else row for row in case.outcomes
    ]
    found = outcome_sets(worked_out(case.model_copy(update={"outcomes": tuple(outcomes)})), ["ten_boroughs", "new_rules"])
    work = found[found.outcome_id == "work"].set_index("option_id")
    assert work.is_unlike.all()
    assert work.is_worked_for.to_dict() == {"ten_boroughs": True, "new_rules": False}
    assert work.units.isna().to_dict() == {"ten_boroughs": False, "new_rules": True}
    assert not found[found.outcome_id == "crimes"].is_unlike.any()


def test_a_partner_sees_its_own_headings_and_how_far_the_others_are():
    frame = design(SAMPLE, "ten_boroughs", PRISONS, TODAY).set_index("heading")
    assert frame.is_seen[frame.is_seen].index.tolist() == ["disinvestment", "it", "delivery_organisation"]
    hidden = frame.loc["partner_roles"]
    assert (hidden.arrangement, hidden.owner, hidden.cost, hidden.status) == ("", "", "", "agreed")
    assert set(releases(SAMPLE, "ten_boroughs", PRISONS).line_id) == {"prison_places"}
    assert "so_rooms" not in set(costs_by_heading(SAMPLE, "ten_boroughs", PRISONS).cost_id)
    assert forms(SAMPLE, "new_rules", PRISONS).pays.tolist() == [(), ()]
    assert costs_by_heading(SAMPLE, "ten_boroughs", NOTHING).empty


def test_what_is_not_needed_says_why():
    assert wrong_with({"status": "not_needed"}) == ("Say why it is not needed: somebody will ask.",)
    assert wrong_with({"status": "not_needed", "not_needed_because": "Paper will do"}) == wrong_with({"status": "agreed"}) == ()


def test_what_is_typed_of_a_heading_changes_or_adds_its_row_alone():
    tables = loaded("sample").tables
    changed = heading_changed(tables, "ten_boroughs", "it", {"arrangement": "One form", "status": "in_hand"})
    assert (changed.added, changed.changed, changed.removed) == (0, 1, 0)
    added = heading_changed(tables, "salford_only", "it", {"arrangement": "Paper", "status": "agreed"})
    assert added.added == 1
    assert added.table.rows[: len(tables["service_design"].rows)] == tables["service_design"].rows
