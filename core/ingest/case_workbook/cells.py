"""Workbook cells: one cell as people see it, and back: 0.3 is shown as 30%, year 1 as 2027/28, local_authority as a word."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.columns.dictionary import financial_year, is_share, is_year, is_year_index, word_label
from core.domain.columns.schema import Column, Kind
from core.ingest.cells import WrongCell, value_of
from core.ingest.grids import CellKind
from core.ingest.messy.cells.result import Read, Wrong
from core.ingest.messy.cells.values import ColumnReader
from core.ingest.messy.mapping import ColumnMapping
from core.ingest.numbers import plain_number

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_MADE_OF_YEAR = re.compile(r"([0-9]{4})-([0-9]{2})-01")
_LOGICAL = {"=true()": "true", "=false()": "false", "=true": "true", "=false": "false"}


class Look(StrEnum):
    """How a cell is shown."""

    text = "text"
    percent = "percent"
    money = "money"
    number = "number"
    day = "day"
    tick = "tick"


@dataclass(frozen=True)
class Shown:
    """What stands in a cell of the workbook, and how it is shown."""

    value: str | float | bool | date
    look: Look


def look_of(column: Column) -> Look:
    """How the cells of a column are shown where nothing stands in them yet."""
    if column.many or is_year(column) or column.kind in (Kind.id, Kind.text, Kind.word):
        return Look.text
    if column.kind is Kind.true_or_false:
        return Look.tick
    if column.kind is Kind.date:
        return Look.day
    if is_share(column):
        return Look.percent
    return Look.money if column.unit == "GBP" else Look.number


def shown(column: Column, text: str, base_year: int | None) -> Shown | None:
    """What a cell of a table is in a workbook; None for a blank one.

    A number that a workbook cannot hold to its last digit stands there as text, which reads back as it was.
    """
    cell = text.strip()
    if not cell:
        return None
    if column.many or column.kind in (Kind.id, Kind.text):
        return Shown(cell, Look.text)
    if column.kind is Kind.word:
        return Shown(word_label(cell), Look.text)
    if column.kind is Kind.true_or_false:
        return Shown(value_of(column, cell) is True, Look.tick)
    if column.kind is Kind.date:
        day = date.fromisoformat(cell)
        return Shown(day, Look.day) if day >= _FIRST_DAY else Shown(cell, Look.text)
    return _number_shown(column, cell, base_year)


def _number_shown(column: Column, cell: str, base_year: int | None) -> Shown:
    number = plain_number(cell)
    if number is None:
        return Shown(cell, Look.text)
    if is_year(column) and number == int(number):
        counted_from = (base_year or 0) if is_year_index(column) else 0
        first = int(number) + counted_from
        if _FIRST_YEAR <= first <= _LAST_YEAR:
            return Shown(financial_year(first), Look.text)
    return Shown(number, look_of(column)) if float(f"{number:.16G}") == number else Shown(cell, Look.text)


class CellsOf:
    """Reads the cells of one column as spreadsheets leave them; what was shown reads back as it was."""

    def __init__(self, column: Column, base_year: int | None) -> None:
        self.column = column
        self._reader = ColumnReader(column, ColumnMapping(base_year=base_year if is_year_index(column) else None))

    def read(self, cell: str, kind: str) -> Read | Wrong:
        """Read one cell; `kind` is the letter of its CellKind."""
        text = cell.strip()
        if kind == CellKind.not_calculated and text.lower() in _LOGICAL:
            text, kind = _LOGICAL[text.lower()], CellKind.true_or_false.value
        if kind == CellKind.text and self.column.kind in (Kind.id, Kind.text) and not self.column.many:
            return self._as_it_stands(text)
        if kind == CellKind.date and is_year(self.column) and (year := _year_made_a_date(text)) is not None:
            return self._reader.read(financial_year(year), "s")
        return self._reader.read(text, kind)

    def _as_it_stands(self, text: str) -> Read | Wrong:
        """Text that was typed as text is what it says, whatever it looks like."""
        if not text:
            return Read("")
        try:
            value_of(self.column, text)
        except WrongCell:
            return self._reader.read(text, "s")
        return Read(text)


def _year_made_a_date(text: str) -> int | None:
    """The financial year that a spreadsheet took for a month: 2011/12, typed in a plain cell, becomes 1 December 2011."""
    found = _MADE_OF_YEAR.fullmatch(text)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return year if month == (year + 1) % 100 else None


def means_the_same(column: Column, held: str, sent: str) -> bool:
    """True when two cells say one value, however they are written: 0.50 and 0.5, yes and true."""
    one, other = held.strip(), sent.strip()
    if one == other:
        return True
    if not one or not other:
        return False
    try:
        return value_of(column, one) == value_of(column, other)
    except WrongCell:
        return False
