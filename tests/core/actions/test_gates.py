from datetime import date

import pytest

from core.actions.gates import agree_problem, set_gates
from core.domain.errors import NotAllowed, NotRecorded, StaleRow, StaleVersion
from core.domain.gates import GateKey, GateSettings, Ruling, State
from core.reports.gates.standing import override_sentences, overrides
from core.store import audit
from core.store.database import all_or_nothing
from core.store.gates import decisions_of, latest_decisions, settings_of
from core.store.schema import people
from tests.new_store import filled
from tests.people import ADMIN, ANALYST, OTHER_ANALYST, VIEWER
from tests.road_sample import (
    BOARD,
    HELD_TO,
    NEXT_YEAR,
    NOON,
    OUT,
    POLICE,
    SAMPLE,
    TODAY,
    UP,
    change_cell,
    decide,
    gates,
    hold_to,
    keep_sample,
    override,
)


@pytest.fixture
def held(db):
    """The sample, with its gates held to something."""
    return filled(db, _held)


def _held(db):
    keep_sample(db)
    hold_to(db)


def test_a_gate_without_evidence_is_refused(held):
    assert gates(held)[GateKey.delivered].computed is State.met
    with pytest.raises(NotRecorded, match="cannot be met without evidence"):
        decide(held, GateKey.delivered, Ruling.met)
    assert decisions_of(held, SAMPLE) == ()


def test_evidence_that_the_version_does_not_hold_is_refused(held):
    with pytest.raises(NotRecorded, match="holds no evidence “study:made_up”"):
        decide(held, GateKey.delivered, Ruling.met, evidence=["actuals", "study:made_up"])
    with pytest.raises(NotRecorded, match="holds no evidence"):
        decide(held, GateKey.delivered, Ruling.met, evidence=["predictions"])


@pytest.mark.parametrize(
    ("gate", "option_id", "evidence"),
    [
        (GateKey.effective, OUT, ["actuals", "predictions"]),
        (GateKey.valuable, UP, [f"appraisal:{UP}"]),
        (GateKey.system, UP, ["reframed_problem"]),
    ],
)
def test_evidence_alone_does_not_pass_a_gate_that_the_data_do_not_bear_out(held, gate, option_id, evidence):
    with pytest.raises(NotRecorded, match="do not bear this gate out"):
        decide(held, gate, Ruling.met, option_id=option_id, evidence=evidence)


def test_a_gate_of_which_nothing_is_known_cannot_be_met(db):
    keep_sample(db)
    with pytest.raises(NotRecorded, match="has not said whether there is an existing model"):
        decide(db, GateKey.valuable, Ruling.met, evidence=[f"appraisal:{OUT}"])


def test_a_gate_that_is_met_on_its_evidence_says_who_when_and_on_which_version(held):
    told = decide(held, GateKey.delivered, Ruling.met, evidence=["actuals"])
    stands = gates(held)[GateKey.delivered]
    assert (stands.words, stands.is_passed, stands.look_again) == ("met", True, "")
    kept = stands.decision
    assert (kept.decided_by, kept.decided_at, kept.number, kept.evidence) == (BOARD.name, NOON, 1, ("actuals",))
    entry = audit.entries(held, SAMPLE, actions=("decide_gate",))[0]
    assert (entry.by, entry.detail["what"], entry.version_id) == (BOARD.name, told, 1)


def test_the_value_of_one_option_is_not_decided_for_another(held):
    decide(held, GateKey.valuable, Ruling.met, evidence=[f"appraisal:{OUT}"])
    assert gates(held, OUT)[GateKey.valuable].is_passed
    assert gates(held, UP)[GateKey.valuable].decision is None
    decide(held, GateKey.delivered, Ruling.met, evidence=["actuals"])
    assert gates(held, UP)[GateKey.delivered].is_passed


