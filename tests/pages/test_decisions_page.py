"""Decide without a browser: preparing a meeting, recording a decision, what the log shows."""

import re
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.offers import answer_offer, make_offer
from core.domain.decisions import DecisionAction, Outcome, Position, Stance
from core.domain.offers import Answer, Offer, Reply, Rule
from core.store import decisions, meetings
from core.store.database import Database, open_database
from tests.core.decided import NOON, SAMPLE_ID, recorded_in
from tests.pages.conftest import Opener, seen, texts
from tests.pages.hostile import LIVE_MARKS, OPTION_UP, PARTNER, PROGRAMME, QUESTION
from tests.people import ANALYST, BOARD, VIEWER, a_person

# What is escaped is text: with it taken away, nothing that starts a format may be left.
ESCAPED = re.compile(r"\\.")
POLICE = a_person("board", SAMPLE_ID, "gmp")


@pytest.fixture
def db(app: Opener, home: Path) -> Database:
    """The store of the page."""
    app("sample", "terms.py")
    return open_database(home)


def key(name: str, count: int = 0) -> str:
    """The key of a box of the form."""
    return f"decision-{count}-{SAMPLE_ID}-{name}"


def press(shown: AppTest, label: str) -> AppTest:
    """Press the button of this name."""
    return seen(next(button for button in shown.button if button.label.startswith(label)).click().run())


def test_a_meeting_is_prepared_by_one_press_and_shows_the_way_in(app: Opener, db: Database) -> None:
    shown = app(None, "decisions.py", person=ANALYST, view="meetings")
    press(shown, "Prepare the meeting")
    kept = meetings.of_programme(db, SAMPLE_ID)
    ask = "Approve this option: Offer it in all ten authorities."
    assert [(each.ask, each.number, len(each.levers)) for each in kept] == [(ask, 1, 3)]
    assert "Board on Thinking skills on probation" in shown.table[0].value["Meeting"].iloc[0]


def test_a_meeting_without_a_title_is_refused_and_what_was_typed_stays(app: Opener, db: Database) -> None:
    shown = app(None, "decisions.py", person=ANALYST, view="meetings")
    seen(shown.text_input(key=f"prepare-title-{SAMPLE_ID}").set_value(" ").run())
    ask = f"prepare-ask-{SAMPLE_ID}-ten_boroughs"
    seen(shown.text_input(key=ask).set_value("Approve it.").run())
    press(shown, "Prepare the meeting")
    said = [error.value.replace("\\", "") for error in shown.error]
    assert said == ["The meeting has no title: give it one, such as the name of the board."]
    assert shown.text_input(key=ask).value == "Approve it."
    assert meetings.of_programme(db, SAMPLE_ID) == ()


def test_a_decision_is_recorded_in_four_entries_and_opens_with_its_minute(app: Opener, db: Database) -> None:
    shown = app(None, "decisions.py", person=BOARD, view="record")
    seen(shown.button_group(key=key("outcome")).set_value(Outcome.approve).run())
    seen(shown.text_area(key=key("reasons")).set_value("It pays.").run())
    seen(shown.checkbox(key=key("all-agree")).check().run())
    press(shown, "Record the decision")
    kept = decisions.of_programme(db, SAMPLE_ID)[0]
    assert (kept.outcome, kept.option_id, kept.decided_on) == (Outcome.approve, "salford_only", datetime.now(UTC).date())
    assert {row.stance for row in kept.positions} == {Stance.agrees}
    assert "Decision 1 is recorded." in texts(shown)
    assert "Worked out again from the version as kept: the same." in texts(shown)
    assert shown.code[0].value.startswith("Thinking skills on probation: decision 1 of ")


def test_everything_wrong_is_told_at_once_and_what_was_typed_stays(app: Opener, db: Database) -> None:
    shown = app(None, "decisions.py", person=BOARD, view="record")
    press(shown, "Record the decision")
    assert [error.value.split(":")[0] for error in shown.error] == ["What was decided is not chosen\\"]
    seen(shown.button_group(key=key("outcome")).set_value(Outcome.approve_with_conditions).run())
    seen(shown.date_input(key=key("date")).set_value(datetime.now(UTC).date() + timedelta(days=3)).run())
    seen(shown.button_group(key=key("stance-gmp")).set_value(Stance.agrees_if).run())
    seen(shown.text_input(key=key("what-0")).set_value("Sign the deal").run())
    press(shown, "Record the decision")
    told = " ".join(error.value.replace("\\", "") for error in shown.error)
    for said in ("in the future", "No reasons", "write the conditions", "Police agrees if what?", "has no owner", "has no date"):
        assert said in told
    assert shown.text_input(key=key("what-0")).value == "Sign the deal"
    assert decisions.of_programme(db, SAMPLE_ID) == ()


def test_a_new_decision_can_name_the_one_it_takes_the_place_of(app: Opener, db: Database) -> None:
    recorded_in(db)
    shown = app(None, "decisions.py", person=BOARD, view="record")
    seen(shown.button_group(key=key("outcome")).set_value(Outcome.reject).run())
    seen(shown.text_area(key=key("reasons")).set_value("The grant was not renewed.").run())
    seen(shown.selectbox(key=key("supersedes")).set_value(1).run())
    press(shown, "Record the decision")
    assert shown.table[0].value["State"].tolist() == ["stands", "superseded by decision 2"]


