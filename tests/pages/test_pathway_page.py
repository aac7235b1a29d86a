"""The road to scale, through the page, by the role that would do it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.gates import GateKey, Ruling
from core.domain.people import Person
from core.store.database import Database, open_database
from core.store.gates import decisions_of, reframings_of, settings_of
from core.store.readiness import assessments_of
from pages.shell.page_list import built
from tests.new_store import store_with
from tests.pages.conftest import Opener, keep, seen, texts
from tests.pages.hostile import hostile_files
from tests.pages.shell.test_names_are_text import live
from tests.people import ANALYST, VIEWER
from tests.road_sample import BOARD, OUT, POLICE, SAMPLE, UP, change_cell, decide, hold_to, keep_sample, override

OF_NO_CASE = ("drafts.py", "terms.py", "account.py", "accessibility.py", "people.py")
ABOUT_A_CASE = [place.file for place in built() if place.file not in OF_NO_CASE]


@pytest.fixture
def kept(home: Path) -> Path:
    """A store with the sample, its gates held to something and the people who decide."""
    store_with(_held, home).close()
    return home


def _held(db: Database) -> None:
    keep_sample(db)
    hold_to(db)


def within(home: Path, act: Callable[[Database], object]) -> object:
    """Do something in the store of this test."""
    db = open_database(home)
    try:
        return act(db)
    finally:
        db.close()


def gates_page(app: Opener, person: Person, option: str = OUT) -> AppTest:
    return app(None, "pathway.py", person=person, view="gates", option=option)


def fill(
    page: AppTest, ruling: Ruling, *, evidence: list[str] | None = None, reason: str = "", until: date | None = None
) -> AppTest:
    """Fill the form in, and send it."""
    page.radio[0].set_value(ruling)
    page.multiselect[0].set_value(evidence or [])
    page.text_area[0].set_value(reason)
    if until is not None:
        next(box for box in page.date_input if box.label == "Look again by").set_value(until)
    return press(page, "Record the decision")


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == label]
    return seen(button.click().run())


def pick_gate(page: AppTest, gate: GateKey) -> AppTest:
    return seen(page.selectbox(key=f"gate-{SAMPLE}").set_value(gate).run())


def test_a_newcomer_sees_where_it_stands_what_blocks_it_and_whose_move_it_is(look: Opener) -> None:
    page = look("sample", "pathway.py")
    assert "The programme stands at “scaled out”; ahead: sustained" in texts(page)
    assert "Next is “Gate 1: the test was delivered”: the data bear it out, and the move is the board's." in texts(page)
    assert "Scaling has been the intention since 18 September 2025" in texts(page)


def test_a_case_that_lacks_what_comes_first_is_shown_as_a_draft(app: Opener, home: Path) -> None:
    keep(home, hostile_files())
    assert "This scale case is a draft. Missing:" in texts(app(None, "pathway.py"))


def test_the_board_decides_a_gate_on_named_evidence(app: Opener, kept: Path) -> None:
    page = fill(gates_page(app, BOARD), Ruling.met, evidence=["actuals"])
    assert "Decided “Gate 1: the test was delivered”: met." in texts(page)
    (row,) = within(kept, lambda db: decisions_of(db, SAMPLE))
    assert (row.ruling, row.decided_by, row.number) == (Ruling.met, BOARD.name, 1)


def test_a_gate_without_evidence_is_refused_and_what_was_typed_stays(app: Opener, kept: Path) -> None:
    page = fill(gates_page(app, BOARD), Ruling.met, reason="It went well.")
    assert [error.value.replace("\\", "") for error in page.error] == [
        "A gate cannot be met without evidence: name what it rests on."
    ]
    assert page.text_area[0].value == "It went well."
    assert within(kept, lambda db: decisions_of(db, SAMPLE)) == ()


def test_nothing_chosen_is_said_and_not_recorded(app: Opener, kept: Path) -> None:
    page = press(gates_page(app, BOARD), "Record the decision")
    assert "Choose what was decided" in page.error[0].value
    assert within(kept, lambda db: decisions_of(db, SAMPLE)) == ()


def test_an_override_is_decided_with_a_reason_and_a_day(app: Opener, kept: Path) -> None:
    page = pick_gate(gates_page(app, BOARD), GateKey.effective)
    page = fill(page, Ruling.overridden, reason="The grant ends in March.", until=date(2099, 3, 3))
    assert not page.error
    assert "because: The grant ends in March. To be looked at again by 3 March 2099." in texts(page)


@pytest.mark.parametrize("file", ABOUT_A_CASE)
def test_an_override_shows_on_every_page_of_the_case(app: Opener, kept: Path, file: str) -> None:
    within(kept, override)
    page = app(None, file)
    warned = [warning.value.replace("\\", "") for warning in page.warning]
    assert any("Passed against what the data say: “Gate 2" in text and "by Bea Board" in text for text in warned), warned


def test_without_an_override_no_page_warns_of_one(app: Opener, kept: Path) -> None:
    assert "Passed against" not in texts(app(None, "summary.py"))


@pytest.mark.parametrize("person", [VIEWER, ANALYST], ids=lambda person: person.name)
def test_who_does_not_sit_on_the_board_sees_gates_and_cannot_decide_them(app: Opener, kept: Path, person: Person) -> None:
    page = gates_page(app, person)
    assert "Gates are decided by the board." in texts(page)
    assert "Record the decision" not in [button.label for button in page.button]
    assert "Save what the gates are held to" not in [button.label for button in page.button]


def test_what_changed_since_asks_the_board_to_look_again(app: Opener, kept: Path) -> None:
    within(kept, lambda db: decide(db, GateKey.delivered, Ruling.met, evidence=["actuals"]))
    within(kept, lambda db: change_cell(db, "sites", {"site_id": "salford"}, title="Salford and Eccles"))
    assert "Decided on version 1; the figures have changed since: look again." in texts(gates_page(app, BOARD))


def test_a_decision_made_meanwhile_is_not_overwritten_unseen(app: Opener, kept: Path) -> None:
    page = gates_page(app, BOARD)
    within(kept, lambda db: decide(db, GateKey.delivered, Ruling.not_met, reason="Too early.", by=POLICE))
    page = fill(page, Ruling.met, evidence=["actuals"])
    assert "Somebody else changed this gate since you opened it: Pat Police" in texts(page)
    assert len(within(kept, lambda db: decisions_of(db, SAMPLE))) == 1
    assert "Decided" in texts(fill(page, Ruling.met, evidence=["actuals"]))
    assert len(within(kept, lambda db: decisions_of(db, SAMPLE))) == 2


def test_the_board_sets_what_gates_are_held_to(app: Opener, home: Path) -> None:
    within(home, keep_sample)
    page = gates_page(app, BOARD)
    assert "The partnership has agreed nothing yet" in texts(page)
    page.number_input[0].set_value(10.0)
    page.text_input[0].set_value("Reform board")
    next(box for box in page.date_input if box.label == "Agreed on").set_value(date(2026, 1, 5))
    page = press(page, "Save what the gates are held to")
    assert not page.error
    assert within(home, lambda db: settings_of(db, SAMPLE)).settings.tolerance_share == pytest.approx(0.1)


def test_scaling_up_asks_who_agreed_to_see_the_problem_anew(app: Opener, kept: Path) -> None:
    page = gates_page(app, BOARD, UP)
    assert "Nobody is recorded as having agreed to see it so." in texts(page)
    next(box for box in page.text_input if box.key is None and box.help and "body that met" in box.help).set_value("All partners")
    next(box for box in page.date_input if box.label == "Words agreed on").set_value(date(2026, 1, 5))
    page = press(page, "Record the agreement")
    assert "Agreed by All partners on 5 January 2026." in texts(page)
    assert len(within(kept, lambda db: reframings_of(db, SAMPLE))) == 1


def test_a_partner_s_people_record_how_ready_it_is_and_see_no_other_to_record(app: Opener, kept: Path) -> None:
    page = app(None, "pathway.py", person=POLICE, view="readiness")
    assert page.selectbox(key=f"whose-{SAMPLE}").options == ["Greater Manchester Police"]
    page.radio[0].set_value(3)
    page = press(page, "Record the step")
    assert "agreed and under way (3 of 4)" in str(page.table[0].value.to_dict("records")).replace("\\", "")
    (row,) = within(kept, lambda db: assessments_of(db, SAMPLE))
    assert (row.partner_id, row.level, row.recorded_by, row.assessed_by) == ("gmp", 3, POLICE.name, POLICE.name)


def test_a_viewer_sees_readiness_and_records_none(app: Opener, kept: Path) -> None:
    page = app(None, "pathway.py", person=VIEWER, view="readiness")
    assert "Whoever speaks for a partner records how ready it is." in texts(page)
    assert "Record the step" not in [button.label for button in page.button]


def test_lines_of_other_partners_are_not_shown_to_one_partner(app: Opener, kept: Path) -> None:
    whole = app(None, "pathway.py", person=BOARD, view="seen").table[0].value
    own = app(None, "pathway.py", person=POLICE, view="seen").table[0].value
    assert (len(whole), len(own)) == (6, 1)


@pytest.mark.parametrize("view", ["stands", "gates", "readiness", "lasting", "seen", "case"])
def test_names_are_text_in_every_view(app: Opener, home: Path, view: str) -> None:
    keep(home, hostile_files())
    assert live(app(None, "pathway.py", view=view)) == []


def test_the_summary_says_the_stage_and_the_next_gate(app: Opener, kept: Path) -> None:
    assert "The programme is being scaled. Next is “Gate 1: the test was delivered”" in texts(app(None, "summary.py"))


def test_the_case_is_put_together_in_five_dimensions(app: Opener, kept: Path) -> None:
    page = app(None, "pathway.py", view="case")
    assert [header.value for header in page.subheader] == ["Strategic", "Economic", "Commercial", "Financial", "Management"]
