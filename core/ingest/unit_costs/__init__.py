"""Unit costs: the Greater Manchester workbook, read unaltered, searched, and picked from."""

from core.domain.unit_costs import Deflators, UnitCost, UnitCosts, Value
from core.ingest.unit_costs.agencies import (
    Agency,
    Matched,
    agencies,
    agency_key,
    mapping_from_json,
    mapping_to_json,
    match_agencies,
    row_key,
)
from core.ingest.unit_costs.read_workbook import read_unit_costs
from core.ingest.unit_costs.rows import CLASSES, flags_of, parts_of
from core.ingest.unit_costs.search import as_benefit, as_benefit_falls, deflator_cells, search

__all__ = [
    "CLASSES",
    "Agency",
    "Deflators",
    "Matched",
    "UnitCost",
    "UnitCosts",
    "Value",
    "agencies",
    "agency_key",
    "as_benefit",
    "as_benefit_falls",
    "deflator_cells",
    "flags_of",
    "mapping_from_json",
    "mapping_to_json",
    "match_agencies",
    "parts_of",
    "read_unit_costs",
    "row_key",
    "search",
]
