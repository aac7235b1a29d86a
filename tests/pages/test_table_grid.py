"""Any table is edited in a grid on the page Data: checked, shown in pounds, saved as a version with its reason."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.domain.tables import SPEC_OF
from core.reports.appraisals import load_version
from core.store.database import open_database
from core.store.tables.folders import read_folder
from tests.case_files import CASES
from tests.pages.conftest import Opener, keep, seen, texts
from tests.pages.grids import type_in_grid
from tests.people import BOARD

ONE = read_folder(CASES / "one_hospital")


def opened(app: Opener, home: Path, table: str) -> AppTest:
    keep(home, ONE)
    page = app(None, "data.py", view="tables", table=table)
    next(toggle for toggle in page.toggle if toggle.label == "Edit this table").set_value(True)
    return seen(page.run())


def test_a_figure_is_changed_with_its_effect_in_pounds_and_a_reason(app: Opener, home: Path) -> None:
    page = opened(app, home, "costs")
    type_in_grid(page, cells={0: {"Amount (£)": "£1.2m"}}, press="Check the changes")
    assert "What this would change" in texts(page)
    next(field for field in page.text_input if field.label == "Reason for the change").set_value("The tender came back.")
    next(button for button in page.button if button.label == "Save as a new version").click()
    seen(page.run())
    assert "as version 2: costs." in texts(page)
    db = open_database(home)
    version = load_version(db, "return_to_work")
    db.close()
    assert version.version.what == "The tender came back."
    assert version.case.costs[0].amount_gbp == 1_200_000


def test_a_word_that_is_no_figure_is_listed_and_nothing_can_be_saved(app: Opener, home: Path) -> None:
    page = opened(app, home, "costs")
    type_in_grid(page, cells={0: {"Amount (£)": "dear"}}, press="Check the changes")
    table = next(table.value for table in page.table if "What is wrong" in table.value.columns)
    assert table["File"][0].replace("\\", "") == "Row 1, Amount (£)"
    assert "Save as a new version" not in [button.label for button in page.button]


def test_a_row_that_is_taken_out_is_counted_before_it_goes(app: Opener, home: Path) -> None:
    page = opened(app, home, "site_centres")
    type_in_grid(page, deleted=[0], press="Check the changes")
    table = next(table.value for table in page.table if "Removed" in table.value.columns)
    assert table["Removed"][0] == "1"


def test_people_who_edit_nothing_are_offered_no_grid(app: Opener, home: Path) -> None:
    keep(home, ONE)
    page = app(None, "data.py", person=BOARD, view="tables")
    assert "Edit this table" not in [toggle.label for toggle in page.toggle]


def press(page: AppTest, label: str) -> AppTest:
    return seen(next(button for button in page.button if button.label == label).click().run())


def amounts(page: AppTest) -> list[str]:
    return [str(cell) for cell in page.dataframe[0].value["Amount (£)"]]


def test_the_last_change_in_the_grid_is_undone_to_the_letter(app: Opener, home: Path) -> None:
    page = opened(app, home, "costs")
    before = amounts(page)
    type_in_grid(page, cells={0: {"Amount (£)": "£1.2m"}}, press="Check the changes")
    assert "What this would change" in texts(page)
    page = press(page, "Undo the last change")
    assert "What this would change" not in texts(page)
    assert amounts(page) == before


def test_on_a_narrow_screen_a_row_is_found_and_taken_out_and_that_is_undone(app: Opener, home: Path) -> None:
    page = opened(app, home, "site_centres")
    many = len(page.dataframe[0].value)
    next(box for box in page.selectbox if box.label == "Find a row").set_value(0)
    page = press(seen(page.run()), "Take row out")
    assert len(page.dataframe[0].value) == many - 1
    table = next(table.value for table in page.table if "Removed" in table.value.columns)
    assert table["Removed"][0] == "1"
    page = press(page, "Undo the last change")
    assert len(page.dataframe[0].value) == many


def test_rows_are_pasted_out_of_a_spreadsheet_and_shown_with_their_effect(app: Opener, home: Path) -> None:
    page = opened(app, home, "partners")
    many = len(page.dataframe[0].value)
    page.text_area[0].set_value("Title\tKind\tColour\nGreater Manchester Police\tpolice\tblue")
    page = press(page, "Take these rows")
    assert "no such column: Colour" in texts(page)
    assert len(page.dataframe[0].value) == many + 1
    assert "What this would change" in texts(page)


def test_every_table_can_be_opened_and_given_its_first_row(app: Opener, home: Path) -> None:
    page = opened(app, home, "costs")
    tables = next(box for box in page.selectbox if box.label == "Table")
    assert len(tables.options) == len(SPEC_OF) - 1
    page = opened_again(app, "levers")
    type_in_grid(page, added=[{"Title": "A duty to tell"}], press="Check the changes")
    told = next(table.value for table in page.table if "What is wrong" in table.value.columns)
    assert any("Row 1" in str(cell) for cell in told["File"])


def test_a_long_table_is_edited_some_hundred_rows_at_a_time_and_no_row_is_lost(app: Opener, home: Path) -> None:
    heading = "effect_id,title,direction,size,unit,units_per_year"
    rows = [f"effect_{number},Effect {number},for,small,people,{number % 90 + 1}" for number in range(1_200)]
    keep(home, {**ONE, "unmonetised.csv": "\n".join([heading, *rows]).encode()})
    page = opened_again(app, "unmonetised")
    assert "1,200 of 1,200 rows are found; up to 500 are shown at a time" in texts(page)
    page.text_input(key="grid-unmonetised-find").set_value("Effect 11")
    page = seen(page.run())
    assert "111 of 1,200 rows are found" in texts(page)
    label = "Units per year"
    type_in_grid(page, cells={0: {label: "77"}}, deleted=[1], press="Check the changes")
    counts = next(table.value for table in page.table if "Removed" in table.value.columns)
    assert (counts["Added"][0], counts["Changed"][0], counts["Removed"][0]) == ("0", "1", "1")


def opened_again(app: Opener, table: str) -> AppTest:
    page = app(None, "data.py", view="tables", table=table)
    next(toggle for toggle in page.toggle if toggle.label == "Edit this table").set_value(True)
    return seen(page.run())
