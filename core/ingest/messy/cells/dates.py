"""Dates as people write them to year-month-day: 22/11/2026, 22 Nov 2026, 2026/11/22, with the order asked where it is in doubt."""

import re
from datetime import date

from core.ingest.messy.cells.month_names import month_number
from core.ingest.messy.cells.result import Outcome, Read, RepairKind, Wrong
from core.ingest.messy.mapping import DateOrder
from core.ingest.numbers import plain_date
from core.ingest.workbook.styles import date_of_serial

_THREE = re.compile(r"([0-9]{1,2})([/.\- ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]?([0-9]{2})[/.\-]?([0-9]{2})(?:[ T]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)Z?)?")
_DAY_NAME = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.IGNORECASE)
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ \-/]+([a-z]{3,9})\.?,?[ \-/]+([0-9]{4}|[0-9]{2})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", re.IGNORECASE)
_SERIAL = re.compile(r"[2-6][0-9]{4}")
ALLOWED = "Write year-month-day, a date like 2026-11-22."


def order_shown(cell: str) -> DateOrder | None:
    """The order a date of three numbers can only be in, None where both are possible or it is no such date."""
    found = _THREE.fullmatch(cell)
    if found is None:
        return None
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return DateOrder.day_first
    return DateOrder.month_first if second > 12 >= first else None


def is_in_doubt(cell: str) -> bool:
    """True for a date such as 03/04/2026, which may be in March or in April."""
    found = _THREE.fullmatch(cell)
    return found is not None and int(found[1]) <= 12 and int(found[3]) <= 12 and found[1].zfill(2) != found[3].zfill(2)


def date_read(cell: str, order: DateOrder | None) -> Outcome:
    """Read a date without spaces at its ends."""
    if plain_date(cell) is not None:
        return Read(cell)
    if found := _THREE.fullmatch(cell):
        return _of_three(found, order)
    return _of_words(_DAY_NAME.sub("", cell, count=1))


def _of_words(told: str) -> Outcome:
    if found := _YEAR_FIRST.fullmatch(told):
        return _made(found[1], found[2], found[3], f"the time {found[4]} taken off" if found[4] else "written year-month-day")
    if found := _DAY_MONTH.fullmatch(told):
        return _named(found[3], found[2], found[1])
    if found := _MONTH_DAY.fullmatch(told):
        return _named(found[3], found[1], found[2])
    if _SERIAL.fullmatch(told):
        meant = date_of_serial(float(told))
        return Wrong(RepairKind.excel_serial, f"Excel's number for a day, {meant}", ALLOWED, meant)
    return Wrong(RepairKind.not_a_date, "not a date", ALLOWED)


def _of_three(found: re.Match[str], order: DateOrder | None) -> Outcome:
    shown = order_shown(found[0])
    if order is not None and shown is not None and shown is not order:
        return Wrong(RepairKind.date_order, f"not a date with {order.replace('_first', '')} first, as the others are", ALLOWED)
    meant = order or shown or DateOrder.day_first
    day, month = (found[1], found[3]) if meant is DateOrder.day_first else (found[3], found[1])
    return _made(found[4], month, day, f"read with the {meant.replace('_first', '')} first")


def _named(year: str, month: str, day: str) -> Outcome:
    number = month_number(month)
    if number is None:
        return Wrong(RepairKind.not_a_date, "not a date", ALLOWED)
    return _made(year, str(number), day, "written year-month-day")


def _made(year: str, month: str, day: str, why: str) -> Outcome:
    number = int(year) if len(year) == 4 else 2000 + int(year) - (100 if int(year) >= 50 else 0)
    try:
        return Read(date(number, int(month), int(day)).isoformat(), why if len(year) == 4 else f"{why}, in the year {number}")
    except ValueError:
        return Wrong(RepairKind.not_a_date, "no such day", ALLOWED)
