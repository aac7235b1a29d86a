"""Unit costs: the real workbook as it is where it is at hand, and a small one with the same dirt everywhere."""

import io
import zipfile
from functools import cache

import pytest
from openpyxl import load_workbook

from core.domain.case.benefits import Benefit, BenefitClass
from core.domain.case.costs import Deflator
from core.ingest.unit_costs import (
    UnitCost,
    UnitCosts,
    agencies,
    as_benefit,
    as_benefit_falls,
    deflator_cells,
    flags_of,
    mapping_from_json,
    mapping_to_json,
    match_agencies,
    read_unit_costs,
    search,
)
from tests.conftest import SHARED
from tests.core.ingest.unit_cost_book import CURRENT, HOUSING, INDEX, as_bytes, book, cost

FISCAL, ECONOMIC, SOCIAL = BenefitClass.fiscal, BenefitClass.economic, BenefitClass.social
WORKBOOK = SHARED / "data" / "gmca_unit_cost_database_v1_4.xlsx"


@cache
def small() -> UnitCosts:
    return read_unit_costs(as_bytes(book()), "costs.xlsx")


@cache
def real() -> UnitCosts:
    return read_unit_costs(WORKBOOK.read_bytes(), WORKBOOK.name)


def row(code: str, costs: UnitCosts | None = None) -> UnitCost:
    return (costs or small()).by_code[code]


@pytest.mark.shared
def test_the_real_workbook_gives_every_value_it_holds() -> None:
    found = real()
    assert not found.problems
    assert len(found.rows) == 684
    assert len({each.sheet for each in found.rows}) == 7
    assert [sum(benefit_class in each.values for each in found.rows) for benefit_class in (FISCAL, ECONOMIC, SOCIAL)] == [
        675,
        80,
        25,
    ]


@pytest.mark.shared
def test_the_real_uprated_values_reproduce_from_the_workbooks_own_index() -> None:
    found = real()
    assert found.deflators is not None
    values = [value for each in found.rows for value in each.values.values() if value.uprated_gbp is not None]
    gaps = [abs(found.deflators.uprated(value.amount_gbp, value.year) - (value.uprated_gbp or 0.0)) for value in values]
    assert len(gaps) == 779
    assert max(gaps) < 1e-6
    first = row("CR1.0", found).values[FISCAL]
    assert (first.amount_gbp, first.year, first.uprated_gbp) == (500, "2002/03", pytest.approx(673.2312183155595, abs=1e-9))
    assert found.deflators.current_year == "2015/16"
    assert min(found.deflators.forecast) == "2014/15"


@pytest.mark.shared
def test_the_known_faults_of_the_real_workbook_are_flagged() -> None:
    rows = real().rows
    assert "the 6 lines under it add to £6,517.44 and it says £6,680.00 (fiscal)" in flags_of(row("HO1.0", real()), rows)[0]
    assert flags_of(row("FI1.0.5", real()), rows) == ["its text says the prison service bears it, its agency says Police"]
    assert sum(any("service bears it" in flag for flag in flags_of(each, rows)) for each in rows) == 1
    assert any("kinds of it" in flag for flag in flags_of(row("CR3.0", real()), rows))
    assert not flags_of(row("CR2.0", real()), rows)


@pytest.mark.shared
def test_rows_of_several_agencies_and_of_none_are_put_to_the_analyst_and_not_dropped() -> None:
    found = match_agencies(real().rows, {agency.key: "someone" for agency in agencies(real().rows)})
    asked = [each for each in found if each.ask]
    assert len(found) == 684
    assert sum(each.row.agency == "Multiple" for each in asked) == 44
    assert sum(each.row.agency == "" for each in asked) == 9
    assert len(asked) == 53


@pytest.mark.shared
def test_published_splits_are_suggested_where_parts_add_up() -> None:
    suggested = {each.row.code: each.suggestion for each in match_agencies(real().rows, {})}
    assert suggested["E&E1.0"] == {"DWP": pytest.approx(9234 / 9800), "NHS": pytest.approx(566 / 9800)}
    assert suggested["HO1.0"] == {}


@pytest.mark.shared
def test_a_real_line_becomes_the_line_of_the_sample() -> None:
    cells = as_benefit(row("CR3.0.5", real()), "prison_places", "custody", rows=real().rows, database=real().title)
    assert (cells["unit_value_gbp"], cells["price_year"], cells["unit_cost_code"]) == ("31989", "2013", "CR3.0.5")
    assert "sheet Crime, row 23, cell H23, 2013/14 prices" in cells["source"]


