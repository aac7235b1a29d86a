"""Writing a decision down: what it freezes, what takes its place, where partners stand, who may."""

import json

import pytest

from core.actions.decisions import NotRecorded, mark_action, record_decision, record_position
from core.domain.decisions import DecisionAction, Outcome, Position, Stance
from core.domain.errors import NoSuchRow, NotAllowed, StaleRow, UnknownVersion
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.decisions import decisions_of, figures_that_differ, figures_to_keep, method_since
from core.reports.uncertainty import simulated
from core.store import audit, decisions
from tests.core.decided import NOON, SAMPLE_ID, a_decision, later, prepared_in, recorded_in, with_sample
from tests.people import ANALYST, BOARD, NOBODY, VIEWER, a_person


@pytest.fixture
def sample(db):
    """A store with the sample."""
    return with_sample(db)


def test_a_decision_is_kept_as_it_was_entered_with_who_wrote_it_down(sample):
    kept, entered = recorded_in(sample), a_decision()
    assert decisions.get(sample, kept.decision_id) == kept
    for name in ("decided_on", "question", "outcome", "words", "option_id", "reasons", "alternatives", "interests", "powers"):
        assert getattr(kept, name) == getattr(entered, name)
    assert [(row.partner_id, row.stance, row.condition, row.own_board_on) for row in kept.positions] == [
        (row.partner_id, row.stance, row.condition, row.own_board_on) for row in entered.positions
    ]
    assert [(row.what, row.owner, row.due_on, row.done_at) for row in kept.actions] == [
        ("Sign the deal", "Jo Bell", later(14), None)
    ]
    assert (kept.recorded_by, kept.recorded_at) == (BOARD.name, NOON)
    assert kept.stands


def test_the_figures_the_board_saw_are_frozen_and_can_be_worked_out_again(sample):
    scenario = Scenario(engagement=0.5)
    kept = record_decision(sample, SAMPLE_ID, a_decision(), version_number=1, by=BOARD, at=NOON, scenario=scenario)
    appraised = appraise_loaded(load_version(sample, SAMPLE_ID, 1), scenario)
    own = appraised.option("ten_boroughs").expected.measures
    figures = kept.frozen.figures
    assert figures["options"]["ten_boroughs"]["npsv_gbp"] == own.npsv_gbp
    assert figures["input_hash"] == appraised.input_hash
    assert Scenario.from_words(kept.frozen.scenario) == scenario
    again = figures_to_keep(appraised, simulated(appraised, figures["draws"], figures["seed"]), "ten_boroughs")
    assert figures_that_differ(figures, again) == ()
    as_entered = appraise_loaded(load_version(sample, SAMPLE_ID, 1), Scenario())
    other = figures_to_keep(as_entered, simulated(as_entered, figures["draws"]), "ten_boroughs")
    assert "input_hash" in figures_that_differ(figures, other)
    assert "options, ten_boroughs, npsv_gbp" in figures_that_differ(figures, other)


def test_a_figure_that_was_altered_by_a_pound_is_named(sample):
    kept = json.loads(json.dumps(recorded_in(sample).frozen.figures))
    altered = json.loads(json.dumps(kept))
    altered["partners"]["gmca"]["net_gbp"] += 1
    assert figures_that_differ(kept, altered) == ("partners, gmca, net_gbp",)


def test_figures_kept_under_an_earlier_method_say_that_it_has_changed_since():
    kept, today = {"method_version": "1.0.0"}, {"method_version": "2.0.0"}
    assert method_since(today, today) is None
    told = method_since(kept, today)
    assert told is not None
    assert told.startswith("The method has changed since, from 1.0.0 to 2.0.0. What was kept stands as the board saw it")


def test_a_new_decision_takes_the_place_of_the_old_one_which_stays_as_it_was(sample):
    old = recorded_in(sample)
    new = recorded_in(sample, outcome=Outcome.not_now, supersedes=old.decision_id)
    listed = {each.decision_id: each for each in decisions_of(sample, VIEWER, SAMPLE_ID)}
    assert listed[old.decision_id].superseded_by == new.decision_id
    assert (listed[old.decision_id].outcome, listed[old.decision_id].positions) == (old.outcome, old.positions)
    assert new.stands


def test_a_decision_is_superseded_once_and_the_second_is_told_by_which(sample):
    old = recorded_in(sample)
    new = recorded_in(sample, supersedes=old.decision_id)
    with pytest.raises(StaleRow, match=f"superseded by decision {new.decision_id}, which Bea Board"):
        recorded_in(sample, supersedes=old.decision_id)
    assert len(decisions_of(sample, BOARD, SAMPLE_ID)) == 2


def test_a_decision_of_nowhere_cannot_be_superseded(sample):
    with pytest.raises(NoSuchRow):
        recorded_in(sample, supersedes=99)


