"""A database of unit costs, as the Greater Manchester workbook lays it out: read as it is, searched, and picked from."""

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
from core.ingest.unit_costs.picking import as_benefit, as_benefit_falls, deflator_cells, search
from core.ingest.unit_costs.reading import read_unit_costs
from core.ingest.unit_costs.rows import CLASSES, Deflators, UnitCost, UnitCosts, Value, flags_of, parts_of

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
