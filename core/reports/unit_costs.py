"""Unit costs: the database as tidy tables: its rows, and the agencies that have to be matched to partners."""

from collections.abc import Mapping

import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.people import Doing, Person
from core.domain.unit_costs import KeptWorkbook
from core.ingest.unit_costs import CLASSES, UnitCost, UnitCosts, agencies, flags_of, match_agencies, read_unit_costs, search
from core.ingest.unit_costs.agencies import Settled, row_key
from core.store.database import Database, Source
from core.store.unit_costs import Answer, read_workbook, settled_of, workbook_of

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


def kept_workbook(source: Source, person: Person, programme_id: str) -> KeptWorkbook | None:
    """Workbook of unit costs that a programme holds: its name and sum; None where it holds none.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return workbook_of(source, programme_id)


def costs_in(db: Database, person: Person, programme_id: str, kept: KeptWorkbook) -> UnitCosts:
    """Unit costs of a kept workbook, read row by row.

    Raises:
        NotAllowed: the person may not see the programme.
        DamagedStore: the kept file is missing or is not what was kept.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return read_unit_costs(read_workbook(db, kept), kept.file_name)


def sent_costs(data: bytes, file_name: str) -> UnitCosts:
    """Unit costs of a workbook that is sent and not kept yet; `problems` say why nothing could be read."""
    return read_unit_costs(data, file_name)


def settled_agencies(source: Source, person: Person, programme_id: str) -> dict[str, Answer]:
    """Settled agencies: which partner each agency of the workbook is, as people of the programme said.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return settled_of(source, programme_id)


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
