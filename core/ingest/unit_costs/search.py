"""Search: finding a unit cost, and turning it into cells of the case folder that say where they come from."""

from collections.abc import Sequence

from core.domain.case.benefits import BenefitClass, ValueKind
from core.domain.unit_costs import Deflators, UnitCost
from core.ingest.unit_costs.agencies import Matched
from core.ingest.unit_costs.rows import flags_of

_KIND = {
    BenefitClass.fiscal: ValueKind.service_cost,
    BenefitClass.economic: ValueKind.output_gain,
    BenefitClass.social: ValueKind.wellbeing,
}


def search(rows: Sequence[UnitCost], text: str) -> list[UnitCost]:
    """Find rows in which every word stands, in any order and part of a word too: code and text first, then comments.

    An exact code comes before everything else; no words find every row.
    """
    words = text.lower().split()
    exact = [row for row in rows if row.code.lower() == text.strip().lower() and row.code]
    near = [row for row in rows if all(word in _near(row) for word in words)]
    far = [row for row in rows if all(word in f"{_near(row)} {row.comment.lower()}" for word in words)]
    return list({(row.sheet, row.row): row for row in (*exact, *near, *far)}.values())


def as_benefit(
    row: UnitCost,
    benefit_id: str,
    outcome_id: str,
    *,
    benefit_class: BenefitClass = BenefitClass.fiscal,
    value_kind: ValueKind | None = None,
    rows: Sequence[UnitCost] = (),
    database: str = "Unit cost database",
) -> dict[str, str]:
    """Make the cells of a row of benefits.csv from a unit cost, in its own year's prices.

    Nothing is said of how much can become cash: that is for the partner who bears it.

    Args:
        row: the unit cost.
        benefit_id: id of the new line.
        outcome_id: outcome the line hangs on.
        benefit_class: which of its values to take.
        value_kind: what kind of value it is; a cost of services, output, or wellbeing when not given.
        rows: all rows, so that the source tells what does not add up.
        database: name and edition of the database.

    Raises:
        ValueError: where the row has no such value, it is not above 0, or it has no year.
    """
    value = row.values.get(benefit_class)
    if value is None or value.amount_gbp <= 0:
        raise ValueError(f"{row.name} has no {benefit_class.value} value above 0: it has {_has(row)}")
    if not value.year[:4].isdigit():
        raise ValueError(f"{row.name} does not say which year's prices its {benefit_class.value} value is in")
    return {
        "benefit_id": benefit_id,
        "outcome_id": outcome_id,
        "title": row.detail[:200],
        "benefit_class": benefit_class.value,
        "value_kind": (value_kind or _KIND[benefit_class]).value,
        "unit_value_gbp": repr(value.amount_gbp).removesuffix(".0"),
        "price_year": value.year[:4],
        "unit_cost_code": row.code,
        "source": _source(row, benefit_class, rows, database),
    }


def as_benefit_falls(matched: Matched, benefit_id: str) -> list[dict[str, str]]:
    """Make the rows of benefit_falls.csv: who bears the cost, in what share.

    Raises:
        ValueError: where nobody settled who bears it.
    """
    if matched.ask:
        raise ValueError(f"{matched.row.name}: {matched.ask}")
    return [
        {"benefit_id": benefit_id, "partner_id": partner_id, "fall_share": f"{share:.10g}"}
        for partner_id, share in matched.shares.items()
    ]


def deflator_cells(deflators: Deflators) -> list[dict[str, str]]:
    """Make the rows of deflators.csv from the workbook's index: every year, forecasts too."""
    return [{"year": year[:4], "index": repr(index)} for year, index in sorted(deflators.index.items())]


def _near(row: UnitCost) -> str:
    return " ".join((row.code, row.category, row.subject, row.detail, row.unit, row.agency, row.agency_detail)).lower()


def _has(row: UnitCost) -> str:
    there = [f"{found.value} £{value.amount_gbp:,.2f}" for found, value in row.values.items()]
    return ", ".join(there) or "no value at all"


def _source(row: UnitCost, benefit_class: BenefitClass, rows: Sequence[UnitCost], database: str) -> str:
    value = row.values[benefit_class]
    parts = [
        f"{database}, sheet {row.sheet}, row {row.row}, cell {value.cell}, {value.year} prices, {row.unit or 'unit not said'}",
        f"agency: {', '.join(part for part in (row.agency, row.agency_detail) if part) or 'none named'}",
        f"rated {row.rating} there" if row.rating else "not rated there",
        *(f"look: {flag}" for flag in flags_of(row, rows)),
    ]
    return "; ".join(parts)[:5_000]
