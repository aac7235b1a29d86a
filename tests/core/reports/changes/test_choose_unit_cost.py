"""A unit cost taken into the case: which tables carry it, and what they move."""

from functools import cache

import pytest

from core.domain.case.benefits import BenefitClass
from core.domain.tables import Table
from core.engine.formulas.prices import PriceIndex
from core.ingest.case import build_case
from core.ingest.unit_costs import UnitCosts, read_unit_costs
from core.reports.changes.choose_unit_cost import Picked, into_line, into_new_line, needs_index, values_of
from core.reports.changes.effects import what_tables_move
from tests.core.ingest.unit_cost_book import as_bytes, book
from tests.core.reports.read_versions import loaded

FISCAL = BenefitClass.fiscal


@cache
def costs() -> UnitCosts:
    return read_unit_costs(as_bytes(book()))


def picked(code: str, **settled: str) -> Picked:
    return Picked(costs(), costs().by_code[code], {key.replace("_", " "): name for key, name in settled.items()})


def row_of(table: Table, benefit_id: str) -> dict[str, str]:
    return next(row for row in table.dicts() if row["benefit_id"] == benefit_id)


def test_values_are_uprated_by_the_workbooks_own_index() -> None:
    (row,) = values_of(picked("HO2.0")).to_dict("records")
    assert (row["gbp"], row["year"], row["uprated_year"], row["cell"]) == (1000, "2011/12", "2012/13", "H6")
    assert row["uprated_gbp"] == pytest.approx(1000 * 104 / 102)
    (undated,) = values_of(picked("FI6.0")).to_dict("records")
    assert undated["uprated_gbp"] is None


def test_a_line_takes_value_year_code_and_source_and_loses_the_range_of_its_old_value() -> None:
    before = row_of(loaded("sample").tables["benefits"], "prison_places")
    after = row_of(into_line(loaded("sample").tables, picked("HO1.0.1"), "prison_places", FISCAL)["benefits"], "prison_places")
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert changed == {"unit_value_gbp", "unit_value_low", "unit_value_high", "price_year", "unit_cost_code", "source"}
    assert (after["unit_value_gbp"], after["price_year"], after["unit_cost_code"]) == ("3900", "2010", "HO1.0.1")
    assert after["source"].startswith("Unit Cost Database (v.9), sheet Housing, row 4, cell H4")


def test_what_a_value_moves_is_every_options_net_benefit() -> None:
    moves = what_tables_move(loaded("sample"), into_line(loaded("sample").tables, picked("HO1.0.1"), "homeless_help", FISCAL))
    assert not moves.problems and not moves.changes_nothing
    by_option = moves.effect.set_index("option_id")["npsv_change_gbp"]
    assert by_option["ten_boroughs"] > by_option["salford_only"] > 0
    assert set(moves.cells["table"]) == {"benefits"}


def test_a_new_line_falls_to_those_who_were_settled_to_bear_the_cost() -> None:
    tables = into_new_line(loaded("sample").tables, picked("HO2.0.1", nhs="nhs_gm"), "beds", "crimes", FISCAL)
    reading = build_case({**loaded("sample").tables, **tables})
    assert reading.case is not None, reading.problems
    assert [(row.partner_id, row.fall_share) for row in reading.case.benefit_falls if row.benefit_id == "beds"] == [("nhs_gm", 1)]


@pytest.mark.parametrize(
    ("pick", "benefit_id", "told"),
    [
        (picked("HO2.0.1"), "beds", "which partner is NHS"),
        (picked("HO2.0.1", nhs=""), "beds", "none of the partners"),
        (picked("HO2.0.1", nhs="nhs_gm"), "legal_aid", "is the id of another line"),
        (picked("FI6.0", police="gmp"), "beds", "does not say which year's prices"),
    ],
)
def test_a_new_line_that_cannot_be_made_says_why(pick: Picked, benefit_id: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        into_new_line(loaded("sample").tables, pick, benefit_id, "crimes", FISCAL)


def test_the_workbooks_index_is_offered_only_where_a_year_is_missing_and_replaces_the_whole_index() -> None:
    case, tables = loaded("sample").case, loaded("sample").tables
    assert not needs_index(case, loaded("sample").prices, picked("HO1.0.1"), FISCAL)
    assert needs_index(case, PriceIndex({2026: 100.0}, is_own=True), picked("HO1.0.1"), FISCAL)
    made = into_line(tables, picked("HO1.0.1"), "homeless_help", FISCAL, with_index=True)["deflators"]
    assert [row["year"] for row in made.dicts()] == ["2010", "2011", "2012"]
