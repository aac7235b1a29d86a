"""The road's capabilities, each tried by the role that would do it and looked up by another and in the audit."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from core.actions.programmes import replace_tables
from core.domain.gates import GateKey, Ruling
from core.domain.people import SERVICE
from core.domain.tables import Table
from core.reports.appraisals import load_version
from core.store.database import Database
from pages.shell.page_list import built
from tests.journeys.conftest import Sit
from tests.journeys.sitting import ADMIN, ANALYST, BOARD, BOTH, NHS, OUT, POLICE, SAMPLE, UP, VIEWER, Store

ABOUT_A_CASE = [place.file for place in built() if place.file not in ("terms.py", "account.py", "accessibility.py", "people.py")]


def decide(desk, gate: GateKey, ruling: Ruling, *, evidence=(), reason="", until=None):
    """Fill in the board's form of one gate, and send it."""
    desk.pick(f"gate-{SAMPLE}", gate)
    desk.fill("Decision", ruling).fill("Evidence it rests on", list(evidence)).fill("Reason", reason)
    if until is not None:
        desk.fill("Look again by", until)
    return desk.press("Record the decision")


def test_a_case_that_lacks_support_opens_as_a_draft_and_says_what_is_missing(sit: Sit, store: Store) -> None:
    """C01."""
    assert "Value is evidenced by 58 studies" in sit(VIEWER, "pathway.py", option=OUT).told
    store.read(without_promises)
    assert "This scale case is a draft. Missing: a partner's agreed or signed contribution" in sit(BOARD, "summary.py").told
    assert "No partner beside the one that leads" in sit(VIEWER, "pathway.py", option=OUT).told


def without_promises(db: Database) -> None:
    """Take every promise back, as an upload would."""
    table = load_version(db, SAMPLE).tables["contributions"]
    only = Table(**{**vars(table), "rows": table.rows[:1], "lines": table.lines[:1]})
    replace_tables(db, SAMPLE, {"contributions": only}, read_version=1, by=SERVICE, at=datetime.now(UTC), what="Took them back.")


def test_scaling_up_needs_both_statements_of_the_problem_and_who_agreed(sit: Sit, store: Store) -> None:
    """C13."""
    desk = sit(BOARD, "pathway.py", view="gates", option=UP)
    desk.fill("Words agreed by", "All ten leaders").fill("Words agreed on", date(2026, 2, 3)).press("Record the agreement")
    assert store.audited("agree_problem").by == "Margaret Osei"
    told = sit(VIEWER, "pathway.py", view="gates", option=UP).told
    assert "As first stated." in told and "As seen from the whole system." in told
    assert "Agreed by All ten leaders on 3 February 2026." in told
    assert "the problem is seen anew" not in sit(VIEWER, "pathway.py", view="gates", option=OUT).told


def test_the_intention_has_a_day_and_the_way_shows_the_present_stage(sit: Sit) -> None:
    """C16."""
    told = sit(VIEWER, "pathway.py", option=BOTH).told
    assert "Scaling has been the intention since 18 September 2025, before the first result" in told
    assert all(step in told for step in ("Prototype,done", "Scaled out,here now", "Scaled up,ahead", "Sustained,ahead"))


def test_a_partner_s_readiness_is_recorded_with_its_day_and_by_whom(sit: Sit, store: Store) -> None:
    """C17: the NHS's own analyst records it, the board reads it, no other partner may."""
    desk = sit(NHS, "pathway.py", view="readiness", option=OUT)
    assert desk.box("Whose").options == ["NHS Greater Manchester"]
    desk.pick("What", "ways_of_working").fill("Step", 3).fill("What that rests on", "Two teams joined.").press("Record the step")
    entry = store.audited("record_readiness")
    assert (entry.by, entry.detail["partner_id"], entry.detail["level"]) == ("Priya Nair", "nhs_gm", 3)
    told = sit(BOARD, "pathway.py", view="readiness", option=OUT).told
    assert "Two teams joined." in told and "Priya Nair" in told


def test_the_best_scale_is_found_with_the_viable_sizes_and_the_prototype_s(sit: Sit) -> None:
    """C18."""
    told = sit(BOARD, "scale.py").told
    assert "ten places, brings most public value, £80.6m" in told
    assert "Every size is viable" in told
    assert "Square: prototype. Diamond: best size. Strip at the foot: viable sizes." in told


def test_recurrent_cost_is_held_against_what_recurs_and_an_owner_is_named(sit: Sit) -> None:
    """C19."""
    told = sit(BOARD, "pathway.py", view="lasting", option=OUT).told
    assert "From 2030/31 recurrent cost is not covered" in told
    assert "Greater Manchester Combined Authority would answer for running it." in told


def test_the_proposition_and_its_predictions_were_written_down_before_the_test(sit: Sit) -> None:
    """C20, C36: frozen before the first result; variance line by line, and it goes on into the estimate at scale."""
    told = sit(BOARD, "pathway.py", view="seen", option=OUT).told
    assert "The proposition: Illustrative: that group work" in told
    assert "What it was expected to change: Illustrative: of 206 people" in told
    assert "Written down on 18 September 2025, before the first result of 30 October 2026." in told
    assert "Duty solicitor fees not paid" in told and re.search(r"−1\d%", told) and '"yes, 18 September 2025"' in told
    carried = sit(ANALYST, "evidence.py", view="expected")
    assert "Duty solicitor fees not paid" in carried.told and "scale" in carried.told.lower()


