"""Files as official bodies publish them: headings of years, two-row headings, time series, marks, tidy rows, packed keys.

The files are small and made up, each in the layout of one publisher.
"""

from pathlib import Path

import pytest

from core.ingest.messy import (
    ACCEPT,
    LEAVE_ROW_OUT,
    Answer,
    Conversion,
    Reason,
    Repair,
    RepairKind,
    Sheet,
    convert,
    mapping_from_json,
    propose,
    survey,
    value,
)
from tests.core.ingest.messy.invariants import breaches

FOLDER = Path(__file__).parent / "official"
NO_ANSWERS: dict[str, Answer] = {}


def sheet_of(place: str) -> Sheet:
    """The sheet of one of the files."""
    return survey((FOLDER / place).read_bytes(), Path(place).name).sheet()


def body(sheet: Sheet) -> list[int]:
    """The rows of a table, as in Excel."""
    return [sheet.grid.row_numbers[at] for at in sheet.layout.body]


def left_out(sheet: Sheet, reason: Reason) -> list[int]:
    """The rows that are left out for one reason."""
    return [one.row for one in sheet.layout.because(reason)]


def taken_in(place: str, table: str, answers: dict[str, Answer] = NO_ANSWERS, **more: object) -> Conversion:
    """Convert one of the files, with the mapping that lies beside it or the one that is proposed."""
    found = survey((FOLDER / place).read_bytes(), Path(place).name)
    written = (FOLDER / place).parent / "mapping.json"
    mapping = mapping_from_json(written.read_text()) if written.exists() else propose(found, table, **more)  # type: ignore[arg-type]
    done = convert(found, mapping, answers)
    assert not breaches(done)
    return done


def rows(done: Conversion) -> list[dict[str, str]]:
    """The rows that came of it."""
    assert done.table is not None, (done.problems, done.questions, [one.sentence for one in done.repairs])
    return done.table.dicts()


def repairs(done: Conversion) -> dict[str, Repair]:
    """What has to be mended, by its id."""
    return {one.repair_id: one for one in done.repairs}


def asked(done: Conversion) -> dict[str, str | None]:
    """What is asked, with the suggestion."""
    return {one.question_id: one.suggestion for one in done.questions}


def test_years_are_heading_words_and_no_data_row_is_taken_for_the_heading() -> None:
    sheet = sheet_of("01-heading-of-years/input.csv")
    assert sheet.layout.header_row == 5
    assert sheet.layout.headings[:2] + sheet.layout.headings[-2:] == ("Place Name", "Place Code", "2023", "2024")
    assert body(sheet) == [6, 7, 8, 9]
    assert {one.row for one in sheet.layout.left_out if one.reason is not Reason.blank} == {1, 3}


def test_it_is_asked_which_year_is_meant_where_one_figure_is_wanted() -> None:
    done = taken_in("01-heading-of-years/input.csv", "sites")
    assert not done.problems
    assert asked(done)["column:people_per_year"] == "2024"
    names = {"column:site_id": value("Place Name"), "column:title": value("Place Name")}
    done = taken_in("01-heading-of-years/input.csv", "sites", {**names, "column:people_per_year": value("2023")})
    assert [row["people_per_year"] for row in rows(done)] == ["5120", "3361", "1230", "899"]


@pytest.mark.parametrize(("name", "years"), [("input", ("2024",)), ("input2", ("2022", "2023", "2024"))])
def test_a_heading_may_leave_the_columns_of_names_blank(name: str, years: tuple[str, ...]) -> None:
    sheet = sheet_of(f"02-blank-key-headings/{name}.xlsx")
    assert (sheet.layout.header_row, sheet.layout.headings) == (4, ("column A", "column B", *years))
    assert body(sheet) == [5, 6, 7, 8]


def test_a_row_of_all_places_is_offered_as_a_total() -> None:
    picked = {"site_id": "column A", "title": "column B", "people_per_year": "2024"}
    answers = {f"column:{name}": value(heading) for name, heading in picked.items()}
    done = taken_in("02-blank-key-headings/input.xlsx", "sites", answers)
    assert {one.rows for one in done.repairs} == {(5,)}
    assert [one.kind for one in done.repairs] == [RepairKind.looks_like_total]
    done = taken_in("02-blank-key-headings/input.xlsx", "sites", {**answers, "looks_like_total:": LEAVE_ROW_OUT})
    assert [row["title"] for row in rows(done)] == ["Northfold", "Eastmere", "Westhaven"]


def test_a_banner_of_pairs_is_not_the_table() -> None:
    sheet = sheet_of("03-key-value-banner/input.csv")
    assert (sheet.layout.header_row, len(sheet.layout.headings)) == (9, 5)
    assert (body(sheet), left_out(sheet, Reason.preamble)) == ([11, 12, 13], [1, 2, 3, 4, 5, 6, 7])
    assert left_out(sheet, Reason.footnote) == [15]