def test_a_later_position_stands_and_the_earlier_one_stays_in_the_history(sample):
    old = recorded_in(sample)
    police = a_person("board", SAMPLE_ID, "gmp")
    new = record_position(
        sample, SAMPLE_ID, old.decision_id, Position(partner_id="gmp", stance=Stance.does_not_agree), by=police, at=NOON
    )
    assert [row.stance for row in new.positions if row.partner_id == "gmp"] == [Stance.agrees_if, Stance.does_not_agree]
    latest = {row.partner_id: row for row in new.latest_positions}
    assert (latest["gmp"].stance, latest["gmp"].recorded_by) == (Stance.does_not_agree, police.name)
    assert latest["gmca"].stance is Stance.agrees


def test_a_board_member_speaks_for_its_own_partner_only(sample):
    old = recorded_in(sample)
    police = a_person("board", SAMPLE_ID, "gmp")
    with pytest.raises(NotAllowed):
        record_position(sample, SAMPLE_ID, old.decision_id, Position(partner_id="gmca", stance=Stance.agrees), by=police, at=NOON)
    assert decisions.get(sample, old.decision_id).positions == old.positions


def test_nobody_takes_a_position_on_a_decision_that_was_superseded(sample):
    old = recorded_in(sample)
    recorded_in(sample, supersedes=old.decision_id)
    with pytest.raises(StaleRow, match="look at that one first"):
        record_position(sample, SAMPLE_ID, old.decision_id, Position(partner_id="gmp", stance=Stance.agrees), by=BOARD, at=NOON)


@pytest.mark.parametrize("person", [ANALYST, VIEWER, NOBODY, a_person("board", "another_programme")])
def test_who_is_no_member_of_the_board_records_nothing(sample, person):
    with pytest.raises(NotAllowed):
        record_decision(sample, SAMPLE_ID, a_decision(), version_number=1, by=person, at=NOON)
    assert decisions.of_programme(sample, SAMPLE_ID) == ()


def test_who_sees_nothing_of_a_programme_sees_no_decision(sample):
    recorded_in(sample)
    with pytest.raises(NotAllowed):
        decisions_of(sample, NOBODY, SAMPLE_ID)


def test_every_fault_is_told_at_once_and_nothing_is_kept(sample):
    with pytest.raises(NotRecorded) as told:
        recorded_in(sample, reasons=" ", actions=(DecisionAction(what="Sign", owner="", due_on=later(1)),), decided_on=later(1))
    assert len(told.value.sentences) == 3
    assert decisions.of_programme(sample, SAMPLE_ID) == ()


def test_a_version_that_is_not_there_is_refused(sample):
    with pytest.raises(UnknownVersion):
        record_decision(sample, SAMPLE_ID, a_decision(), version_number=7, by=BOARD, at=NOON)


def test_a_decision_in_a_meeting_names_it_and_the_audit_says_what_was_done(sample):
    meeting = prepared_in(sample)
    kept = record_decision(sample, SAMPLE_ID, a_decision(), version_number=1, by=BOARD, at=NOON, meeting_id=meeting.meeting_id)
    entry = audit.entries(sample, SAMPLE_ID, actions=("record_decision",))[0]
    assert kept.meeting_id == meeting.meeting_id
    assert (entry.by, entry.version_id, entry.detail["decision_id"]) == (BOARD.name, kept.frozen.version_id, kept.decision_id)
    assert entry.detail["what"] == "Recorded decision 1 on Offer it in all ten authorities."


def test_the_draft_state_of_the_version_is_kept_with_the_decision(sample):
    assert recorded_in(sample).frozen.assurance == "Draft, not checked"


def test_an_action_is_marked_as_done_and_back(sample):
    kept = recorded_in(sample)
    action = kept.actions[0]
    done = mark(sample, kept, action, is_done=True, by=ANALYST)
    assert (done.done_by, done.done_at, done.version) == (ANALYST.name, NOON, 2)
    assert mark(sample, kept, done, is_done=False, by=BOARD).done_at is None


def test_two_who_mark_one_action_do_not_both_believe_they_were_first(sample):
    kept = recorded_in(sample)
    mark(sample, kept, kept.actions[0], is_done=True, by=ANALYST)
    with pytest.raises(StaleRow, match="Anil Analyst marked this action as done on 22 November 2026 at 12:00 UTC"):
        mark(sample, kept, kept.actions[0], is_done=True, by=BOARD)


def test_a_viewer_marks_nothing(sample):
    kept = recorded_in(sample)
    with pytest.raises(NotAllowed):
        mark(sample, kept, kept.actions[0], is_done=True, by=VIEWER)


def mark(db, decision, action, *, is_done, by):
    """Mark an action as the person read it."""
    return mark_action(
        db, SAMPLE_ID, decision.decision_id, action.action_id, read_version=action.version, is_done=is_done, by=by, at=NOON
    )
