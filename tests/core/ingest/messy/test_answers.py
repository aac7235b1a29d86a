"""What the analyst says is done, once for a whole group, and nothing else is."""

import pytest

from core.ingest.messy import (
    ACCEPT,
    HIDDEN_ROWS,
    LEAVE_ROW_OUT,
    TOTALS,
    Answer,
    Ask,
    Conversion,
    Reason,
    RepairKind,
    convert,
    propose,
    survey,
    value,
)
from tests.core.ingest.messy.corpus_other import evidence
from tests.core.ingest.messy.files import separated, sites, typed, with_cells, workbook
from tests.core.ingest.messy.invariants import breaches


def taken_in(rows: list[list[str]], answers: dict[str, Answer] | None = None, table: str = "sites", **more: object) -> Conversion:
    """Convert rows as a CSV file with the mapping that is proposed."""
    found = survey(separated(rows).encode(), f"{table}.csv")
    done = convert(found, propose(found, table), answers, **more)  # type: ignore[arg-type]
    assert not breaches(done)
    return done


def column(done: Conversion, name: str) -> list[str]:
    """The stored cells of a column."""
    assert done.table is not None, (done.questions, [one.sentence for one in done.repairs])
    return [row[done.table.columns.index(name)] for row in done.table.rows]


def _renamed(heading: str) -> list[list[str]]:
    return [[*sites()[0][:-1], heading], *sites()[1:]]


@pytest.mark.parametrize(
    ("heading", "factor"),
    [
        ("People per year (000s)", "1000"),
        ("people_per_year '000", "1000"),
        ("People per year (k)", "1000"),
        ("people per year, thousands", "1000"),
        ("people per year (m)", "1000000"),
        ("people per year (per 1,000)", "0.001"),
        ("people per year (%)", "0.01"),
    ],
)
def test_a_factor_in_a_heading_is_asked_and_never_applied_by_itself(heading: str, factor: str) -> None:
    rows = _renamed(heading)
    asked = taken_in(rows)
    assert asked.table is None
    assert [(one.ask, one.suggestion) for one in asked.questions] == [(Ask.factor, factor)]
    as_it_stands = taken_in(rows, {"factor:people_per_year": value("1")})
    assert column(as_it_stands, "people_per_year") == ["120", "240.5", "80"]
    multiplied = taken_in(rows, {"factor:people_per_year": value("1000")})
    assert column(multiplied, "people_per_year") == ["120000", "240500", "80000"]
    assert {change.why for change in multiplied.cells} == {"times 1,000"}


MONEY = [["cost_id", "option_id", "cost_type", "driver", "amount_gbp"], ["c", "out", "revenue", "per_person", "12"]]


@pytest.mark.parametrize(
    "heading",
    ["Amount £m", "Amount in £m", "amount_gbp (£m, 2025/26 prices)", "Amount (£ million)", "Annual cost £m", "amount, £m"],
)
def test_millions_are_found_wherever_a_heading_says_them(heading: str) -> None:
    rows = [[*MONEY[0][:-1], heading], MONEY[1]]
    assert [(one.ask, one.suggestion) for one in taken_in(rows, table="costs").questions] == [(Ask.factor, "1000000")]


@pytest.mark.parametrize("line", ["All figures in £000", "Budget 2026, £ thousands", "Figures are in thousands", "£'000"])
def test_thousands_said_above_or_below_the_table_are_asked_about(line: str) -> None:
    for rows in ([[line], [], *MONEY], [*MONEY, [], [f"Note: {line}"]]):
        assert [(one.ask, one.suggestion) for one in taken_in(rows, table="costs").questions] == [(Ask.factor, "1000")]


@pytest.mark.parametrize("line", ["Made on 3 May 2026", "500,000 people", "Costs of 2,000 sites", "Room 000", "Team M"])
def test_a_number_above_the_table_is_no_unit(line: str) -> None:
    assert column(taken_in([[line], [], *MONEY], table="costs"), "amount_gbp") == ["12"]


@pytest.mark.parametrize("heading", ["people_per_year", "People per year", "people per year (number)", "PEOPLE PER YEAR"])
def test_a_heading_without_a_factor_asks_nothing(heading: str) -> None:
    assert column(taken_in(_renamed(heading)), "people_per_year") == ["120", "240.5", "80"]


def test_per_cents_that_carry_their_sign_are_not_divided_twice() -> None:
    rows = [["benefit_id", "partner_id", "fall share (%)"], ["a", "p", "35%"], ["a", "q", "65%"]]
    assert column(taken_in(rows, table="benefit_falls"), "fall_share") == ["0.35", "0.65"]