def test_two_rows_of_heading_are_taken_together_and_signs_are_no_heading_words() -> None:
    sheet = sheet_of("04-two-row-heading-with-symbols/input.csv")
    assert sheet.layout.heading_rows == (6, 7)
    rate = "Employment rate - aged 16-64"
    parts = tuple(f"{rate}: {part}" for part in ("numerator", "denominator", "percent", "conf"))
    assert sheet.layout.headings == ("local authority: district / unitary", "mnemonic", *parts)
    assert (body(sheet), left_out(sheet, Reason.footnote)) == ([8, 9, 10], [12])
    picked = {"site_id": "mnemonic", "title": "local authority: district / unitary", "people_per_year": parts[0]}
    done = taken_in(
        "04-two-row-heading-with-symbols/input.csv", "sites", {f"column:{name}": value(it) for name, it in picked.items()}
    )
    assert [(one.kind, one.count) for one in done.repairs] == [(RepairKind.not_known, 1)]


def test_deflators_by_calendar_year_take_the_index_and_never_its_change() -> None:
    done = taken_in("05-official-deflators/a_calendar_year.csv", "deflators", {"not_known:index": LEAVE_ROW_OUT})
    assert done.mapping.columns["index"].sources == ("GDP deflator at market prices",)
    assert [row["index"] for row in rows(done)] == ["82.9", "85.4", "90.0", "92.8", "96.1", "98.0", "100.0"]


def test_a_time_series_keeps_its_years_and_leaves_its_facts_and_quarters_out() -> None:
    done = taken_in("05-official-deflators/b_time_series.csv", "deflators")
    assert len(rows(done)) == 7
    assert rows(done)[0] == {"year": "2005", "index": "68.7"}
    assert left_out(done.sheet, Reason.facts) == [2, 3, 4, 5, 6, 7, 8]
    assert [one.row for one in done.left_out if one.reason is Reason.part_of_year] == [16, 17]
    assert any("a part of a year" in told for told in done.warnings)


def test_deflators_by_financial_year_under_two_rows_of_heading() -> None:
    done = taken_in("05-official-deflators/c_financial_year_two_row_heading.csv", "deflators")
    assert done.sheet.layout.heading_rows == (4, 5)
    assert rows(done)[0] == {"year": "2005", "index": "60.1"}
    assert len(rows(done)) == 8


def test_the_only_column_left_over_is_offered_as_the_index() -> None:
    assert asked(taken_in("05-official-deflators/d_value.csv", "deflators")) == {"column:index": "value"}
    assert len(rows(taken_in("05-official-deflators/d_value.csv", "deflators", {"column:index": value("value")}))) == 7


YEARS = ["2005", "2006", "2008", "2010", "2012", "2013", "2015"]


@pytest.mark.parametrize("name", ["a_four_figures", "b_six_figures", "e_year_ending", "f_2005_to_2006"])
def test_financial_years_are_read_in_the_form_all_cells_agree_on(name: str) -> None:
    done = taken_in(f"06-financial-year-codes/{name}.csv", "deflators")
    assert [row["year"] for row in rows(done)] == YEARS
    assert done.cells[0].why == "the financial year 2005/06"


def test_a_year_of_one_figure_is_asked_once_for_the_whole_column() -> None:
    place = "06-financial-year-codes/c_FY_one_year.csv"
    assert asked(taken_in(place, "deflators")) == {"year_form:year": "ends"}
    assert [row["year"] for row in rows(taken_in(place, "deflators", {"year_form:year": value("ends")}))] == YEARS
    begins = rows(taken_in(place, "deflators", {"year_form:year": value("begins")}))
    assert [int(row["year"]) for row in begins] == [int(year) + 1 for year in YEARS]


def test_a_nought_that_a_spreadsheet_lost_is_offered_back() -> None:
    place = "06-financial-year-codes/d_excel_dropped_zero.csv"
    repair = repairs(taken_in(place, "deflators"))["lost_nought:year"]
    assert [(cell.value, cell.suggestion) for cell in repair.cells] == [("506", "2005"), ("607", "2006"), ("809", "2008")]
    assert [row["year"] for row in rows(taken_in(place, "deflators", {repair.repair_id: ACCEPT}))] == YEARS


