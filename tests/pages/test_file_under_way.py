"""A file under way is kept when its page is left, and what was found follows the heading that is picked."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Opener, keep, seen, texts
from tests.pages.data.test_import_file import ONE, PLACES, pick, press, send, step
from tests.pages.page_switch import switch_to


@pytest.fixture
def page(app: Opener, home: Path) -> AppTest:
    """The page where files are brought, with one programme held."""
    keep(home, ONE)
    return app(None, "data.py", view="add")


DEFLATORS = "Calendar year,Price level,per cent change\n2010,92.818,1.54\n2011,94.686,2.01\n2012,96.14,1.54\n"


def elsewhere_and_back(page: AppTest) -> AppTest:
    """Leave the page for another and come back to it."""
    seen(switch_to(page, "evidence.py").run())
    return seen(switch_to(page, "data.py").run())


def test_leaving_the_page_in_mid_match_loses_neither_the_file_nor_an_answer(page: AppTest) -> None:
    send(page, "input.csv", DEFLATORS)
    pick(page, "Table", "deflators")
    pick(page, "Column of the file for index", "Price level")
    elsewhere_and_back(page)
    assert "You were bringing input.csv: it is as you left it." in texts(page)
    assert next(box.value for box in page.selectbox if box.label == "Column of the file for index") == "Price level"
    press(page, "Put it aside")
    assert "You were bringing" not in texts(page)


def test_the_same_file_sent_again_takes_up_the_answers_given(page: AppTest) -> None:
    send(page, "Places 2026.csv", PLACES)
    press(page, "These columns are right")
    assert step(page) == "Step 3 of 5: mend rows"
    elsewhere_and_back(page)
    assert step(send(page, "Places 2026.csv", PLACES)) == "Step 3 of 5: mend rows"


YEARS = (
    '"Data Source","Examples",\n\n"Last Updated","2026-03-01",\n\n"Place Name","Place Code","2023","2024",\n'
    '"Northfold","NFD","5120","5204",\n"Eastmere","EME","3361","3380",\n"Westhaven","WHN","1230","1244",\n'
)


def test_what_was_found_follows_the_heading_that_is_picked(page: AppTest) -> None:
    send(page, "years.csv", YEARS)
    (box,) = page.number_input
    assert box.value == 5
    seen(box.set_value(6).run())
    assert "rows 1, 3 and 5" in texts(page)
    (box,) = page.number_input
    seen(box.set_value(5).run())
    assert "rows 1, 3 and 5" not in texts(page)


def test_a_table_that_was_picked_is_not_told_that_it_fits_none(page: AppTest) -> None:
    send(page, "years.csv", YEARS)
    assert "fits no table of ours" in texts(page)
    pick(page, "Table", "sites")
    assert "fits no table of ours" not in texts(page)
