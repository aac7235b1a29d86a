"""Cells: the text of one to a value, or what is wrong with it in plain words."""

import re
from collections.abc import Callable
from datetime import date

from core.domain.columns.dictionary import limits_in_words
from core.domain.columns.schema import FALSE_WORDS, TRUE_WORDS, Column, Kind
from core.domain.fields import LIST_SEPARATOR, PERIOD
from core.domain.wording import did_you_mean, joined, printable
from core.ingest.letters import what_is_unseen
from core.ingest.numbers import plain_date, plain_number, vanishes, what_to_write_for_date, what_to_write_for_number
from core.ingest.periods import PERIODS_FOR_EXAMPLE, is_period

OneValue = str | float | int | bool | date
Value = OneValue | tuple[OneValue, ...]

_HUGE = 1e9


class WrongCell(Exception):  # noqa: N818
    """What is wrong with a cell, and what to do."""

    def __init__(self, message: str, what_to_do: str = "") -> None:
        super().__init__(message)
        self.message, self.what_to_do = message, what_to_do


def value_of(column: Column, cell: str) -> Value:
    """Read a cell that is not blank, without spaces at its ends.

    Raises:
        WrongCell: with what is allowed in this column.
    """
    return _many(column, cell) if column.many else _READERS[column.kind](column, cell)


def _many(column: Column, cell: str) -> Value:
    parts = [part.strip() for part in cell.split(LIST_SEPARATOR)]
    if column.most_values is not None and len(parts) > column.most_values:
        raise WrongCell(f"a list of {len(parts)} values; at most {column.most_values} are allowed.")
    return tuple(_one_of_many(column, place, part) for place, part in enumerate(parts, start=1))


def _one_of_many(column: Column, place: int, part: str) -> OneValue:
    if not part:
        raise WrongCell(f"value {place} of the list is empty.", "Separate the values by | with none left out.")
    try:
        return _READERS[column.kind](column, part)
    except WrongCell as wrong:
        raise WrongCell(f'value {place} of the list, "{printable(part, 40)}": {wrong.message}', wrong.what_to_do) from None


def _number(column: Column, cell: str) -> float:
    value = plain_number(cell)
    if value is None:
        raise WrongCell("not a number.", what_to_write_for_number(cell, not column.required))
    if vanishes(cell):
        raise WrongCell("a number so small that it would be kept as 0.", "Write 0, or give the figure in smaller units.")
    _must_lie_within(column, value)
    return value


def _whole_number(column: Column, cell: str) -> int:
    value = plain_number(cell)
    if value is None:
        raise WrongCell("not a whole number.", what_to_write_for_number(cell, not column.required))
    _must_lie_within(column, value)
    if value != int(value) or vanishes(cell):
        raise WrongCell("not a whole number.", f"Write a whole number {limits_in_words(column)}.")
    return int(value)


def _must_lie_within(column: Column, value: float) -> None:
    fits = (
        (column.at_least is None or value >= column.at_least)
        and (column.at_most is None or value <= column.at_most)
        and (column.more_than is None or value > column.more_than)
        and (column.less_than is None or value < column.less_than)
    )
    if fits:
        return
    if column.at_most is not None and value > column.at_most > _HUGE:
        raise WrongCell(f"must be at most {column.at_most:,.0f}.")
    if column.at_least is not None and value < column.at_least < -_HUGE:
        raise WrongCell(f"must be at least {column.at_least:,.0f}.")
    raise WrongCell(f"must be {limits_in_words(column)}.", _way_out(column, value))


def _way_out(column: Column, value: float) -> str:
    if (column.unit or "").startswith("share") and 1 < value <= 100:
        return f"Shares are written 0 to 1: {value:g}% is {value / 100:g}."
    if (column.unit or "").startswith("year index") and value >= 1_900:
        return "Years are counted from the base year, which is 0."
    return ""


def _true_or_false(column: Column, cell: str) -> bool:
    lower = cell.lower()
    if lower in TRUE_WORDS:
        return True
    if lower in FALSE_WORDS:
        return False
    raise WrongCell("not one of true, false.", "Write true or false; yes, no, 1 and 0 are read too.")


def _date(column: Column, cell: str) -> date:
    value = plain_date(cell)
    if value is None:
        raise WrongCell("not a date.", what_to_write_for_date(cell))
    return value


def _word(column: Column, cell: str) -> str:
    if cell in column.words:
        return cell
    raise WrongCell(f"not one of {joined(column.words, 'or', most=20)}.", did_you_mean(cell, column.words))


def _text(column: Column, cell: str) -> str:
    if column.longest is not None and len(cell) > column.longest:
        raise WrongCell(f"{len(cell):,} characters long; at most {column.longest:,} are allowed.", "Make it shorter.")
    if unseen := what_is_unseen(cell):
        raise WrongCell(f"holds {unseen}, which no spreadsheet shows.", "Write the cell anew.")
    if column.unit == PERIOD and not is_period(cell):
        raise WrongCell("not a period.", f"Write a date, month, quarter, half or year: {PERIODS_FOR_EXAMPLE}.")
    if column.pattern is not None and not re.search(column.pattern, cell):
        raise WrongCell("an id may not hold | or line breaks.", "Take them out, in every file.")
    return cell


_READERS: dict[Kind, Callable[[Column, str], OneValue]] = {
    Kind.id: _text,
    Kind.text: _text,
    Kind.number: _number,
    Kind.whole_number: _whole_number,
    Kind.true_or_false: _true_or_false,
    Kind.date: _date,
    Kind.word: _word,
}
