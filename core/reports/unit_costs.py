"""The database of unit costs as tidy tables: its rows, and the agencies that have to be matched to partners."""

from collections.abc import Mapping, Sequence

import pandas as pd

from core.ingest.unit_costs import CLASSES, UnitCost, UnitCosts, agencies, flags_of, match_agencies, search
from core.ingest.unit_costs.agencies import Settled, agency_key, row_key

COST_COLUMNS = (
    "code",
    "sheet",
    "row",
    "subject",
    "detail",
    "unit",
    "agency",
    "agency_detail",
    "partner_ids",
    "ask",
    *(f"{benefit_class.value}_{part}" for benefit_class in CLASSES for part in ("gbp", "year", "uprated_gbp")),
    "rating",
    "flags",
    "comment",
    "original_source",
)
AGENCY_COLUMNS = ("key", "agency", "agency_detail", "rows", "partner", "must_be_asked_by_row")
ASK_COLUMNS = ("key", "code", "detail", "agency", "ask", "suggestion")


def unit_costs(costs: UnitCosts, text: str = "", settled: Settled | None = None) -> pd.DataFrame:
    """List the unit costs in which every word of a text stands.

    Args:
        costs: the workbook as read.
        text: words to look for; none for every row.
        settled: which partner each agency is, as far as it was settled.

    Returns:
        one row per unit cost, COST_COLUMNS. Amounts are in the prices of their year; uprated ones in the workbook's current
        year, by its own index. partner_ids are separated by |; ask says what is still open; flags what to look at.
    """
    matched = {_place(found.row): found for found in match_agencies(costs.rows, settled or {})}
    rows = [
        {
            **_texts(row),
            **_amounts(row, costs),
            "partner_ids": "|".join(matched[_place(row)].shares),
            "ask": matched[_place(row)].ask,
            "flags": "; ".join(flags_of(row, costs.rows)),
        }
        for row in search(costs.rows, text)
    ]
    return pd.DataFrame(rows, columns=list(COST_COLUMNS), dtype=object)


def agencies_to_match(costs: UnitCosts, settled: Settled | None = None) -> pd.DataFrame:
    """List the agencies, those with most rows first.

    Returns:
        one row per agency at both levels, AGENCY_COLUMNS. partner is who it was settled to be, shares written out, None
        where it is open. Of "Multiple" and blank nothing can be said for all rows: see `rows_to_ask`.
    """
    known: Mapping[str, str | dict[str, float]] = settled or {}
    rows = [
        {
            "key": found.key,
            "agency": found.level_1,
            "agency_detail": found.level_2,
            "rows": found.rows,
            "partner": None if found.must_be_asked_by_row else _in_words(known.get(found.key, known.get(found.level_1.lower()))),
            "must_be_asked_by_row": found.must_be_asked_by_row,
        }
        for found in agencies(costs.rows)
    ]
    return pd.DataFrame(rows, columns=list(AGENCY_COLUMNS), dtype=object)


def rows_to_ask(costs: UnitCosts, settled: Settled | None = None) -> pd.DataFrame:
    """List what only a person can say: who bears each row that names several agencies, or none.

    Returns:
        one row per such unit cost that is still open, ASK_COLUMNS. key is what the answer is remembered by; suggestion gives
        shares by agency where the row's own parts add up.
    """
    rows = [
        {
            "key": row_key(found.row),
            "code": found.row.code,
            "detail": found.row.detail,
            "agency": found.row.agency,
            "ask": found.ask,
            "suggestion": _in_words(found.suggestion),
        }
        for found in match_agencies(costs.rows, settled or {})
        if found.ask and found.row.agency.lower() in ("", "multiple")
    ]
    return pd.DataFrame(rows, columns=list(ASK_COLUMNS), dtype=object)


def settled_from(costs: UnitCosts, answers: Sequence[tuple[UnitCost, str]], *, for_agency: bool) -> dict[str, str]:
    """Write answers down under the names they are remembered by: for the whole agency, or for the row alone.

    Raises:
        ValueError: where an answer for a whole agency is given on a row that names several agencies or none.
    """
    vague = {found.key for found in agencies(costs.rows) if found.must_be_asked_by_row}
    for row, _ in answers:
        if for_agency and agency_key(row) in vague:
            raise ValueError(f"{row.name} names {row.agency or 'no agency'}: say who bears this row, not who that agency is")
    return {(agency_key(row) if for_agency else row_key(row)): partner_id for row, partner_id in answers}


def _place(row: UnitCost) -> tuple[str, int]:
    return row.sheet, row.row


def _texts(row: UnitCost) -> dict[str, object]:
    names = ("code", "sheet", "row", "subject", "detail", "unit", "agency", "agency_detail", "rating", "comment", "original_source")
    return {name: getattr(row, name) for name in names}


def _amounts(row: UnitCost, costs: UnitCosts) -> dict[str, object]:
    amounts: dict[str, object] = {}
    for benefit_class, value in row.values.items():
        known = costs.deflators is not None and value.year in costs.deflators.index
        uprated = costs.deflators.uprated(value.amount_gbp, value.year) if known and costs.deflators else value.uprated_gbp
        name = benefit_class.value
        amounts |= {f"{name}_gbp": value.amount_gbp, f"{name}_year": value.year, f"{name}_uprated_gbp": uprated}
    return amounts


def _in_words(settled: str | Mapping[str, float] | None) -> str | None:
    if settled is None or isinstance(settled, str):
        return settled
    return ", ".join(f"{name} {share:.1%}" for name, share in settled.items())