@pytest.mark.parametrize("by", [VIEWER, ANALYST, ADMIN])
def test_only_a_board_decides(held, by):
    with pytest.raises(NotAllowed):
        decide(held, GateKey.delivered, Ruling.met, by=by, evidence=["actuals"])
    with pytest.raises(NotAllowed):
        set_gates(held, SAMPLE, HELD_TO, read_settings=1, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        agree_problem(held, SAMPLE, agreed_by="All", agreed_on=TODAY, read_version=1, by=by, at=NOON)
    assert decisions_of(held, SAMPLE) == ()


def test_a_board_member_of_one_partner_decides_with_the_rest(held):
    assert decide(held, GateKey.delivered, Ruling.met, by=POLICE, evidence=["actuals"]).endswith("met.")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": "  ", "review_by": NEXT_YEAR}, "needs a reason"),
        ({"reason": "Money ends.", "review_by": None}, "An override ends"),
        ({"reason": "Money ends.", "review_by": TODAY}, "a day after today"),
        ({"reason": "x" * 2_001, "review_by": NEXT_YEAR}, "2,001 letters"),
    ],
)
def test_an_override_needs_a_reason_and_a_day_to_look_again(held, given, says):
    with pytest.raises(NotRecorded, match=says):
        decide(held, GateKey.effective, Ruling.overridden, **given)
    assert overrides(held, SAMPLE) == ()


def test_there_is_nothing_to_override_where_the_data_bear_a_gate_out(held):
    with pytest.raises(NotRecorded, match="nothing to override"):
        decide(held, GateKey.delivered, Ruling.overridden, reason="To be sure.", review_by=NEXT_YEAR)


def test_an_override_passes_the_gate_leaves_a_name_and_reason_and_ends(held):
    override(held)
    stands = gates(held)[GateKey.effective]
    assert (stands.words, stands.is_passed) == ("overridden", True)
    (found,) = overrides(held, SAMPLE)
    assert (found.by, found.reason, found.review_by, found.number) == (BOARD.name, "The grant ends in March.", date(2027, 3, 3), 1)
    (said,) = override_sentences(held, SAMPLE, TODAY)
    assert said == (
        "Passed against what the data say: “Gate 2: its effect and cost were held against what was predicted”, by Bea Board on "
        "22 November 2026, because: The grant ends in March. To be looked at again by 3 March 2027."
    )
    later = gates(held, today=date(2027, 3, 4))[GateKey.effective]
    assert (later.words, later.is_passed) == ("override has lapsed", False)
    assert "lapsed on 3 March 2027: decide it anew" in override_sentences(held, SAMPLE, date(2027, 3, 4))[0]


def test_an_override_of_one_option_s_gate_names_the_option(held):
    override(held, GateKey.valuable, option_id=UP)
    (said,) = override_sentences(held, SAMPLE, TODAY)
    assert "or is likely to deliver”, for “Change the rules that feed reoffending”, by Bea Board" in said


def test_an_override_of_somebody_who_left_says_that_another_must_answer_for_it(held):
    override(held)
    row = people.people
    with all_or_nothing(held) as connection:
        connection.execute(row.update().where(row.c.person_id == BOARD.person_id).values(disabled_at=NOON))
    assert override_sentences(held, SAMPLE, TODAY)[0].endswith(
        "by 3 March 2027. Bea Board has left since: somebody else must answer for it."
    )


def test_an_override_ends_when_the_gate_is_decided_anew(held):
    override(held)
    decide(held, GateKey.effective, Ruling.not_met, reason="The board thought again.")
    assert overrides(held, SAMPLE) == ()
    assert [row.ruling for row in decisions_of(held, SAMPLE)] == [Ruling.not_met, Ruling.overridden]


def test_what_changes_the_findings_asks_the_board_to_look_again(held):
    decide(held, GateKey.delivered, Ruling.met, evidence=["actuals"])
    change_cell(held, "sites", {"site_id": "salford"}, title="Salford and Eccles")
    stands = gates(held)[GateKey.delivered]
    assert stands.look_again == "Decided on version 1; the figures have changed since: look again."
    assert (stands.words, stands.is_passed) == ("met", False)


def test_a_version_that_changes_nothing_of_a_gate_leaves_it_as_it_is(held):
    decide(held, GateKey.delivered, Ruling.met, evidence=["actuals"])
    change_cell(held, "costs", {"cost_id": "dm_rooms"}, title="Rooms in town")
    assert gates(held)[GateKey.delivered].is_passed


def test_a_gate_is_not_decided_on_figures_that_have_moved_on(held):
    change_cell(held, "costs", {"cost_id": "dm_rooms"}, title="Rooms in town")
    with pytest.raises(StaleVersion, match="Ann"):
        decide(held, GateKey.delivered, Ruling.met, evidence=["actuals"], read_version=1)


