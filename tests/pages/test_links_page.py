"""The Shared links page: making a link, its address shown once, ending it in two clicks, and whose links are listed."""

import re
from datetime import UTC, datetime

from core.reports.links import shared_page
from core.store import links
from core.store.database import open_database
from tests.pages.conftest import Opener, keep, seen, texts
from tests.pages.hostile import hostile_files
from tests.pages.shell.test_names_are_text import live
from tests.people import ADMIN, ANALYST, BOARD, LEAD_ANALYST, VIEWER

SAMPLE = "cbt_probation"


def opened(app: Opener, person):
    return app(page="links.py", person=person)


def pressed(page, label):
    return seen(next(button for button in page.button if button.label == label).click().run())


def found_at(home, token):
    db = open_database(home)
    try:
        return shared_page(db, token, datetime.now(UTC))
    finally:
        db.close()


def token_on(page):
    return re.search(r"/s/([\w-]{43})", page.code[0].value)[1]


def test_a_link_is_made_shown_once_and_ended_in_two_clicks(app, home):
    page = pressed(opened(app, BOARD), "Make the link")
    token = token_on(page)
    assert b"Thinking skills on probation" in found_at(home, token).page
    page = pressed(page, "I have copied it")
    assert not page.code
    assert token not in str([one.value for one in (*page.markdown, *page.table)])
    page = pressed(page, "End this link now")
    assert "is ended" in texts(page)
    assert found_at(home, token) is None
    assert list(page.table[0].value["State"]) == ["Ended"]


def test_each_sees_its_own_links_and_an_administrator_everybodys(app):
    pressed(opened(app, BOARD), "Make the link")
    pressed(opened(app, ANALYST), "Make the link")
    assert list(opened(app, BOARD).table[0].value["Made by"]) == ["Bea Board"]
    assert list(opened(app, ADMIN).table[0].value["Made by"]) == ["Anil Analyst", "Bea Board"]


def test_a_viewer_shares_nothing(app):
    page = opened(app, VIEWER)
    assert "does not let you share a link" in texts(page)
    assert not [button for button in page.button if button.label == "Make the link"]


def test_a_link_without_a_title_is_refused_with_the_reason(app, home):
    page = opened(app, BOARD)
    next(one for one in page.text_input if one.label == "Title of the page").set_value(" ")
    page = pressed(page, "Make the link")
    assert "Give the page a title" in texts(page)
    assert not page.code
    db = open_database(home)
    assert links.every_link(db, SAMPLE) == ()
    db.close()


def test_only_an_administrator_changes_the_rules_for_small_numbers(app):
    assert not [button for button in opened(app, BOARD).button if button.label == "Save the rules"]
    page = opened(app, ADMIN)
    next(one for one in page.number_input if one.label == "Not shown below").set_value(20)
    page = pressed(page, "Save the rules")
    assert "numbers of people below 20 are not shown" in texts(page)


def test_hostile_names_are_text_on_both_pages_and_on_the_page_that_is_shared(app, home):
    keep(home, hostile_files())
    assert live(app(None, page="versions.py", person=LEAD_ANALYST)) == []
    page = pressed(app(None, page="links.py", person=LEAD_ANALYST), "Make the link")
    assert live(page) == []
    read = found_at(home, token_on(page)).page
    assert b"<script" not in read and b"<img" not in read and b"<b>Council" not in read
