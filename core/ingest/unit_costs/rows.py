"""What the workbook says, as records, and what does not add up in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from core.domain.benefits import BenefitClass
from core.domain.problems import Problem

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


@dataclass(frozen=True)
class Value:
    """One value of a row: its amount in its own year's prices, and as the workbook uprates it (None where it does not)."""

    amount_gbp: float
    year: str  # as the workbook writes it, 2013/14
    uprated_gbp: float | None
    cell: str  # where the amount stands, H23


@dataclass(frozen=True)
class UnitCost:
    """One row of a theme sheet, its texts as they stand but for spaces at their ends."""

    code: str  # empty where the workbook has none
    sheet: str
    row: int
    category: str
    subject: str
    detail: str
    unit: str
    agency: str  # level 1, empty where the workbook has none
    agency_detail: str  # level 2
    values: Mapping[BenefitClass, Value]
    original_source: str
    rating: str  # red, amber, green, or as it stands
    comment: str
    cell_note: str  # the note on the fiscal value, which tells of transfer payments
    is_hidden: bool

    @property
    def name(self) -> str:
        """The code, or the place where there is no code."""
        return self.code or f"{self.sheet} row {self.row}"

    @cached_property
    def parent_code(self) -> str | None:
        """The code of the line this one is a part of: HO1.0 of HO1.0.3; None for a line of its own."""
        found = re.fullmatch(r"(.+\.\d+)\.\d+", self.code)
        return found.group(1) if found else None


@dataclass(frozen=True)
class Deflators:
    """Index of prices by year, as the workbook has it; `forecast` are years it marks as forecast."""

    index: Mapping[str, float]
    current_year: str
    forecast: frozenset[str] = frozenset()

    def uprated(self, amount_gbp: float, year: str, to_year: str | None = None) -> float:
        """Bring an amount to another year's prices; the workbook's current year when none is given.

        Raises:
            KeyError: for a year that is not in the index.
        """
        return amount_gbp * self.index[to_year or self.current_year] / self.index[year]


@dataclass(frozen=True)
class UnitCosts:
    """A workbook of unit costs. `problems` say why nothing could be read; `notices` what to know of what was."""

    rows: tuple[UnitCost, ...] = ()
    deflators: Deflators | None = None
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str = ""
    by_code: Mapping[str, UnitCost] = field(default_factory=dict)


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