def test_shares_written_as_per_cents_without_the_sign_are_mended_together() -> None:
    rows = [["benefit_id", "partner_id", "fall_share"], ["a", "p", "35"], ["a", "q", "65"]]
    done = taken_in(rows, table="benefit_falls")
    assert [(one.kind, one.count, one.suggestion) for one in done.repairs] == [(RepairKind.percent, 2, "each its own")]
    assert column(taken_in(rows, {done.repairs[0].repair_id: ACCEPT}, "benefit_falls"), "fall_share") == ["0.35", "0.65"]


def test_decimal_commas_are_asked_about_and_then_read() -> None:
    rows = with_cells(sites(), "people_per_year", ["1,5", "1.234,56", "2.000"])
    found = taken_in(rows)
    assert [one.ask for one in found.questions] == [Ask.decimal_style]
    done = taken_in(rows, {"decimal_style:people_per_year": value("comma")})
    assert column(done, "people_per_year") == ["1.5", "1234.56", "2000"]


@pytest.mark.parametrize(("answer", "meant"), [("day_first", "2026-04-03"), ("month_first", "2026-03-04")])
def test_dates_in_doubt_are_asked_about(answer: str, meant: str) -> None:
    rows = evidence(measured_on="03/04/2026")
    assert [one.ask for one in taken_in(rows, table="evidence").questions] == [Ask.date_order]
    assert column(taken_in(rows, {"date_order:measured_on": value(answer)}, "evidence"), "measured_on")[0] == meant


def test_one_date_that_shows_the_order_settles_the_others() -> None:
    rows = with_cells(evidence(), "measured_on", ["03/04/2026", "25/04/2026", ""])
    assert column(taken_in(rows, table="evidence"), "measured_on")[:2] == ["2026-04-03", "2026-04-25"]


def test_calendar_years_where_year_indices_belong_ask_for_the_base_year() -> None:
    rows = [["option_id", "site_id", "start_year"], ["out", "a", "2027/28"], ["out", "b", "2028"]]
    assert [one.ask for one in taken_in(rows, table="option_sites").questions] == [Ask.base_year]
    done = taken_in(rows, {"base_year:start_year": value("2026")}, "option_sites")
    assert column(done, "start_year") == ["1", "2"]


@pytest.mark.parametrize(
    ("written", "year"), [("2026/27", "2026"), ("26/27", "2026"), ("2026-27", "2026"), ("FY26/27", "2026"), ("2026/2027", "2026")]
)
def test_a_financial_year_is_its_first_year(written: str, year: str) -> None:
    assert column(taken_in([["year", "index"], [written, "100"]], table="deflators"), "year") == [year]


@pytest.mark.parametrize("written", ["FY27", "Jun-27"])
def test_a_year_named_by_one_figure_is_asked_about(written: str) -> None:
    rows = [["year", "index"], [written, "100"]]
    asked = taken_in(rows, table="deflators").questions
    assert [(one.question_id, one.suggestion) for one in asked] == [("year_form:year", "ends")]
    assert column(taken_in(rows, {"year_form:year": value("ends")}, table="deflators"), "year") == ["2026"]
    assert column(taken_in(rows, {"year_form:year": value("begins")}, table="deflators"), "year") == ["2027"]


@pytest.mark.parametrize("written", ["2026/28", "26 to 28", "2026-2036"])
def test_what_is_no_financial_year_is_not_guessed(written: str) -> None:
    assert taken_in([["year", "index"], [written, "100"]], table="deflators").repairs


def test_one_answer_mends_a_group_and_is_remembered() -> None:
    rows = with_cells(evidence(), "design", ["RCT", "RCT", "psm"])
    done = taken_in(rows, table="evidence")
    assert [(one.repair_id, one.count, one.suggestion) for one in done.repairs] == [
        ("word:design:RCT", 2, "randomised"),
        ("word:design:psm", 1, "matched_comparison"),
    ]
    mended = taken_in(rows, {one.repair_id: ACCEPT for one in done.repairs}, "evidence")
    assert column(mended, "design") == ["randomised", "randomised", "matched_comparison"]
    assert mended.mapping.columns["design"].words == {"RCT": "randomised", "psm": "matched_comparison"}
    found = survey(separated(rows).encode(), "next.csv")
    again = convert(found, propose(found, "evidence", remembered=mended.mapping))
    assert column(again, "design") == column(mended, "design")


def test_a_value_goes_into_every_cell_of_its_group() -> None:
    done = taken_in(sites(people_per_year="n/a"), {"not_known:people_per_year": value("1,500")})
    assert column(done, "people_per_year")[0] == "1500"
    assert [(one.before, one.after) for one in done.cells] == [("n/a", "1500")]


def test_a_value_that_is_wrong_too_stays_a_problem() -> None:
    done = taken_in(sites(people_per_year="n/a"), {"not_known:people_per_year": value("many")})
    assert [one.kind for one in done.repairs] == [RepairKind.not_a_number]


