"""A beginner's folder is mended on the page as on the command line: two answers, no cell typed anew, nothing saved before."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.reports.appraisals import load_version
from core.reports.data.table_rows import zipped
from core.store.database import open_database
from core.store.programmes import list_programmes
from core.store.tables.folders import read_folder
from tests.pages.conftest import Opener, buttons, seen, texts
from tests.people import BOARD

FIRST_TRY = Path(__file__).parents[2] / "core" / "ingest" / "messy" / "first_try"
ZIP = zipped({name: data.decode("utf-8-sig") for name, data in read_folder(FIRST_TRY).items()})
EVERY, SAVE = "Take every suggestion", "Save as a new version"


def send(page: AppTest) -> AppTest:
    return seen(page.file_uploader[0].set_value([("first_try.zip", ZIP, "application/zip")]).run())


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label.replace("\\", "").split(":gray")[0] == label]
    return seen(button.click().run())


def test_a_first_folder_needs_two_answers_and_is_saved_as_a_new_programme(app: Opener, home: Path) -> None:
    page = send(app("sample", "data.py", view="add"))
    assert "What is open" in texts(page)
    assert '"council": not one of the words' in texts(page)
    assert SAVE not in buttons(page)
    page = press(page, EVERY)
    assert EVERY not in buttons(page)
    assert "How are decimals written under people_per_year?" in texts(page)
    page = press(page, "1,4: a comma before decimals, points between thousands (suggested)")
    assert "A new programme: Housing First in Greater Manchester" in texts(page).replace("*", "")
    page = press(page, SAVE)
    assert "Saved Housing First in Greater Manchester as version 1" in texts(page)
    db = open_database(home)
    (made,) = [one.programme_id for one in list_programmes(db) if one.title == "Housing First in Greater Manchester"]
    case = load_version(db, made).case
    db.close()
    assert [partner.kind.value for partner in case.partners][1] == "local_authority"
    assert case.benefits[0].unit_value_gbp == 7900
    assert case.deflators == ()


def test_answers_are_taken_back_at_once(app: Opener) -> None:
    page = press(send(app("sample", "data.py", view="add")), EVERY)
    assert "cells read otherwise than they stand" in " ".join(fold.label for fold in page.expander)
    page = press(page, "Begin the answers anew")
    assert EVERY in buttons(page)


def test_people_who_bring_nothing_are_asked_nothing(app: Opener) -> None:
    page = app("sample", "data.py", person=BOARD, view="add")
    assert not page.file_uploader
