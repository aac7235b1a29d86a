"""What has to be put right before a decision can be written down, in sentences a secretary can act on."""

import pytest

from core.domain.decisions import Alternative, DecisionAction, Outcome, Position, Stance, faults_of_decision
from tests.core.decided import TODAY, a_decision, later

OPTIONS = {"ten_boroughs": "All ten", "salford_only": "Salford only"}
PARTNERS = {"gmca": "The authority", "gmp": "The police", "hmpps": "The prisons"}


def faults(**changes):
    return faults_of_decision(a_decision(**changes), TODAY, OPTIONS, PARTNERS)


def test_a_decision_with_everything_it_needs_has_no_fault():
    assert faults() == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decided_on": later(1), "positions": ()}, "is in the future"),
        ({"question": " "}, "What was decided on is missing"),
        ({"reasons": ""}, "No reasons are given"),
        ({"words": ""}, "write the conditions"),
        ({"option_id": "elsewhere"}, "The option is not among those"),
        ({"positions": (Position(partner_id="gmp", stance=Stance.agrees_if),)}, "The police agrees if what?"),
        ({"positions": (Position(partner_id="gmp", stance=Stance.own_board),)}, "to its own board by when?"),
        (
            {"positions": (Position(partner_id="gmp", stance=Stance.own_board, own_board_on=later(-1)),)},
            "on 21 November 2026, before the decision of 22 November 2026",
        ),
        ({"positions": (Position(partner_id="elsewhere", stance=Stance.agrees),)}, "no partner of this version"),
        ({"positions": (Position(partner_id="gmp", stance=Stance.agrees),) * 2}, "two positions"),
        ({"actions": (DecisionAction(what="Sign", owner=" ", due_on=later(1)),)}, 'Action "Sign" has no owner'),
        ({"actions": (DecisionAction(what="Sign", owner="Jo"),)}, 'Action "Sign" has no date'),
        ({"actions": (DecisionAction(what="Sign", owner="Jo", due_on=later(-1)),)}, "before the decision"),
        ({"actions": (DecisionAction(what="", owner="Jo", due_on=later(1)),)}, "does not say what is to be done"),
        ({"alternatives": (Alternative(option_id="ten_boroughs", why_rejected="?"),)}, "stands among the alternatives"),
        ({"alternatives": (Alternative(option_id="salford_only", why_rejected=" "),)}, "Why Salford only was not taken is missing"),
        ({"alternatives": (Alternative(option_id="salford_only", why_rejected="?"),) * 2}, "stands there twice"),
        ({"reasons": "a" * 5_001}, "longer than 5,000 characters"),
        ({"interests": "a\x00b"}, "cannot be kept"),
    ],
)
def test_one_thing_wrong_is_told_in_one_sentence(changes, sentence):
    found = faults(**changes)
    assert len(found) == 1
    assert sentence in found[0]
    assert found[0].endswith((".", "?"))


@pytest.mark.parametrize("outcome", [word for word in Outcome if word is not Outcome.approve_with_conditions])
def test_only_an_approval_with_conditions_needs_words(outcome):
    assert faults(outcome=outcome, words="") == ()
