"""The workbook of failing rows holds those rows and no others, says what is wrong, and runs nothing."""

import io

from openpyxl import load_workbook

from core.ingest.messy import convert, propose, survey, to_fix_workbook
from tests.core.ingest.messy.files import separated, sites, with_cells


def test_only_failing_rows_are_in_it_with_their_row_and_what_is_wrong() -> None:
    rows = with_cells(
        with_cells(sites(), "people_per_year", ["n/a", "5", "x"]), "title", ["=cmd|' /C calc'!A0", "South", "@SUM(A1)"]
    )
    found = survey(separated(rows).encode(), "sites.csv")
    sheet = load_workbook(io.BytesIO(to_fix_workbook(convert(found, propose(found, "sites"))))).active
    written = list(sheet.iter_rows(values_only=True))
    assert written[0] == ("Row in your file", "What is wrong", "Suggestion", "site_id", "title", "area_code", "people_per_year")
    assert [row[0] for row in written[1:]] == [2, 4]
    assert [row[3] for row in written[1:]] == ["north", "east"]
    assert [row[4] for row in written[1:]] == ["'=cmd|' /C calc'!A0", "'@SUM(A1)"]
    assert all("people_per_year" in str(row[1]) for row in written[1:])
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet["G2"].fill.fgColor.rgb.endswith("FFF1DB")


def test_a_file_of_it_can_be_sent_again_once_mended() -> None:
    found = survey(separated(sites(people_per_year="n/a")).encode(), "sites.csv")
    book = load_workbook(io.BytesIO(to_fix_workbook(convert(found, propose(found, "sites")))))
    book.active["G2"] = 12
    out = io.BytesIO()
    book.save(out)
    again = survey(out.getvalue(), "mended.xlsx")
    done = convert(again, propose(again, "sites"))
    assert done.table is not None
    assert done.table.rows == (("north", "North side", "E07000001", "12"),)


def test_odd_characters_do_not_break_it() -> None:
    found = survey(separated(sites(title="a\u202eb\ufffec", people_per_year="?")).encode(), "sites.csv")
    assert load_workbook(io.BytesIO(to_fix_workbook(convert(found, propose(found, "sites"))))).active.max_row == 2
