"""Agencies of the workbook, matched to partners once: who bears each cost. What cannot be matched is asked, never dropped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.case.benefits import BenefitClass
from core.domain.unit_costs import UnitCost
from core.ingest.unit_costs.rows import parts_add_up, parts_of

MULTIPLE = "multiple"
_SEPARATOR = " / "
_OF_ROW = "row: "
Shares = dict[str, float]
# What a person settled: an agency or one row -> a partner id, shares of partners, or "" where it is none of the partners.
Settled = Mapping[str, str | Shares]


@dataclass(frozen=True)
class Agency:
    """One agency as the workbook names it, at both levels, and how many rows it bears."""

    key: str
    level_1: str
    level_2: str
    rows: int
    codes: tuple[str, ...]
    must_be_asked_by_row: bool  # "Multiple" and blank say nothing of who bears a row


@dataclass(frozen=True)
class Matched:
    """Who bears one row: shares of partners that add to 1, or what to ask."""

    row: UnitCost
    shares: Shares
    ask: str  # empty where shares are settled
    suggestion: Shares  # by agency, from the row's own parts where they add up


def agencies(rows: Sequence[UnitCost]) -> list[Agency]:
    """List the agencies, most rows first; capitals and spaces make no difference."""
    found: dict[str, list[UnitCost]] = {}
    for row in rows:
        found.setdefault(agency_key(row), []).append(row)
    listed = [
        Agency(key, group[0].agency, group[0].agency_detail, len(group), tuple(row.name for row in group), _says_nothing(group[0]))
        for key, group in found.items()
    ]
    return sorted(listed, key=lambda agency: (-agency.rows, agency.key))


def agency_key(row: UnitCost) -> str:
    """The name under which an agency is remembered: both levels in small letters."""
    return _SEPARATOR.join(part for part in (row.agency.lower(), row.agency_detail.lower()) if part)


def row_key(row: UnitCost) -> str:
    """The name under which what was settled for one row is remembered."""
    return f"{_OF_ROW}{row.name}"


def match_agencies(rows: Sequence[UnitCost], mapping: Settled) -> list[Matched]:
    """Say who bears each row, by what was settled for the row, else for its agency at both levels, else at level 1.

    Args:
        rows: all rows of the workbook, in its order.
        mapping: what was settled before.

    Returns:
        one for each row given, in the same order; those that nobody settled say what to ask.
    """
    return [_matched(row, rows, mapping) for row in rows]


def mapping_from_json(text: str) -> dict[str, str | Shares]:
    """Read what was settled before.

    Raises:
        ValueError: for text that is not a JSON object of partner ids or shares that add to 1.
    """
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("who bears what is a JSON object: agency -> partner id, or partner id -> share")
    for key, value in found.items():
        is_shares = isinstance(value, dict) and all(isinstance(share, int | float) and share >= 0 for share in value.values())
        if not (isinstance(value, str) or (is_shares and abs(sum(value.values()) - 1) <= 1e-6)):
            raise ValueError(f"{key}: give a partner id, or partner ids with shares that add to 1")
    return found


def mapping_to_json(mapping: Settled) -> str:
    """Write what was settled, so that the next edition need not ask again."""
    return json.dumps(dict(sorted(mapping.items())), indent=1, ensure_ascii=False)


def _matched(row: UnitCost, rows: Sequence[UnitCost], mapping: Settled) -> Matched:
    names = (row_key(row),) if _says_nothing(row) else (row_key(row), agency_key(row), row.agency.lower())
    settled = next((mapping[name] for name in names if name in mapping), None)
    if settled is not None:
        shares = {settled: 1.0} if isinstance(settled, str) and settled else settled if isinstance(settled, dict) else {}
        return Matched(row, dict(shares), "", {})
    return Matched(row, {}, _ask(row), _by_parts(row, rows))


def _says_nothing(row: UnitCost) -> bool:
    return not row.agency or row.agency.lower() == MULTIPLE


def _ask(row: UnitCost) -> str:
    if not row.agency:
        return "the workbook names nobody who bears it: which partner does?"
    if _says_nothing(row):
        return "several agencies bear it: which partners, in what shares?"
    return f"which partner is {row.agency}{f', {row.agency_detail}' if row.agency_detail else ''}?"


def _by_parts(row: UnitCost, rows: Sequence[UnitCost]) -> Shares:
    """Shares by agency from the parts of a row whose parts add up and each name one agency."""
    parts = parts_of(row, rows) if _says_nothing(row) else []
    if parts_add_up(row, rows, BenefitClass.fiscal) != 0.0 or any(_says_nothing(part) for part in parts):
        return {}
    amounts: Shares = {}
    for part in parts:
        if BenefitClass.fiscal in part.values:
            amounts[part.agency] = amounts.get(part.agency, 0.0) + part.values[BenefitClass.fiscal].amount_gbp
    total = sum(amounts.values())
    return {agency: amount / total for agency, amount in amounts.items()} if total > 0 else {}
