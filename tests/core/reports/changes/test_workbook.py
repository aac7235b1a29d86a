"""What a workbook would change is worked out sheet by sheet; what others changed meanwhile stays."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from core.actions.programmes import import_case, replace_tables, tables_taken
from core.domain.people import Person
from core.ingest.case import read_files
from core.ingest.workbook.read import grids_of_workbook
from core.papers.data.write_workbook import write_workbook
from core.reports.appraisals import load_version
from core.reports.changes.table_edits import with_cells
from core.reports.changes.workbook import PreparedBook, earlier_version, prepare_workbook, report_lines
from core.store.database import Database
from core.store.programmes import list_programmes
from core.store.tables.folders import read_folder
from tests.case_files import CASES
from tests.core.papers.books import Book, cell, edited
from tests.new_store import new_store
from tests.people import ANN, BOB, a_person

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
NAME = "two_hospitals"
Edit = Callable[[Book], object]


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """A store with one programme."""
    made = new_store(tmp_path)
    import_case(made, read_files(read_folder(CASES / NAME)).tables, by=ANN, at=NOON, what="Imported.")
    return made


def only(db: Database) -> str:
    return list_programmes(db)[0].programme_id


def workbook(db: Database, by: Person = ANN, edit: Edit | None = None) -> bytes:
    loaded = load_version(db, only(db))
    data = write_workbook(tables_taken(db, only(db), by=by), loaded.version.number, NOON)
    return data if edit is None else edited(data, edit)


def prepared(db: Database, data: bytes, by: Person = ANN) -> PreparedBook:
    grids, current = grids_of_workbook(data), load_version(db, only(db))
    earlier = earlier_version(grids, current)
    base = load_version(db, only(db), earlier).tables if earlier is not None else None
    return prepare_workbook(grids, "mine.xlsx", current, base, person=by, programmes=[only(db)])


def results(book: PreparedBook) -> dict[str, str]:
    return dict(zip(book.sheets.sheet, book.sheets.result, strict=True))


def dearer(book: Book) -> None:
    cell(book["Benefits"], "Unit value (£)", 3).value = 777


def test_a_workbook_that_was_only_saved_changes_nothing(db: Database) -> None:
    book = prepared(db, workbook(db, edit=lambda book: None))
    assert book.changes_nothing
    assert not book.problems
    assert set(results(book).values()) == {"same", "empty", "no table"}
    assert not book.tables


def test_one_changed_cell_changes_one_row_of_one_table_and_nothing_else(db: Database) -> None:
    book = prepared(db, workbook(db, edit=dearer))
    assert list(book.tables) == ["benefits"]
    row = book.sheets.set_index("sheet").loc["Benefits"]
    assert (row.result, row.changed, row.added, row.removed) == ("changed", 1, 0, 0)
    assert book.cells.to_dict("records")[0]["after"] == "777"
    assert not book.effect.empty


def test_rows_taken_out_go_and_a_sheet_taken_out_leaves_its_rows(db: Database) -> None:
    def take_out(book: Book) -> None:
        book["Option sites"].delete_rows(3)
        del book["Costs"]

    book = prepared(db, workbook(db, edit=take_out))
    assert not book.problems, book.problems
    assert list(book.tables) == ["option_sites"]
    assert book.sheets.set_index("sheet").loc["Option sites"].removed == 1


def test_what_another_changed_since_stays_and_the_same_cell_is_named(db: Database) -> None:
    data, tables = workbook(db, edit=dearer), load_version(db, only(db)).tables
    key = {"benefit_id": tables["benefits"].dicts()[0]["benefit_id"]}
    theirs = with_cells(tables["benefits"], key, {"title": "Their title"})
    replace_tables(db, only(db), {"benefits": theirs}, read_version=1, by=BOB, at=NOON)
    book = prepared(db, data)
    assert not book.problems, book.problems
    assert book.taken_from == 1
    first = book.tables["benefits"].dicts()[0]
    assert (first["title"], first["unit_value_gbp"]) == ("Their title", "777")
    same_cell = with_cells(theirs, key, {"unit_value_gbp": "555"})
    replace_tables(db, only(db), {"benefits": same_cell}, read_version=2, by=BOB, at=NOON)
    told = prepared(db, data).problems[0].sentence
    assert told.startswith("sheet Benefits, cell ")
    assert 'somebody else changed this to "555"' in told


def test_rows_that_are_not_theirs_are_refused_to_who_edits_for_one_partner(db: Database) -> None:
    partner = load_version(db, only(db)).case.partners[0].partner_id
    own = a_person("analyst", only(db), partner)
    assert prepared(db, workbook(db, own), own).changes_nothing
    refused = prepared(db, workbook(db, own, lambda book: setattr(cell(book["Options"], "Title", 3), "value", "Mine now")), own)
    assert any("not yours to edit" in problem.message for problem in refused.problems)


def test_a_sheet_that_is_no_table_is_reported_and_a_problem_counts_with_its_sheet(db: Database) -> None:
    def spoil(book: Book) -> None:
        book.create_sheet("Working")["A1"] = "x"
        cell(book["Options"], "Engagement", 3).value = "half"

    book = prepared(db, workbook(db, edit=spoil))
    assert (results(book)["Working"], results(book)["Options"]) == ("not read", "problems")
    lines = report_lines(book)
    assert any(line.startswith("Working: not read. Not read: no table is called Working") for line in lines)
    assert any(line.startswith("Options: problems (") and "1 problems" in line for line in lines)
    assert not book.tables


def test_a_programme_without_an_id_is_a_new_one_with_an_id_of_its_own(db: Database) -> None:
    def without_ids(book: Book) -> None:
        title = cell(book["Programme"], "Title", 3)
        cell(book["Programme"], "Id", 3).value = None
        title.value = only(db).replace("_", " ")

    book = prepared(db, workbook(db, edit=without_ids))
    assert not book.problems, book.problems
    assert book.is_new
    assert book.programme_id == f"{only(db).lower()}_2"


def test_the_workbook_is_read_by_openpyxl_without_a_complaint(db: Database) -> None:
    assert openpyxl.load_workbook(io.BytesIO(workbook(db))).sheetnames
