"""A programme goes out as a workbook that can be filled in, and what people do to it is read or named with sheet and cell."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest

from core.domain.columns.dictionary import entries, table_title
from core.domain.tables import SPECS
from core.ingest.case import build_case
from core.ingest.case_workbook.layout import KEYS, LISTS, NAME_LABEL, START
from core.ingest.case_workbook.read_workbook import holds_tables
from core.ingest.grids import NotReadable
from core.ingest.workbook.read import grids_of_workbook
from tests.core.papers.books import (
    Book,
    a_table,
    cell,
    edited,
    read,
    sentences,
    two_hospitals,
    written,
)


def test_a_template_has_every_table_a_note_for_every_column_and_nothing_that_is_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written({}, None)))
    assert book.sheetnames == [START, *(table_title(spec.name) for spec in SPECS), LISTS, KEYS]
    for spec in SPECS:
        sheet = book[table_title(spec.name)]
        headings = [each for each in sheet[1][1:] if each.value != NAME_LABEL]
        assert all(each.comment for each in headings)
        needed = {entry.label for entry in entries(spec.name) if entry.column.required}
        dark = {each.value for each in headings if each.fill.fgColor.rgb == "FF14508C"}
        assert dark == needed - {"Id"}
    reading = read(written({}, None))
    assert not reading.tables
    assert not reading.problems
    assert {report.rows for report in reading.reports} == {0}


def test_words_ticks_and_titles_are_picked_from_lists() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(two_hospitals())))["Benefit falls"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    sources = " ".join(rule.formula1 for rule in rules.values())
    assert "'Benefits'!" in sources
    assert "'Partners'!" in sources
    assert "Lists!" in sources


def test_a_workbook_saved_by_another_program_comes_back_as_it_was() -> None:
    tables = two_hospitals()
    reading = read(edited(written(tables), lambda book: None), tables)
    assert not reading.problems
    assert build_case(reading.tables).case == build_case(tables).case


def test_what_a_spreadsheet_makes_of_cells_in_this_country_is_read() -> None:
    def retype(book: Book) -> None:
        benefits, options, sites = book["Benefits"], book["Options"], book["Sites"]
        money = cell(benefits, "Unit value (£)", 3)
        money.value, money.number_format = "£7,900", "@"
        tick = cell(benefits, "Release agreed", 3)
        tick.value = "=TRUE()"
        share = cell(options, "Engagement", 3)
        share.value, share.number_format = "45%", "@"
        cell(sites, "Is prototype", 3).value = "FALSE"
        year = cell(book["Programme"], "Base year", 3)
        year.value, year.number_format = datetime(2011, 12, 1), "mmm-yy"
        cell(benefits, "Price year", 3).value = "2026/27"

    reading = read(edited(written(two_hospitals()), retype))
    assert not reading.problems, sentences(reading)
    benefit = reading.tables["benefits"].dicts()[0]
    assert (benefit["unit_value_gbp"], benefit["release_agreed"], benefit["price_year"]) == ("7900", "true", "2026")
    assert reading.tables["options"].dicts()[0]["engagement"] == "0.45"
    assert reading.tables["programme"].dicts()[0]["base_year"] == "2011"


def test_a_renamed_title_keeps_its_id_and_is_found_by_the_old_and_the_new_title() -> None:
    tables = two_hospitals()
    old = tables["partners"].dicts()[0]["title"]

    def rename(book: Book) -> None:
        cell(book["Partners"], "Title", 3).value = "Renamed body"
        falls = book["Benefit falls"]
        named = [row for row in range(3, falls.max_row + 1) if cell(falls, "Partner", row).value == old]
        cell(falls, "Partner", named[0]).value = "Renamed body"

    reading = read(edited(written(tables), rename), tables)
    assert not reading.problems, sentences(reading)
    assert old != "Renamed body"
    falls = reading.tables["benefit_falls"]
    assert {row["partner_id"] for row in falls.dicts()} == {row["partner_id"] for row in tables["benefit_falls"].dicts()}
    assert reading.tables["partners"].dicts()[0]["partner_id"] == tables["partners"].dicts()[0]["partner_id"]


def test_a_new_row_gets_an_id_made_of_its_title_and_a_copied_one_does_not_take_another_rows() -> None:
    tables = two_hospitals()

    def add(book: Book) -> None:
        sheet = book["Sites"]
        row = 3 + len(tables["sites"].rows)
        cell(sheet, "Id", row).value = tables["sites"].dicts()[0]["site_id"]  # as a copied row has it
        cell(sheet, "Title", row).value = "Ynys Môn"
        cell(sheet, "People per year", row).value = 12

    reading = read(edited(written(tables), add), tables)
    assert not reading.problems, sentences(reading)
    assert [row["site_id"] for row in reading.tables["sites"].dicts()] == [
        *(row["site_id"] for row in tables["sites"].dicts()),
        "ynys_mon",
    ]


def _second_sheet(book: Book) -> None:
    book.copy_worksheet(book["Partners"]).title = "PARTNERS."


def _unread_sheet(book: Book) -> None:
    book.create_sheet("Costings")["A1"] = "Anything"


def _merge(book: Book) -> None:
    book["Partners"].merge_cells("B1:C1")


def _formula(book: Book) -> None:
    cell(book["Benefits"], "Unit value (£)", 3).value = "=12*400"


def _unknown_title(book: Book) -> None:
    cell(book["Benefit falls"], "Partner", 3).value = "Nobody we know"


def _like_titles(book: Book) -> None:
    for row, title in ((8, "Twins"), (9, "Twins")):
        cell(book["Partners"], "Title", row).value = title
        cell(book["Partners"], "Kind", row).value = "NHS"


def _no_title(book: Book) -> None:
    cell(book["Partners"], "Kind", 9).value = "NHS"


def _no_number(book: Book) -> None:
    cell(book["Sites"], "People per year", 3).value = "plenty"


def _no_column(book: Book) -> None:
    cell(book["Sites"], "People per year", 1).value = "Folk"


def _an_address(book: Book) -> None:
    book["Partners"]["Z1"], book["Partners"]["Z3"] = "Contact", "jo.smith@example.org"


@pytest.mark.parametrize(
    ("edit", "where", "what"),
    [
        (_second_sheet, "sheet PARTNERS.", "both hold the table Partners"),
        (_merge, "sheet Partners, cells B1:C1", "merged"),
        (_formula, "sheet Benefits, cell ", "a formula"),
        (_unknown_title, "sheet Benefit falls, cell ", "no row of Partners is called this"),
        (_like_titles, "sheet Partners, cell B9", "rows 8 and 9 are both called this"),
        (_no_title, "sheet Partners, row 9", "has no title"),
        (_no_number, "sheet Sites, cell ", "not a number"),
        (_an_address, "sheet Partners", "e-mail"),
        (_no_column, "sheet Sites", "the column People per year is missing"),
    ],
    ids=lambda each: each.__name__.strip("_") if callable(each) else None,
)
def test_what_is_wrong_is_said_with_sheet_and_cell(edit: Callable[[Book], object], where: str, what: str) -> None:
    reading = read(edited(written(two_hospitals()), edit), two_hospitals())
    told = [problem.sentence for problem in reading.problems if what in problem.sentence]
    assert told, sentences(reading)
    assert told[0].startswith(where) or where.replace("row 9", "cell B9") in told[0]


def test_a_sheet_that_is_not_read_is_named() -> None:
    reading = read(edited(written(two_hospitals()), _unread_sheet))
    report = next(report for report in reading.reports if report.sheet == "Costings")
    assert report.notes[0].startswith("Not read: no table is called Costings (1 row in it).")
    assert len(reading.reports) == len(SPECS) + 4


def test_a_workbook_of_plain_tables_with_ids_is_read_too() -> None:
    tables = two_hospitals()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(list(table.columns))
        for row in table.rows:
            sheet.append(list(row))
    saved = io.BytesIO()
    book.save(saved)
    assert holds_tables(grids_of_workbook(saved.getvalue()))
    reading = read(saved.getvalue())
    assert not reading.problems, sentences(reading)
    assert build_case(reading.tables).case == build_case(tables).case


def test_text_that_looks_like_a_formula_or_an_escape_stays_text() -> None:
    tables = two_hospitals()
    odd = "=1+1 _x0041_ \n-2"
    columns = (*tables["programme"].columns, "problem_statement")
    rows = tuple((*row, odd) for row in tables["programme"].rows)
    tables["programme"] = a_table("programme", columns, rows)
    reading = read(written(tables))
    assert reading.tables["programme"].dicts()[0]["problem_statement"] == odd


def test_a_workbook_with_macros_is_refused_in_words() -> None:
    packed = io.BytesIO(written(two_hospitals()))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(NotReadable, match="carries macros"):
        grids_of_workbook(packed.getvalue())
