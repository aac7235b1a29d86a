"""Bringing tables: what is wrong is named and nothing is saved; what is right shows its effect, is saved, and can be undone."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.reports.data.table_rows import zipped
from core.store.database import open_database
from core.store.tables.folders import read_folder
from core.store.tables.versions import every_version
from tests.case_files import CASES
from tests.pages.conftest import Opener, buttons, keep, seen, texts
from tests.pages.page_switch import switch_to
from tests.people import BOB

ONE = read_folder(CASES / "one_hospital")
DEARER = ONE["costs.csv"].replace(b"200000", b"300000")


@pytest.fixture
def page(app: Opener, home: Path) -> AppTest:
    """The page where tables are brought, with one programme held."""
    keep(home, ONE)
    return app(None, "data.py", view="add")


def send(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Put files into the upload control."""
    return seen(page.file_uploader[0].set_value([(name, data, "text/csv") for name, data in files]).run())


def cells(page: AppTest, column: str) -> list[str]:
    """What a column of the first table that has it says."""
    table = next(table.value for table in page.table if column in table.value.columns)
    return [cell.replace("\\", "") for cell in table[column]]


def save(page: AppTest) -> AppTest:
    (button,) = [button for button in page.button if button.label == "Save as a new version"]
    return seen(button.click().run())


def labels(page: AppTest) -> list[str]:
    return [button.label for button in page.button]


def versions(home: Path) -> list[tuple[int, str]]:
    db = open_database(home)
    found = [(version.number, version.state) for version in every_version(db, "return_to_work")]
    db.close()
    return found


def test_what_is_wrong_is_named_and_nothing_can_be_saved(page: AppTest, home: Path) -> None:
    send(page, ("cost_shares.csv", ONE["cost_shares.csv"].replace(b"team,LA,0.6", b"team,LA,0.5")))
    assert "1 problem" in texts(page)
    assert "nothing was loaded" in texts(page)
    assert (cells(page, "File"), cells(page, "Row"), cells(page, "Column")) == (["cost_shares.csv"], ["2"], ["pay_share"])
    assert "Save as a new version" not in labels(page)
    assert versions(home) == [(1, "current")]


def test_the_effect_is_shown_in_pounds_before_anything_is_saved(page: AppTest, home: Path) -> None:
    send(page, ("costs.csv", DEARER))
    assert cells(page, "Changed") == ["1"]
    assert cells(page, "After") == ["300000"]
    expected = json.loads((CASES / "one_hospital" / "expected.json").read_text(encoding="utf-8"))
    assert cells(page, "Net public value now") == [f"£{expected['options']['out']['npsv_gbp']:,.0f}"]
    assert cells(page, "Change") == ["\u2212\u2060£1.8m"]
    assert versions(home) == [(1, "current")]


def test_what_is_confirmed_is_a_new_version_and_undo_brings_the_one_before_back(page: AppTest, home: Path) -> None:
    save(send(page, ("costs.csv", DEARER)))
    assert "Saved Integrated case as version 2: costs." in texts(page)
    assert versions(home) == [(2, "current"), (1, "current")]
    assert not page.file_uploader[0].value
    switch_to(page, "summary.py")
    dearer = [metric.value for metric in seen(page.run()).metric]
    assert "Version 2" in texts(page)
    switch_to(page, "data.py")
    seen(page.run())
    seen(page.button_group(key="data-view").set_value("history").run())
    (undo,) = [button for button in page.button if button.label == "Undo version 2"]
    seen(undo.click().run())
    assert "Undid version 2 (Replaced costs.) and brought version 1 back." in texts(page)
    assert versions(home) == [(2, "undone"), (1, "current")]
    assert not buttons(page)
    switch_to(page, "summary.py")
    assert [metric.value for metric in seen(page.run()).metric] != dearer


def test_a_zip_of_another_programme_is_a_new_programme_and_is_looked_at_next(page: AppTest, home: Path) -> None:
    other = {name: data.decode() for name, data in read_folder(CASES / "bench").items()}
    send(page, ("case.zip", zipped(other)))
    assert "A new programme:" in texts(page)
    save(page)
    assert page.selectbox(key="programme").value == "bench"
    assert versions(home) == [(1, "current")]


def test_the_same_files_again_leave_nothing_to_save(page: AppTest) -> None:
    send(page, ("case.zip", zipped({name: data.decode() for name, data in ONE.items()})))
    assert "there is nothing to save" in texts(page)
    assert "Save as a new version" not in labels(page)


def test_a_damaged_archive_is_refused_with_a_sentence(page: AppTest) -> None:
    send(page, ("case.zip", b"PK\x03\x04" + b"x" * 50))
    assert "case.zip: the zip archive is damaged." in texts(page)


def test_one_name_twice_is_refused_rather_than_one_of_them_picked(page: AppTest) -> None:
    send(page, ("costs.csv", ONE["costs.csv"]), ("costs.csv", DEARER))
    assert "costs.csv was sent twice" in texts(page)


def test_a_warning_is_shown_beside_the_effect(page: AppTest) -> None:
    heading, *rows = ONE["partners.csv"].decode().splitlines()
    more = "\n".join([f"{heading},colour", *(f"{row},red" for row in rows)]).replace("DWP,DWP", "DWP,Work")
    send(page, ("partners.csv", more.encode()))
    assert "colour" in texts(page)
    assert "Save as a new version" in labels(page)


def test_somebody_elses_change_is_not_written_over(page: AppTest, home: Path) -> None:
    send(page, ("costs.csv", DEARER))
    keep(home, {**ONE, "costs.csv": ONE["costs.csv"].replace(b"150000", b"160000")}, by=BOB)
    save(page)
    assert "Somebody else changed this programme since you opened version 1: Bob" in texts(page)
    assert versions(home) == [(2, "current"), (1, "current")]


def test_a_programme_is_brought_where_nothing_was_held(app: Opener, home: Path) -> None:
    page = app("empty", "data.py")
    send(page, *ONE.items())
    assert "A new programme: **Integrated case**." in texts(page)
    save(page)
    assert versions(home) == [(1, "current")]
    assert page.selectbox(key="programme").value == "return_to_work"


def test_the_first_version_offers_no_undo(look: Opener) -> None:
    assert not buttons(look("sample", "data.py", view="history"))
