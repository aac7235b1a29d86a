"""The Versions page: the list, the way from draft to approved by three people, and what moved between two versions."""

from datetime import UTC, datetime

import pytest

from core.actions.programmes import replace_tables
from core.reports.appraisals import load_version
from core.reports.changes.table_edits import with_cells
from core.store.database import open_database
from tests.pages.conftest import Opener, seen, texts
from tests.people import ANALYST, ANN, BOARD, OTHER_ANALYST, VIEWER

SAMPLE = "cbt_probation"


@pytest.fixture
def two_versions(app, home):
    """The sample with one figure changed."""
    app()
    db = open_database(home)
    table = load_version(db, SAMPLE).tables["costs"]
    key = {"cost_id": table.dicts()[0]["cost_id"]}
    tables = {"costs": with_cells(table, key, {"amount_gbp": "96000"})}
    replace_tables(db, SAMPLE, tables, read_version=1, by=ANN, at=datetime.now(UTC), what="Raised the cost of teams.")
    db.close()


def opened(app: Opener, person):
    return app(page="versions.py", person=person)


def pressed(page, label):
    return seen(next(button for button in page.button if button.label == label).click().run())


def typed(page, label, words):
    field = next(one for one in (*page.text_input, *page.text_area) if one.label == label)
    field.set_value(words)


def test_a_version_goes_from_draft_to_approved_on_the_page(app):
    page = opened(app, ANALYST)
    assert "Draft, not checked" in texts(page)
    typed(page, "Name", "Board January")
    typed(page, "Why it is named", "For the board.")
    page = pressed(page, "Name this version")
    assert 'Version 1 is named "Board January".' in texts(page)
    page = pressed(page, "Send to be checked")
    assert "somebody else checks it" in texts(page)
    page = opened(app, OTHER_ANALYST)
    typed(page, "What this version may not be used for", "Not for one site.")
    page = pressed(page, "I have checked it")
    assert "Checked by Olga Analyst on" in texts(page)
    page = opened(app, BOARD)
    page = pressed(page, "Approve this version")
    assert "Approved by Bea Board on" in texts(page)
    assert "It may not be used for: Not for one site." in texts(page)


def test_a_refused_step_says_why_and_keeps_what_was_typed(app):
    page = opened(app, ANALYST)
    typed(page, "Name", "Board January")
    page = pressed(page, "Name this version")
    assert [error.value for error in page.error] == ["Say why it is named\\. Nothing was saved\\."]
    assert next(one for one in page.text_input if one.label == "Name").value == "Board January"


def test_a_viewer_sees_how_far_a_version_may_be_relied_on_and_is_offered_no_step(app):
    page = opened(app, VIEWER)
    assert "Draft, not checked" in texts(page)
    assert "is for analysts" in texts(page)
    assert not [button for button in page.button if button.label == "Name this version"]


def test_what_moved_between_two_versions_is_shown_in_pounds_with_who_and_why(app, two_versions):
    page = opened(app, ANALYST)
    next(box for box in page.selectbox if box.label == "Option").set_value("salford_only")
    page = seen(page.run())
    table = page.table[-1].value
    assert (table["From"][0], table["To"][0]) == ("95000", "96000")
    assert "Ann, version 2" in table["Changed by"][0]
    assert table.iloc[-1]["Table"] == "All of it"
    assert table.iloc[0]["Net cash"] == table.iloc[-1]["Net cash"] != "£0"


def test_a_name_that_tries_to_be_markdown_is_shown_as_text(app):
    page = opened(app, ANALYST)
    typed(page, "Name", "**Bold** [x](http://evil.example) <b>")
    typed(page, "Why it is named", "# Heading $x$ :material/home:")
    page = pressed(page, "Name this version")
    shown = " ".join(str(one.value) for one in (*page.markdown, *page.success, *page.caption))
    assert "[x](" not in shown and "**Bold**" not in shown