def test_a_column_for_each_year_is_laid_under_one_another_when_somebody_says_so() -> None:
    place = "07-wide-years/contributions.csv"
    assert asked(taken_in(place, "contributions", base_year=2026)) == {"lay_under:year": "yes"}
    done = rows(taken_in(place, "contributions", {"lay_under:year": value("yes")}, base_year=2026))
    assert [(row["partner_id"], row["year"], row["amount_gbp"]) for row in done] == [
        ("gmca", "0", "100000"),
        ("gmca", "1", "120000"),
        ("gmca", "2", "130000"),
        ("councils", "0", "50000"),
        ("councils", "1", "60000"),
        ("councils", "2", "65000"),
    ]


def test_years_are_left_side_by_side_when_somebody_says_so() -> None:
    done = taken_in("07-wide-years/contributions.csv", "contributions", {"lay_under:year": value("no")})
    assert done.sheet.layout.headings[-3:] == ("2026/27", "2027/28", "2028/29")
    assert [problem.column for problem in done.problems] == ["year"]


def test_one_row_of_deflators_becomes_a_row_for_each_year() -> None:
    done = taken_in("07-wide-years/deflators.csv", "deflators", {"lay_under:year": value("yes")})
    assert done.sheet.layout.header_row == 1
    assert [(row["year"], row["index"]) for row in rows(done)][:2] == [("2005", "82.9"), ("2006", "85.4")]
    assert [row["year"] for row in rows(done)] == YEARS
    again = mapping_from_json(
        '{"table": "deflators", "laid_under": ["2005", "2006"], "columns": {"year": "year", "index": "index"}}'
    )
    found = survey((FOLDER / "07-wide-years/deflators.csv").read_bytes(), "deflators.csv")
    assert [row["year"] for row in rows(convert(found, again))] == ["2005", "2006"]


def test_marks_in_place_of_a_figure_and_behind_one_are_told_for_what_they_are() -> None:
    found = repairs(taken_in("09-suppression-and-flags/input.csv", "sites"))
    assert RepairKind.not_a_number not in {one.kind for one in found.values()}
    flagged = found["flagged:people_per_year"]
    assert [cell.suggestion for cell in flagged.cells] == ["1204", "1204", "1204", "1204", "1204", "9104772"]
    for mark in ("provisional", "revised", "note 3"):
        assert mark in flagged.what
    marks = {cell.value: one.kind for one in found.values() if one is not flagged for cell in one.cells}
    assert set(marks) == {"low", "k", "u", "#", "!", "1 to 4", "Suppressed", "[e]"}
    assert {one.cells[0].value for one in found.values() if one.count > 1} == {"1204 [p]", "#"}
    assert "withheld" in found["suppressed:people_per_year:1 to 4"].what


def test_nil_is_nought_and_known_is_no_mark() -> None:
    found = repairs(taken_in("10-nil-means-nought/input.csv", "partners"))
    assert found["nil:affordability_gbp_per_year"].suggestion == "0"
    assert found["not_a_number:payback_limit_years"].cells[0].value == "Known"


def test_counts_percentages_and_totals_of_the_same_people_are_asked_about() -> None:
    place = "12-tidy-filter-columns/input.csv"
    assert asked(taken_in(place, "observations")) == {
        "keep:breakdown_topic": "Total",
        "keep:breakdown": "Total",
        "keep:data_type": "Number of students",
    }
    answers = {"keep:breakdown_topic": value("Total"), "keep:data_type": value("Number of students")}
    done = taken_in(place, "observations", answers)
    assert [(row["value"], row["people"]) for row in rows(done)] == [("1560", "2000")]
    assert len([one for one in done.left_out if one.reason is Reason.other_words]) == 5


def test_every_row_is_taken_in_where_somebody_asks_for_it() -> None:
    every = {"keep:breakdown_topic": value("*"), "keep:breakdown": value("*"), "keep:data_type": value("Number of students")}
    done = rows(taken_in("12-tidy-filter-columns/input.csv", "observations", every))
    assert [(row["cohort"], row["period"]) for row in done] == [("Total", "2024/25"), ("Female", "2024/25"), ("Male", "2024/25")]


def test_tabs_go_before_commas_and_a_packed_key_is_taken_apart() -> None:
    found = survey((FOLDER / "13-packed-key-tsv/input.tsv").read_bytes(), "input.tsv")
    assert found.delimiter == "\t"
    assert found.sheet().layout.headings == ("freq", "unit", "age", "geo", "2022", "2023", "2024")
    assert found.sheet().letters == ("A", "A", "A", "A", "B", "C", "D")
    picked = {"site_id": "geo", "title": "geo", "people_per_year": "2023"}
    done = convert(found, propose(found, "sites"), {f"column:{name}": value(heading) for name, heading in picked.items()})
    flags = {one.kind: [cell.value for cell in one.cells] for one in done.repairs}
    assert flags == {RepairKind.flagged: ["3325 b"], RepairKind.not_known: [": c"]}