def test_a_small_workbook_of_the_same_shape_reads_with_hidden_rows_and_rows_without_a_code() -> None:
    found = small()
    assert not found.problems
    assert found.title == "Unit Cost Database (v.9)"
    assert [each.name for each in found.rows if each.sheet == "Fire"] == [
        "FI1.0",
        "FI2.0",
        "Fire row 5",
        "FI3.0",
        "FI4.0",
        "FI5.0",
        "FI6.0",
    ]
    assert row("HO1.0.1").is_hidden
    assert row("HO1.0").detail == "Eviction, on average"
    assert (row("HO1.0").row, row("HO1.0").values[FISCAL].cell, row("HO2.0.2").rating) == (3, "H3", "amber")
    assert row("FI3.0").values.keys() == {ECONOMIC}
    assert row("FI5.0").values[FISCAL].amount_gbp == 0


def test_what_is_odd_is_told_with_its_sheet_and_row() -> None:
    told = [notice.sentence for notice in small().notices]
    assert any("sheet Fire, cell H7: this is no amount" in sentence and '"n/a"' in sentence for sentence in told)
    assert any("line 5" in sentence and "no cost code; it is kept" in sentence for sentence in told)
    assert any("FI4.0 has no value; it is kept" in sentence for sentence in told)
    assert any("FI6.0 has no year that can be read" in sentence for sentence in told)
    assert any("line 10" in sentence and "2 rows from here on hold neither" in sentence for sentence in told)


def test_values_are_brought_to_the_current_year_by_the_workbooks_own_index() -> None:
    deflators = small().deflators
    assert deflators is not None
    assert (deflators.index, deflators.current_year, deflators.forecast) == (INDEX, CURRENT, {"2012/13"})
    value = row("HO2.0").values[FISCAL]
    assert deflators.uprated(value.amount_gbp, value.year) == pytest.approx(value.uprated_gbp)
    assert [Deflator.model_validate(cells).index for cells in deflator_cells(deflators)] == list(INDEX.values())


def test_an_uprated_value_that_does_not_follow_from_the_index_is_told() -> None:
    wrong = cost("HO9.0", "Wrong", ("NHS", None), 100)
    wrong[9] = 150
    told = [notice.sentence for notice in read_unit_costs(as_bytes(book(housing=(wrong,)))).notices]
    assert any("HO9.0 is not what its index gives" in sentence for sentence in told)


def test_a_workbook_without_an_index_reads_and_says_so() -> None:
    found = read_unit_costs(as_bytes(book(index={})))
    assert found.deflators is None
    assert any("no index of prices" in notice.message for notice in found.notices)
    assert len(found.rows) == len(small().rows)


def test_a_code_used_twice_is_told_and_both_rows_stay() -> None:
    found = read_unit_costs(as_bytes(book(housing=(*HOUSING, HOUSING[1]))))
    assert len(found.rows) == len(small().rows) + 1
    assert any("HO1.0.1 is used before, on Housing row 4" in notice.message for notice in found.notices)


def test_a_later_edition_with_other_columns_in_between_still_reads() -> None:
    made = book()
    made["Housing"].insert_cols(4)
    made["Housing"].insert_rows(1)
    found = read_unit_costs(as_bytes(made))
    assert (row("HO1.0", found).row, row("HO1.0", found).values[FISCAL].cell) == (4, "I4")
    assert row("HO1.0", found).detail == "Eviction, on average"


def test_parts_that_do_not_add_up_are_flagged_on_the_whole_and_on_its_parts() -> None:
    rows = small().rows
    whole, transfer = flags_of(row("HO1.0"), rows)
    assert whole.startswith("the 2 lines under it add to £6,517.44 and it says £6,680.00 (fiscal): its parts do not add up")
    assert "transfer" in transfer
    assert flags_of(row("HO1.0.1"), rows) == ["part of HO1.0, whose parts do not add up to it"]
    assert flags_of(row("HO2.0"), rows) == []


def test_an_agency_that_its_own_text_denies_is_flagged() -> None:
    assert "its text says the prison service bears it, its agency says Police" in flags_of(row("FI1.0"), small().rows)
    assert flags_of(row("FI2.0"), small().rows) == []


def test_agencies_are_the_same_in_capitals_or_not() -> None:
    found = {agency.key: agency.rows for agency in agencies(small().rows)}
    assert found["local authority / housing"] == 3


