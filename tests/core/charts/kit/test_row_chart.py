import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.kit.row_chart import height_of, with_rows

names = st.lists(st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=120), min_size=1, max_size=8)


@given(names, st.booleans(), st.booleans())
def test_no_part_of_a_row_runs_into_another_whatever_the_names(given_names, narrow, with_detail):
    frame = pd.DataFrame({"name": given_names, "line": [name[::-1] for name in given_names]})
    rows = with_rows(frame, "name", narrow, details="line" if with_detail else None)
    starts = [0, *rows["row_bottom"][:-1]]
    for start, row in zip(starts, rows.to_dict("records"), strict=True):
        assert start <= row["name_y"] <= row["detail_y"]
        assert start < row["bar_top"] < row["bar_middle"] < row["bar_bottom"] < row["row_bottom"]
        if narrow:
            text = 18 * (row["label"].count("\n") + 1 if row["label"] else 0) + 18 * (
                row["detail"].count("\n") + 1 if row["detail"] else 0
            )
            assert row["name_y"] + text <= row["bar_top"]
    assert height_of(rows) == rows["row_bottom"].iloc[-1]


@pytest.mark.parametrize("narrow", [False, True])
def test_rows_keep_the_order_they_are_given_in(narrow):
    frame = pd.DataFrame({"name": ["b", "a", "c"]}, index=[7, 7, 2])
    assert list(with_rows(frame, "name", narrow)["label"]) == ["b", "a", "c"]


def test_a_chart_without_rows_still_has_a_height():
    assert height_of(with_rows(pd.DataFrame({"name": []}), "name", narrow=False)) > 0
