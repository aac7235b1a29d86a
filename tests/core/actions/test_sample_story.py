from datetime import UTC, datetime

import pytest

from core.actions.sample import load_sample
from core.actions.sample_people import add_sample_people
from core.actions.sample_story import tell_sample_story
from core.domain.assurance import AssuranceState
from core.domain.gates import GateKey, Ruling
from core.domain.offers import Answer, OfferState, Rule
from core.domain.opportunities import OpportunityState
from core.domain.people import SERVICE
from core.domain.realisation import RealisedKind
from core.reports.appraisals import load_version
from core.reports.comments.threads import unread_count
from core.reports.gates.readiness import readiness_grid
from core.store import audit, decisions, meetings, offers, people, realisation
from core.store.assurance import state_of
from core.store.gates import decisions_of
from core.store.opportunities import list_opportunities
from tests.new_store import filled
from tests.people import VIEWER
from tests.road_sample import NOON, SAMPLE, gates, keep_sample


@pytest.fixture
def told(db):
    """The sample as the service keeps it on its first start, its people and its story."""
    return filled(db, _told)


def _told(db):
    load_sample(db, by=SERVICE, at=NOON)
    add_sample_people(db, at=NOON)
    assert tell_sample_story(db, at=NOON)


def test_the_sample_has_a_gate_met_one_unmet_a_gap_and_an_opportunity_screened(told):
    stands = gates(told, person=SERVICE)
    assert stands[GateKey.delivered].is_passed
    assert stands[GateKey.effective].decision.ruling is Ruling.not_met
    grid = readiness_grid(told, SERVICE, load_version(told, SAMPLE).case, 3)
    assert set(grid.state) == {"met", "unmet", "unknown"}
    assert {row.state for row in list_opportunities(told, SAMPLE)} == {OpportunityState.raised, OpportunityState.screening}


def test_the_story_is_told_by_the_sample_s_people_and_stands_in_the_audit(told):
    assert {row.decided_by for row in decisions_of(told, SAMPLE)} == {"Margaret Osei"}
    assert {row.by for row in audit.entries(told, SAMPLE, actions=("decide_gate", "record_readiness"))} == {"Margaret Osei"}


def test_an_offer_by_benefit_has_one_acceptance_one_condition_and_no_answer_from_the_others(told):
    (offer,) = offers.of_programme(told, SAMPLE)
    assert (offer.offer.rule, offer.state) == (Rule.proportional, OfferState.open)
    assert {one: row.answer for one, row in offer.latest.items()} == {"gmp": Answer.accept, "hmpps": Answer.accept_if}
    assert [row.replied_by for row in offer.replies] == ["David Walsh", "Margaret Osei"]


def test_units_were_seen_short_of_a_step_cash_left_one_budget_and_more_is_forecast(told):
    said = [row.what for row in realisation.every(told, SAMPLE)]
    (seen,) = [row for row in said if row.kind is RealisedKind.actual and row.units]
    centre = next(row for row in load_version(told, SAMPLE).case.cost_centres if row.cost_centre_id == seen.cost_centre_id)
    assert 0 < seen.units < centre.lump_units
    assert [row.budget for row in said if row.kind is RealisedKind.actual and row.amount_gbp] == [
        "Duty solicitor scheme (illustrative)"
    ]
    assert sum(row.kind is RealisedKind.forecast for row in said) == 2


def test_a_version_is_with_its_assurer_a_meeting_is_prepared_and_nothing_is_decided(told):
    assert state_of(told, load_version(told, SAMPLE).version.version_id).state is AssuranceState.with_assurer
    (meeting,) = meetings.of_programme(told, SAMPLE)
    assert (len(meeting.levers), meeting.number, meeting.held_on > NOON.date()) == (2, 1, True)
    assert decisions.of_programme(told, SAMPLE) == ()


def test_a_question_on_a_figure_names_the_analyst_who_is_told(told):
    analyst = next(row for row in people.every_person(told) if row.sign_in_name == "analyst.sample")
    assert unread_count(told, people.as_person(told, analyst)) == 1


def test_whatever_was_made_up_says_so_where_it_is_read(told):
    (offer,) = offers.of_programme(told, SAMPLE)
    (meeting,) = meetings.of_programme(told, SAMPLE)
    words = [
        offer.offer.conditions,
        offer.offer.gain_share,
        meeting.title,
        *(row.condition for row in offer.replies if row.condition),
    ]
    words += [row.what.note for row in realisation.every(told, SAMPLE)]
    assert [text for text in words if "llustrative" not in text] == []


def test_before_the_day_of_its_own_assessments_nothing_is_told(db):
    load_sample(db, by=SERVICE, at=NOON)
    assert not tell_sample_story(db, at=datetime(2026, 3, 1, tzinfo=UTC))
    assert decisions_of(db, SAMPLE) == ()


def test_the_story_is_told_once(told):
    before = len(audit.entries(told, SAMPLE))
    assert not tell_sample_story(told, at=NOON)
    assert len(audit.entries(told, SAMPLE)) == before


def test_without_sample_people_the_service_tells_it(db):
    load_sample(db, by=SERVICE, at=NOON)
    assert tell_sample_story(db, at=NOON)
    assert {row.decided_by for row in decisions_of(db, SAMPLE)} == {SERVICE.name}


def test_a_store_without_the_sample_is_left_alone(db):
    assert not tell_sample_story(db, at=NOON)
    keep_sample(db)
    assert gates(db, person=VIEWER)[GateKey.delivered].decision is None
