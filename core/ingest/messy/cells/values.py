"""Cell values: the cells of one column, as the file has them, to text our rules accept."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from core.domain.columns.schema import Column, Kind
from core.domain.fields import LIST_SEPARATOR, PERIOD
from core.domain.wording import joined, nearest
from core.ingest.cells import WrongCell, value_of
from core.ingest.grids import CellKind
from core.ingest.labels import plain
from core.ingest.messy.cells.dates import date_read
from core.ingest.messy.cells.marks import no_figure, taken_apart
from core.ingest.messy.cells.numbers import as_digits, number_read
from core.ingest.messy.cells.periods import as_observed
from core.ingest.messy.cells.result import TRIMMED, Outcome, Read, RepairKind, Wrong
from core.ingest.messy.cells.year_forms import WRITE_THE_FIRST, is_year, year_in
from core.ingest.messy.excel_damage import Mark, excel_changed, excel_error
from core.ingest.messy.mapping import ColumnMapping, DecimalStyle, Transform
from core.ingest.messy.synonyms import word_meant
from core.ingest.numbers import plain_number
from core.ingest.periods import is_period

NUMBERS = (Kind.number, Kind.whole_number)
_MOST_REMEMBERED = 300_000
_SO_MANY_YEARS = re.compile(r"([1-9]|[1-4][0-9]) ?(?:years?|yrs?)", re.IGNORECASE)
_SHARES = "Write a share for each year: 1|0.75|0.5 fades over three years, 1|1|1 stays for three."
_QUICK = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_PERCENT = "a per cent is 0.01"
_LETTERS = {"y": "true", "n": "false", "t": "true", "f": "false", "x": "true", "✓": "true", "✔": "true"}


@dataclass
class ColumnReader:
    """Reads the cells of one column, and remembers those it has seen: in long tables the same few come again."""

    column: Column
    how: ColumnMapping
    _seen: dict[tuple[str, str], Outcome] = field(default_factory=dict)
    _bounds: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Note the limits of a column whose plain numbers can be taken as they stand, which is quick."""
        usual = replace(self.how, sources=(), date_order=None) == ColumnMapping(decimal_style=self.how.decimal_style)
        if self.column.kind is Kind.number and usual and not self.column.many and self.how.decimal_style is not DecimalStyle.comma:
            self._bounds = _strict_bounds(self.column)

    def read(self, cell: str, kind: str = "s") -> Outcome:
        """Read one cell. `kind` is the letter of its CellKind; a blank cell gives blank text, allowed or not."""
        if self._bounds is not None and kind in "sn" and _QUICK.fullmatch(cell):
            low, high = self._bounds
            if low < float(cell) < high:
                return Read(cell)
        known = self._seen.get((cell, kind))
        if known is None:
            known = self._read(cell, kind)
            if len(self._seen) < _MOST_REMEMBERED:
                self._seen[cell, kind] = known
        return known

    def read_sum(self, cells: list[tuple[str, str]]) -> Outcome:
        """Read several cells of one row and add them up; blank where all are blank."""
        total = Decimal(0)
        filled = 0
        for cell, kind in cells:
            one = _number(self.column, self.how, cell.strip(), kind)
            if isinstance(one, Wrong):
                return one
            filled += bool(one.text)
            total += Decimal(one.text or "0")
        if not filled:
            return Read("")
        if filled < len(cells):
            return Wrong(RepairKind.missing, "one part of the sum is empty", "Fill in every part.")
        return self._within_limits(Read(as_digits(total), f"the sum of {joined(self.how.sources)}"))

    def _read(self, cell: str, kind: str) -> Outcome:
        text = cell.strip().strip("\ufeff\u200b").strip()
        if text in self.how.words:
            meant = self.how.words[text]
            return self._accepted(meant, f'"{text}" stands for "{meant}"' if meant else f'"{text}" means no value')
        if not text:
            return Read("", TRIMMED if cell else "")
        if kind == CellKind.not_calculated:
            return Wrong(
                RepairKind.not_calculated, "a formula that was never worked out", "Open the file in Excel, save it, send it again."
            )
        if kind == CellKind.error or excel_error(text):
            return Wrong(RepairKind.excel_error, "an Excel error in place of a value", "Mend the formula or give the value.")
        outcome = _BY_KIND[self.column.kind](self.column, self.how, text, kind)
        if isinstance(outcome, Wrong):
            return self._or_no_figure(outcome, text)
        return self._within_limits(_trimmed(outcome, cell))

    def _or_no_figure(self, outcome: Wrong, text: str) -> Wrong:
        """Tell a mark for 'no figure', or a mark behind a figure, from a cell that is simply wrong."""
        mark = no_figure(text) if outcome.suggestion is None else None
        if mark is None:
            return self._or_flagged(outcome, text)
        if mark.kind is RepairKind.nil:
            is_number = self.column.kind in NUMBERS
            return Wrong(mark.kind, mark.what, "Write 0.", mark.value) if is_number else outcome
        if self.column.required:
            return Wrong(mark.kind, mark.what, "Every row needs a value here: give it, or leave the row out.", apart=mark.apart)
        return Wrong(mark.kind, mark.what, "The cell may be left empty.", "", mark.apart)

    def _or_flagged(self, outcome: Wrong, text: str) -> Wrong:
        """Offer the figure where a mark stands behind or before it; pence and thousand millions stay in doubt."""
        parted = taken_apart(text) if self.column.kind in NUMBERS and outcome.suggestion is None else None
        if parted is None or (self.column.unit == "GBP" and text[-2:-1].isdigit() and text[-1:].lower() in "pb"):
            return outcome
        bare, mark = parted
        read = self._within_limits_of(bare)
        if not isinstance(read, Read) or not read.text:
            return outcome
        return Wrong(RepairKind.flagged, f"a number with a mark: {mark}", "Give the number without the mark.", read.text)

    def _within_limits_of(self, bare: str) -> Outcome:
        outcome = _BY_KIND[self.column.kind](self.column, self.how, bare, "s")
        return self._within_limits(outcome) if isinstance(outcome, Read) else outcome

    def _accepted(self, text: str, why: str) -> Outcome:
        outcome = _BY_KIND[self.column.kind](self.column, self.how, text, "s") if text else Read("")
        return self._within_limits(Read(outcome.text, why)) if isinstance(outcome, Read) else outcome

    def _within_limits(self, read: Read) -> Outcome:
        if not read.text:
            return read
        try:
            value_of(self.column, read.text)
        except WrongCell as wrong:
            return _beyond(self.column, read, wrong)
        return read


