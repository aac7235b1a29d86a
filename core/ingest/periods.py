"""Periods as observations name them: a day, a week, a month, a quarter, a half, a year or a financial year."""

import re
from datetime import date

from core.domain.case.evidence import Observation
from core.domain.columns.schema import columns_of

PERIODS_FOR_EXAMPLE = "2026-04-30, 2026-W18, 2026-04, 2026-Q1, 2026-H1, 2026 or 2026/27"
_SHAPE = re.compile(next(column.pattern or "" for column in columns_of(Observation) if column.name == "period"))
_DAY = len("2026-04-30")


def is_period(cell: str) -> bool:
    """Tell whether a cell names a period that there is: no 31 June, no financial year of three years."""
    if not _SHAPE.fullmatch(cell):
        return False
    if "/" in cell:
        return (int(cell[:4]) + 1) % 100 == int(cell[5:])
    if len(cell) == _DAY:
        try:
            date.fromisoformat(cell)
        except ValueError:
            return False
    return True
