"""Workbooks are read with limits, cell by cell as openpyxl reads them, and what is no workbook is refused in a sentence."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.ingest.grids import CellKind
from core.ingest.messy import NotReadable, Survey, convert, propose, survey
from core.ingest.workbook.parts import LARGEST_UNPACKED_BYTES
from tests.core.ingest.messy.files import saved, sites, typed, with_part, workbook
from tests.core.ingest.messy.invariants import breaches

SHEET = "xl/worksheets/sheet1.xml"


def surveyed(data: bytes) -> Survey:
    """Survey a workbook."""
    return survey(data, "book.xlsx")


@pytest.mark.parametrize(
    ("cell", "number_format", "text", "kind"),
    [
        (1, "General", "1", CellKind.number),
        (1.5, "General", "1.5", CellKind.number),
        (0.1, "0%", "0.1", CellKind.number),
        (0.1 + 0.7, "General", "0.7999999999999999", CellKind.number),
        (1e21, "General", "1e+21", CellKind.number),
        (-3, '"£"#,##0;[Red]-"£"#,##0', "-3", CellKind.number),
        (7, "000", "007", CellKind.number),
        (12345, "#,##0,", "12345", CellKind.number),
        ("007", "General", "007", CellKind.text),
        ("NA", "General", "NA", CellKind.text),
        (" padded ", "General", " padded ", CellKind.text),
        ("£ é 漢 🙂", "General", "£ é 漢 🙂", CellKind.text),
        ("two\nlines", "General", "two\nlines", CellKind.text),
        (True, "General", "true", CellKind.true_or_false),
        (date(2026, 11, 22), "dd/mm/yyyy", "2026-11-22", CellKind.date),
        (datetime(2026, 11, 22, 10, 30), "yyyy-mm-dd hh:mm", "2026-11-22 10:30:00", CellKind.date),
        (date(2027, 6, 1), "mmm-yy", "2027-06-01", CellKind.date),
        (46348, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026-11-22", CellKind.date),
    ],
)
def test_a_cell_is_text_with_its_kind(cell: object, number_format: str, text: str, kind: CellKind) -> None:
    def put(sheet: Worksheet) -> None:
        sheet["A2"] = cell
        sheet["A2"].number_format = number_format

    grid = surveyed(workbook([["heading", "other"], ["x", "y"]], put)).sheets[0].grid
    assert grid.rows[1][0] == text
    assert grid.kinds is not None
    assert grid.kinds[1][0] == kind


def test_a_formula_is_kept_beside_its_value_and_never_worked_out() -> None:
    data = workbook(typed(sites()), lambda sheet: sheet.__setitem__("D2", "=1+1"))
    worked_out = with_part(data, SHEET, lambda part: part.replace(b"<v></v>", b"<v>120</v>").replace(b"<v />", b"<v>120</v>"))
    found = surveyed(worked_out)
    assert found.sheets[0].grid.formulas == {(2, 3): "=1+1"}
    done = convert(found, propose(found, "sites"))
    assert done.table is not None
    assert done.table.rows[0][3] == "120"
    never = surveyed(data)
    assert convert(never, propose(never, "sites")).repairs[0].kind == "not_calculated"


def test_merged_headings_are_filled_and_told_apart() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D1:E1")

    above = ["site_id", "2025/26", None, "2026/27", None]
    below = [None, "seen by us", "amount", "seen by us", "amount"]
    rows = [above, below, ["a", 1, 2, 3, 4], ["b", 5, 6, 7, 8]]
    sheet = surveyed(workbook(rows, merge)).sheets[0]
    assert sheet.layout.header_row == 2
    assert sheet.layout.headings == ("site_id", "2025/26: seen by us", "2025/26: amount", "2026/27: seen by us", "2026/27: amount")


def test_row_numbers_are_those_of_excel_after_rows_that_are_not_there() -> None:
    def put(sheet: Worksheet) -> None:
        for column, cell in enumerate(["west", "West", "E4", "many"], start=1):
            sheet.cell(40, column, cell)

    found = surveyed(workbook(typed(sites()), put))
    assert convert(found, propose(found, "sites")).repairs[0].rows == (40,)


def test_dates_counted_from_1904_are_read_as_such() -> None:
    data = workbook([["a", "b"], [date(2026, 11, 22), "x"]])
    moved = with_part(
        data,
        "xl/workbook.xml",
        lambda part: part.replace(b"<workbookPr ", b'<workbookPr date1904="1" ').replace(
            b"<workbookPr/", b'<workbookPr date1904="1"/'
        ),
    )
    assert surveyed(moved).sheets[0].grid.rows[1][0] == "2030-11-23"


def test_a_sheet_is_chosen_by_name_or_by_fullness_and_the_others_are_named() -> None:
    book = Workbook()
    book.active.append(["nothing much"])
    for title, count in (("Small", 1), ("Large", 3)):
        sheet = book.create_sheet(title)
        for row in typed(sites())[: count + 1]:
            sheet.append(row)
    found = surveyed(saved(book))
    assert propose(found, "sites").sheet == "Large"
    assert any("Small" in told for told in propose(found, "sites").warnings)
    assert len(convert(found, propose(found, "sites", sheet="Small")).sheet.layout.body) == 1
    with pytest.raises(KeyError):
        propose(found, "sites", sheet="Medium")


def test_a_workbook_is_refused_in_a_sentence_that_says_what_it_is() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    plain = workbook(typed(sites()))
    for data, word in (
        (ole, "old Excel"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "password"),
        (with_part(plain, "xl/vbaProject.bin", b"x"), "macros"),
        (with_part(plain, "xl/workbook.bin", b"x"), ".xlsb"),
        (with_part(plain, "content.xml", b"x"), "OpenDocument"),
        (plain[:-200], "damaged"),
    ):
        with pytest.raises(NotReadable, match=word):
            surveyed(data)


def test_a_bomb_is_refused_before_it_is_in_memory() -> None:
    blank = b" " * (LARGEST_UNPACKED_BYTES // 4)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(typed(sites())))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        with new.open(SHEET, "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData>")
            for _ in range(5):
                part.write(blank)
    with pytest.raises(NotReadable, match="larger than"):
        surveyed(out.getvalue())


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
        b'<row r="1"><c r="A1"><v>nan</v></c></row>',
        b'<row r="1"><c r="??"><v>1</v></c></row>',
        b'<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        b'<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(row: bytes) -> None:
    part = b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>"
    with pytest.raises(NotReadable, match="damaged"):
        surveyed(with_part(workbook(sites()), SHEET, lambda _: part))


def test_entities_are_refused_in_any_letters() -> None:
    hidden = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'.encode("utf-16")
    with pytest.raises(NotReadable, match="entities"):
        surveyed(with_part(workbook(sites()), SHEET, lambda _: hidden))


def test_a_row_that_claims_a_million_cells_takes_no_memory_before_it_is_refused() -> None:
    far = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row></sheetData></worksheet>'
    with pytest.raises(NotReadable, match="columns"):
        surveyed(with_part(workbook(typed(sites())), SHEET, lambda _: far))


def test_every_cell_is_what_openpyxl_reads() -> None:
    rows = [
        ["site_id", "title", "people_per_year", "when"],
        *[[f"s{n}", f"Site {n} é", n / 7, date(2026, 1, 1 + n)] for n in range(28)],
    ]
    data = workbook(rows)
    grid = surveyed(data).sheets[0].grid
    for ours, theirs in zip(grid.rows, load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True), strict=True):
        shown = [str(cell.date()) if isinstance(cell, datetime) else str(cell) for cell in theirs]
        assert list(ours) == shown


def test_a_conversion_of_a_workbook_accounts_for_every_cell() -> None:
    rows = [["Site ID", "Name", "Annual people"], ["a", "A", "1,200"], ["b", " B ", 7], ["Total", None, 1207]]
    found = surveyed(workbook(rows))
    done = convert(found, propose(found, "sites"))
    assert done.table is not None
    assert not breaches(done)
    assert [change.after for change in done.cells if change.column == "people_per_year"] == ["1200"]
