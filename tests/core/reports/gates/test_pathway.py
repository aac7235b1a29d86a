from datetime import date

import pytest

from core.access.scope import Owners, Scope
from core.domain.case.programme import Stage as ProgrammeStage
from core.domain.case.service_design import DesignStatus, ServiceDesign
from core.domain.errors import NotAllowed
from core.domain.gates import GateKey, Ruling
from core.reports.deals.sustainability import operating_owner, sustainability
from core.reports.gates.entry_condition import draft_sentence, entry_findings
from core.reports.gates.pathway import intent_sentence, pathway, predicted_and_seen, proposition_sentences, stage_and_next
from core.reports.uncertainty import simulated
from tests.core.reports.read_versions import appraised, loaded
from tests.people import ANALYST, NOBODY, VIEWER
from tests.road_sample import OUT, OUT_THEN_UP, TODAY, UP, decide, hold_to, keep_sample, override, worked_out

SAMPLE = loaded("sample").case
OPTIONS = {row.option_id: row for row in SAMPLE.options}


def stage(db, option_id=OUT, person=VIEWER):
    now = worked_out(db)
    return stage_and_next(db, person, now, option_id=option_id, today=TODAY, simulation=simulated(now, draws=256))


def steps(option_id, stage_of_programme=ProgrammeStage.scale):
    programme = SAMPLE.programme.model_copy(update={"stage": stage_of_programme})
    frame = pathway(SAMPLE.model_copy(update={"programme": programme}), OPTIONS[option_id])
    return dict(zip(frame.step, frame.state, strict=True))


def test_the_next_gate_is_the_first_that_is_not_passed_and_the_move_has_a_name(db):
    keep_sample(db)
    hold_to(db, tolerance_share=0.1)
    ready = stage(db)
    assert (ready.stage, ready.next_gate, ready.blocked_by, ready.whose_move) == (
        "being scaled", "Gate 1: the test was delivered", (), "the board",
    )  # fmt: skip
    assert ready.sentence.endswith("the data bear it out, and the move is the board's.")
    decide(db, GateKey.delivered, Ruling.met, evidence=["actuals"])
    blocked = stage(db)
    assert blocked.next_gate.startswith("Gate 2")
    assert blocked.whose_move == "Greater Manchester Combined Authority"
    assert "Duty solicitor fees not paid: 16% behind its prediction" in stage(db, person=ANALYST).sentence
    assert "Duty solicitor" not in blocked.sentence and "further from its prediction than is tolerated" in blocked.sentence


def test_when_every_gate_is_passed_the_move_is_the_board_s(db):
    keep_sample(db)
    hold_to(db)
    decide(db, GateKey.delivered, Ruling.met, evidence=["actuals"])
    override(db)
    decide(db, GateKey.valuable, Ruling.met, evidence=[f"appraisal:{OUT}"])
    assert stage(db).next_gate == ""
    assert "Every gate of this option is passed" in stage(db).sentence
    assert stage(db, UP).next_gate.startswith("Gate 3")


def test_what_is_unmet_comes_before_what_is_not_known(db):
    keep_sample(db)
    decide(db, GateKey.delivered, Ruling.met, evidence=["actuals"])
    states = [row.state.value for row in stage(db).blocked_by]
    assert states == sorted(states, key=["unmet", "unknown"].index)
    assert set(states) == {"unmet", "unknown"}


def test_whoever_has_no_access_is_told_nothing(db):
    keep_sample(db)
    with pytest.raises(NotAllowed):
        stage(db, person=NOBODY)


@pytest.mark.parametrize(
    ("option_id", "expected"),
    [
        (OUT, ["past", "present", "not on this way", "ahead"]),
        (UP, ["past", "not on this way", "present", "ahead"]),
        (OUT_THEN_UP, ["past", "present", "ahead", "ahead"]),
        ("salford_only", ["present", "not on this way", "not on this way", "ahead"]),
    ],
)
def test_the_way_from_prototype_to_sustained_is_the_option_s_own(option_id, expected):
    assert list(steps(option_id).values()) == expected


def test_the_stage_is_the_programme_s():
    assert steps(OUT, ProgrammeStage.test)["prototype"] == "present"
    assert list(steps(OUT_THEN_UP, ProgrammeStage.sustained).values()) == ["past", "past", "past", "present"]
    assert "present" not in steps(OUT, None).values()


def test_the_intention_to_scale_is_dated_and_said_to_be_before_or_after_the_results():
    assert intent_sentence(SAMPLE) == (
        "Scaling has been the intention since 18 September 2025, before the first result of 30 October 2026."
    )
    late = SAMPLE.programme.model_copy(update={"scaling_intent_on": date(2026, 11, 1)})
    assert "only after the first result" in intent_sentence(SAMPLE.model_copy(update={"programme": late}))
    never = SAMPLE.programme.model_copy(update={"scaling_intent_on": None})
    assert intent_sentence(SAMPLE.model_copy(update={"programme": never})).startswith("Nobody has written down")


