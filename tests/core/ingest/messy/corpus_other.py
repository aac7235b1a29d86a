"""More awkward files: workbooks, hostile bytes, dates, words and personal data."""

from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.core.ingest.messy.corpus import ACCEPT, MEND, REFUSE, UNREADABLE, WARN, Awkward
from tests.core.ingest.messy.files import SITES_HEADING, saved, separated, sites, typed, with_part, workbook

EVIDENCE = ["evidence_id", "outcome_id", "design", "measured_on", "effect", "in_routine_practice"]


def evidence(**replaced: str) -> list[list[str]]:
    """Three studies; `measured_on="x"` puts x into the first."""
    rows = [
        list(EVIDENCE),
        ["one", "work", "randomised", "2026-05-14", "0.2", "true"],
        ["two", "work", "other", "2025-01-31", "0.1", "no"],
        ["three", "work", "before_after", "", "", ""],
    ]
    for name, cell in replaced.items():
        rows[1][EVIDENCE.index(name)] = cell
    return rows


def _study(name: str, expected: str, meant: str | None = None, **replaced: str) -> Awkward:
    column = next(iter(replaced))
    cells = {(2, column): meant} if meant is not None else {}
    return Awkward(name, separated(evidence(**replaced)).encode(), expected, "evidence", 3 if meant else None, cells=cells)


def dates_and_words() -> list[Awkward]:
    """Dates in every order, yes and no, words with other spellings."""
    return [
        _study("date in order", ACCEPT, "2026-05-14", measured_on="2026-05-14"),
        _study("date of Britain", WARN, "2026-05-14", measured_on="14/05/2026"),
        _study("date of America, plain", WARN, "2026-05-14", measured_on="05/14/2026"),
        _study("date with points", WARN, "2026-05-14", measured_on="14.5.2026"),
        _study("date with a short year", WARN, "2026-05-14", measured_on="14/05/26"),
        _study("date in words", WARN, "2026-05-14", measured_on="14 May 2026"),
        _study("date in American words", WARN, "2026-05-14", measured_on="May 14, 2026"),
        _study("date with a time", WARN, "2026-05-14", measured_on="2026-05-14 10:30:00"),
        _study("date the same both ways", WARN, "2026-05-05", measured_on="05/05/2026"),
        _study("date in doubt", MEND, measured_on="03/04/2026"),
        _study("no such day", MEND, measured_on="31/02/2026"),
        _study("a month only", MEND, measured_on="May-26"),
        _study("Excel's day number", MEND, measured_on="46156"),
        _study("no date", MEND, measured_on="n/a"),
        _study("a word in capitals", WARN, "randomised", design="Randomised"),
        _study("a word with a space", WARN, "before_after", design="Before after"),
        _study("a word for another", MEND, design="RCT"),
        _study("a wrong word", MEND, design="astrology"),
        _study("yes", ACCEPT, "Yes", in_routine_practice="Yes"),
        _study("Y", WARN, "true", in_routine_practice="Y"),
        _study("maybe", MEND, in_routine_practice="maybe"),
        _study("minus sign of print", WARN, "-0.2", effect="\u22120.2"),
        _study("brackets for minus", WARN, "-0.2", effect="(0.2)"),
        _study("minus behind", WARN, "-0.2", effect="0.2-"),
        _study("per cent", WARN, "0.2", effect="20%"),
    ]


def _formula(sheet: Worksheet) -> None:
    sheet["D2"] = "=100+20"


def _hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True


def _as_date(sheet: Worksheet) -> None:
    sheet["A2"] = date(2027, 6, 1)
    sheet["A2"].number_format = "mmm-yy"


def _zeros(sheet: Worksheet) -> None:
    sheet["A2"] = 7
    sheet["A2"].number_format = "000"