def _strict_bounds(column: Column) -> tuple[float, float]:
    """Limits no allowed number near the edge needs: those on the edge go the slow way, which knows them exactly."""
    lows = [limit for limit in (column.at_least, column.more_than) if limit is not None]
    highs = [limit for limit in (column.at_most, column.less_than) if limit is not None]
    return max(lows, default=-math.inf), min(highs, default=math.inf)


def _trimmed(read: Read, cell: str) -> Read:
    return Read(read.text, TRIMMED) if not read.why and read.text != cell else read


def _beyond(column: Column, read: Read, wrong: WrongCell) -> Wrong:
    value = plain_number(read.text)
    if value is not None and column.at_most == 1 and 1 < value <= 100 and _PERCENT not in read.why:
        meant = as_digits(Decimal(read.text).scaleb(-2))
        return Wrong(RepairKind.percent, "a per cent where a share from 0 to 1 belongs", "Write a share: 35% is 0.35.", meant)
    kind = RepairKind.too_long if column.kind in (Kind.id, Kind.text) else RepairKind.limit
    return Wrong(kind, wrong.message.rstrip("."), wrong.what_to_do)


def _number(column: Column, how: ColumnMapping, text: str, kind: str) -> Outcome:
    if column.many:
        return _list_of_numbers(column, how, text, kind)
    if kind == CellKind.date and not is_year(column):
        return Wrong(
            RepairKind.excel_changed, "a date where a number belongs: Excel may have made it of a number", "Give the number."
        )
    year = _year(column, how, text, kind)
    read = year or number_read(text, how.decimal_style or DecimalStyle.point if kind != CellKind.number else DecimalStyle.point)
    if isinstance(read, Wrong):
        changed = excel_changed(text)
        made = "looks like a date Excel made of it (6-27 becomes Jun-27)"
        return Wrong(RepairKind.excel_changed, made, "Give what was there before.") if changed is Mark.month_date else read
    if _PERCENT in read.why and (column.unit in ("GBP", "people") or is_year(column)):
        return Wrong(RepairKind.not_a_number, "a per cent where an amount belongs", "Give the amount.")
    return _reckoned(how, read, text) if read.text else read


def _year(column: Column, how: ColumnMapping, text: str, kind: str) -> Outcome | None:
    """Read years in every form, and calendar years where year indices are wanted; None where it is neither."""
    if not is_year(column):
        return None
    if kind == CellKind.date:
        year, month = int(text[:4]), int(text[5:7])
        meant = str(year if month >= 4 else year - 1)
        return Wrong(RepairKind.excel_changed, "a date where a year belongs", WRITE_THE_FIRST, meant)
    read = year_in(text, how.year_form)
    if how.base_year is None or isinstance(read, Wrong):
        return read
    value = plain_number(read.text if read else text)
    if value is None or value < 1900:
        return read
    return Read(as_digits(Decimal(str(value)) - how.base_year), f"years from {how.base_year}")


