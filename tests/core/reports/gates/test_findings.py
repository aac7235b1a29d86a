from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.case.evidence import Actual, Prediction
from core.domain.case.options import Option
from core.domain.evidence_rules import EvidenceRules
from core.domain.gates import Finding, GateSettings, State, state_of
from core.reports.evidence.agreements import evidence_status
from core.reports.gates.findings import (
    agreement_findings,
    delivery_findings,
    outcome_findings,
    prediction_findings,
    problem_findings,
    worth_findings,
)
from core.reports.uncertainty import simulated
from core.store.evidence_rules import load_evidence_rules
from tests.core.reports.read_versions import appraised, loaded

TODAY = date(2026, 11, 22)
BEFORE, AFTER = date(2025, 9, 1), date(2026, 10, 1)
SAMPLE = loaded("sample").case
LEAD = "Greater Manchester Combined Authority"


def rules() -> EvidenceRules:
    return load_evidence_rules()


def told(findings: tuple[Finding, ...]) -> dict[str, tuple[State, str]]:
    return {row.key: (row.state, row.sentence) for row in findings}


def one_line(line_id: str, predicted: float, came: float, *, units: tuple[float, float] | None = None):
    """The sample, with one line predicted and seen."""
    expected, had = units or (None, None)
    row = {"line_id": line_id, "partner_id": "gmca", "year": 0}
    return SAMPLE.model_copy(
        update={
            "predictions": (Prediction(**row, gbp=predicted, units=expected, recorded_on=BEFORE),),
            "actuals": (Actual(**row, gbp=came, units=had, recorded_on=AFTER),),
        }
    )


def test_a_test_that_ran_and_was_measured_is_delivered():
    found = delivery_findings(SAMPLE, TODAY)
    assert state_of(found) is State.met
    assert "5 of 6 predicted results are in; 1 of a year that has not ended yet" in told(found)["all_seen"][1]


def test_a_result_owed_since_its_year_ended_blocks_the_gate_and_is_its_partner_s_move():
    found = delivery_findings(SAMPLE, date(2028, 3, 31))
    owed = next(row for row in found if row.key == "all_seen")
    assert (owed.state, owed.whose) == (State.unmet, "The ten councils (together)")
    assert "Homelessness applications not made" in owed.sentence


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"sites": ()}, "prototype"),
        ({"actuals": ()}, "seen_cost"),
        ({"actuals": ()}, "seen_benefit"),
        ({"predictions": ()}, "all_seen"),
    ],
)
def test_without_a_prototype_or_results_the_test_was_not_delivered(changed, key):
    assert told(delivery_findings(SAMPLE.model_copy(update=changed), TODAY))[key][0] is State.unmet


@pytest.mark.parametrize(
    ("line_id", "predicted", "came", "state"),
    [
        ("dm_teams", 100, 110, State.met),
        ("dm_teams", 100, 111, State.unmet),
        ("dm_teams", 100, 10, State.met),
        ("legal_aid", 100, 90, State.met),
        ("legal_aid", 100, 89, State.unmet),
        ("legal_aid", 100, 900, State.met),
    ],
)
def test_a_cost_may_not_come_out_above_nor_a_benefit_behind_by_more_than_is_tolerated(line_id, predicted, came, state):
    found = prediction_findings(one_line(line_id, predicted, came), GateSettings(tolerance_share=0.1))
    assert told(found)[f"line_{line_id}"][0] is state


def test_units_count_where_money_says_nothing():
    found = prediction_findings(one_line("legal_aid", 0, 0, units=(45, 38)), GateSettings(tolerance_share=0.1))
    assert told(found)["line_legal_aid"] == (
        State.unmet,
        "Duty solicitor fees not paid: 16% behind its prediction in units, outside the 10% tolerated.",
    )


def test_units_that_fall_behind_are_not_made_good_by_money():
    found = prediction_findings(one_line("legal_aid", 100, 120, units=(45, 30)), GateSettings(tolerance_share=0.1))
    assert told(found)["line_legal_aid"][0] is State.unmet


def test_amounts_of_one_partner_do_not_stand_in_what_everybody_reads():
    found = prediction_findings(one_line("dm_teams", 43_000, 46_500), GateSettings(tolerance_share=0.1))
    assert "£" not in told(found)["line_dm_teams"][1]


def test_where_no_tolerance_is_set_nothing_is_met_and_it_is_the_board_s_move():
    found = prediction_findings(one_line("dm_teams", 100, 100), GateSettings())
    assert state_of(found) is State.unknown
    assert found[0].whose == "the board"


