"""Rows typed in a grid take the place of those that were there; the rest stays to the letter."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.problems import Problem
from core.reports.changes.grid_edits import cell_of, rows_in_words, with_part
from tests.core.reports.evidence_cases import table

OUT = {"version": "scale_out"}
ROWS = table(
    "logic_model",
    {"version": "prototype", "element_id": "staff", "stage": "input", "title": " Staff ", "quantity": "1.0"},
    {"version": "scale_out", "element_id": "staff", "stage": "input", "title": "Staff", "quantity": " 12 "},
    {"version": "prototype", "element_id": "groups", "stage": "activity", "title": "Groups", "quantity": ""},
    {"version": "scale_out", "element_id": "groups", "stage": "activity", "title": "Groups", "quantity": "175.0"},
)
STAFF = {"element_id": "staff", "title": "Staff", "quantity": "12.0"}
GROUPS = {"element_id": "groups", "title": "Groups", "quantity": "175"}


def test_rows_typed_as_they_were_change_nothing_to_the_letter() -> None:
    edited = with_part(ROWS, OUT, [STAFF, GROUPS])
    assert edited.changes_nothing
    assert edited.table is ROWS


def test_a_changed_cell_changes_its_row_alone_and_columns_not_typed_stay() -> None:
    edited = with_part(ROWS, OUT, [{**STAFF, "quantity": "14"}, GROUPS])
    assert (edited.added, edited.changed, edited.removed) == (0, 1, 0)
    assert edited.table.rows[1] == ("scale_out", "staff", "input", "Staff", "14")
    assert [row for row in edited.table.rows if row[0] == "prototype"] == [ROWS.rows[0], ROWS.rows[2]]
    assert edited.table.sha256 != ROWS.sha256


def test_a_row_is_added_with_a_column_that_was_missing_and_one_not_typed_goes() -> None:
    edited = with_part(ROWS, OUT, [STAFF, {"element_id": "rooms", "stage": "input", "title": "Rooms", "decided_by": "Councils"}])
    assert edited.words == "1 added, none changed and 1 removed"
    assert edited.table.columns == (*ROWS.columns, "decided_by")
    assert [row[1] for row in edited.table.rows if row[0] == "scale_out"] == ["staff", "rooms"]
    assert edited.table.rows[edited.lines[1] - 2][-1] == "Councils"


def test_every_row_of_a_part_may_go_and_a_part_may_begin() -> None:
    assert {row[0] for row in with_part(ROWS, OUT, []).table.rows} == {"prototype"}
    begun = with_part(ROWS, {"version": "scale_up"}, [STAFF])
    assert begun.table.rows[-1] == ("scale_up", "staff", "", "Staff", "12.0")
    assert begun.lines == (6,)


def test_two_rows_of_one_name_are_both_kept_for_the_check_to_refuse() -> None:
    edited = with_part(ROWS, OUT, [STAFF, STAFF, GROUPS])
    assert [row[1] for row in edited.table.rows if row[0] == "scale_out"] == ["staff", "staff", "groups"]
    assert edited.added == 1


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (np.nan, ""), (12.0, "12"), (0.1, "0.1"), (True, "true"), (" a ", "a"), (["a", "b"], "a|b"), ([], ""),
     (np.array(["a"]), "a"), (date(2027, 3, 31), "2027-03-31"), (1234567.0, "1234567")],
)  # fmt: skip
def test_what_a_grid_holds_becomes_the_text_of_a_cell(value: object, cell: str) -> None:
    assert cell_of(value) == cell


def test_what_is_wrong_is_said_by_row_of_the_grid_and_elsewhere_by_file() -> None:
    edited = with_part(ROWS, OUT, [{**STAFF, "quantity": "-1"}, GROUPS])
    here = Problem("logic_model.csv", "must be 0 or more.", edited.lines[0], "quantity", "-1")
    other = Problem("logic_model.csv", "not there.", 2, "leads_to", "x")
    elsewhere = Problem("partners.csv", "not there.", edited.lines[0], "kind", "x")
    assert rows_in_words([here], edited, "Staff at scale") == ('Staff at scale, column quantity: "-1": must be 0 or more.',)
    assert rows_in_words([here, other, elsewhere], edited) == (
        'Row 1 (Staff), column quantity: "-1": must be 0 or more.',
        other.sentence,
        elsewhere.sentence,
    )


ROW = {"element_id": st.sampled_from("abc"), "title": st.text("xy ", max_size=3), "unit": st.text("z", max_size=1)}
TYPED = st.lists(st.fixed_dictionaries(ROW), max_size=5)


@given(TYPED)
def test_whatever_is_typed_rows_of_other_parts_stay_and_counts_add_up(typed: list[dict[str, str]]) -> None:
    edited = with_part(ROWS, OUT, typed)
    width = len(ROWS.columns)
    kept = [row[:width] for row in edited.table.rows if row[0] != "scale_out"]
    assert kept == [row for row in ROWS.rows if row[0] != "scale_out"]
    assert len(edited.table.rows) == len(ROWS.rows) + edited.added - edited.removed
    assert all(len(row) == len(edited.table.columns) for row in edited.table.rows)
    again = with_part(edited.table, OUT, typed)
    assert again.changes_nothing or len({row["element_id"] for row in typed}) < len(typed)