def test_a_case_without_value_support_or_investment_is_a_draft_and_says_what_is_missing():
    assert draft_sentence(SAMPLE) == ""
    bare = SAMPLE.model_copy(update={"evidence": (), "actuals": (), "contributions": ()})
    assert draft_sentence(bare) == (
        "This scale case is a draft. Missing: evidence that the approach has value, a partner's agreed or signed contribution "
        "and what was invested in the prototype."
    )
    assert [row.key for row in entry_findings(bare)] == ["value", "support", "investment"]


def test_what_the_lead_alone_promises_is_no_support():
    alone = tuple(row for row in SAMPLE.contributions if row.partner_id == SAMPLE.programme.lead_partner_id)
    assert draft_sentence(SAMPLE.model_copy(update={"contributions": alone})).endswith("agreed or signed contribution.")


def test_the_first_year_that_nobody_covers_is_named():
    found = sustainability(appraised("sample"), OUT)
    assert (found.first_on_limited, found.first_uncovered) == ("2026/27", "2030/31")
    assert found.owner == "Greater Manchester Combined Authority"
    assert [row.state.value for row in found.findings] == ["unmet", "met"]


def test_recurrent_cost_is_cash_that_comes_every_year_and_has_no_last_year():
    year = sustainability(appraised("sample"), "salford_only").frame.iloc[5]
    own = appraised("sample").option("salford_only").expected.lines
    recurrent = [own.cost_ids.index(name) for name in ("dm_teams", "dm_rooms", "dm_people", "dm_manage")]
    assert year.recurrent_gbp == pytest.approx(own.cost_gbp[5, recurrent].sum())
    assert (year.lasting_gbp, year.time_limited_gbp) == (35_000, 0)
    assert year.uncovered_gbp == pytest.approx(year.recurrent_gbp - 35_000)


def test_the_set_up_of_a_borough_does_not_recur():
    frame = sustainability(appraised("sample"), OUT).frame
    own = appraised("sample").option(OUT).expected.lines
    all_costs = own.cost_gbp.sum(axis=1)
    assert (frame.recurrent_gbp.to_numpy() < all_costs).all()
    assert own.cost_gbp[1, own.cost_ids.index("so_setup")] > 0


def test_an_owner_named_under_a_heading_that_is_not_needed_does_not_count():
    row = ServiceDesign(option_id=OUT, heading="delivery_organisation", owner_partner_id="hmpps", status="agreed")
    roles = ServiceDesign(option_id=OUT, heading="partner_roles", owner_partner_id="gmp", status="in_hand")
    unneeded = row.model_copy(update={"status": DesignStatus.not_needed, "not_needed_because": "One provider."})
    assert operating_owner(SAMPLE.model_copy(update={"service_design": (roles, row)}), OUT) == "HM Prison and Probation Service"
    assert operating_owner(SAMPLE.model_copy(update={"service_design": (unneeded, roles)}), OUT) == "Greater Manchester Police"
    assert operating_owner(SAMPLE.model_copy(update={"service_design": (unneeded,)}), OUT) == ""
    assert operating_owner(SAMPLE.model_copy(update={"service_design": ()}), OUT) == ""


def test_predicted_and_seen_shows_the_rows_of_partners_the_person_sees():
    police = Scope(frozenset({"gmp"}), Owners({}, {}, {}))
    assert set(predicted_and_seen(SAMPLE, police).partner_id) == {"gmp"}
    assert predicted_and_seen(SAMPLE, Scope(frozenset(), Owners({}, {}, {}))).empty
    assert len(predicted_and_seen(SAMPLE, Scope(None, Owners({}, {}, {})))) == 6


def test_the_proposition_is_told_with_the_day_it_was_written_down_against_the_first_result():
    told = proposition_sentences(SAMPLE)
    assert told[0].startswith("The proposition: Illustrative: that group work")
    assert told[2] == "Written down on 18 September 2025, before the first result of 30 October 2026."
    late = SAMPLE.programme.model_copy(update={"proposition_on": date(2026, 12, 1)})
    assert "only after the first result" in proposition_sentences(SAMPLE.model_copy(update={"programme": late}))[2]
    untested = SAMPLE.model_copy(update={"actuals": ()})
    assert proposition_sentences(untested)[2] == "Written down on 18 September 2025, before any result."
    nothing = SAMPLE.programme.model_copy(update={"proposition": None, "hypothesis": None, "proposition_on": None})
    assert proposition_sentences(SAMPLE.model_copy(update={"programme": nothing})) == (
        "The proposition: not written down.", "What it was expected to change: not written down.",
        "On which day it was written down is not known.",
    )  # fmt: skip
