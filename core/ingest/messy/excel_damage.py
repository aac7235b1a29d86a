"""Excel damage: what Excel does to cells it thinks it understands."""

import re
from collections.abc import Iterable
from enum import StrEnum

from core.domain.wording import counted
from core.ingest.grids import CellKind, Grid

_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL|N/A|SPILL|CALC|GETTING_DATA)[!?]?|#{3,}", re.IGNORECASE)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH_DATE = re.compile(rf"(?:{_MONTH})-[0-9]{{2}}|[0-9]{{1,2}}-(?:{_MONTH})", re.IGNORECASE)
_ROUNDED = re.compile(r"[0-9](?:\.[0-9]{1,5})?E\+[0-9]{2,3}")


class Mark(StrEnum):
    """What Excel made of an id."""

    month_date = "month_date"
    rounded = "rounded"


def excel_error(cell: str) -> bool:
    """True for #REF!, #DIV/0!, ###### and their like: wrong in any column."""
    return cell.startswith("#") and _ERROR.fullmatch(cell) is not None


def excel_changed(cell: str) -> Mark | None:
    """Say whether an id looks like a date or a rounded number that Excel made of it: Jun-27, 1.23E+12."""
    if _MONTH_DATE.fullmatch(cell):
        return Mark.month_date
    return Mark.rounded if _ROUNDED.fullmatch(cell) else None


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
