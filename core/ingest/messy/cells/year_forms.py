"""Year forms: how the years of one column are written, and what each cell means: 0506, 202324, FY23, Mar-23, 2022 to 2023.

What a form means is settled for a column as a whole: where its cells leave it in doubt, it is asked once.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from core.domain.columns.schema import Column
from core.ingest.messy.cells.periods import Period, PeriodKind, first_of_two, full_year, period_in
from core.ingest.messy.cells.result import Outcome, Read, RepairKind, Wrong

_TWO_YEARS = re.compile(r"((?:19|20|21)?[0-9]{2})\s?(?:[/\-\u2013]|to)\s?((?:19|20|21)?[0-9]{2})", re.IGNORECASE)
_CODE = re.compile(r"[0-9]{3,4}|(?:19|20|21)[0-9]{4}")
_FULL = r"((?:19|20|21)[0-9]{2})"
_MIDNIGHT = r"(?:[T ]00:00(?::00)?)?"
_LAST_DAY = re.compile(
    rf"(?:as )?(?:at )?31(?:st)?[ \-]?mar(?:ch)?[ ,\-]{{1,2}}{_FULL}|31[/.\-]0?3[/.\-]{_FULL}|{_FULL}-03-31{_MIDNIGHT}",
    re.IGNORECASE,
)
_FIRST_DAY = re.compile(
    rf"(?:from )?0?1(?:st)?[ \-]?apr(?:il)?[ ,\-]{{1,2}}{_FULL}|0?1[/.\-]0?4[/.\-]{_FULL}|{_FULL}-04-01{_MIDNIGHT}",
    re.IGNORECASE,
)
_FIRST, _LAST = 1900, 2200
_MONTHS_IN_A_YEAR = 12
WRITE_THE_FIRST = "Write the first year: 2026 is 2026/27."


class YearForm(StrEnum):
    """What a year that is named in short stands for."""

    both_years = "both_years"
    ends = "ends"
    begins = "begins"
    calendar = "calendar"


def is_year(column: Column) -> bool:
    """True for a column of years or of year indices, False for one of lengths of time."""
    return (column.unit or "").startswith(("year,", "year index"))


def year_in(text: str, form: YearForm | None) -> Outcome | None:
    """Read a cell of a column of years by its first year; None where it is a plain number or no year at all."""
    if form is YearForm.both_years and _CODE.fullmatch(text):
        return _of_code(text)
    period = period_in(text)
    if period is None:
        start = _at_the_turn(text)
        return _not_following(text) if start is None else _financial(start)
    if period.kind is PeriodKind.calendar_year:
        return None if text.isdecimal() else Read(str(period.year), f"the year {period.year}")
    if period.kind is PeriodKind.financial_year:
        return _financial(period.year)
    if period.kind is PeriodKind.quarter or (period.kind is PeriodKind.month and form is None):
        return Wrong(RepairKind.part_of_year, f"a {period.kind}, where a whole year belongs", "Leave the row out.")
    return _of_one_figure(period, form)


def _at_the_turn(text: str) -> int | None:
    """The financial year that a whole date ends, 31 March, or begins, 1 April; None for any other text."""
    for turn, years_before in ((_LAST_DAY, 1), (_FIRST_DAY, 0)):
        if found := turn.fullmatch(" ".join(text.split())):
            return int(found[1] or found[2] or found[3]) - years_before
    return None


def _financial(start: int) -> Read:
    return Read(str(start), f"the financial year {start}/{(start + 1) % 100:02}")


def _of_code(text: str) -> Outcome:
    start = _start_of_code(text)
    if start is None:
        return Wrong(RepairKind.limit, "not two years that follow each other, as the others are", WRITE_THE_FIRST)
    if len(text) % 2:
        what = (
            f"a nought seems lost in front, as spreadsheets lose it: 0{text} is the financial year {start}/{(start + 1) % 100:02}"
        )
        return Wrong(RepairKind.lost_nought, what, WRITE_THE_FIRST, str(start))
    return _financial(start)


def _of_one_figure(period: Period, form: YearForm | None) -> Outcome:
    if form is None:
        return Wrong(RepairKind.limit, "it may end or begin in that year", WRITE_THE_FIRST)
    if form is YearForm.calendar:
        return Read(str(period.year), f"the year {period.year}")
    return _financial(period.year - (form is YearForm.ends))


def _not_following(text: str) -> Wrong | None:
    found = _TWO_YEARS.fullmatch(text)
    if found is None:
        return None
    return Wrong(RepairKind.limit, "not two years that follow each other", WRITE_THE_FIRST)


def _start_of_code(text: str) -> int | None:
    """The first year of 0506, 506 or 200506; None where the halves do not follow each other."""
    whole = text.zfill(4)
    return first_of_two(whole[:-2], whole[-2:])


def form_shown(cells: Iterable[str]) -> YearForm | None:
    """The form the cells of a column leave no doubt about, None where they show none or leave it in doubt."""
    distinct = {cell.strip() for cell in cells} - {""}
    codes = {cell for cell in distinct if _CODE.fullmatch(cell)}
    if not codes or not all(_start_of_code(code) is not None for code in codes):
        return None
    return YearForm.both_years if len(codes) > 1 or not all(map(_may_be_another, codes)) else None


def _may_be_another(code: str) -> bool:
    """True for a code that may as well be a calendar year (2021) or a month (200506)."""
    if len(code) == 6:
        return 1 <= int(code[4:]) <= _MONTHS_IN_A_YEAR
    return len(code) == 4 and _FIRST <= int(code) <= _LAST


def forms_in_doubt(cells: Iterable[str], heading: str, column: str) -> tuple[YearForm, ...]:
    """The forms between which a person has to choose, the likeliest first; none where nothing is in doubt."""
    distinct = {cell.strip() for cell in cells} - {""}
    if form_shown(distinct) is not None or not distinct:
        return ()
    periods = [period for cell in distinct if (period := period_in(cell)) is not None]
    if any(period.kind is PeriodKind.year_of_one_figure for period in periods):
        return YearForm.ends, YearForm.begins
    if len(periods) == len(distinct) and all(period.kind is PeriodKind.month for period in periods) and _same_month(distinct):
        return YearForm.ends, YearForm.begins
    codes = {cell for cell in distinct if _CODE.fullmatch(cell) and _start_of_code(cell) is not None}
    is_ours = heading.strip().lower() == column
    return (YearForm.both_years, YearForm.calendar) if codes == distinct and not is_ours else ()


def _same_month(cells: Iterable[str]) -> bool:
    names = {"".join(mark for mark in cell.lower() if mark.isalpha())[:3] for cell in cells}
    return len(names) == 1 and names != {""}


def example_of(cell: str, form: YearForm) -> str:
    """What one cell means in a form: 'FY06: the financial year 2005/06, which ends in 2006'."""
    if form is YearForm.both_years:
        start = _start_of_code(cell) or 0
        return f"{cell}: the financial year {start}/{(start + 1) % 100:02}"
    figures = re.findall(r"[0-9]+", cell)
    year = full_year(figures[-1][:4]) if figures else 0
    if form is YearForm.calendar:
        return f"{cell}: the year {year}" if len(cell) == 4 else f"{cell}: a month of the year {year}"
    start = year - (form is YearForm.ends)
    return f"{cell}: the year that {form} in {year}, {start}/{(start + 1) % 100:02}"
