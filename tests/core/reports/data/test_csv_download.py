"""Tables as files: text never runs as a formula, numbers stay numbers."""

import csv
import io

import pandas as pd
import pytest

from core.reports.data.csv_download import as_csv
from core.reports.flows import flows
from core.reports.options import comparison
from tests.core.reports.read_versions import appraised


def read_back(data: bytes) -> list[list[str]]:
    """The cells of a CSV file as a spreadsheet takes them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", '=HYPERLINK("http://x")'])
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(text: str) -> None:
    heading, row = read_back(as_csv(pd.DataFrame({"name": [text], text: ["plain"]})))
    assert row[0] == f"'{text}"
    assert heading[1] == f"'{text}"


@pytest.mark.parametrize("text", ["a\r=1+1", "a\r\n=1+1", "\r=1+1"])
def test_a_line_end_inside_a_cell_starts_no_row(text: str) -> None:
    data = as_csv(pd.DataFrame({"name": [text], text: ["b"]}))
    assert b"\r" not in data
    assert len(read_back(data)) == 2


@pytest.mark.parametrize("text", ["a=1", "1-1", "The ten councils (together)", "", "\u2212£3", "'quoted'"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert read_back(as_csv(pd.DataFrame({"name": [text, "x"]})))[1][:1] == ([text] if text else [""])


def test_numbers_stay_numbers_even_below_zero_and_in_mixed_columns() -> None:
    frame = pd.DataFrame({"gbp": [-1.5, 2.0], "mixed": pd.Series([-3, "-3"], dtype=object)})
    assert read_back(as_csv(frame))[1:] == [["-1.5", "-3"], ["2.0", "'-3"]]


def test_figures_are_not_rounded() -> None:
    found = flows(appraised("one_hospital"), "out")
    back = pd.read_csv(io.BytesIO(as_csv(found)))
    assert back.pv_gbp.tolist() == found.pv_gbp.tolist()


def test_a_byte_order_mark_says_that_it_is_utf_8() -> None:
    assert as_csv(pd.DataFrame({"name": ["£"]})) == b"\xef\xbb\xbfname\n\xc2\xa3\n"


def test_the_table_that_is_written_is_left_as_it_was() -> None:
    frame = comparison(appraised("one_hospital"))
    before = frame.copy()
    as_csv(frame)
    pd.testing.assert_frame_equal(frame, before)
