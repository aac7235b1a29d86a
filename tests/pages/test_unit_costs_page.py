"""The page of unit costs: a workbook as it came, who bears what, and a value taken into a line of benefit."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.case.benefits import Benefit
from core.domain.case.case import Case
from core.reports.appraisals import load_version
from core.store.database import open_database
from core.store.unit_costs import settled_of, workbook_of
from tests.core.ingest.unit_cost_book import as_bytes, book, cost
from tests.pages.conftest import Opener, buttons, seen, texts
from tests.pages.shell.test_names_are_text import live
from tests.pages.test_evidence_page import press, tables_of

SAMPLE = "cbt_probation"
WORKBOOK = as_bytes(book())
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "gmca_unit_cost_database_v1_4.xlsx"


def send(page: AppTest, data: bytes, name: str = "costs.xlsx") -> AppTest:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return seen(page.file_uploader[0].set_value((name, data, kind)).run())


@pytest.fixture
def page(app: Opener) -> AppTest:
    """The page, with a small workbook kept."""
    return press(send(app("sample", "unit_costs.py"), WORKBOOK), "Keep these unit costs")


def show(page: AppTest, view: str) -> AppTest:
    return seen(page.button_group(key="costs-view").set_value(view).run())


def find(page: AppTest, words: str) -> AppTest:
    return seen(page.text_input(key="find-cost").set_value(words).run())


def give_to(page: AppTest, goal: str) -> AppTest:
    return seen(page.selectbox(key="give-value-to").set_value(goal).run())


def settle(page: AppTest, what: str, key: str, *partners: str) -> AppTest:
    seen(page.selectbox(key=f"settle-{what}").set_value(key).run())
    seen(page.multiselect(key=f"settle-{what}-who").set_value(list(partners)).run())
    for partner in partners if len(partners) > 1 else ():
        seen(page.number_input(key=f"settle-{what}-{partner}").set_value(100 / len(partners)).run())
    return seen(page.button(key=f"settle-{what}-save").click().run())


def case_of(home: Path) -> Case:
    db = open_database(home)
    found = load_version(db, SAMPLE).case
    db.close()
    return found


def benefit(home: Path, benefit_id: str) -> Benefit:
    return next(row for row in case_of(home).benefits if row.benefit_id == benefit_id)


def settled(home: Path) -> dict[str, object]:
    db = open_database(home)
    found = settled_of(db, SAMPLE)
    db.close()
    return dict(found)


def test_a_workbook_is_looked_at_before_it_is_kept(app: Opener, home: Path) -> None:
    page = send(app("sample", "unit_costs.py"), WORKBOOK)
    assert "Unit Cost Database (v.9): 13 unit costs were found." in texts(page)
    labels = [expander.label for expander in page.expander]
    assert labels[0].endswith("unit costs to look at before use") and labels[1].endswith("things noticed while reading")
    db = open_database(home)
    assert workbook_of(db, SAMPLE) is None
    press(page, "Keep these unit costs")
    kept = workbook_of(db, SAMPLE)
    db.close()
    assert kept is not None and (kept.file_name, kept.rows) == ("costs.xlsx", 13)
    assert "No figure of the programme has changed." in texts(page)


def test_the_same_workbook_again_is_nothing_new(page: AppTest) -> None:
    press(send(show(page, "bring"), WORKBOOK, "again.xlsx"), "Keep these unit costs")
    assert "Nothing new: costs.xlsx is held already, to the byte." in texts(page)


def test_a_file_without_unit_costs_is_refused_with_a_sentence(look: Opener) -> None:
    page = send(look("sample", "unit_costs.py"), b"PK\x03\x04 not a workbook")
    assert page.error and "Keep these unit costs" not in [button.label for button in page.button]


def test_a_search_finds_by_code_and_by_words_and_says_what_to_look_at(page: AppTest) -> None:
    rows = tables_of(find(page, "fire"), "Look at")
    assert any("prison service" in row["Look at"] for row in rows)
    assert "2 found." in texts(find(page, "homeless: "))
    assert "No unit cost has all these words." in texts(find(page, "nowhere"))


def test_a_value_for_a_line_of_benefit_shows_its_row_and_its_pounds_before_it_is_saved(page: AppTest, home: Path) -> None:
    give_to(find(page, "HO1.0.1"), "line:homeless_help")
    cells = next(table.value for table in page.table if list(table.value.columns) == ["Column", "Cell"])
    row = {
        name: str(cell).replace("\\", "") for name, cell in zip(cells["Column"].str.replace("\\", ""), cells["Cell"], strict=True)
    }
    assert tables_of(page, "Uprated by its own index")[0]["Uprated by its own index"] == "£4,056 (2012/13)"
    assert row["unit_cost_code"] == "HO1.0.1" and row["price_year"] == "2010"
    assert "sheet Housing, row 4, cell H4" in row["source"]
    assert any(cell["Change"].startswith("+£") for cell in tables_of(page, "Change"))
    before = benefit(home, "homeless_help")
    press(page, "Save as a new version")
    after = benefit(home, "homeless_help")
    assert (before.unit_value_gbp, after.unit_value_gbp, after.unit_cost_code) == (2501, 3900, "HO1.0.1")
    assert after.variable_share == before.variable_share


def test_a_value_of_another_kind_than_the_line_is_not_given_to_it(page: AppTest) -> None:
    give_to(find(page, "FI3.0"), "line:homeless_help")
    assert "is a fiscal benefit, and FI3.0 has no such value" in texts(page)


def test_a_new_line_waits_until_somebody_settled_who_bears_the_cost(page: AppTest, home: Path) -> None:
    give_to(find(page, "HO2.0.1"), "new")
    assert "which partner is NHS, Acute Trust" in texts(page)
    settle(show(page, "who"), "agency", "nhs / acute trust", "nhs_gm")
    assert settled(home) == {"nhs / acute trust": "nhs_gm"}
    give_to(find(show(page, "find"), "HO2.0.1"), "new")
    press(page, "Save as a new version")
    case = case_of(home)
    assert benefit(home, "ho2_0_1").unit_value_gbp == 250
    assert [(row.partner_id, row.fall_share) for row in case.benefit_falls if row.benefit_id == "ho2_0_1"] == [("nhs_gm", 1.0)]


def test_a_row_of_several_agencies_is_asked_about_with_what_its_parts_say(page: AppTest, home: Path) -> None:
    show(page, "who")
    assert "3 rows name several agencies or none." in texts(page)
    seen(page.selectbox(key="settle-row").set_value("row: HO2.0").run())
    assert "Its own parts say: NHS 25.0%, Local authority 75.0%." in texts(page)
    settle(page, "row", "row: HO2.0", "nhs_gm", "councils")
    assert settled(home) == {"row: HO2.0": {"nhs_gm": 0.5, "councils": 0.5}}
    assert "2 rows name several agencies or none." in texts(page)


def test_shares_that_do_not_add_to_one_are_not_remembered(page: AppTest, home: Path) -> None:
    show(page, "who")
    seen(page.multiselect(key="settle-row-who").set_value(["nhs_gm", "councils"]).run())
    seen(page.button(key="settle-row-save").click().run())
    assert "shares that add to 1" in texts(page)
    assert settled(home) == {}


def test_what_was_settled_holds_for_the_next_edition(page: AppTest, home: Path) -> None:
    settle(show(page, "who"), "agency", "police", "gmp")
    later = as_bytes(book(fire=(cost("FI9.0", "New", ("Police", None), 99),)))
    press(send(show(page, "bring"), later, "v10.xlsx"), "Keep these unit costs")
    give_to(find(show(page, "find"), "FI9.0"), "new")
    assert buttons(page) == ["Save as a new version"]


def test_a_workbook_whose_file_is_gone_is_said_to_be_damaged(page: AppTest, home: Path) -> None:
    import streamlit as st

    for file in (home / "evidence").glob("*.xlsx"):
        file.unlink()
    st.cache_resource.clear()
    assert "The unit costs costs.xlsx is missing" in texts(seen(page.run()))


def test_texts_of_a_workbook_are_shown_as_they_were_written(app: Opener) -> None:
    nasty = cost("HO9.0", "[x](http://evil.example) $y$ <img src=x>", ("<b>Police</b>", ":red[a]"), 5, comment="`code` ~~no~~")
    page = press(send(app("sample", "unit_costs.py"), as_bytes(book(housing=(nasty,)))), "Keep these unit costs")
    for view in ("find", "who", "bring"):
        drawn = find(show(page, view), "HO9.0") if view == "find" else show(page, view)
        assert live(drawn) == []


@pytest.mark.shared
@pytest.mark.skipif(not REAL.exists(), reason="the real workbook is not beside the project")
def test_the_greater_manchester_workbook_loads_as_it_is(app: Opener) -> None:
    page = press(send(app("sample", "unit_costs.py"), REAL.read_bytes(), REAL.name), "Keep these unit costs")
    give_to(find(page, "CR7.0"), "line:legal_aid")
    assert tables_of(page, "Uprated by its own index")[0]["As the workbook has it"] == "£593 (2006/07)"
    assert any(row["After"] == "593" for row in tables_of(page, "After"))
