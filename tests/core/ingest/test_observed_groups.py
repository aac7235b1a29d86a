"""A group of people has one row a period: the same row again is left out with a word, another value is refused with both lines."""

from core.ingest.messy import LEAVE_ROW_OUT, convert, propose, survey
from core.ingest.tables import read_table
from tests.core.ingest.folders import added, reading_of

HEADING = "site_id,cohort,period,arm,outcome_id,value,people\n"


def observed(rows: str):
    return read_table("observations", (HEADING + rows).encode(), "observations.csv")


def test_the_same_group_again_is_left_out_with_its_line() -> None:
    reading = observed("n,a,2026,treated,beds,3,12\ns,a,2026,treated,beds,3,12\n n ,a,2026,treated,beds,3.0,12.00\n")
    assert reading.table is not None
    assert reading.table.lines == (2, 3)
    assert ["left out (line 4)" in warning.sentence for warning in reading.warnings] == [True]


def test_another_value_of_a_group_is_refused_with_both_lines() -> None:
    reading = observed("n,a,2026,treated,beds,3,12\nn,a,2026,treated,beds,4,12\nn,a,2026,treated,beds,3,13\n")
    assert reading.table is None
    assert [problem.line for problem in reading.problems] == [3, 4]
    assert all("as on line 2" in problem.sentence for problem in reading.problems)


def test_rows_of_one_person_bear_no_name_and_all_count() -> None:
    reading = observed(
        "n,a,2026,treated,beds,3,1\nn,a,2026,treated,beds,3,\nn,a,2026,treated,beds,3,1\nn,a,2026,treated,beds,0,1\n"
    )
    assert reading.table is not None
    assert len(reading.table.rows) == 4
    assert reading.warnings == ()


def test_what_tells_groups_apart_tells_rows_apart() -> None:
    rows = ["n,a,2026,treated,beds,3,9", "s,a,2026,treated,beds,4,9", "n,b,2026,treated,beds,5,9", "n,a,2027,treated,beds,6,9",
            "n,a,2026,comparison,beds,7,9", "n,a,2026,treated,work,8,9"]  # fmt: skip
    reading = observed("\n".join(rows) + "\n")
    assert reading.table is not None and len(reading.table.rows) == 6


def test_a_folder_says_both_in_its_own_words() -> None:
    good = reading_of(added("observations", "north,2025,2025-Q1,comparison,beds,5.5,12"))
    assert good.case is not None and len(good.tables["observations"].rows) == 2
    assert any("said again" in warning.sentence for warning in good.warnings)
    bad = reading_of(added("observations", "north,2025,2025-Q1,comparison,beds,5,12"))
    assert [(problem.line, "line 3" in problem.sentence) for problem in bad.problems] == [(4, True)]


def test_step_by_step_a_group_with_two_values_is_asked_about_and_one_that_stands_twice_is_told() -> None:
    text = (
        HEADING + "n,a,2026,treated,beds,3,12\nn,a,2026,treated,beds,4,12\nn,b,2026,treated,beds,1,5\nn,b,2026,treated,beds,1,5\n"
    )
    found = survey(text.encode(), "observed.csv")
    proposal = propose(found, "observations")
    (repair,) = convert(found, proposal).repairs
    assert repair.rows == (3,) and "first is in row 2" in repair.sentence
    done = convert(found, proposal, {repair.repair_id: LEAVE_ROW_OUT})
    assert done.table is not None and done.table.lines == (2, 4)
    assert any("left out (line 5)" in warning for warning in done.warnings)
