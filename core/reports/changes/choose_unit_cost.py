"""Choose a unit cost: the tables that take it into the case, for an existing line of benefit or a new one."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.domain.case.benefits import BenefitClass
from core.domain.case.case import Case
from core.domain.tables import Table
from core.engine.formulas.prices import PriceIndex
from core.ingest.unit_costs import UnitCost, UnitCosts, as_benefit, as_benefit_falls, deflator_cells, match_agencies
from core.ingest.unit_costs.agencies import Settled
from core.reports.changes.table_edits import table_of, with_cells, with_rows

VALUE_COLUMNS = ("unit_value_gbp", "price_year", "unit_cost_code", "source")
PICK_COLUMNS = ("class", "gbp", "year", "uprated_gbp", "uprated_year", "cell")


@dataclass(frozen=True)
class Picked:
    """Chosen row of the database, with the database it comes from and the partners settled for its agencies."""

    costs: UnitCosts
    row: UnitCost
    settled: Settled

    @property
    def database(self) -> str:
        """Name of the database, for sources."""
        return self.costs.title or "Unit cost database"


def values_of(picked: Picked) -> pd.DataFrame:
    """List the values of a row.

    Returns:
        one row per value, PICK_COLUMNS: in the prices of its year, and uprated to the workbook's current year by the
        workbook's own index (None where it cannot be).
    """
    deflators = picked.costs.deflators
    rows = []
    for found, value in picked.row.values.items():
        known = deflators is not None and value.year in deflators.index
        uprated = deflators.uprated(value.amount_gbp, value.year) if deflators is not None and known else None
        year = deflators.current_year if deflators is not None and known else None
        rows.append((found.value, value.amount_gbp, value.year, uprated, year, value.cell))
    return pd.DataFrame(rows, columns=list(PICK_COLUMNS), dtype=object)


def needs_index(case: Case, prices: PriceIndex, picked: Picked, benefit_class: BenefitClass) -> bool:
    """True where the price index has no figure for the year a value is in, and the workbook has one.

    Args:
        case: the programme.
        prices: its own index, else the official one.
        picked: the unit cost.
        benefit_class: which of its values.
    """
    prices_of = str(case.programme.prices_of)
    year = picked.row.values[benefit_class].year[:4]
    missing = {year, prices_of} - {str(known) for known in prices}
    return picked.costs.deflators is not None and year != prices_of and bool(missing)


def into_line(
    tables: Mapping[str, Table], picked: Picked, benefit_id: str, benefit_class: BenefitClass, *, with_index: bool = False
) -> dict[str, Table]:
    """Make the tables that give a line of benefit this value: its price year, code and source too, and no other cell.

    The range the line had was that of another figure, so it is emptied.

    Raises:
        ValueError: the row has no such value, or it cannot be used.
    """
    cells = _cells(picked, benefit_id, "", benefit_class)
    changed = {name: cells[name] for name in VALUE_COLUMNS} | {"unit_value_low": "", "unit_value_high": ""}
    benefits = with_cells(tables["benefits"], {"benefit_id": benefit_id}, changed)
    return {"benefits": benefits, **_index(tables, picked, wanted=with_index)}


def into_new_line(
    tables: Mapping[str, Table],
    picked: Picked,
    benefit_id: str,
    outcome_id: str,
    benefit_class: BenefitClass,
    *,
    with_index: bool = False,
) -> dict[str, Table]:
    """Make the tables that add a line of benefit with this value, falling to those who were settled to bear the cost.

    Raises:
        ValueError: the row has no such value, it is not settled who bears it, or the id is taken.
    """
    if any(row.get("benefit_id", "").strip() == benefit_id for row in tables["benefits"].dicts()):
        raise ValueError(f"{benefit_id} is the id of another line of benefit: choose another")
    (matched,) = match_agencies([picked.row], picked.settled)
    falls = as_benefit_falls(matched, benefit_id)
    if not falls:
        raise ValueError(f"{picked.row.name} was settled to be borne by none of the partners: settle it anew to use it")
    cells = _cells(picked, benefit_id, outcome_id, benefit_class)
    return {
        "benefits": with_rows(tables["benefits"], [cells]),
        "benefit_falls": with_rows(tables["benefit_falls"], falls),
        **_index(tables, picked, wanted=with_index),
    }


def _cells(picked: Picked, benefit_id: str, outcome_id: str, benefit_class: BenefitClass) -> dict[str, str]:
    return as_benefit(
        picked.row, benefit_id, outcome_id, benefit_class=benefit_class, rows=picked.costs.rows, database=picked.database
    )


def _index(tables: Mapping[str, Table], picked: Picked, *, wanted: bool) -> dict[str, Table]:
    """The workbook's index in place of the programme's, whole, since two indices must not be mixed."""
    if not wanted or picked.costs.deflators is None:
        return {}
    old = table_of(tables, "deflators")
    bare = Table("deflators", ("year", "index"), (), (), old.file_name, "")
    return {"deflators": with_rows(bare, deflator_cells(picked.costs.deflators))}
