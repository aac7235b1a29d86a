"""Unit costs from any list: found by the words of its heading, or in a table of kinds across and bases down."""

from pathlib import Path

import pytest

from core.domain.case.benefits import BenefitClass
from core.domain.unit_costs import UnitCost, Value
from core.ingest.unit_costs import read_unit_costs
from tests.core.ingest.messy.files import workbook

MATRIX = Path(__file__).parent / "messy" / "official" / "08-transposed-unit-costs" / "input.csv"


def value_of(row: UnitCost) -> Value:
    return row.values[BenefitClass.fiscal]


def test_a_table_of_kinds_and_bases_gives_a_unit_cost_for_each_cell() -> None:
    read = read_unit_costs(MATRIX.read_bytes(), "input.csv")
    assert not read.problems
    assert [value_of(row).amount_gbp for row in read.rows] == [30, 36, 58, 101, 44, 52, 80, 129]
    assert {row.unit for row in read.rows} == {"working hour"}
    assert read.rows[1].detail == "Trainee grade 2: Cost per working hour"
    assert (read.rows[1].code, value_of(read.rows[1]).cell) == ("input.csv C2", "C2")
    assert [notice.message for notice in read.notices] == [
        "8 unit costs without a price year.",
        "8 unit costs without an agency.",
    ]


HEADINGS = ("Code,Name,Unit,Value,Price year,Agency,Source", "Ref;Description;Per;Unit cost (£);Prices;Payer;Publication")


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_list_is_read_by_the_words_of_its_heading(heading: str) -> None:
    mark = ";" if ";" in heading else ","
    rows = [
        ["H1", "A&E attendance", "attendance", "£137", "2022/23", "NHS", "NHS Costs 2023"],
        ["H2", "Ambulance", "call-out", "1.5k", "2023", "NHS", ""],
    ]
    text = "Unit costs\n\n" + "\n".join([heading, *(mark.join(row) for row in rows)]) + "\n"
    read = read_unit_costs(text.encode(), "costs.csv")
    assert [(row.code, row.detail, row.unit, row.agency) for row in read.rows] == [
        ("H1", "A&E attendance", "attendance", "NHS"),
        ("H2", "Ambulance", "call-out", "NHS"),
    ]
    assert [(value_of(row).amount_gbp, value_of(row).year) for row in read.rows] == [(137, "2022/23"), (1500, "2023/24")]
    assert read.rows[0].original_source == "NHS Costs 2023"


def test_a_year_in_the_title_holds_for_the_whole_list_and_a_row_without_an_amount_is_told() -> None:
    data = workbook([["Schedule of costs 2022/23", None], [], ["Service", "Average cost"], ["Visit", 40], ["Ward day", "n/a"]])
    read = read_unit_costs(data, "schedule.xlsx")
    assert [(row.detail, value_of(row).year) for row in read.rows] == [("Visit", "2022/23")]
    assert any("no amount" in notice.message for notice in read.notices)


def test_what_is_no_list_of_unit_costs_says_what_one_looks_like() -> None:
    read = read_unit_costs(b"a,b\nx,y\nz,w\n", "other.csv")
    assert "Code, Name, Unit, Value, Price year, Agency and Source" in read.problems[0].sentence
