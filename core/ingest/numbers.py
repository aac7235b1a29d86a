"""Numbers as people write them: which are read, and what to write in place of the others."""

import re
from datetime import date
from sys import float_info

_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[, _'’\u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_KNOWN = frozenset({"nan", "na", "n/a", "#n/a", "null", "none", "nil", "-", "--", "–", "—", "?", "tbc", "tbd", "unknown", "."})
_WITHOUT_END = frozenset({"inf", "infinity", "∞"})
_SPREADSHEET_ERRORS = ("#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#####")

EXAMPLE = "Write digits with a point for decimals, for example 0.25."


def plain_number(cell: str) -> float | None:
    """Read a plain decimal number, with or without an exponent; None for anything else."""
    return float(cell) if _PLAIN.fullmatch(cell) else None


def vanishes(cell: str) -> bool:
    """Tell whether a plain number is so near to 0 that it could only be kept as 0, or with fewer digits than it has."""
    value = abs(float(cell))
    if value >= float_info.min:
        return False
    mantissa = cell.lower().partition("e")[0]
    return any(mark in "123456789" for mark in mantissa)


def plain_date(cell: str) -> date | None:
    """Read a date written year-month-day; None for anything else."""
    if not _ISO_DATE.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def what_to_write_for_number(cell: str, may_be_empty: bool = False) -> str:
    """Say what to write in place of a cell that is not a plain number."""
    lower = cell.lower()
    if lower in _NOT_KNOWN:
        return "Leave the cell empty where there is no figure." if may_be_empty else "Give the figure: every row needs it."
    if lower.lstrip("+-−") in _WITHOUT_END:
        return "Give a finite number."
    if lower.startswith(_SPREADSHEET_ERRORS):
        return "That is a spreadsheet's error: mend the formula and save again."
    bare = _bare(cell)
    return EXAMPLE if bare is None else f"Write {bare}."


def what_to_write_for_date(cell: str) -> str:
    """Say what to write in place of a cell that is not a date written year-month-day."""
    found = _DAY_FIRST.fullmatch(cell)
    if found:
        day, month, year = found.groups()
        meant = plain_date(f"{year}-{int(month):02}-{int(day):02}")
        if meant:
            return f"Write the year first: {meant} if {meant.day} {meant:%B %Y} is meant."
    return "Write year-month-day, a date like 2026-11-22."


def _bare(cell: str) -> str | None:
    """Take currency signs, percent signs, brackets and thousands separators off; None where no number is left."""
    bare = cell.strip("'\"’ \u00a0").replace("−", "-")
    negative = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    bare = re.sub(r"(?i)^(£|\$|€|gbp)|(£|\$|€|gbp)$", "", bare.strip("()+- ")).strip("- \u00a0")
    percent = bare.endswith("%")
    number = _ungrouped(bare.removesuffix("%").strip())
    if number is None:
        return None
    if percent:
        number = f"{float(number) / 100:.10g}"
    return f"-{number}" if negative else number


def _ungrouped(bare: str) -> str | None:
    if _GROUPED.fullmatch(bare):
        return re.sub(r"[^0-9.]", "", bare)
    if _DECIMAL_COMMA.fullmatch(bare):
        return bare.replace(",", ".")
    return bare if _PLAIN.fullmatch(bare) else None
