"""A thread under a figure: written, told to others, changed, refused where it is stale, and limited to one partner."""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.comments import edit_comment
from core.domain.people import Person
from core.reports.comments.threads import all_threads, unread_count
from core.store.database import open_database
from pages.shell import identity
from tests.pages.conftest import NOON, Opener, seen, texts
from tests.people import ANALYST, BOARD, VIEWER, a_person
from tests.signed_in import session_in

NAME = "cbt_probation"
COUNCILS = a_person("board", NAME, "councils", "Cora Council")


def draw_thread() -> None:
    """A page with nothing on it but the comments on one figure and on two benefits."""
    from core.domain.comments import On
    from core.reports.comments.anchors import Thing
    from pages.components import pickers
    from pages.sections.comments import threads

    chosen = pickers.programme()
    threads.thread(chosen, On.figure, "npsv", "Net public value")
    threads.on_one_of(chosen, On.benefit, [Thing("b1", "Beds"), Thing("b2", "Places"), Thing("b3", "Our own", ("gmp",))], "Benefit")


@pytest.fixture
def opened(app: Opener, home: Path, monkeypatch: pytest.MonkeyPatch):
    def start(person: Person = ANALYST) -> AppTest:
        app()
        held = session_in(home, person)
        monkeypatch.setattr(identity, "_cookie", lambda: held)
        return seen(AppTest.from_function(draw_thread, default_timeout=180).run())

    return start


def press(page: AppTest, label: str) -> AppTest:
    button = next(button for button in page.button if button.label == label)
    return seen(button.click().run())


def folds(page: AppTest) -> list[str]:
    return [expander.label for expander in page.expander]


def write(page: AppTest, text: str, **picked: object) -> AppTest:
    press(page, "Write a comment")
    page.text_area(key="new-figure-npsv-text").input(text)
    if "tell" in picked:
        page.multiselect(key="new-figure-npsv-tell").set_value(picked["tell"])
    if "partner" in picked:
        page.selectbox(key="new-figure-npsv-partner").set_value(picked["partner"])
    return press(page, "Save the comment")


def test_a_comment_is_written_counted_and_shown(opened) -> None:
    page = opened()
    assert folds(page) == ["Comments", "Comments by benefit"]
    write(page, "Is it **so**?")
    assert folds(page) == ["Comments (1 open)", "Comments by benefit"]
    assert "Is it **so**?" in texts(page)
    assert not page.text_area


def test_people_who_are_picked_or_named_are_told(opened, home: Path) -> None:
    page = opened()
    for person in (BOARD, COUNCILS):
        session_in(home, person)
    write(page, "@Cora Council, see.", tell=["bea-board"])
    db = open_database(home)
    assert [unread_count(db, person) for person in (BOARD, COUNCILS, ANALYST)] == [1, 1, 0]
    db.close()


def test_a_comment_for_one_partner_is_not_on_the_page_of_another(opened, app: Opener, home: Path) -> None:
    write(opened(), "Canary 917", partner="gmp")
    assert "Canary" in texts(opened())
    other = opened(COUNCILS)
    assert "Canary" not in texts(other) and folds(other) == ["Comments", "Comments by benefit"]


def test_a_person_limited_to_a_partner_can_limit_to_that_one_only(opened) -> None:
    page = press(opened(COUNCILS), "Write a comment")
    assert page.selectbox(key="new-figure-npsv-partner").options == [
        "Everybody of the programme",
        "Only people of The ten councils (together)",
    ]


def test_a_stale_change_is_refused_the_text_stays_and_can_be_saved_once_the_other_was_seen(opened, home: Path) -> None:
    page = write(opened(), "First words.")
    press(page, "Change")
    db = open_database(home)
    edit_comment(db, 1, "From another window.", read_version=1, by=ANALYST, at=NOON + timedelta(days=2))
    db.close()
    page.text_area(key="comment-1-text").input("From this window.")
    press(page, "Save the change")
    assert "after you opened it" in texts(page) and "From another window." in texts(page)
    assert page.text_area(key="comment-1-text").value == "From this window."
    db = open_database(home)
    assert all_threads(db, ANALYST, NAME)[0].comments[0].text == "From another window."
    press(page, "Save the change")
    assert all_threads(db, ANALYST, NAME)[0].comments[0].text == "From this window."
    db.close()


def test_a_form_can_be_left(opened) -> None:
    page = press(opened(), "Write a comment")
    press(page, "Leave it")
    assert not page.text_area


def test_a_viewer_sees_no_comments(opened) -> None:
    assert folds(opened(VIEWER)) == []


def test_comments_on_one_of_several_things_are_counted_there(opened) -> None:
    page = opened()
    page.selectbox(key=f"comments-on-benefit-{NAME}").select("b2")
    seen(page.run())
    seen(page.button(key="new-benefit-b2-open").click().run())
    page.text_area(key="new-benefit-b2-text").input("Too many.")
    press(page, "Save the comment")
    assert page.selectbox(key=f"comments-on-benefit-{NAME}").options == ["Beds", "Places (1 open)", "Our own"]


def test_a_comment_on_a_thing_of_one_partner_is_for_its_people_alone(opened) -> None:
    page = opened()
    page.selectbox(key=f"comments-on-benefit-{NAME}").select("b3")
    seen(page.run())
    seen(page.button(key="new-benefit-b3-open").click().run())
    assert page.selectbox(key="new-benefit-b3-partner").options == ["Only people of Greater Manchester Police"]
