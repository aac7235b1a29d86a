"""An option is copied with all that is its own, and a programme becomes the start of another."""

from datetime import UTC, datetime

import pytest

from core.domain.tables import Table
from core.engine.appraisal import appraise
from core.ingest.case import build_case, read_files
from core.ingest.case_workbook.read_workbook import is_new_programme, read_workbook
from core.papers.data.write_workbook import write_workbook
from core.reports.changes.copy_option import copied_option
from core.reports.changes.copy_programme import LEFT_BEHIND, start_of
from core.store.tables.folders import read_folder
from tests.case_files import CASES, assumptions
from tests.core.papers.books import grids_of_workbook

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
KINDS = ("scale_out", "scale_up", "out_then_up")


def tables_of(case: str) -> dict[str, Table]:
    return dict(read_files(read_folder(CASES / case)).tables)


@pytest.mark.parametrize("case", ["two_hospitals", "bench", "made_300", "made_304"])
def test_a_copied_option_comes_out_at_the_figures_of_the_first(case: str) -> None:
    tables = tables_of(case)
    for option in [row["option_id"] for row in tables["options"].dicts() if row["kind"] in KINDS]:
        reading = build_case({**tables, **copied_option(tables, option, "A further way")})
        assert reading.case is not None, reading.problems
        results = appraise(reading.case, assumptions()).options
        first, copy = results[option].expected.measures, results["a_further_way"].expected.measures
        assert copy.npsv_gbp == pytest.approx(first.npsv_gbp, rel=1e-9)
        assert copy.pv_cash_released_gbp == pytest.approx(first.pv_cash_released_gbp, rel=1e-9)


def test_a_copy_leaves_every_row_that_is_there_as_it_was() -> None:
    tables = tables_of("bench")
    changed = copied_option(tables, tables["options"].dicts()[1]["option_id"], "A further way")
    for name, table in changed.items():
        if name != "outcomes":
            assert table.dicts()[: len(tables[name].rows)] == tables[name].dicts()


def test_a_copy_needs_a_title_of_its_own() -> None:
    tables = tables_of("two_hospitals")
    first = tables["options"].dicts()[0]
    with pytest.raises(ValueError, match="Give the copy a title"):
        copied_option(tables, first["option_id"], " ")
    with pytest.raises(ValueError, match="There is an option called"):
        copied_option(tables, first["option_id"], first["title"].upper())


def test_an_emptied_start_keeps_who_and_where_and_names_every_figure_that_is_missing() -> None:
    tables = tables_of("bench")
    start = start_of(tables, with_figures=False)
    assert not LEFT_BEHIND & start.keys()
    assert [row["title"] for row in start["partners"].dicts()] == [row["title"] for row in tables["partners"].dicts()]
    assert start["cost_shares"].rows == tables["cost_shares"].rows
    assert not any("amount_gbp" in row for row in start["costs"].dicts())
    grids = grids_of_workbook(write_workbook(start, None, NOON))
    assert is_new_programme(grids)
    reading = read_workbook(grids, {}, ["bench"])
    assert not reading.problems
    missing = [problem for problem in build_case(reading.tables).problems if problem.column == "amount_gbp"]
    assert len(missing) == len(tables["costs"].rows)


def test_a_start_with_its_figures_is_a_programme_of_its_own_with_the_same_figures() -> None:
    tables = tables_of("two_hospitals")
    held = tables["programme"].dicts()[0]["programme_id"]
    reading = read_workbook(grids_of_workbook(write_workbook(start_of(tables, with_figures=True), None, NOON)), {}, [held])
    copied, first = build_case(reading.tables).case, build_case(tables).case
    assert copied is not None
    assert first is not None
    assert copied.programme.programme_id != held
    assert copied.model_copy(update={"programme": first.programme}) == first