def test_a_prediction_written_down_after_the_result_does_not_count():
    case = one_line("dm_teams", 100, 100)
    late = case.predictions[0].model_copy(update={"recorded_on": AFTER})
    found = prediction_findings(case.model_copy(update={"predictions": (late,)}), GateSettings(tolerance_share=0.1))
    assert told(found)["predicted"][0] is State.unmet


def test_agreements_on_evidence_say_how_many_are_met_and_who_waits_next():
    found = agreement_findings(evidence_status(SAMPLE, TODAY, rules()), 2, LEAD)
    assert told(found)["agreed_evidence"][1].startswith("0 of 6 agreements on evidence, made beforehand, are met; ")
    assert "30 September 2028" in told(found)["agreed_evidence"][1]
    assert told(found)["late_changes"] == (
        State.note,
        "2 changes of what had been agreed came when results were known already.",
    )
    late = agreement_findings(evidence_status(SAMPLE, date(2028, 10, 1), rules()), 0, LEAD)
    assert "and is overdue" in told(late)["agreed_evidence"][1]


def test_where_nothing_was_agreed_beforehand_the_gate_is_not_passed():
    case = SAMPLE.model_copy(update={"evidence_agreement": ()})
    assert state_of(agreement_findings(evidence_status(case, TODAY, rules()), 0, LEAD)) is State.unmet


def test_worth_is_held_against_business_as_usual_and_against_keeping_the_prototype():
    simulation = simulated(appraised("sample"), draws=256)
    found = told(worth_findings(SAMPLE, simulation, "new_rules", GateSettings(least_chance=0.75)))
    assert set(found) == {"worth_more_than_usual", "worth_more_than_minimum"}
    assert found["worth_more_than_minimum"][0] is State.unmet
    assert "partners ask for 75%" in found["worth_more_than_usual"][1]
    alone = told(worth_findings(SAMPLE, simulation, "salford_only", GateSettings(least_chance=0.75)))
    assert set(alone) == {"worth_more_than_usual"}


def test_without_a_chance_to_hold_it_against_worth_is_not_known():
    simulation = simulated(appraised("sample"), draws=256)
    assert state_of(worth_findings(SAMPLE, simulation, "ten_boroughs", GateSettings())) is State.unknown


def test_a_new_model_is_likely_to_deliver_only_what_a_study_and_the_whole_range_stand_behind():
    found = told(outcome_findings(SAMPLE))
    assert found["outcome_reoffending"][0] is State.met
    assert "58 studies behind it" in found["outcome_reoffending"][1]
    assert found["outcome_homelessness"][0] is State.unmet
    effects = tuple(row.model_copy(update={"impact_low": None, "impact_high": None}) for row in SAMPLE.effects)
    assert told(outcome_findings(SAMPLE.model_copy(update={"effects": effects})))["outcome_reoffending"][0] is State.unknown
    below = tuple(row.model_copy(update={"impact_low": -0.1}) for row in SAMPLE.effects)
    assert told(outcome_findings(SAMPLE.model_copy(update={"effects": below})))["outcome_reoffending"][0] is State.unmet


@pytest.mark.parametrize("name", ["problem_statement", "reframed_problem"])
def test_scaling_up_asks_for_the_problem_in_both_wordings_and_who_agreed(name):
    programme = SAMPLE.programme.model_copy(update={name: None})
    option = Option(option_id="up", title="Up", kind="scale_up")
    found = told(problem_findings(SAMPLE.model_copy(update={"programme": programme}), option, None))
    assert [state for state, _ in found.values()].count(State.unmet) == 2
    assert found["problem_agreed"][0] is State.unmet


def test_out_then_up_names_the_year_of_its_gate():
    option = next(row for row in SAMPLE.options if row.option_id == "boroughs_then_rules")
    assert "decided in 2030/31" in told(problem_findings(SAMPLE, option, None))["gate_year"][1]


@given(some.lists(some.sampled_from(State), max_size=6))
def test_findings_are_met_together_only_when_each_that_counts_is(states):
    findings = tuple(Finding(str(place), state, "", "", "") for place, state in enumerate(states))
    counted = [state for state in states if state is not State.note]
    assert (state_of(findings) is State.met) == (bool(counted) and all(state is State.met for state in counted))
    assert (state_of(findings) is State.unmet) == (State.unmet in counted)
