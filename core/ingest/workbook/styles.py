"""What the number format of a workbook's cell makes of the number in it: a date, a number with zeros before it, a plain one."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ingest.grids import CellKind

_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile(r"[yd]|(?<![hs:.])m{3,}", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,20}")
_LAST_SERIAL = 2_958_466


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is shown: as a date, and with how many digits at least."""

    is_date: bool = False
    least_digits: int = 0


PLAIN = Style()


def style_of(format_id: int, code: str | None) -> Style:
    """Read a number format; built-in ones have an id and no code."""
    if code is None:
        return Style(is_date=format_id in _BUILT_IN_DATES)
    bare = _NOT_LETTERS.sub("", code.partition(";")[0])
    zeros = len(bare) if _ZEROS.fullmatch(bare) else 0
    return Style(is_date=_DATE_LETTERS.search(bare) is not None and "general" not in bare.lower(), least_digits=zeros)


def number_as_text(raw: str, style: Style, counts_from_1904: bool) -> tuple[str, CellKind]:
    """Write the number of a cell as text: the shortest digits that give the same number, or its date."""
    value = float(raw)
    if style.is_date and 0 < value < _LAST_SERIAL:
        return date_of_serial(value, counts_from_1904), CellKind.date
    text = str(int(value)) if value == int(value) and abs(value) < 1e16 else repr(value)
    if style.least_digits and text.isdigit():
        return text.zfill(style.least_digits), CellKind.number
    return text, CellKind.number


def date_of_serial(serial: float, counts_from_1904: bool = False) -> str:
    """Write Excel's day number as year-month-day, with the time where it is not midnight."""
    start = datetime(1904, 1, 1) if counts_from_1904 else datetime(1899, 12, 30)
    # Excel believes that 1900 was a leap year.
    early = timedelta(days=1) if not counts_from_1904 and serial < 60 else timedelta()
    moment = start + early + timedelta(days=int(serial), seconds=round((serial % 1) * 86_400))
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(sep=" ")