def test_a_row_left_out_is_listed() -> None:
    done = taken_in(sites(people_per_year="*"), {"suppressed:people_per_year": LEAVE_ROW_OUT})
    assert column(done, "site_id") == ["south", "east"]
    assert [(one.row, one.reason) for one in done.left_out] == [(2, Reason.asked)]


def test_no_figure_in_a_column_that_may_be_empty_is_emptied_when_accepted() -> None:
    done = taken_in(evidence(effect="-"), {"dash:effect": ACCEPT}, "evidence")
    assert column(done, "effect") == ["", "0.1", ""]


def test_one_cell_can_be_mended_by_itself() -> None:
    rows = with_cells(sites(), "people_per_year", ["?", "?", "80"])
    done = taken_in(rows, edits={(2, "people_per_year"): "5"})
    assert [one.rows for one in done.repairs] == [(3,)]
    assert column(taken_in(rows, edits={(2, "people_per_year"): "5", (3, "people_per_year"): "6"}), "people_per_year")[:2] == [
        "5",
        "6",
    ]


def test_an_id_that_looks_spoilt_may_be_kept() -> None:
    done = taken_in(sites(site_id="Jun-27"), {"excel_changed:site_id": ACCEPT})
    assert column(done, "site_id")[0] == "Jun-27"


def test_ids_that_stand_twice_can_be_told_apart() -> None:
    done = taken_in([*sites(), ["north", "Again", "E9", "1"]], {"key_twice:site_id": ACCEPT})
    assert column(done, "site_id")[-1] == "north (2)"


def test_a_short_row_is_filled_up_only_when_asked() -> None:
    rows = [["site_id", "title", "people_per_year", "area_code"], ["a", "A", "1", "E1"], ["b", "B", "2"]]
    assert [one.kind for one in taken_in(rows).repairs] == [RepairKind.too_few_fields]
    assert column(taken_in(rows, {"too_few_fields:": ACCEPT}), "area_code") == ["E1", ""]


def test_a_long_row_can_only_be_left_out() -> None:
    rows = [*sites(), ["west", "West", " by the sea", "E4", "10"]]
    assert [one.choices for one in taken_in(rows).repairs] == [("leave_row_out",)]
    assert column(taken_in(rows, {"too_many_fields:": LEAVE_ROW_OUT}), "site_id") == ["north", "south", "east"]


def test_a_rule_of_the_whole_row_is_told_with_its_row() -> None:
    rows = [
        ["outcome_id", "impact", "impact_low", "impact_high", "impact_basis"],
        ["a", "1", "2", "3", "net"],
        ["b", "1", "", "", "net"],
    ]
    done = taken_in(rows, table="effects")
    assert [(one.kind, one.rows) for one in done.repairs] == [(RepairKind.row_rule, (2,))]


def test_totals_can_be_taken_in_after_all() -> None:
    rows = [*sites(), ["Total", "", "", "440.5"]]
    done = taken_in(rows, {TOTALS: ACCEPT})
    assert [one.kind for one in done.repairs] == [RepairKind.missing]


def test_hidden_rows_can_be_left_out() -> None:
    data = workbook(typed(sites()), lambda sheet: setattr(sheet.row_dimensions[3], "hidden", True))
    found = survey(data, "sites.xlsx")
    done = convert(found, propose(found, "sites"), {HIDDEN_ROWS: LEAVE_ROW_OUT})
    assert column(done, "site_id") == ["north", "east"]
    assert [one.row for one in done.left_out] == [3]


def test_an_answer_that_is_no_choice_is_refused() -> None:
    found = survey(separated(_renamed("people per year (k)")).encode(), "sites.csv")
    with pytest.raises(ValueError, match="no factor"):
        convert(found, propose(found, "sites"), {"factor:people_per_year": value("many")})


def test_a_postcode_of_an_office_may_be_said_to_be_nobodys_and_an_nhs_number_never() -> None:
    office = [[*row, extra] for row, extra in zip(sites(), ["office", "M1 1AE", "", ""], strict=True)]
    finding = taken_in(office).personal[0]
    assert finding.may_be_an_office
    assert taken_in(office, {finding.finding_id: ACCEPT}).table is not None
    patients = [[*row, extra] for row, extra in zip(sites(), ["ref", "943 476 5919", "", ""], strict=True)]
    finding = taken_in(patients).personal[0]
    assert "943" not in finding.sentence
    assert taken_in(patients, {finding.finding_id: ACCEPT}).table is None


def test_rows_are_named_as_in_excel_and_lines_as_in_the_file() -> None:
    rows = with_cells(with_cells(sites(), "title", ["North\nside", "South", "East"]), "people_per_year", ["1", "2", "x"])
    done = taken_in(rows)
    assert [(cell.row, cell.line) for cell in done.repairs[0].cells] == [(4, 5)]