def test_an_agency_matched_once_is_matched_in_every_row_and_remembered() -> None:
    settled = mapping_from_json(mapping_to_json({"police": "gmp", "local authority / housing": "council", "nhs": "icb"}))
    found = {each.row.name: each for each in match_agencies(small().rows, settled)}
    assert len(found) == len(small().rows)
    assert found["FI1.0"].shares == {"gmp": 1.0}
    assert found["HO1.0.2"].shares == {"council": 1.0}
    assert found["HO2.0.1"].shares == {"icb": 1.0}, "level 1 speaks for every level 2 that nobody named"
    assert found["HO2.0"].ask == "several agencies bear it: which partners, in what shares?"
    assert found["HO2.0"].suggestion == {"NHS": 0.25, "Local authority": 0.75}
    assert found["FI3.0"].ask == "the workbook names nobody who bears it: which partner does?"


def test_multiple_is_settled_row_by_row_and_never_for_all() -> None:
    settled = {"multiple": "council", "multiple / multiple": "council", "row: HO2.0": {"icb": 0.25, "council": 0.75}}
    found = {each.row.name: each for each in match_agencies(small().rows, settled)}
    assert found["HO1.0"].ask
    assert as_benefit_falls(found["HO2.0"], "homeless") == [
        {"benefit_id": "homeless", "partner_id": "icb", "fall_share": "0.25"},
        {"benefit_id": "homeless", "partner_id": "council", "fall_share": "0.75"},
    ]
    with pytest.raises(ValueError, match="several agencies bear it"):
        as_benefit_falls(found["HO1.0"], "eviction")


@pytest.mark.parametrize("text", ["[1]", '{"police": 3}', '{"police": {"a": 0.5}}', "not json"])
def test_a_memory_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        mapping_from_json(text)


def test_a_search_finds_every_word_an_exact_code_first_and_comments_last() -> None:
    rows = small().rows
    assert [each.code for each in search(rows, "ho1.0")] == ["HO1.0", "HO1.0.1", "HO1.0.2"]
    assert [each.code for each in search(rows, "service police")] == ["FI1.0", "FI2.0"]
    assert [each.code for each in search(rows, "scenario")] == ["HO1.0"]
    assert len(search(rows, "")) == len(rows)
    assert search(rows, "scenario fire") == []


def test_a_picked_value_is_a_row_of_benefits_with_its_code_and_place() -> None:
    cells = as_benefit(row("HO1.0"), "evictions", "homes", rows=small().rows, database=small().title)
    benefit = Benefit.model_validate(cells)
    assert (benefit.unit_value_gbp, benefit.price_year, benefit.unit_cost_code) == (6680, 2010, "HO1.0")
    assert not benefit.can_be_cash
    assert cells["source"].startswith(
        "Unit Cost Database (v.9), sheet Housing, row 3, cell H3, 2010/11 prices, Per incident; agency: Multiple"
    )
    assert "its parts do not add up" in cells["source"]


def test_an_economic_value_is_picked_as_output() -> None:
    cells = as_benefit(row("FI3.0"), "work", "work", benefit_class=ECONOMIC)
    assert (cells["unit_value_gbp"], cells["value_kind"], cells["benefit_class"]) == ("500", "output_gain", "economic")


@pytest.mark.parametrize(
    ("code", "says"), [("FI3.0", "no fiscal value above 0: it has economic £500.00"), ("FI5.0", "above 0"), ("FI6.0", "which year")]
)
def test_a_value_that_cannot_stand_in_a_case_is_refused_with_the_reason(code: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        as_benefit(row(code), "b", "o")


def _with_entities() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_bytes(book()))) as old, zipfile.ZipFile(written, "w") as new:
        for member in old.infolist():
            extra = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' if member.filename == "xl/workbook.xml" else b""
            new.writestr(member.filename, extra + old.read(member))
    return written.getvalue()


def _damaged() -> bytes:
    whole = as_bytes(book())
    return whole[:1_000] + b"\0" * 2_000 + whole[3_000:]


def _vast(place: str) -> bytes:
    made = book()
    made["Fire"][place] = "far away"
    return as_bytes(made)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (_vast("A30000"), "larger than 20,000 rows"),
        (_vast("XFD1"), "200 columns"),
        (b"", "not an Excel workbook"),
        (b"code,value\n1,2\n", "not an Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (_damaged(), "damaged"),
        (as_bytes(book()) + b"\0" * 10 * 1024 * 1024, "larger than 10 MiB"),
        (_with_entities(), "XML entities"),
    ],
)
def test_what_is_no_sound_workbook_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    found = read_unit_costs(data, "costs.xlsx")
    assert found.rows == ()
    assert says in found.problems[0].sentence


def test_a_workbook_of_something_else_says_what_a_sheet_of_unit_costs_looks_like() -> None:
    made = load_workbook(io.BytesIO(as_bytes(book())))
    for title in ("Housing", "Fire"):
        del made[title]
    assert "no sheet of this workbook holds unit costs" in read_unit_costs(as_bytes(made)).problems[0].message
