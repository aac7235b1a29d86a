"""Financial years as people write them: each form is read by its first year, or is in doubt for the column as a whole."""

import pytest

from core.ingest.messy.cells.periods import PeriodKind, period_in
from core.ingest.messy.cells.result import Read
from core.ingest.messy.cells.year_forms import forms_in_doubt, year_in

OF_2005 = (
    "2005/06", "2005-06", "2005–06", "2005 / 06", "2005/6", "2005-2006", "2005 to 2006", "FY2005/06", "FY 2005-06", "FY05/06",
    "Tax year 2005 to 2006", "2005/06 (outturn)", "2005-06 [p]", "year ending March 2006", "Year ended 31 March 2006", "FYE 2006",
    "FY ending 2006", "financial year ending 2006", "Apr 2005 to Mar 2006", "April 2005 - March 2006",
    "1 April 2005 to 31 March 2006",
    "Apr-05 to Mar-06", "31 March 2006", "as at 31 March 2006", "31/03/2006", "2006-03-31", "2006-03-31 00:00:00", "1 April 2005",
    "01/04/2005",
)  # fmt: skip


@pytest.mark.parametrize("text", OF_2005)
def test_a_financial_year_is_read_by_its_first_year(text: str) -> None:
    read = year_in(text, None)
    assert isinstance(read, Read), read
    assert read.text == "2005"


def test_months_that_are_no_whole_year_are_none_and_a_calendar_year_stays_one() -> None:
    assert (period_in("Jan 2005 to Dec 2005") or period_in("")).kind is PeriodKind.calendar_year
    assert period_in("April 2005 to June 2005").kind is PeriodKind.month
    assert period_in("April 2005 to March 2007").kind is PeriodKind.month


def test_what_may_end_or_begin_in_a_year_is_asked_once_for_the_column() -> None:
    assert len(forms_in_doubt({"FY06", "FY07"}, "Financial year", "year")) == 2
    assert forms_in_doubt({"FYE 2006", "FYE 2007"}, "Financial year", "year") == ()
    assert forms_in_doubt({"Apr 2005 to Mar 2006"}, "Financial year", "year") == ()