def _reckoned(how: ColumnMapping, read: Read, text: str) -> Outcome:
    """Apply the transform and the factor to a number that was read."""
    text_now, why = read
    if how.transform is Transform.square_root:
        value = float(text_now)
        if value < 0:
            return Wrong(RepairKind.limit, "there is no square root of a number below 0", "Give 0 or more.")
        text_now, why = repr(math.sqrt(value)), f"the square root of {joined(how.sources)}"
    if how.factor is None or how.factor == 1 or (how.factor == 0.01 and _PERCENT in why):
        return Read(text_now, why)
    if " is 1," in why:
        return Wrong(
            RepairKind.unit_twice, f"{text} says its own unit, and the heading says another", "Write the plain number.", text_now
        )
    with localcontext() as context:
        context.prec = 40
        product = as_digits(Decimal(text_now) * Decimal(repr(how.factor)))
    told = f"times {how.factor:,.10g}"
    return Read(product, f"{why}, {told}" if why else told)


def _list_of_numbers(column: Column, how: ColumnMapping, text: str, kind: str) -> Outcome:
    if (column.unit or "").startswith("shares by year") and (years := _SO_MANY_YEARS.fullmatch(text)):
        whole = LIST_SEPARATOR.join(["1"] * int(years[1]))
        return Wrong(RepairKind.not_a_number, f"a length of time, where the share of each year belongs: {text}", _SHARES, whole)
    parts = [number_read(part.strip(), how.decimal_style or DecimalStyle.point) for part in text.split(LIST_SEPARATOR)]
    wrong = next((part for part in parts if isinstance(part, Wrong)), None)
    if wrong is not None:
        return wrong._replace(allowed=f"Separate numbers by {LIST_SEPARATOR}: 1|0.75|0.5.")
    whys = sorted({part.why for part in parts if isinstance(part, Read) and part.why})
    return Read(LIST_SEPARATOR.join(part.text for part in parts if isinstance(part, Read)), ", ".join(whys)) if whys else Read(text)


def _date(column: Column, how: ColumnMapping, text: str, kind: str) -> Outcome:
    return date_read(text, how.date_order)


def _true_or_false(column: Column, how: ColumnMapping, text: str, kind: str) -> Outcome:
    lower = text.lower()
    if lower in ("true", "false", "yes", "no", "1", "0"):
        return Read(text)
    if lower in _LETTERS:
        return Read(_LETTERS[lower], f"{text} means {_LETTERS[lower]}")
    return Wrong(RepairKind.word, "neither true nor false", "true or false")


def _word(column: Column, how: ColumnMapping, text: str, kind: str) -> Outcome:
    if text in column.words:
        return Read(text)
    same = next((word for word in column.words if plain(word) == plain(text)), None)
    if same is not None:
        return Read(same, "written as the word we use")
    meant = word_meant(text, column.words) or nearest(text, column.words)
    return Wrong(RepairKind.word, "not one of the words for this column", joined(column.words, "or", most=20), meant)


def _id(column: Column, how: ColumnMapping, text: str, kind: str) -> Outcome:
    if kind == CellKind.date:
        return Wrong(
            RepairKind.excel_changed, "a date where a name belongs: Excel may have made it of a name", "Give the name.", text
        )
    changed = excel_changed(text)
    if changed is Mark.month_date:
        return Wrong(
            RepairKind.excel_changed, "looks like a date Excel made of a name", "Give the name as it was, or keep this.", text
        )
    if changed is Mark.rounded:
        return Wrong(RepairKind.excel_changed, "looks like a number Excel shortened", "Give all its digits, or keep this.", text)
    return Read(text)


def _text(column: Column, how: ColumnMapping, text: str, kind: str) -> Outcome:
    if column.unit == PERIOD and not is_period(text) and (meant := as_observed(text)) is not None:
        return Read(meant, "the period as observations name it")
    return Read(text)


_BY_KIND: dict[Kind, Callable[[Column, ColumnMapping, str, str], Outcome]] = {
    Kind.id: _id,
    Kind.text: _text,
    Kind.number: _number,
    Kind.whole_number: _number,
    Kind.true_or_false: _true_or_false,
    Kind.date: _date,
    Kind.word: _word,
}
