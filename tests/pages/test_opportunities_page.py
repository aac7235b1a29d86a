"""Opportunities, from the person who raises one to the option it becomes, through the page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.opportunities import edit_opportunity, raise_opportunity
from core.domain.opportunities import Answer, OpportunityState
from core.reports.appraisals import load_version
from core.store.database import Database, open_database
from core.store.opportunities import get_opportunity, list_opportunities
from tests.new_store import store_with
from tests.pages.conftest import Opener, seen, texts
from tests.pages.hostile import OPTION, PARTNER
from tests.pages.shell.test_names_are_text import live
from tests.people import ANALYST, BOARD, VIEWER
from tests.road_sample import NOON, POLICE, SAMPLE, keep_sample

SAID = {"title": "Mentors", "problem": "It fades.", "who_benefits": "People.", "partner_id": "provider"}


@pytest.fixture
def kept(home: Path) -> Path:
    """A store with the sample and one opportunity of the police's people."""
    store_with(_held, home).close()
    return home


def _held(db: Database) -> None:
    keep_sample(db)
    raise_opportunity(db, SAMPLE, **SAID, by=POLICE, at=NOON)


def within(home: Path, act: Callable[[Database], object]) -> object:
    """Do something in the store of this test."""
    db = open_database(home)
    try:
        return act(db)
    finally:
        db.close()


def one(home: Path) -> object:
    return within(home, lambda db: get_opportunity(db, SAMPLE, 1))


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == label]
    return seen(button.click().run())


def labels(page: AppTest) -> set[str]:
    return {button.label for button in page.button}


def test_nobody_has_raised_one_yet(app: Opener) -> None:
    page = app("sample", "opportunities.py")
    assert "Nobody has raised an opportunity yet." in texts(page)
    assert "Raise it" in labels(page)


def test_a_partner_s_people_raise_one(app: Opener, home: Path) -> None:
    within(home, keep_sample)
    page = app(None, "opportunities.py", person=POLICE)
    page.text_input[0].set_value("Mentors for all")
    page.text_area[0].set_value("What is learnt fades.")
    page.text_area[1].set_value("People who complete.")
    page = press(page, "Raise it")
    assert "Raised the opportunity." in texts(page)
    (row,) = within(home, lambda db: list_opportunities(db, SAMPLE))
    assert (row.title, row.raised_by) == ("Mentors for all", POLICE.name)


def test_what_is_missing_is_said_and_what_was_typed_stays(app: Opener, home: Path) -> None:
    within(home, keep_sample)
    page = app(None, "opportunities.py", person=POLICE)
    page.text_area[0].set_value("What is learnt fades.")
    page = press(page, "Raise it")
    assert page.error[0].value.replace("\\", "") == "Give it a title."
    assert page.text_area[0].value == "What is learnt fades."


def test_a_viewer_sees_what_became_of_each_and_does_nothing(app: Opener, kept: Path) -> None:
    page = app(None, "opportunities.py", person=VIEWER)
    assert "Mentors" in texts(page)
    assert not labels(page) & {"Raise it", "Save the answers", "Save the wording", "Make it an option", "Decline it"}


def test_screening_shows_gaps_and_no_total(app: Opener, kept: Path) -> None:
    page = app(None, "opportunities.py", person=BOARD)
    page.radio[0].set_value(Answer.yes)
    page.radio[1].set_value(Answer.partly)
    page = press(page, "Save the answers")
    assert "There are gaps in: Strategy" in texts(page)
    assert one(kept).state is OpportunityState.screening
    table = next(table.value for table in page.table if "Question" in table.value.columns)
    assert [str(cell) for cell in table.Answer[:3]] == ["yes", "partly", "not asked yet"]


def test_an_analyst_turns_it_into_an_option_that_every_page_then_offers(app: Opener, kept: Path) -> None:
    page = press(app(None, "opportunities.py", person=ANALYST), "Make it an option")
    assert "Made it an option, in a new version." in texts(page)
    assert one(kept).state is OpportunityState.option
    case = within(kept, lambda db: load_version(db, SAMPLE).case)
    assert case.options[-1].title == "Mentors"
    assert not labels(page) & {"Make it an option", "Decline it"}
    assert "Mentors" in app(None, "pathway.py", person=ANALYST).selectbox(key=f"option-{SAMPLE}").options


def test_a_board_member_declines_with_a_reason_and_makes_no_option(app: Opener, kept: Path) -> None:
    page = app(None, "opportunities.py", person=BOARD)
    assert "Make it an option" not in labels(page)
    page = press(page, "Decline it")
    assert "Say why it is declined" in page.error[0].value
    next(area for area in page.text_area if area.label == "Reason").set_value("Tried in 2019.")
    page = press(page, "Decline it")
    assert "Declined: Tried in 2019." in texts(page)


def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(app: Opener, kept: Path) -> None:
    page = app(None, "opportunities.py", person=BOARD)
    changed = {**SAID, "title": "Mentors for all"}
    within(kept, lambda db: edit_opportunity(db, SAMPLE, 1, **changed, read_version=1, by=POLICE, at=NOON))
    page.radio[0].set_value(Answer.yes)
    page = press(page, "Save the answers")
    assert "Somebody else changed this opportunity since you opened it: Pat Police" in texts(page)
    assert dict(one(kept).answers) == {}


def test_what_people_wrote_is_text(app: Opener, home: Path) -> None:
    said = {"title": OPTION, "problem": PARTNER, "who_benefits": OPTION, "partner_id": "provider"}
    within(home, lambda db: (keep_sample(db), raise_opportunity(db, SAMPLE, **said, by=POLICE, at=NOON)))
    assert live(app(None, "opportunities.py")) == []