def test_two_who_decide_at_once_do_not_overwrite_each_other(held):
    decide(held, GateKey.delivered, Ruling.not_met, reason="Too early.")
    with pytest.raises(StaleRow, match="Bea Board, 22 November 2026 at 12:00 UTC, decided: not met"):
        decide(held, GateKey.delivered, Ruling.met, by=POLICE, evidence=["actuals"], read_decision=0)
    assert len(decisions_of(held, SAMPLE)) == 1


def test_two_who_set_the_gates_at_once_do_not_overwrite_each_other(held):
    seen = settings_of(held, SAMPLE).settings_id
    hold_to(held, tolerance_share=0.3)
    with pytest.raises(StaleRow, match="Bea Board"):
        set_gates(held, SAMPLE, HELD_TO, read_settings=seen, by=POLICE, at=NOON)
    assert settings_of(held, SAMPLE).settings.tolerance_share == 0.3


def test_what_was_set_is_told_in_the_words_of_the_page(held):
    hold_to(held, tolerance_share=0.3, least_chance=None, has_existing_model=False, agreed_on=date(2025, 10, 2))
    assert audit.entries(held, SAMPLE, actions=("set_gates",))[0].detail["what"] == (
        "Set what gates are held to: a result may fall behind its prediction by: 30%, least chance that it pays: not set, "
        "there is a model in place now: no, agreed on: 2 October 2025."
    )


def test_setting_the_gates_to_what_they_are_writes_nothing(held):
    before = settings_of(held, SAMPLE)
    hold_to(held)
    assert settings_of(held, SAMPLE) == before


@pytest.mark.parametrize(("who", "on"), [(" ", TODAY), ("The board", None), ("The board", NEXT_YEAR)])
def test_what_gates_are_held_to_was_agreed_by_somebody_by_now(held, who, on):
    settings = GateSettings.model_construct(**{**HELD_TO.model_dump(), "agreed_by": who, "agreed_on": on})
    with pytest.raises(NotRecorded, match="agreed"):
        set_gates(held, SAMPLE, settings, read_settings=settings_of(held, SAMPLE).settings_id, by=BOARD, at=NOON)


def test_the_gate_before_scaling_up_is_not_asked_of_scaling_out(held):
    assert GateKey.system not in gates(held, OUT)
    with pytest.raises(NotRecorded, match="does not change the system"):
        decide(held, GateKey.system, Ruling.not_met, option_id=OUT)
    with pytest.raises(NotRecorded, match='no option "nowhere"'):
        decide(held, GateKey.valuable, Ruling.not_met, option_id="nowhere")


def test_who_agreed_to_see_the_problem_anew_holds_for_those_words_alone(held):
    agree_problem(held, SAMPLE, agreed_by="Reform board", agreed_on=TODAY, read_version=1, by=BOARD, at=NOON)
    found = {row.key: row for row in gates(held, UP)[GateKey.system].findings}
    assert (found["problem_agreed"].state, found["problem_agreed"].sentence) == (
        State.met,
        "Agreed by Reform board on 22 November 2026.",
    )
    change_cell(held, "programme", {"programme_id": SAMPLE}, reframed_problem="Something else.")
    found = {row.key: row for row in gates(held, UP)[GateKey.system].findings}
    assert found["problem_agreed"].state is State.unmet
    assert "agree them again" in found["problem_agreed"].sentence


def test_a_problem_that_nobody_wrote_down_cannot_be_agreed(held):
    change_cell(held, "programme", {"programme_id": SAMPLE}, reframed_problem="")
    with pytest.raises(NotRecorded, match="Write down the problem"):
        agree_problem(held, SAMPLE, agreed_by="All", agreed_on=TODAY, read_version=2, by=BOARD, at=NOON)
    found = {row.key: row.state for row in gates(held, UP)[GateKey.system].findings}
    assert found["problem_reframed"] is State.unmet


def test_nobody_who_is_not_named_can_decide(held):
    decide(held, GateKey.delivered, Ruling.met, evidence=["actuals"])
    assert latest_decisions(held, SAMPLE)[GateKey.delivered, None].decided_by == BOARD.name
    with pytest.raises(NotAllowed):
        decide(held, GateKey.delivered, Ruling.not_met, by=OTHER_ANALYST)
