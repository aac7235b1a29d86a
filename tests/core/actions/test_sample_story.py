import pytest

from core.actions.sample import load_sample
from core.actions.sample_people import add_sample_people
from core.actions.sample_story import tell_sample_story
from core.domain.gates import GateKey, Ruling
from core.domain.opportunities import OpportunityState
from core.domain.people import SERVICE
from core.reports.appraisals import load_version
from core.reports.readiness import readiness_findings, readiness_grid
from core.store import audit
from core.store.gates import decisions_of
from core.store.opportunities import list_opportunities
from tests.people import VIEWER
from tests.road_sample import NOON, SAMPLE, gates, keep_sample


@pytest.fixture
def told(db):
    """The sample as the service keeps it on its first start, its people and its story."""
    load_sample(db, by=SERVICE, at=NOON)
    add_sample_people(db, at=NOON)
    assert tell_sample_story(db, at=NOON)
    return db


def test_the_sample_has_a_gate_met_one_unmet_a_gap_and_an_opportunity_screened(told):
    stands = gates(told, person=SERVICE)
    assert stands[GateKey.delivered].is_passed
    assert stands[GateKey.effective].decision.ruling is Ruling.not_met
    grid = readiness_grid(told, SERVICE, load_version(told, SAMPLE).case, 3)
    assert {row.state.value for row in readiness_findings(grid)} == {"met", "unmet", "unknown"}
    assert {row.state for row in list_opportunities(told, SAMPLE)} == {OpportunityState.raised, OpportunityState.screening}


def test_the_story_is_told_by_the_sample_s_people_and_stands_in_the_audit(told):
    assert {row.decided_by for row in decisions_of(told, SAMPLE)} == {"Margaret Osei"}
    assert {row.by for row in audit.entries(told, SAMPLE, actions=("decide_gate", "record_readiness"))} == {"Margaret Osei"}


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
