"""Decisions and meetings of the sample, for tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from core.actions.decisions import record_decision
from core.actions.meetings import prepare_meeting
from core.actions.sample import load_sample
from core.domain.decisions import Alternative, Decision, DecisionAction, Outcome, Position, Stance, StoredDecision
from core.domain.meetings import Meeting, StoredMeeting
from core.domain.people import SERVICE
from core.store.database import Database
from tests.people import BOARD

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()
SAMPLE_ID = "cbt_probation"


def later(days: int) -> date:
    """A day so many days after the meeting."""
    return TODAY + timedelta(days=days)


def with_sample(db: Database) -> Database:
    """The store, with the sample in it."""
    load_sample(db, by=SERVICE, at=NOON)
    return db


def a_decision(**changes: Any) -> Decision:
    """A decision with nothing wrong, but for what is changed."""
    entered = {
        "decided_on": TODAY,
        "question": "Should all ten authorities have it?",
        "outcome": Outcome.approve_with_conditions,
        "words": "If the reform grant is renewed in spring.",
        "option_id": "ten_boroughs",
        "reasons": "It returns more than it costs in nearly every model run.",
        "alternatives": (Alternative(option_id="salford_only", why_rejected="It reaches one place in ten."),),
        "interests": "The chair sits on the board of the provider and took no part.",
        "powers": "Local Government Act 2003, section 31",
        "positions": (
            Position(partner_id="gmca", stance=Stance.agrees),
            Position(partner_id="gmp", stance=Stance.agrees_if, condition="custody savings are shared"),
            Position(partner_id="hmpps", stance=Stance.own_board, own_board_on=later(30)),
        ),
        "actions": (DecisionAction(what="Sign the deal", owner="Jo Bell", due_on=later(14)),),
    }
    return Decision(**{**entered, **changes})


def recorded_in(db: Database, **changes: Any) -> StoredDecision:
    """Record a decision on the sample's first version."""
    return record_decision(db, SAMPLE_ID, a_decision(**changes), version_number=1, by=BOARD, at=NOON)


def a_meeting(**changes: Any) -> Meeting:
    """A meeting with nothing wrong, but for what is changed."""
    entered = {
        "title": "Reform board",
        "held_on": TODAY,
        "ask": "Approve all ten authorities.",
        "option_id": "ten_boroughs",
        "levers": ("engagement", "p_adopted"),
    }
    return Meeting(**{**entered, **changes})


def prepared_in(db: Database, **changes: Any) -> StoredMeeting:
    """Prepare a meeting on the sample's first version."""
    return prepare_meeting(db, SAMPLE_ID, a_meeting(**changes), version_number=1, by=BOARD, at=NOON)