def _merged_heading(sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "Sites of the programme"
    sheet.merge_cells("A1:D1")


def _error(sheet: Worksheet) -> None:
    sheet["D2"] = "#DIV/0!"
    sheet["D2"].data_type = "e"


def _two_sheets(is_hidden: bool) -> bytes:
    book = Workbook()
    other = book.active
    other.title = "Read me"
    other.append(["How to use this workbook"])
    sheet = book.create_sheet("Data")
    for row in typed(sites()):
        sheet.append(row)
    if is_hidden:
        other.sheet_state = "hidden"
    return saved(book)


def _stray(sheet: Worksheet) -> None:
    sheet["XFD1"] = "stray"


def workbooks() -> list[Awkward]:
    """Workbooks as Excel leaves them."""
    rows = typed(sites())
    plain = workbook(rows)
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    study = [EVIDENCE, ["one", "work", "other", datetime(2026, 5, 14), 0.2, True]]
    return [
        Awkward("workbook", plain, ACCEPT, rows=3, cells={(2, "people_per_year"): "120", (3, "people_per_year"): "240.5"}),
        Awkward("workbook with text for numbers", workbook(sites()), ACCEPT, rows=3),
        Awkward("workbook with a title above", workbook(rows, _merged_heading), WARN, rows=3),
        Awkward("workbook never worked out", workbook(rows, _formula), MEND),
        Awkward("workbook with hidden rows", workbook(rows, _hide), WARN, rows=3),
        Awkward("workbook with an id made a date", workbook(rows, _as_date), MEND),
        Awkward("workbook with zeros before", workbook(rows, _zeros), ACCEPT, rows=3, cells={(2, "site_id"): "007"}),
        Awkward("workbook with an error", workbook(rows, _error), MEND),
        Awkward("workbook of two sheets", _two_sheets(False), ACCEPT, rows=3),
        Awkward("workbook with a hidden sheet", _two_sheets(True), ACCEPT, rows=3),
        Awkward("workbook with dates and truth", workbook(study), ACCEPT, "evidence", 1, cells={(2, "measured_on"): "2026-05-14"}),
        Awkward("workbook with a total", workbook([*rows, ["Total", None, None, 440.5]]), WARN, rows=3),
        Awkward("workbook with a stray cell", workbook(rows, _stray), UNREADABLE),
        Awkward("workbook without rows", workbook([SITES_HEADING]), REFUSE),
        Awkward("workbook without anything", workbook([]), UNREADABLE),
        Awkward("workbook with macros", with_part(plain, "xl/vbaProject.bin", b"macro"), UNREADABLE),
        Awkward("workbook with entities", with_part(plain, "xl/worksheets/sheet1.xml", lambda _: doctype), UNREADABLE),
        Awkward("workbook cut short", plain[: len(plain) // 2], UNREADABLE),
        Awkward("workbook with a broken sheet", with_part(plain, "xl/worksheets/sheet1.xml", lambda part: part[:-40]), UNREADABLE),
    ]


def hostile() -> list[Awkward]:
    """Bytes that are no table, or want to do harm."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    script = sites(title="<script>alert(1)</script>")
    return [
        Awkward("nothing", b"", UNREADABLE),
        Awkward("spaces", b"  \n \n", UNREADABLE),
        Awkward("only separators", b",,,\n,,,\n", UNREADABLE),
        Awkward("nul bytes", b"site_id,title\x00\x01\x02,people_per_year\n" * 3, UNREADABLE),
        Awkward("utf-32", separated(sites()).encode("utf-32"), UNREADABLE),
        Awkward("no letters of any kind", bytes([0x81, 0x8D, 0x9D]) * 40, UNREADABLE),
        Awkward("old excel", ole, UNREADABLE),
        Awkward("workbook with a password", ole + "EncryptedPackage".encode("utf-16-le"), UNREADABLE),
        Awkward("a web page called csv", b"<html><table><tr><td>site_id</td></tr></table></html>", UNREADABLE),
        Awkward("a pdf", b"%PDF-1.7 ....", UNREADABLE),
        Awkward("json", b'[{"site_id": "a"}]', UNREADABLE),
        Awkward("gzip", b"\x1f\x8b\x08\x00abc", UNREADABLE),
        Awkward("script in a title", separated(script).encode(), ACCEPT, rows=3),
        Awkward("formula in a title", separated(sites(title="=cmd|' /C calc'!A0")).encode(), ACCEPT, rows=3),
        Awkward("right to left mark", separated(sites(title="abc\u202edcba")).encode(), ACCEPT, rows=3),
        Awkward("a very long line", b"a" * 200_000, UNREADABLE),
        Awkward("one word", b"hello", REFUSE),
    ]


def _with(heading: str, cells: list[str]) -> bytes:
    rows = [[*row, cell] for row, cell in zip(sites(), [heading, *cells], strict=True)]
    return separated(rows).encode()


def personal() -> list[Awkward]:
    """Personal data in a column that would be kept out, and numbers that only look like it."""
    return [
        Awkward("nhs numbers", _with("nhs no", ["9434765919", "943 476 5870", "4505577104"]), REFUSE),
        Awkward("one nhs number with spaces", _with("ref", ["a", "943 476 5919", "b"]), REFUSE),
        Awkward("ni number", _with("ref", ["a", "QQ 12 34 56 C".replace("QQ", "AB"), "b"]), REFUSE),
        Awkward("e-mail", _with("contact", ["", "ann.other@example.org", ""]), REFUSE),
        Awkward("phone", _with("contact", ["", "07700 900123", ""]), REFUSE),
        Awkward("postcodes", _with("postcode", ["M1 1AE", "SW1A1AA", "B33 8TH"]), REFUSE),
        Awkward("birth dates", _with("DOB", ["01/02/1990", "03/04/1985", ""]), REFUSE),
        Awkward("surnames", _with("Surname", ["Other", "Else", "Body"]), REFUSE),
        Awkward("names under a plain heading", _with("who", ["Sarah Other", "David Else", "Emma Body"]), REFUSE),
        Awkward("ten digits that mean something else", _with("ref", ["9434765918", "9434765917", "1234567890"]), WARN, rows=3),
        Awkward("long decimals", _with("rate", ["0.07700900123", "0.9434765919", "1.5"]), WARN, rows=3),
        Awkward("names of places", _with("area", ["North Tyneside", "St Helens", "Isle of Wight"]), WARN, rows=3),
    ]
