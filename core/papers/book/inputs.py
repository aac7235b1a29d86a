"""Inputs of the workbook: the tables of a case that move its figures, one sheet each, every figure a cell with a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from xlsxwriter.utility import xl_col_to_name

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.fields import Row as CaseRow
from core.domain.tables import SPEC_OF
from core.engine.formulas.prices import price_index
from core.papers.book.sheets import FIRST_ROW, FIRST_YEAR
from core.papers.book.term import Stretch, Term, Test, says

TABLES = (
    *("programme", "partners", "sites", "population", "outcomes", "effects", "benefits", "benefit_falls", "cost_centres"),
    *("benefit_centres", "site_centres", "options", "option_sites", "costs", "cost_shares", "levers", "contributions", "risks"),
)
LISTS = {"option_sites": ("ramp", "most_people"), "effects": ("persistence",), "levers": ("adoption",)}
# What shapes the programme and is not changed here: another horizon or price year is another version.
SHAPE = frozenset({"base_year", "price_year", "horizon_years", "confidence_grade", "sms_level"})
YES, NO = "yes", "no"
Key = tuple[str, ...]
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(frozen=True)
class InputCell:
    """A cell of an input sheet: what it holds, and its name where it may be changed."""

    value: str | float | None
    name: str = ""


@dataclass
class InputSheet:
    """One table as a sheet."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[InputCell, ...]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of its sheet."""
        return f"In_{self.table}"


class Inputs:
    """Every input by table, key and column, as a term that refers to its cell."""

    def __init__(self, case: Case, assumptions: Assumptions) -> None:
        """Lay the tables of a case out, and the lists and assumptions beside them."""
        self.sheets: list[InputSheet] = []
        self.lists: list[tuple[Key, tuple[float, ...], str]] = []
        self._terms: dict[tuple[str, Key, str], Term] = {}
        self._words: dict[tuple[str, Key, str], str] = {}
        self._addresses: dict[tuple[str, Key, str], str] = {}
        self._stretches: dict[tuple[str, Key, str], Stretch] = {}
        self._names: set[str] = set()
        for table in TABLES:
            self._add_table(table, _rows_of(case, table))
        self._add_deflators(case, assumptions)
        self._add_grades(assumptions)

    def has(self, table: str, key: Key, column: str) -> bool:
        """True where the cell holds a figure."""
        return (table, key, column) in self._terms

    def term(self, table: str, key: Key, column: str) -> Term:
        """The figure of a cell.

        Raises:
            KeyError: the cell is empty, or holds words.
        """
        return self._terms[table, key, column]

    def is_yes(self, table: str, key: Key, column: str) -> Test:
        """Whether a yes or no cell says yes."""
        word = self._words[table, key, column]
        return says(Term(self._address(table, key, column), 0.0), YES, is_so=word == YES)

    def says(self, table: str, key: Key, column: str, word: str) -> Test:
        """Whether a cell of words says one of them."""
        return says(Term(self._address(table, key, column), 0.0), word, is_so=self._words[table, key, column] == word)

    def list_of(self, table: str, key: Key, column: str) -> Stretch | None:
        """A list of figures, one a cell; None where it is empty."""
        return self._stretches.get((table, key, column))

    def _add_table(self, table: str, rows: Iterable[CaseRow]) -> None:
        spec, listed = SPEC_OF[table], LISTS.get(table, ())
        columns = tuple(name for name in spec.columns if name not in listed)
        sheet = InputSheet(table, columns)
        for number, row in enumerate(rows):
            key = _key_of(spec.key, row)
            cells = []
            for place, column in enumerate(columns):
                value = _plain(getattr(row, column))
                address = f"In_{table}!${xl_col_to_name(place)}${FIRST_ROW + 2 + number}"
                cells.append(self._cell(table, key, column, value, address))
            sheet.rows.append(tuple(cells))
            for column in listed:
                self._add_list(table, key, column, getattr(row, column))
        if sheet.rows:
            self.sheets.append(sheet)

    def _cell(self, table: str, key: Key, column: str, value: str | float | None, address: str) -> InputCell:
        place = (table, key, column)
        if isinstance(value, str):
            self._words[place] = value
            self._addresses[place] = address
            is_live = value in (YES, NO) or column == "effect_timing"
            return InputCell(value, self._name(table, key, column) if is_live else "")
        if value is None:
            return InputCell(None)
        self._terms[place] = Term(address, value)
        return InputCell(value, "" if column in SHAPE or column in SPEC_OF[table].key else self._name(table, key, column))

    def _address(self, table: str, key: Key, column: str) -> str:
        return self._addresses[table, key, column]

    def _add_list(self, table: str, key: Key, column: str, values: tuple[float, ...]) -> None:
        if not values:
            return
        row = FIRST_ROW + 2 + len(self.lists)
        self.lists.append(((table, ".".join(key), column), tuple(values), self._name(table, key, column)))
        first, last = xl_col_to_name(FIRST_YEAR), xl_col_to_name(FIRST_YEAR + len(values) - 1)
        self._stretches[table, key, column] = Stretch(f"In_lists!${first}${row}:${last}${row}", tuple(map(float, values)))

    def _add_deflators(self, case: Case, assumptions: Assumptions) -> None:
        index = price_index(case.deflators, assumptions.gdp_deflators)
        sheet = InputSheet("deflators", ("year", "index"))
        for number, year in enumerate(sorted(index)):
            address = f"In_deflators!$B${FIRST_ROW + 2 + number}"
            cell = self._cell("deflators", (str(year),), "index", float(index[year]), address)
            sheet.rows.append((InputCell(float(year)), cell))
        self.sheets.append(sheet)

    def _add_grades(self, assumptions: Assumptions) -> None:
        sheet = InputSheet("grades", ("confidence_grade", "benefit_cut", "cost_uplift"))
        figures = zip(assumptions.benefit_cut, assumptions.cost_uplift, strict=True)
        for number, (cut, uplift) in enumerate(figures):
            key, row = (str(number + 1),), FIRST_ROW + 2 + number
            cells = [InputCell(float(number + 1))]
            for letter, column, value in (("B", "benefit_cut", cut), ("C", "cost_uplift", uplift)):
                self._terms["grades", key, column] = Term(f"In_grades!${letter}${row}", value)
                cells.append(InputCell(value, self._name("grades", key, column)))
            sheet.rows.append(tuple(cells))
        self.sheets.append(sheet)

    def _name(self, table: str, key: Key, column: str) -> str:
        wanted = _NOT_IN_A_NAME.sub("_", "_".join(("in", table, *key, column)))[:240]
        name, again = wanted, 2
        while name.lower() in self._names:
            name, again = f"{wanted}_{again}", again + 1
        self._names.add(name.lower())
        return name


def _rows_of(case: Case, table: str) -> tuple[CaseRow, ...]:
    found = getattr(case, table)
    if found is None:
        return ()
    return found if isinstance(found, tuple) else (found,)


def _key_of(columns: tuple[str, ...], row: CaseRow) -> Key:
    return tuple(str(_plain(getattr(row, name))) for name in columns)


def _plain(value: object) -> str | float | None:
    """A cell's value: words, a number, yes or no, or nothing."""
    if isinstance(value, bool):
        return YES if value else NO
    if value is None or (isinstance(value, str) and not isinstance(value, Enum)):
        return value or None
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, tuple):
        return "|".join(map(str, value)) or None
    return str(value)
