"""Unit costs: the rows of a published workbook, its index of prices, and what was read of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from core.domain.case.benefits import BenefitClass
from core.domain.problems import Problem


@dataclass(frozen=True)
class Value:
    """One value of a row: its amount in its own year's prices, and as the workbook uprates it (None where it does not)."""

    amount_gbp: float
    year: str  # as the workbook writes it, 2013/14
    uprated_gbp: float | None
    cell: str  # where the amount stands, H23


@dataclass(frozen=True)
class UnitCost:
    """One row of a theme sheet, its texts as in the file but for spaces at their ends."""

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
        match = re.fullmatch(r"(.+\.\d+)\.\d+", self.code)
        return match.group(1) if match else None


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


@dataclass(frozen=True)
class KeptWorkbook:
    """A workbook that a programme holds: which file, who brought it and when."""

    sha256: str
    file_name: str
    rows: int
    kept_at: datetime
    kept_by: str