def test_positions_are_filled_in_from_the_answers_and_a_tick_for_all_overrules_none_of_them(app: Opener, db: Database) -> None:
    offer = Offer(option_id="ten_boroughs", rule=Rule.proportional)
    made = make_offer(db, SAMPLE_ID, offer, version_number=1, by=BOARD, at=NOON)
    for reply in (Reply(partner_id="gmp", answer=Answer.accept), Reply(partner_id="courts", answer=Answer.decline)):
        answer_offer(db, SAMPLE_ID, made.offer_id, reply, by=BOARD, at=NOON)
    shown = app(None, "decisions.py", person=BOARD, view="record")
    seen(shown.selectbox(key=key("option")).set_value("ten_boroughs").run())
    assert shown.selectbox(key=key("split-ten_boroughs")).value == made.offer_id
    assert shown.button_group(key=key("stance-courts")).value == Stance.does_not_agree
    assert f"2 filled in from the answers to offer {made.offer_id}." in texts(shown)
    seen(shown.button_group(key=key("outcome")).set_value(Outcome.approve).run())
    seen(shown.text_area(key=key("reasons")).set_value("It pays.").run())
    seen(shown.checkbox(key=key("all-agree")).check().run())
    assert "By this tick 6 more agree. It does not overrule Courts, prosecution and legal aid (does not agree)." in texts(shown)
    press(shown, "Record the decision")
    kept = decisions.of_programme(db, SAMPLE_ID)[0]
    stances = {row.partner_id: row.stance for row in kept.positions}
    assert (stances["courts"], stances["gmp"], stances["nhs_gm"]) == (Stance.does_not_agree, Stance.agrees, Stance.agrees)
    assert kept.offer_id == made.offer_id and kept.frozen.split is not None
    assert {row.option_id for row in kept.alternatives} == {"stop", "salford_only", "new_rules", "boroughs_then_rules"}
    assert "less than the option chosen." in kept.alternatives[1].why_rejected


def test_who_may_not_record_is_told_who_may(app: Opener) -> None:
    shown = app("sample", "decisions.py", person=ANALYST, view="record")
    assert "recorded by a member of the board" in texts(shown)
    assert "Record the decision" not in {button.label for button in shown.button}


def test_a_viewer_reads_decisions_and_changes_none(app: Opener, db: Database) -> None:
    recorded_in(db)
    shown = app(None, "decisions.py", person=VIEWER)
    assert "Worked out again from the version as kept: the same." in texts(shown)
    assert {button.label for button in shown.button} == {"Search", "Sign out"}


def test_a_member_of_one_partners_board_speaks_for_that_partner(app: Opener, db: Database) -> None:
    recorded_in(db)
    shown = app(None, "decisions.py", person=POLICE)
    assert shown.selectbox(key="position-1-3-partner").options == ["Greater Manchester Police"]
    seen(shown.selectbox(key="position-1-3-stance-gmp").set_value(Stance.does_not_agree).run())
    press(shown, "Record the position")
    assert "Greater Manchester Police: does not agree" in texts(shown)
    assert len(decisions.get(db, 1).positions) == 4


def test_an_action_is_marked_as_done(app: Opener, db: Database) -> None:
    recorded_in(db)
    shown = app(None, "decisions.py", person=ANALYST)
    press(shown, "Mark as done")
    assert "done, said Anil Analyst" in texts(shown)


def test_an_action_that_is_overdue_is_said_first(app: Opener, db: Database) -> None:
    recorded_in(db, decided_on=date(2026, 1, 5), actions=(DecisionAction(what="Sign", owner="Jo", due_on=date(2026, 1, 6)),))
    assert "Overdue: 1 of 1 open actions." in texts(app(None, "decisions.py", person=VIEWER))


@pytest.mark.parametrize("name", [PROGRAMME, QUESTION, PARTNER, OPTION_UP])
def test_what_people_wrote_in_a_decision_is_shown_as_they_wrote_it(app: Opener, db: Database, name: str) -> None:
    actions = (DecisionAction(what=name, owner=name, due_on=date(2027, 1, 6)),)
    positions = (Position(partner_id="gmp", stance=Stance.agrees_if, condition=name),)
    recorded_in(db, question=name, words=name, reasons=name, actions=actions, positions=positions)
    shown = app(None, "decisions.py", person=BOARD)
    assert name in shown.code[0].value
    said = " ".join(str(element.value) for element in (*shown.markdown, *shown.caption))
    assert not [mark for mark in LIVE_MARKS if mark in ESCAPED.sub("", said)]


def test_figures_that_can_no_longer_be_worked_out_as_kept_are_said_to_differ(app: Opener, db: Database, home: Path) -> None:
    recorded_in(db)
    shown = app(None, "decisions.py", person=VIEWER)  # signed in first: a store that was altered lets no person sign in
    with sqlite3.connect(home / "state.db") as state:
        state.execute("drop trigger decisions_refuses_update")
        state.execute("update decisions set figures = json_set(figures, '$.options.ten_boroughs.npsv_gbp', 1.0)")
    shown.run()
    assert "Worked out again today, 1 of these differ: options, ten_boroughs, npsv_gbp." in texts(shown)
