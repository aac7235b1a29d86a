"""The database of unit costs as tables for a page."""

from functools import cache

import pytest

from core.ingest.unit_costs import UnitCosts, read_unit_costs
from core.reports.unit_costs import agencies_to_match, rows_to_ask, unit_costs
from tests.core.ingest.unit_cost_book import as_bytes, book


@cache
def costs() -> UnitCosts:
    return read_unit_costs(as_bytes(book()))


def test_rows_show_values_in_their_own_prices_and_uprated_with_flags_and_what_is_open() -> None:
    frame = unit_costs(costs(), settled={"police": "gmp"}).set_index(["sheet", "row"])
    first = frame.loc[("Housing", 6)]
    assert (first["code"], first["fiscal_gbp"], first["fiscal_year"]) == ("HO2.0", 1000, "2011/12")
    assert first["fiscal_uprated_gbp"] == pytest.approx(1000 * 104 / 102)
    assert frame.loc[("Fire", 3), "partner_ids"] == "gmp"
    assert "prison service" in frame.loc[("Fire", 3), "flags"]
    assert frame.loc[("Fire", 9), "fiscal_uprated_gbp"] is None, "a year that cannot be read is not uprated"
    assert len(frame) == len(costs().rows)


def test_a_search_keeps_only_what_was_looked_for() -> None:
    assert unit_costs(costs(), "arrears")["code"].tolist() == ["HO1.0.1"]
    assert unit_costs(costs(), "nowhere").empty


def test_each_agency_is_matched_once_and_vague_ones_are_marked() -> None:
    frame = agencies_to_match(costs(), {"police": "gmp", "nhs": "icb", "multiple": "nobody"}).set_index("key")
    assert frame.loc["police", ["partner", "rows"]].tolist() == ["gmp", 6]
    assert frame.loc["nhs / acute trust", "partner"] == "icb"
    assert frame["partner"].isna()["local authority / housing"]
    assert set(frame.index[frame["must_be_asked_by_row"] == True]) == {"multiple", "multiple / multiple", ""}  # noqa: E712
    assert frame.loc["multiple", "partner"] is None


def test_rows_that_only_a_person_can_settle_are_asked_with_a_suggestion_where_parts_add_up() -> None:
    frame = rows_to_ask(costs(), {"row: FI3.0": "business"}).set_index("key")
    assert list(frame.index) == ["row: HO1.0", "row: HO2.0"]
    assert frame["suggestion"].tolist() == ["", "NHS 25.0%, Local authority 75.0%"]
