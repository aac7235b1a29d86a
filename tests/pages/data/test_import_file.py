"""An export as Excel left it: matched, mended and confirmed step by step, and nothing stored before it is."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from core.store.database import open_database
from core.store.source_mappings import keys_brought
from core.store.tables.folders import read_folder
from core.store.tables.tables import read_tables
from core.store.tables.versions import every_version, version_numbered
from pages.sections.data.import_file.repair_rows import NEW, Place, edits_in
from tests.case_files import CASES
from tests.pages.conftest import Opener, keep, seen, texts
from tests.people import BOB

ONE = read_folder(CASES / "one_hospital")
REAL = Path(__file__).resolve().parents[4] / "shared" / "data"
HEADING = "Site ref;Name;People per year\n"
PLACES = HEADING + "S1;North side;300\nS2;South side;n/a\nS9;New side;80\n"


@pytest.fixture
def page(app: Opener, home: Path) -> AppTest:
    """The page where files are brought, with one programme held."""
    keep(home, ONE)
    return app(None, "data.py", view="add")


def send(page: AppTest, name: str, data: str | bytes) -> AppTest:
    """Put one file into the upload control."""
    sent = data.encode() if isinstance(data, str) else data
    return seen(page.file_uploader[0].set_value([(name, sent, "text/csv")]).run())


def press(page: AppTest, label: str) -> AppTest:
    """Press the first button whose label begins so."""
    button = next(button for button in page.button if button.label.replace("\\", "").startswith(label))
    return seen(button.click().run())


def pick(page: AppTest, label: str, value: str) -> AppTest:
    (box,) = [box for box in page.selectbox if box.label == label]
    return seen(box.set_value(value).run())


def mode(page: AppTest, label: str) -> AppTest:
    (radio,) = [radio for radio in page.radio if radio.label == "What becomes of the rows that are held?"]
    return seen(radio.set_value(next(value for value in radio.options if value == label)).run())


def step(page: AppTest) -> str:
    return next(header.value for header in page.header if header.value.startswith("Step"))


def sites(home: Path) -> dict[str, str]:
    """People a year of each site that is held now."""
    db = open_database(home)
    rows = read_tables(db, version_numbered(db, "return_to_work").version_id)["sites"].dicts()
    db.close()
    return {row["site_id"]: row["people_per_year"] for row in rows}


def versions(home: Path) -> int:
    db = open_database(home)
    count = len(every_version(db, "return_to_work"))
    db.close()
    return count


def mended(page: AppTest) -> AppTest:
    """Bring the places, agree with the columns and leave the row without a figure out."""
    send(page, "Places 2026.csv", PLACES)
    press(page, "These columns are right")
    return press(page, "Leave 1 row out")


def test_likely_columns_are_put_to_the_person_before_anything_is_read(page: AppTest, home: Path) -> None:
    send(page, "Places 2026.csv", PLACES)
    assert step(page) == "Step 2 of 5: match columns"
    assert "Likely: the rows' own short name." in texts(page)
    assert versions(home) == 1
    assert step(press(page, "These columns are right")) == "Step 3 of 5: mend rows"
    assert 'first row 3 "n/a": says that the value is not known' in texts(page)


def test_what_is_mended_shows_its_effect_and_is_stored_only_when_saved(page: AppTest, home: Path) -> None:
    mended(page)
    assert step(page) == "Step 4 of 5: confirm"
    assert "1 row (S1) held already with other contents" in texts(page)
    assert "S9" not in sites(home)
    press(page, "Save as a new version")
    assert step(page) == "Step 5 of 5: saved"
    assert sites(home) == {"S1": "250", "S2": "250", "S3": "250", "S4": "250", "S9": "80"}
    press(page, "Undo version 2")
    assert "S9" not in sites(home)


def test_the_whole_table_can_be_replaced_and_what_that_breaks_is_named_in_the_files_own_rows(page: AppTest, home: Path) -> None:
    mended(page)
    mode(page, "Replace the whole table")
    assert "nothing was loaded" in texts(page)
    assert "Save as a new version" not in [button.label for button in page.button]
    assert versions(home) == 1


def test_the_next_file_of_a_source_is_matched_as_before_and_replaces_its_own_rows(page: AppTest, home: Path) -> None:
    press(mended(page), "Save as a new version")
    send(page, "Places 2027.csv", HEADING + "S8;Newer side;90\n")
    assert step(page) == "Step 4 of 5: confirm"
    assert "Columns are matched as they were for Places before." in texts(page)
    press(page, "Save as a new version")
    assert set(sites(home)) == {"S1", "S2", "S3", "S4", "S8"}
    db = open_database(home)
    assert keys_brought(db, "return_to_work", "Places", "sites") == {("S8",)}
    db.close()


def test_the_same_bytes_are_recognised_and_change_nothing(page: AppTest, home: Path) -> None:
    press(mended(page), "Save as a new version")
    send(page, "Copy of places.csv", PLACES)
    assert "This very file was loaded before, as sites" in texts(page)
    assert versions(home) == 2


def test_a_unit_in_a_heading_is_asked_about_and_the_answer_can_be_taken_back(page: AppTest) -> None:
    send(page, "Places.csv", "site_id,title,People per year (000s)\nS9,New side,0.3\n")
    (asked,) = [radio for radio in page.radio if "multiplied by" in radio.label]
    assert asked.value is None
    seen(asked.set_value("1000").run())
    assert step(page) == "Step 4 of 5: confirm"
    assert '"0.3" in row 2 became "300"' in texts(page)
    press(page, "Take back")
    assert step(page) == "Step 2 of 5: match columns"


def test_an_answer_about_a_column_is_forgotten_when_another_heading_is_picked_for_it(page: AppTest) -> None:
    send(page, "Places.csv", "site_id,title,People per year (000s),Visits (000s)\nS9,New side,0.3,7\n")
    (asked,) = [radio for radio in page.radio if "multiplied by" in radio.label]
    seen(asked.set_value("1000").run())
    pick(page, "Column of the file for people_per_year", "Visits (000s)")
    assert step(page) == "Step 2 of 5: match columns"
    assert "Visits" in " ".join(radio.label for radio in page.radio)


def test_personal_data_stops_a_file_and_says_what_to_do(page: AppTest, home: Path) -> None:
    send(page, "Places.csv", "site_id,title,people_per_year,Date of birth\nS9,New side,80,03/04/1990\n")
    assert "seems to hold personal data" in texts(page)
    assert "Take the column out" in texts(page)
    assert "Save as a new version" not in [button.label for button in page.button]
    assert versions(home) == 1


def test_a_column_the_file_lacks_is_given_once_for_every_row(page: AppTest, home: Path) -> None:
    send(page, "Places.csv", "site_id,title,Region\nS9,New side,West\n")
    pick(page, "Table", "sites")
    pick(page, "Column of the file for people_per_year", "one value for every row")
    (typed,) = [box for box in page.text_input if box.label == "Value of people_per_year in every row"]
    seen(typed.set_value("75").run())
    press(page, "Save as a new version")
    assert sites(home)["S9"] == "75"


def test_a_workbook_lets_the_sheet_be_picked(page: AppTest, home: Path) -> None:
    book = Workbook()
    book.active.title = "About"
    book.active.append(["This workbook holds places"])
    for place, title in (("S7", "This year"), ("S8", "Last year")):
        sheet = book.create_sheet(title)
        sheet.append(["site_id", "title", "people_per_year"])
        sheet.append([place, "New side", 80])
    out = io.BytesIO()
    book.save(out)
    send(page, "Places.xlsx", out.getvalue())
    pick(page, "Sheet", "Last year")
    press(page, "Save as a new version")
    assert "S8" in sites(home)
    assert "S7" not in sites(home)


def test_somebody_elses_change_keeps_the_work_on_the_page(page: AppTest, home: Path) -> None:
    mended(page)
    keep(home, {**ONE, "costs.csv": ONE["costs.csv"].replace(b"150000", b"160000")}, by=BOB)
    press(page, "Save as a new version")
    assert "Somebody else changed this programme" in texts(page)
    assert step(page) == "Step 4 of 5: confirm"
    press(page, "Save as a new version")
    assert sites(home)["S9"] == "80"


def test_a_table_as_ours_can_be_joined_to_what_is_held(page: AppTest, home: Path) -> None:
    send(page, "sites.csv", "site_id,title,people_per_year\nS9,New side,80\n")
    seen(page.toggle[0].set_value(True).run())
    assert step(page) == "Step 4 of 5: confirm"
    press(page, "Save as a new version")
    assert len(sites(home)) == 5


def test_messy_observations_are_loaded_and_replace_those_their_source_sent_before(page: AppTest, home: Path) -> None:
    heading = "Site;Outcome;Arm;Cohort;Period;Value\n"
    for quarter, people in (("Q1", 8), ("Q2", 4)):
        arms = ["treated", "comparison"] * (people // 2)
        rows = "".join(f"S{1 + number % 4};work;{arm};first;2026-Q1;{number % 2}\n" for number, arm in enumerate(arms))
        send(page, f"Results {quarter}.csv", f"Results of the trial;;;;;\n;;;;;\n{heading}{rows}")
        assert "change no figure until an effect that rests on them is accepted" in texts(page)
        mode(page, "Replace this source's rows")
        press(page, "Save as a new version")
        assert f"Loaded {people} observations from Results Q" in texts(page)


def test_a_file_nothing_can_be_taken_from_is_refused_with_a_sentence(page: AppTest) -> None:
    send(page, "Places.xlsx", b"PK\x03\x04" + b"x" * 50)
    assert step(page) == "Step 1 of 5: what was found"
    assert page.error


PLACES_OFFERED = [Place(3, 3, "people_per_year", "n/a", "not known", "none"), Place(4, 4, "title", "", "empty", "none")]


@pytest.mark.parametrize(
    "crafted",
    [
        {0: {"Found": "1"}},
        {0: {"Row": 9, "Column": "site_id"}},
        {2: {NEW: "1"}},
        {-1: {NEW: "1"}},
        {"1; drop": {NEW: "1"}},
        {0: {NEW: 7}},
        {0: {NEW: "1" * 3_000}},
    ],
)
def test_a_crafted_edit_of_another_cell_is_passed_over(crafted: dict[object, dict[str, object]]) -> None:
    assert edits_in(crafted, PLACES_OFFERED) == {}


def test_new_values_of_failing_cells_are_taken() -> None:
    assert edits_in({0: {NEW: "80"}, "1": {NEW: "Side", "Row": 99}}, PLACES_OFFERED) == {
        (3, "people_per_year"): "80",
        (4, "title"): "Side",
    }


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real data files do not lie beside the project")
def test_real_evaluations_and_authorities_come_in_and_washington_gets_an_answer(page: AppTest, home: Path) -> None:
    send(page, "uk_local_authorities.csv", (REAL / "uk_local_authorities.csv").read_bytes())
    pick(page, "Column of the file for people_per_year", "population")
    press(page, "Leave 41 rows out")
    press(page, "Save as a new version")
    assert len(sites(home)) == 4 + 350
    send(page, "landenberger2005.csv", (REAL / "landenberger2005.csv").read_bytes())
    pick(page, "Column of the file for outcome_id", "one value for every row")
    box = next(box for box in page.selectbox if box.label == "Value of outcome_id in every row")
    seen(box.set_value(box.options[0]).run())
    while any(button.label.startswith("Suggestion") for button in page.button):
        press(page, "Suggestion")
    press(page, "Save as a new version")
    assert "as version 3" in texts(page)
    send(page, "wsipp_benefit_cost.csv", (REAL / "wsipp_benefit_cost.csv").read_bytes())
    assert "fits no table of ours" in texts(page)
