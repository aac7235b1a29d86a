"""Tables with cells or rows changed: the rest stays to the letter."""

import pytest

from core.reports.changes.table_edits import six_figures, table_of, with_cells, with_rows
from tests.core.reports.evidence_cases import table

ROWS = table("effects", {"outcome_id": "stays", "impact": " 1.50 ", "source": "=A1"}, {"outcome_id": "falls", "impact": "2"})


def test_only_the_cells_named_change_and_a_column_that_is_missing_is_added() -> None:
    changed = with_cells(ROWS, {"outcome_id": "falls"}, {"impact": "3", "confidence_grade": "2"})
    assert changed.rows == (("stays", " 1.50 ", "=A1", ""), ("falls", "3", "", "2"))
    assert changed.lines == ROWS.lines
    assert changed.sha256 != ROWS.sha256


def test_an_empty_cell_needs_no_new_column() -> None:
    assert with_cells(ROWS, {"outcome_id": "falls"}, {"impact_low": ""}).columns == ROWS.columns


def test_a_row_that_is_not_there_is_not_made() -> None:
    with pytest.raises(KeyError, match="no row none"):
        with_cells(ROWS, {"outcome_id": "none"}, {"impact": "3"})


def test_rows_are_added_at_the_end_with_the_lines_that_follow() -> None:
    longer = with_rows(ROWS, [{"outcome_id": "work", "impact": "1"}, {"outcome_id": "rest", "impact_basis": "net"}])
    assert longer.rows[:2] == tuple((*row, "") for row in ROWS.rows)
    assert longer.rows[2:] == (("work", "1", "", ""), ("rest", "", "", "net"))
    assert longer.lines == (2, 3, 4, 5)


def test_a_table_a_version_lacks_begins_with_the_columns_it_must_have() -> None:
    made = table_of({}, "evidence")
    assert (made.columns, made.rows) == (("evidence_id", "outcome_id", "design"), ())
    assert table_of({"effects": ROWS}, "effects") is ROWS


@pytest.mark.parametrize(("value", "text"), [(0.1, "0.1"), (1234567.0, "1234570"), (0.00001234567, "0.0000123457"), (0.0, "0")])
def test_figures_have_six_digits_and_no_exponent(value: float, text: str) -> None:
    assert six_figures(value) == text
