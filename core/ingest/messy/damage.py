"""What Excel does to cells it thinks it understands, and the marks people write where there is no figure."""

import re
from collections.abc import Iterable
from enum import StrEnum

from core.ingest.messy.found import CellKind, Grid
from core.ingest.wording import counted

_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL|N/A|SPILL|CALC|GETTING_DATA)[!?]?|#{3,}", re.IGNORECASE)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH_DATE = re.compile(rf"(?:{_MONTH})-[0-9]{{2}}|[0-9]{{1,2}}-(?:{_MONTH})", re.IGNORECASE)
_ROUNDED = re.compile(r"[0-9](?:\.[0-9]{1,5})?E\+[0-9]{2,3}")
_NOT_KNOWN = frozenset(
    [
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "#n/a",
        "null",
        "none",
        "nil",
        "nan",
        "?",
        "tbc",
        "tbd",
        "unknown",
        "not",
        "known",
        "not",
        "available",
        "missing",
        ".",
        "..",
        "...",
        ":",
        "[x]",
        "[z]",
        "[u]",
        "z",
        "x",
    ]
) | {"not known", "not available", "to follow"}
_SUPPRESSED = re.compile(r"\*{1,3}|[<>≤] ?[0-9]+(?:\.[0-9]+)?|\[c\]|c|\[low\]|~0?", re.IGNORECASE)
_DASH = frozenset({"-", "--", "–", "—", "£-", "£ -", "- "})


class Mark(StrEnum):
    """A cell that holds no value of its own."""

    excel_error = "excel_error"
    month_date = "month_date"
    rounded = "rounded"
    not_known = "not_known"
    suppressed = "suppressed"
    dash = "dash"


def excel_error(cell: str) -> bool:
    """True for #REF!, #DIV/0!, ###### and their like: wrong in any column."""
    return cell.startswith("#") and _ERROR.fullmatch(cell) is not None


def excel_changed(cell: str) -> Mark | None:
    """Say whether an id looks like a date or a rounded number that Excel made of it: Jun-27, 1.23E+12."""
    if _MONTH_DATE.fullmatch(cell):
        return Mark.month_date
    return Mark.rounded if _ROUNDED.fullmatch(cell) else None


def no_figure(cell: str) -> Mark | None:
    """Say which mark for 'no figure' stands in a column of numbers, dates or words; None for anything else."""
    if cell in _DASH:
        return Mark.dash
    if cell.lower() in _NOT_KNOWN:
        return Mark.not_known
    return Mark.suppressed if _SUPPRESSED.fullmatch(cell) else None


def damage_in(grid: Grid) -> tuple[str, ...]:
    """Count what Excel damaged in a sheet, in sentences."""
    errors = _count_errors(row for row in grid.rows)
    told = [f"{counted(errors, 'cell')} with an Excel error such as #REF! or ####."] if errors else []
    if grid.kinds is not None:
        missing = sum(kinds.count(CellKind.not_calculated.value) for kinds in grid.kinds)
        if missing:
            told.append(f"{counted(missing, 'formula')} without a value: open the file in Excel, let it calculate, and save it.")
    return tuple(told)


def _count_errors(rows: Iterable[tuple[str, ...]]) -> int:
    return sum(excel_error(cell.strip()) for row in rows for cell in row if cell and cell.lstrip()[:1] == "#")
