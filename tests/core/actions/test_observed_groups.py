"""A long file is held to the rules of a short one: a group once a period, periods that are periods, no number kept as 0."""

import pytest

from core.domain.errors import NotAccepted
from tests.core.actions.test_observations import HEADING, ROWS, _programme, loaded, rows_held
from tests.new_store import filled


@pytest.fixture
def home(db):
    return filled(db, _programme)


def test_a_group_that_stands_twice_counts_once_and_the_person_is_told(home):
    saved = loaded(home, HEADING + ROWS + ROWS)
    assert (saved.rows, len(rows_held(home))) == (4, 4)  # the row of one person counts again: nobody can say that it is the same
    assert any("2 rows said again" in warning.sentence and "lines 5 and 7" in warning.sentence for warning in saved.warnings)


def test_another_value_of_a_group_keeps_a_long_file_out_with_both_lines(home):
    with pytest.raises(NotAccepted) as refused:
        loaded(home, HEADING + ROWS + "S2,a,2026-Q1,treated,work,0.25,4\n")
    assert [(problem.line, "line 4" in problem.sentence) for problem in refused.value.problems] == [(5, True)]
    assert rows_held(home) == []


@pytest.mark.parametrize("row", ["before,treated,work,1,1", "2026/28,treated,work,1,1", "2026,treated,work,1e-400,1"])
def test_what_no_short_file_may_hold_no_long_one_may(home, row):
    with pytest.raises(NotAccepted) as refused:
        loaded(home, HEADING + ROWS + f"S1,a,{row}\n")
    assert [problem.line for problem in refused.value.problems] == [5]
