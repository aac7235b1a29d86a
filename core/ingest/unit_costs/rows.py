"""Rows of the workbook as records, and what does not add up in it."""

import re
from collections.abc import Sequence

from core.domain.case.benefits import BenefitClass
from core.domain.unit_costs import UnitCost

CLASSES = (BenefitClass.fiscal, BenefitClass.economic, BenefitClass.social)
# What parts rounded to the pound may miss their whole by: half a pound each, and half for the whole.
_ROUNDED_TO_THE_POUND = 0.5
_KINDS_ADD_TO_MORE_BY = 0.5
_SERVICE = re.compile(r"\bto the (police|prison|probation|fire)\b", re.IGNORECASE)
_BEARERS = {
    "police": ("police",),
    "prison": ("prison", "criminal justice"),
    "probation": ("probation", "criminal justice"),
    "fire": ("fire",),
}


def parts_of(row: UnitCost, rows: Sequence[UnitCost]) -> list[UnitCost]:
    """The lines whose codes say they are parts of a line."""
    return [other for other in rows if row.code and other.parent_code == row.code]


def parts_add_up(row: UnitCost, rows: Sequence[UnitCost], benefit_class: BenefitClass) -> float | None:
    """Add up the parts of a line.

    Returns:
        what the parts come to less what the line says, GBP; 0.0 where that is no more than rounding to the pound makes;
        None where there are fewer than two parts with a value.
    """
    parts = [part.values[benefit_class].amount_gbp for part in parts_of(row, rows) if benefit_class in part.values]
    if len(parts) < 2 or benefit_class not in row.values:
        return None
    gap = sum(parts) - row.values[benefit_class].amount_gbp
    return 0.0 if abs(gap) <= _ROUNDED_TO_THE_POUND * (len(parts) + 1) else gap


def flags_of(row: UnitCost, rows: Sequence[UnitCost]) -> list[str]:
    """Say what a person should look at before using a line: parts that do not add up, an agency that cannot be right."""
    told = [told for benefit_class in CLASSES if (told := _gap(row, rows, benefit_class))]
    parent = next((other for other in rows if row.parent_code and other.code == row.parent_code), None)
    if parent and any(_is_short_or_over(parent, rows, benefit_class) for benefit_class in CLASSES):
        told.append(f"part of {parent.code}, whose parts do not add up to it")
    told += [told for told in (_wrong_agency(row), _transfer(row)) if told]
    if not row.code:
        told.append("has no cost code")
    return told


def _gap(row: UnitCost, rows: Sequence[UnitCost], benefit_class: BenefitClass) -> str:
    gap = parts_add_up(row, rows, benefit_class)
    if not gap:
        return ""
    whole, lines = row.values[benefit_class].amount_gbp, len(parts_of(row, rows))
    sums = f"the {lines} lines under it add to £{whole + gap:,.2f} and it says £{whole:,.2f} ({benefit_class.value})"
    if _is_short_or_over(row, rows, benefit_class):
        return f"{sums}: its parts do not add up, read the comments before using it or them"
    return f"{sums}: they seem to be kinds of it and not parts of it; use one, never both"


def _is_short_or_over(row: UnitCost, rows: Sequence[UnitCost], benefit_class: BenefitClass) -> bool:
    """True where parts miss their whole, but not by so much that they must be kinds of it, as each kind of prison is."""
    gap = parts_add_up(row, rows, benefit_class)
    return bool(gap) and (gap or 0.0) <= _KINDS_ADD_TO_MORE_BY * row.values[benefit_class].amount_gbp


def _wrong_agency(row: UnitCost) -> str:
    found = _SERVICE.search(row.detail)
    if not found or not row.agency:
        return ""
    service, agency = found.group(1).lower(), row.agency.lower()
    if any(bearer in agency for bearer in _BEARERS[service]) or agency == "multiple":
        return ""
    return f"its text says the {service} service bears it, its agency says {row.agency}"


def _transfer(row: UnitCost) -> str:
    return "its note speaks of a transfer: it may be no gain to society" if "transfer" in row.cell_note.lower() else ""
