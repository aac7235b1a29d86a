"""Realisation, as the people meet it who are to take cash out of budgets."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.store import realisation
from core.store.database import open_database
from core.store.tables.versions import every_version
from tests.pages.conftest import Opener, seen, texts
from tests.people import VIEWER, a_person

SAMPLE = "cbt_probation"
COURTS = a_person("analyst", SAMPLE, "courts")


def cells(page: AppTest) -> str:
    """Every cell of every table of the page, as people read it."""
    return " ".join(table.value.to_csv() for table in page.table).replace("\\", "")


def test_the_page_says_what_waits_and_who_is_to_act(app: Opener) -> None:
    page = app(page="realisation.py")
    told = texts(page)
    assert "a year waits on" in told and "What has to be done, and by whom" in told
    assert [metric.label for metric in page.metric][:2] == ["Promised by now", "Out of budgets"]


def test_a_partner_records_cash_and_its_budget(app: Opener, home: Path) -> None:
    page = app(page="realisation.py", person=COURTS)
    page.radio(key="record-kind").set_value("forecast").run()
    amount = next(box for box in page.number_input if box.label == "Cash, £")
    amount.set_value(12_500.0)
    next(button for button in page.button if button.label == "Record it").click()
    assert "12,500" in cells(seen(page.run()))
    db = open_database(home)
    assert [row.what.amount_gbp for row in realisation.every(db, SAMPLE)] == [12_500.0]
    db.close()


def test_cash_without_a_budget_is_refused_in_a_sentence_and_stays_typed(app: Opener) -> None:
    page = app(page="realisation.py", person=COURTS)
    amount = next(box for box in page.number_input if box.label == "Cash, £")
    amount.set_value(12_500.0)
    next(button for button in page.button if button.label == "Record it").click()
    page.run()
    assert "Name the budget" in texts(page)
    assert next(box for box in page.number_input if box.label == "Cash, £").value == 12_500.0


def test_a_partner_changes_its_own_plan_and_that_makes_a_version(app: Opener, home: Path) -> None:
    page = app(page="realisation.py", person=COURTS)
    next(box for box in page.text_input if box.label == "Owner").set_value("")
    save = next(button for button in page.button if button.label == "Save the action")
    save.click()
    assert "Name who does it" in texts(page.run())
    next(box for box in page.text_input if box.label == "Owner").set_value("A new listing officer")
    next(button for button in page.button if button.label == "Save the action").click()
    assert "A new listing officer" in cells(seen(page.run()))
    db = open_database(home)
    assert [version.number for version in every_version(db, SAMPLE)] == [2, 1]
    db.close()


def test_a_viewer_sees_totals_and_no_line(app: Opener) -> None:
    page = app(page="realisation.py", person=VIEWER)
    assert {"Save the action", "Record it"}.isdisjoint(button.label for button in page.button)
    assert "Duty solicitor" not in cells(page) + texts(page)
