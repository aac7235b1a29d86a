"""Another option is made of one that is there, by those who edit the programme; a version is the start of another programme."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.reports.appraisals import load_version
from core.store.database import open_database
from core.store.tables.folders import read_folder
from tests.case_files import CASES
from tests.pages.conftest import Opener, keep, seen, texts
from tests.people import VIEWER

ONE = read_folder(CASES / "one_hospital")
COPY = "Copy the option"


def titles(home: Path) -> list[str]:
    db = open_database(home)
    found = [option.title for option in load_version(db, "return_to_work").case.options]
    db.close()
    return found


def buttons(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def test_an_option_is_copied_in_two_presses(app: Opener, home: Path) -> None:
    keep(home, ONE)
    before, page = titles(home), app(None, "options.py")
    (copy,) = [button for button in page.button if button.label == COPY]
    seen(copy.click().run())
    assert "as version 2" in texts(page)
    assert titles(home) == [*before, next(title for title in titles(home) if title.endswith(", a copy"))]


def test_a_copy_with_the_title_of_another_is_refused_in_words(app: Opener, home: Path) -> None:
    keep(home, ONE)
    before, page = titles(home), app(None, "options.py")
    (field,) = [field for field in page.text_input if field.label == "Title of the copy"]
    field.set_value(before[-1])
    (copy,) = [button for button in page.button if button.label == COPY]
    seen(copy.click().run())
    assert "There is an option called" in texts(page)
    assert titles(home) == before


def test_people_who_edit_nothing_are_offered_no_copy(app: Opener, home: Path) -> None:
    keep(home, ONE)
    page = app(None, "options.py", person=VIEWER)
    assert COPY not in buttons(page)


def test_the_start_of_another_programme_is_offered_beside_the_tables(app: Opener, home: Path) -> None:
    keep(home, ONE)
    page = app(None, "data.py", view="tables")
    assert "Keep the figures too" in [toggle.label for toggle in page.toggle]
