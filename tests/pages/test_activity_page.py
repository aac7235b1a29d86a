"""The Activity page: what was done, comments, one's inbox, and for administrators the audit."""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.comments import begin_thread
from core.domain.comments import Anchor, On
from core.domain.people import Person
from core.store import comments
from core.store.database import open_database
from tests.pages.conftest import NOON, Opener, seen, texts
from tests.pages.hostile import LIVE_MARKS, OPTION, PROGRAMME
from tests.pages.shell.test_names_are_text import live, shown
from tests.people import ADMIN, ANALYST, BOARD, LEAD_ANALYST, VIEWER, a_person
from tests.signed_in import session_in

NAME = "cbt_probation"
NPSV = Anchor(programme_id=NAME, kind=On.figure, id="npsv")


def view(page: AppTest, name: str) -> AppTest:
    return seen(page.button_group(key="activity-view").set_value(name).run())


def say(home: Path, text: str, by: Person = ANALYST, label: str = "Net public value", partner_id: str | None = None) -> None:
    """Begin a thread as a person who is known to the store."""
    session_in(home, by)
    db = open_database(home)
    begin_thread(db, NPSV, label, text, by=by, at=NOON + timedelta(days=1), partner_id=partner_id)
    db.close()


@pytest.fixture
def told(app: Opener, home: Path) -> Opener:
    """A service in which the lead analyst was named in a comment."""
    app()
    say(home, "Is it so, @Lena Lead?")
    return app


def test_what_was_done_is_told_by_day_in_sentences_the_newest_first(told: Opener) -> None:
    page = told(None, "activity.py")
    assert [header.value for header in page.header] == ["23 November 2026", "22 November 2026"]
    said = texts(page)
    assert "Anil Analyst commented on Net public value." in said
    assert "Ann made version 1: " in said


def test_one_person_s_doings_and_one_kind_can_be_asked_for(told: Opener) -> None:
    page = told(None, "activity.py")
    seen(page.selectbox(key="feed-by").select("Ann").run())
    assert "commented" not in texts(page)
    seen(page.selectbox(key="feed-kind").select("Comments").run())
    assert "Nothing of that kind" in texts(page)


def test_a_mention_is_counted_read_and_marked(told: Opener, home: Path) -> None:
    page = view(told(None, "activity.py"), "you")
    assert "Not read. Anil Analyst named you in a comment on Net public value." in texts(page).replace("**", "")
    (button,) = [button for button in page.button if button.label == "Mark all as read"]
    seen(button.click().run())
    assert "0 of 1 not read yet." in texts(page)
    db = open_database(home)
    assert comments.mentions_of(db, LEAD_ANALYST.person_id, most=9, unread_only=True) == ()
    db.close()


def test_a_thread_is_answered_and_resolved_from_the_page(told: Opener, home: Path) -> None:
    page = view(told(None, "activity.py"), "comments")
    seen(page.button(key="thread-1-reply").click().run())
    page.text_area(key="thread-1-text").input("It is.")
    (save,) = [button for button in page.button if button.label == "Save the reply"]
    seen(save.click().run())
    assert "It is." in texts(page)
    assert not page.text_area
    seen(page.button(key="thread-1-turn").click().run())
    assert "Resolved by Lena Lead" in texts(page)
    db = open_database(home)
    assert [row.text for row in comments.comments_of(db, [1])] == ["Is it so, @Lena Lead?", "It is."]
    db.close()


def test_an_empty_reply_is_refused_and_the_form_stays(told: Opener) -> None:
    page = view(told(None, "activity.py"), "comments")
    seen(page.button(key="thread-1-reply").click().run())
    page.text_area(key="thread-1-text").input("   ")
    (save,) = [button for button in page.button if button.label == "Save the reply"]
    seen(save.click().run())
    assert "A comment needs some words." in texts(page)
    assert page.text_area(key="thread-1-text").value == "   "


def test_a_comment_for_another_partner_is_on_no_page_of_a_person_of_one(app: Opener, home: Path) -> None:
    app()
    say(home, "Canary 917", partner_id="gmp", label="Canary 918")
    person = a_person("board", NAME, "councils", "Cora Council")
    page = app(None, "activity.py", person=person)
    told = texts(page)
    for name in ("comments", "you"):
        told += texts(view(page, name))
    assert "Canary" not in told
    assert "Anil Analyst commented, for another partner." in told


def test_an_administrator_finds_checks_and_takes_away_the_audit(told: Opener) -> None:
    page = view(told(None, "activity.py", person=ADMIN), "audit")
    assert "2 entries found." in texts(page)
    seen(page.selectbox(key="audit-by").select("Ann").run())
    assert "1 entry found." in texts(page)
    seen(page.button_group(key="audit-scope").set_value("Everything").run())
    (check,) = [button for button in page.button if button.label == "Check the audit"]
    seen(check.click().run())
    assert "The audit is whole: " in texts(page)


@pytest.mark.parametrize(("person", "may"), [(ANALYST, False), (BOARD, False), (ADMIN, True)])
def test_only_an_administrator_is_offered_the_audit(app: Opener, person: Person, may: bool) -> None:
    page = app("sample", "activity.py", person=person)
    assert ("Audit" in page.button_group(key="activity-view").options) == may


def test_a_viewer_does_not_see_what_was_done(app: Opener) -> None:
    page = app("sample", "activity.py", person=VIEWER)
    assert "made version" not in texts(page)
    assert "does not let you see what was done" in texts(page)


def test_what_people_write_is_text(told: Opener, home: Path) -> None:
    say(home, f"{PROGRAMME}\n{OPTION}", by=ADMIN, label=OPTION)
    page = told(None, "activity.py")
    assert live(page) == []
    assert PROGRAMME in shown(view(page, "comments"))
    assert live(page) == []
    assert [mark for mark in LIVE_MARKS if mark in PROGRAMME + OPTION]
