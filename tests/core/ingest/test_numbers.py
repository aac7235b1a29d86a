"""Plain numbers and dates are read; for others the sentence says what to write."""

from datetime import date

import pytest

from core.ingest.numbers import plain_date, plain_number, what_to_write_for_date, what_to_write_for_number


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12", 12), ("-0.5", -0.5), ("+3", 3), (".25", 0.25), ("5.", 5), ("1e3", 1_000), ("2.5E-1", 0.25), ("007", 7)],
)
def test_plain_numbers_are_read(cell: str, number: float) -> None:
    assert plain_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("£1,200", "Write 1200."),
        ("1,200.50", "Write 1200.50."),
        ("1 200 000", "Write 1200000."),
        ("1_000", "Write 1000."),
        ("12%", "Write 0.12."),
        ("0,5", "Write 0.5."),
        ("(500)", "Write -500."),
        ("−5", "Write -5."),
        ("-£3", "Write -3."),
        ("1200 GBP", "Write 1200."),
        ("'12", "Write 12."),
        ("inf", "Give a finite number."),
        ("-Infinity", "Give a finite number."),
        ("#DIV/0!", "That is a spreadsheet's error: mend the formula and save again."),
        ("1.2k", "Write digits with a point for decimals, for example 0.25."),
        ("0x10", "Write digits with a point for decimals, for example 0.25."),
        ("١٢", "Write digits with a point for decimals, for example 0.25."),
        ("1.2.3", "Write digits with a point for decimals, for example 0.25."),
        ("nan", "Give the figure: every row needs it."),
        ("N/A", "Give the figure: every row needs it."),
    ],
)
def test_for_other_numbers_it_says_what_to_write(cell: str, told: str) -> None:
    assert plain_number(cell) is None
    assert what_to_write_for_number(cell) == told


def test_a_cell_that_may_be_empty_should_be_empty_where_there_is_no_figure() -> None:
    assert what_to_write_for_number("n/a", may_be_empty=True) == "Leave the cell empty where there is no figure."


def test_dates_are_read_year_first() -> None:
    assert plain_date("2026-11-22") == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("22/11/2026", "Write the year first: 2026-11-22 if 22 November 2026 is meant."),
        ("3.4.2026", "Write the year first: 2026-04-03 if 3 April 2026 is meant."),
        ("11/22/2026", "Write year-month-day, a date like 2026-11-22."),
        ("2026-02-30", "Write year-month-day, a date like 2026-11-22."),
        ("20261122", "Write year-month-day, a date like 2026-11-22."),
        ("November 2026", "Write year-month-day, a date like 2026-11-22."),
    ],
)
def test_for_other_dates_it_says_what_to_write(cell: str, told: str) -> None:
    assert plain_date(cell) is None
    assert what_to_write_for_date(cell) == told
