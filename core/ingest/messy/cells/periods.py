"""Years, quarters and months as official tables write them: 2023, 2023/24, 2022 to 2023, Q1 2024, Mar-23, year to March 2023."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.ingest.messy.cells.month_names import month_number


class PeriodKind(StrEnum):
    """How long a period is, and what is in doubt about it."""

    calendar_year = "calendar year"
    financial_year = "financial year"
    year_of_one_figure = "year named by one figure"
    quarter = "quarter"
    month = "month"


@dataclass(frozen=True)
class Period:
    """A stretch of time. `year` is the first year it lies in; of a year named by one figure (FY23), that figure."""

    kind: PeriodKind
    year: int

    @property
    def is_a_year(self) -> bool:
        """True for a whole year, False for a part of one."""
        return self.kind not in (PeriodKind.quarter, PeriodKind.month)


_FULL = r"(?:19|20|21)[0-9]{2}"
_EITHER = rf"(?:{_FULL}|[0-9]{{2}})"
_MONTH = r"([a-z]{3,9})\.?"
_DASH = r"\s?(?:[/\-\u2013\u2014]|\bto\b|\band\b)\s?"
_TWO = rf"({_EITHER}){_DASH}({_EITHER}|[0-9])"
_NOTES = re.compile(r"\s*(?:[(\[][^()\[\]]{1,20}[)\]]|[*†‡¹²³]+|(?<=[0-9]) ?(?:p|r|e|f))+$", re.IGNORECASE)
_BEFORE = r"(?:fy|financial year|fiscal year|f/y|tax year|academic year|year)?\s?"
_CALENDAR = re.compile(rf"(?:calendar year |year )?({_FULL}|2200)(?:\.0)?", re.IGNORECASE)
_FINANCIAL = re.compile(rf"{_BEFORE}{_TWO}(?:\s?(?:fy|financial year))?", re.IGNORECASE)
_ONE_FIGURE = re.compile(rf"(?:fy|f/y|financial year|fiscal year)\s?['’]?({_EITHER})|({_FULL})\s?fy", re.IGNORECASE)
_QUARTER = re.compile(
    rf"(?:q|qtr|quarter)\s?[1-4],?\s?[\-–]?\s?({_EITHER})(?:{_DASH}{_EITHER})?|"
    rf"({_FULL})(?:{_DASH}{_EITHER})?\s?[\-–]?\s?(?:q|qtr|quarter)\s?[1-4]",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(rf"{_MONTH}[\s\-/]?['’]?({_EITHER})|({_FULL})[\s\-]?{_MONTH}|({_FULL})[-/](0[1-9]|1[0-2])", re.IGNORECASE)
_DAY = r"(?:[0-3]?[0-9](?:st|nd|rd|th)? )?"
_MONTH_RANGE = re.compile(
    rf"{_DAY}{_MONTH}[ \-]?({_EITHER})? ?(?:-|–|—|\bto\b) ?{_DAY}{_MONTH}[ \-]?({_EITHER})(?![0-9])", re.IGNORECASE
)
_ENDING_IN = re.compile(
    rf"(?:f/?y/?e|(?:financial|fiscal) year (?:ending|ended|end)|f/?y (?:ending|ended|end))\s?(?:in )?({_EITHER})", re.IGNORECASE
)
_ENDING = re.compile(
    rf"(?:(?:the )?(?:financial )?year|12 months|twelve months|f?y/?e|fy)\s?(?:ending|ended|ends|end|to)?\s?(?:in |on )?"
    rf"(?:the )?(?:[0-3]?[0-9](?:st|nd|rd|th)? )?{_MONTH}[\s\-]*['’]?({_EITHER})",
    re.IGNORECASE,
)
_WHICH_QUARTER = re.compile(r"(?:q|qtr|quarter)\s?([1-4])", re.IGNORECASE)
# Only codes that cannot be a month: 202324 is 2023/24, 201011 may be November 2010.
_CODE_OF_YEARS = re.compile(r"((?:19|20|21)[0-9]{2})(1[3-9]|[2-9][0-9])")
JANUARY, MARCH, APRIL, DECEMBER = 1, 3, 4, 12


@lru_cache(maxsize=8_000)
def period_in(text: str) -> Period | None:
    """Read a text that is a period and nothing else, notes behind it left aside; None for any other text."""
    bare = " ".join(text.split())
    if not bare or len(bare) > 60:
        return None
    return _period(bare) or _period(_NOTES.sub("", bare))


def _period(bare: str) -> Period | None:
    if found := _CALENDAR.fullmatch(bare):
        return Period(PeriodKind.calendar_year, int(found[1]))
    if (found := _FINANCIAL.fullmatch(bare)) and (first := first_of_two(found[1], found[2])) is not None:
        return Period(PeriodKind.financial_year, first)
    if found := _ENDING_IN.fullmatch(bare):
        return Period(PeriodKind.financial_year, full_year(found[1]) - 1)
    if found := _ONE_FIGURE.fullmatch(bare):
        return Period(PeriodKind.year_of_one_figure, full_year(found[1] or found[2]))
    if found := _QUARTER.fullmatch(bare):
        return Period(PeriodKind.quarter, full_year(found[1] or found[2]))
    return _year_ending(bare) or _month(bare)


def full_year(figures: str) -> int:
    """The year that two or four figures stand for: 23 is 2023, 93 is 1993."""
    year = int(figures)
    if len(figures) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def first_of_two(first: str, last: str) -> int | None:
    """The first of two years that follow each other, written 2023 and 24 or 23 and 24; None where they do not follow."""
    start = full_year(first)
    if int(last) != (start + 1) % 10 ** len(last):
        return None
    return start


def _year_ending(bare: str) -> Period | None:
    """A year that ends in a month: in March it is a financial year, in December a calendar year."""
    found = _ENDING.fullmatch(bare)
    month = month_number(found[1]) if found else None
    if found is None or month is None:
        return None
    year = full_year(found[2])
    if month == MARCH:
        return Period(PeriodKind.financial_year, year - 1)
    return Period(PeriodKind.calendar_year, year) if month == DECEMBER else None


def _month(bare: str) -> Period | None:
    if found := _MONTH_RANGE.fullmatch(bare):
        return _of_months(found)
    found = _IN_MONTH.fullmatch(bare)
    if found is None:
        return None
    if found[5]:
        return Period(PeriodKind.month, int(found[5]))
    name, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    return Period(PeriodKind.month, full_year(year)) if month_number(name) else None


def _of_months(found: re.Match[str]) -> Period | None:
    """April to March is a financial year, January to December a calendar year; other months are a part of a year, or more."""
    first, last, year = month_number(found[1]), month_number(found[3]), full_year(found[4])
    if first is None or last is None:
        return None
    begins = year if not found[2] else full_year(found[2])
    if (first, last) == (APRIL, MARCH) and (begins == year - 1 or not found[2]):
        return Period(PeriodKind.financial_year, year - 1)
    if (first, last) == (JANUARY, DECEMBER) and begins == year:
        return Period(PeriodKind.calendar_year, year)
    return Period(PeriodKind.month, begins)


def as_observed(text: str) -> str | None:
    """Write a period as observations name it: 2024-Q1, 2024-04, 2024 or 2023/24. None where it is none, or in doubt."""
    bare = " ".join(text.split())
    code = _CODE_OF_YEARS.fullmatch(bare)
    if code and first_of_two(code[1], code[2]) is not None:
        return f"{code[1]}/{code[2]}"
    period = period_in(bare)
    if period is None or period.kind is PeriodKind.year_of_one_figure:
        return None
    if period.kind is PeriodKind.financial_year:
        return f"{period.year}/{(period.year + 1) % 100:02}"
    if period.kind is PeriodKind.quarter:
        number = _WHICH_QUARTER.search(bare)
        return None if number is None or _FINANCIAL.search(bare) else f"{period.year}-Q{number[1]}"
    return _month_observed(bare, period.year) if period.kind is PeriodKind.month else str(period.year)


def _month_observed(bare: str, year: int) -> str | None:
    found = _IN_MONTH.fullmatch(bare)
    month = month_number(found[1] or found[4]) if found and not found[5] else None
    return None if month is None else f"{year}-{month:02}"
