"""A workbook on the page Data: every sheet is reported, what would change is shown, and one press saves it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.ingest.case import read_files
from core.papers.data.write_workbook import write_workbook
from core.store.database import open_database
from core.store.tables.folders import read_folder
from core.store.tables.versions import every_version
from tests.case_files import CASES
from tests.core.papers.books import Book, cell, edited
from tests.pages.conftest import Opener, keep, seen, texts

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
ONE = read_folder(CASES / "one_hospital")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def page(app: Opener, home: Path) -> AppTest:
    """The page where tables are brought, with one programme held."""
    keep(home, ONE)
    return app(None, "data.py", view="add")


def taken() -> bytes:
    return write_workbook(read_files(ONE).tables, 1, NOON)


def send(page: AppTest, data: bytes) -> AppTest:
    return seen(page.file_uploader[0].set_value([("mine.xlsx", data, XLSX)]).run())


def sheets(page: AppTest) -> dict[str, str]:
    table = next(table.value for table in page.table if "Sheet" in table.value.columns)
    return dict(zip(table["Sheet"], table["Result"], strict=True))


def change(book: Book) -> None:
    cell(book["Costs"], "Amount (£)", 3).value = "£1.2m"
    book.create_sheet("Working")["A1"] = "mine"


def test_a_workbook_is_brought_back_in_three_presses(page: AppTest, home: Path) -> None:
    send(page, edited(taken(), change))
    assert sheets(page)["Costs"] == "Changed"
    assert sheets(page)["Partners"] == "The same"
    assert sheets(page)["Working"] == "Not read"
    (save,) = [button for button in page.button if button.label == "Save as a new version"]
    seen(save.click().run())
    assert "as version 2: costs." in texts(page)
    db = open_database(home)
    assert [version.number for version in every_version(db, "return_to_work")] == [2, 1]
    db.close()


def test_a_workbook_that_was_only_saved_has_nothing_to_save(page: AppTest) -> None:
    send(page, edited(taken(), lambda book: None))
    assert "there is nothing to save" in texts(page)
    assert sheets(page)["Costs"] == "The same"


def test_a_wrong_cell_is_named_with_its_sheet_and_nothing_can_be_saved(page: AppTest) -> None:
    send(page, edited(taken(), lambda book: setattr(cell(book["Costs"], "Amount (£)", 3), "value", "dear")))
    assert sheets(page)["Costs"] == "Problems"
    table = next(table.value for table in page.table if "What is wrong" in table.value.columns)
    assert table["File"][0].startswith("sheet Costs, cell ")
    assert not [button for button in page.button if button.label == "Save as a new version"]


def test_what_each_column_means_is_folded_beside_its_table(app: Opener, home: Path) -> None:
    keep(home, ONE)
    page = app(None, "data.py", view="tables")
    assert "Value of one unit of the outcome." in str([table.value.to_dict() for table in page.table]).replace("\\", "")