def test_the_business_case_has_five_dimensions_a_horizon_with_its_reason_and_can_be_taken_away(sit: Sit) -> None:
    """C22."""
    for option_id in (OUT, UP, BOTH):
        desk = sit(BOARD, "pathway.py", view="case", option=option_id)
        subheads = [head.value for head in desk.page.subheader]
        assert subheads == ["Strategic", "Economic", "Commercial", "Financial", "Management"]
        assert "Held against business as usual. Present value" in desk.told
        assert "Why 10 years: Illustrative: a landing closes only in year 4 or 5" in desk.told
        assert len(desk.page.get("download_button")) >= 2


def test_leaders_maturity_has_a_threshold_that_the_gate_before_scaling_up_reads(sit: Sit, store: Store) -> None:
    """C30."""
    before = sit(VIEWER, "pathway.py", view="gates", option=UP).told
    assert "Does not hold.** Money, leaders together: talking, deciding apart (2 of 4)" in before
    desk = sit(BOARD, "pathway.py", view="readiness", option=UP).pick("Whose", "")
    desk.pick("What", "money").fill("Step", 3).press("Record the step")
    assert store.audited("record_readiness").detail["partner_id"] is None
    after = sit(VIEWER, "pathway.py", view="gates", option=UP).told
    assert "Holds.** Money, leaders together: deciding together (3 of 4); agreed is at least deciding together" in after


def test_a_gate_without_evidence_is_refused_and_one_with_it_says_who_when_and_on_what(sit: Sit, store: Store) -> None:
    """C32."""
    desk = sit(BOARD, "pathway.py", view="gates", option=OUT)
    decide(desk, GateKey.delivered, Ruling.met, reason="It went well.")
    assert desk.refused == "A gate cannot be met without evidence: name what it rests on."
    assert desk.box("Reason").value == "It went well."
    decide(desk, GateKey.delivered, Ruling.met, evidence=["actuals"], reason="It went well.")
    assert not desk.refused
    entry = store.audited("decide_gate")
    assert (entry.by, entry.detail["ruling"], entry.detail["evidence"]) == ("Margaret Osei", "met", ["actuals"])
    told = sit(VIEWER, "pathway.py", view="gates", option=OUT).told
    assert "by Margaret Osei on" in told and "It went well." in told and "Results recorded: 5 rows" in told


def test_gate_three_asks_another_thing_where_there_was_no_model_before(sit: Sit, store: Store) -> None:
    """C32: the two branches."""
    first = sit(BOARD, "pathway.py", view="gates", option=OUT)
    assert "Keep it in Salford" in first.told
    first.fill("Is there an existing model?", False)
    first.press("Save what the gates are held to")
    assert not first.refused
    store.audited("set_gates")
    told = sit(VIEWER, "pathway.py", view="gates", option=OUT).told
    assert "likely to deliver" in told


@pytest.mark.parametrize("file", ["summary.py", "options.py", "deals.py", "realisation.py", "logic_model.py", "service_design.py"])
def test_an_override_leaves_a_name_and_a_reason_on_every_page(sit: Sit, store: Store, file: str) -> None:
    """C32."""
    desk = sit(BOARD, "pathway.py", view="gates", option=OUT)
    until = datetime.now(UTC).date() + timedelta(days=90)
    decide(desk, GateKey.effective, Ruling.overridden, reason="The grant ends in March.", until=until)
    assert not desk.refused
    assert store.audited("decide_gate").detail["ruling"] == "overridden"
    told = sit(VIEWER, file, option=OUT).told
    assert "Passed against what the data say: “Gate 2" in told
    assert "by Margaret Osei" in told and "The grant ends in March." in told


def test_an_opportunity_is_raised_by_a_partner_screened_by_the_board_and_made_an_option_by_an_analyst(
    sit: Sit, store: Store
) -> None:
    """C43."""
    desk = sit(POLICE, "opportunities.py")
    desk.fill("Title", "Mentors in custody suites", -1).fill("What is the problem?", "Nobody waits at the door.", -1)
    desk.fill("Who would benefit?", "People let go at night.", -1).press("Raise it")
    assert not desk.refused
    assert store.audited("raise_opportunity").by == "David Walsh"
    board = sit(BOARD, "opportunities.py", opportunity="3")
    assert "Mentors in custody suites" in board.told
    board.fill("Does it serve a goal that the partners have already set themselves?", "yes").press("Save the answers")
    assert store.audited("screen_opportunity").by == "Margaret Osei"
    page = sit(ANALYST, "opportunities.py", opportunity="3")
    assert "There are gaps in: Strategy" in page.told
    page.press("Make it an option")
    assert not page.refused
    assert store.audited("make_option").by == "Tom Hughes"
    assert "Mentors in custody suites" in sit(VIEWER, "pathway.py").box("Option").options


def test_what_was_done_on_the_road_is_read_by_an_administrator_in_the_activity(sit: Sit) -> None:
    assert "Margaret Osei" in sit(ADMIN, "activity.py").told
