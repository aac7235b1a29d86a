"""Control characters are refused with their line on every way in; numbers that would be kept as 0 are refused with their cell."""

import io

import pytest

from core.domain.columns.schema import Column, columns_of
from core.domain.errors import NotAccepted
from core.domain.tables import SPEC_OF, Table
from core.ingest.cells import WrongCell, value_of
from core.ingest.long_tables import Misfits, begin, runs_of
from core.ingest.messy import NotReadable, convert, propose, survey
from core.ingest.rows import read_rows
from core.ingest.tables import read_table
from tests.core.ingest.folders import added, reading_of
from tests.core.ingest.messy.files import separated, sites, typed, workbook

UNSEEN = ["\x07", "\x1f", "\x0b", "\x85", "\x7f"]


def number_column(table: str, name: str) -> Column:
    return next(each for each in columns_of(SPEC_OF[table].model) if each.name == name)


@pytest.mark.parametrize("mark", UNSEEN)
@pytest.mark.parametrize("place", ["{}North", "No{}rth", "North{}"])
def test_a_control_character_is_named_with_its_line_on_every_way_in(mark: str, place: str) -> None:
    title = place.format(mark)
    text = f"site_id,title,people_per_year\nn,North,1\ns,{title},2\n"
    strict = read_table("sites", text.encode(), "sites.csv").problems
    assert [problem.line for problem in strict] == [3]
    assert f"U+{ord(mark):04X}" in strict[0].sentence and mark not in strict[0].sentence
    with pytest.raises(NotReadable, match=rf"U\+{ord(mark):04X}.*line 3"):
        survey(text.encode(), "export of sites.csv")


def test_a_control_character_far_down_a_long_file_is_named_with_its_line() -> None:
    head = "site_id,cohort,period,arm,outcome_id,value\n"
    text = head + "S1,a,2026,treated,work,1\n" * 3 + "S1,a\x07,2026,treated,work,1\n"
    file, misfits = io.BytesIO(text.encode()), Misfits()
    list(runs_of(begin(SPEC_OF["observations"], head.encode(), "long.csv"), file, misfits))
    assert [(problem.line, "U+0007" in problem.sentence) for problem in misfits.problems] == [(5, True)]


def test_a_control_character_in_a_workbook_is_named_with_its_cell() -> None:
    with pytest.raises(NotReadable, match=r"cell B2: there is the control character U\+0085"):
        survey(workbook(typed(sites(title="No\x85rth"))), "sites.xlsx")


def test_a_control_character_in_a_cell_that_was_typed_is_refused_in_the_middle() -> None:
    columns = ("site_id", "title", "people_per_year")
    problems = read_rows(Table("sites", columns, (("n", "No\x07rth", "1"),), (2,), "sites.csv", ""))[1]
    assert [(problem.line, problem.column) for problem in problems] == [(2, "title")]


def test_the_mark_at_the_end_of_old_files_stays_allowed() -> None:
    assert survey((separated(sites()) + "\x1a").encode(), "sites.csv").sheets[0].layout.body


@pytest.mark.parametrize("cell", ["1e-400", "-1e-400", "0.1e-330", "." + "0" * 400 + "1", "1e-310"])
def test_a_number_that_would_be_kept_as_nought_is_refused(cell: str) -> None:
    with pytest.raises(WrongCell, match="so small"):
        value_of(number_column("sites", "people_per_year"), cell)
    rows = sites(people_per_year=cell)
    found = survey(separated(rows).encode(), "sites.csv")
    assert convert(found, propose(found, "sites")).table is None


@pytest.mark.parametrize("cell", ["0", "0.0", "0e-400", "00.000", "1e-300"])
def test_nought_and_what_can_be_kept_are_taken(cell: str) -> None:
    assert value_of(number_column("sites", "people_per_year"), cell) == float(cell)


@pytest.mark.parametrize("period", ["2026", "2026/27", "2099/00", "2026-Q1", "2026-H2", "2026-W53", "2026-04", "2026-02-28"])
def test_a_period_is_a_date_or_a_year_or_a_part_of_one(period: str) -> None:
    assert value_of(number_column("observations", "period"), period) == period


@pytest.mark.parametrize(
    "period", ["before", "p", "2026-Q5", "2026/28", "2026-02-30", "2026-13", "Q1 2026", "1066", "20260101", "2026-W54", "٢٠٢٦"]
)
def test_what_is_no_period_is_refused_with_examples(period: str) -> None:
    with pytest.raises(WrongCell, match="not a period") as refused:
        value_of(number_column("observations", "period"), period)
    assert "2026-Q1" in refused.value.what_to_do


def test_a_folder_with_a_period_that_is_none_names_line_and_column() -> None:
    problems = reading_of(added("observations", "north,2025,before,treated,beds,3,")).problems
    assert [(problem.line, problem.column) for problem in problems] == [(4, "period")]
    assert NotAccepted(problems).problems == problems
