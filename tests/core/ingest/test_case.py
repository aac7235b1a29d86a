"""A case folder is read whole or not at all, and one run tells everything that is wrong."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from core.ingest.case import build_case, check_one, read_files
from tests.core.ingest.folders import GOOD, added, cell, files_of, place, reading_of, without

CASES = Path(__file__).parents[2] / "cases"
EXPECTED = [path.parent for path in CASES.rglob("expected.json")]
# A place is no case folder; each of its programmes is one.
PROGRAMMES = [each for folder in EXPECTED if (folder / "programmes").is_dir() for each in (folder / "programmes").iterdir()]
CASE_NAMES = sorted(str(folder.relative_to(CASES)) for folder in [*EXPECTED, *PROGRAMMES] if not (folder / "programmes").is_dir())


@pytest.mark.parametrize("name", CASE_NAMES)
def test_every_published_case_is_read_without_problems(name: str) -> None:
    files = {path.name: path.read_bytes() for path in (CASES / name).iterdir()}
    reading = read_files(files)
    assert [problem.sentence for problem in reading.problems] == []
    assert reading.case is not None
    assert {table.file_name for table in reading.tables.values()} == set(files) - {"expected.json"}
    again = build_case(reading.tables)
    assert again.case == reading.case


def test_the_published_cases_are_there() -> None:
    assert set(CASE_NAMES) >= {"bench", "made_300", "made_304", "made_309", "one_hospital", "two_hospitals"}


def test_all_problems_come_in_one_run_and_nothing_is_loaded() -> None:
    tables = cell("benefit_falls", 2, "fall_share", "0.8")
    tables = cell("effects", 2, "impact", "NaN", tables)
    tables = cell("effects", 3, "impact_basis", "nett", tables)
    tables = cell("benefits", 2, "lump_units", "0", tables)
    tables = cell("programme", 2, "horizon_years", "300", tables)
    tables = cell("cost_shares", 4, "partner_id", "county", tables)
    tables = cell("partners", 3, "kind", "NHS", tables)
    tables["sites"] += "west,West\n"
    del tables["outcomes"]
    reading = reading_of(tables)
    assert reading.case is None
    assert reading.tables == {}
    assert reading.problem_count == len(reading.problems)
    assert {place(problem) for problem in reading.problems} == {
        ("benefit_falls.csv", 2, "fall_share"),
        ("effects.csv", 2, "impact"),
        ("effects.csv", 3, "impact_basis"),
        ("benefits.csv", 2, "lump_units"),
        ("programme.csv", 2, "horizon_years"),
        ("cost_shares.csv", 4, "partner_id"),
        ("partners.csv", 3, "kind"),
        ("sites.csv", 4, None),
        ("outcomes.csv", None, None),
    }


def test_two_things_wrong_with_one_row_are_both_told() -> None:
    tables = cell("effects", 2, "impact", "9")
    reading = reading_of(cell("effects", 2, "deadweight", "0.3", tables))
    assert [place(problem) for problem in reading.problems] == [("effects.csv", 2, "impact"), ("effects.csv", 2, "deadweight")]


@pytest.mark.parametrize("table", ["partners", "benefits", "options", "outcomes", "costs", "sites", "cost_centres"])
def test_a_table_that_cannot_be_read_is_told_once_without_all_that_follows(table: str) -> None:
    files = files_of(GOOD) | {f"{table}.csv": b"%PDF-1.7 not a table"}
    (problem,) = read_files(files).problems
    assert problem.sentence.startswith(f"{table}.csv: this is a PDF, not a CSV file.")


def test_a_row_that_does_not_fit_is_told_without_all_that_follows() -> None:
    tables = {**GOOD, "partners": GOOD["partners"].replace("The council", "The council, our own")}
    (problem,) = reading_of(tables).problems
    assert place(problem) == ("partners.csv", 2, None)
    assert "5 fields where the heading has 4" in problem.sentence


def test_a_missing_column_that_every_row_needs_is_told_once() -> None:
    tables = {**GOOD, "benefit_falls": GOOD["benefit_falls"].replace("fall_share", "falls_share")}
    (problem,) = reading_of(tables).problems
    assert place(problem) == ("benefit_falls.csv", 1, "fall_share")
    assert 'Is it the one headed "falls_share"?' in problem.sentence


def test_two_hundred_problems_of_a_file_are_listed_and_all_are_counted() -> None:
    reading = reading_of(added("contributions", *(f"out,council,x{number},1,grant" for number in range(1_234))))
    assert reading.problem_count == 1_234
    assert len(reading.problems) == 201
    assert reading.problems[-1].sentence.startswith("contributions.csv: and 1,034 more problems in this file.")


@pytest.mark.parametrize("name", ["programme", "partners", "options"])
def test_a_table_emptied_of_the_rows_every_case_needs_is_told_once(name: str) -> None:
    tables = reading_of(GOOD).tables
    reading = build_case({**tables, name: replace(tables[name], rows=(), lines=())})
    assert reading.case is None
    assert [problem.sentence for problem in reading.problems] == [
        f"{name}.csv, line 1: there are no rows, and every case folder needs some."
    ]


def test_tables_that_no_longer_fit_together_make_no_case() -> None:
    tables = reading_of(GOOD).tables
    del tables["partners"]
    reading = build_case(tables)
    assert reading.case is None
    assert [problem.file for problem in reading.problems] == ["partners.csv"]


def test_an_empty_folder_is_one_sentence() -> None:
    (problem,) = read_files({}).problems
    assert problem.sentence.startswith("the case folder: there are no files here. A case folder holds at least programme.csv")


def test_a_folder_without_a_table_is_one_sentence() -> None:
    (problem,) = read_files({"notes.txt": b"hello", "photo.png": b"\x89PNG"}).problems
    assert "none of the files here is a table" in problem.sentence


@pytest.mark.parametrize("table", ["programme", "partners", "outcomes", "effects", "benefits", "benefit_falls"])
def test_a_missing_table_that_every_folder_needs_is_named(table: str) -> None:
    (problem,) = reading_of(without(table)).problems
    assert place(problem) == (f"{table}.csv", None, None)
    assert "this file is missing and every case folder needs it" in problem.sentence


def test_a_folder_without_costs_is_read_and_says_that_its_options_cost_nothing() -> None:
    tables = without("costs", "cost_shares", "service_design", "predictions")
    reading = reading_of(tables)
    assert reading.case is not None
    assert reading.case.costs == ()
    assert any("no costs: every option is counted as costing nothing" in warning.sentence for warning in reading.warnings)


def test_a_file_with_nearly_the_name_of_a_table_is_asked_about() -> None:
    reading = read_files(files_of(without("partners")) | {"Partner.csv": GOOD["partners"].encode()})
    assert 'Is it the file "Partner.csv"?' in reading.problems[0].sentence
    assert [warning.sentence for warning in reading.warnings] == [
        "Partner.csv: not the name of a table, so the file is left out. If it is the table partners, call it partners.csv."
    ]


def test_files_that_are_no_tables_are_left_out_with_one_warning() -> None:
    reading = read_files(files_of(GOOD) | {"notes.txt": b"x", "expected.json": b"{}"})
    assert reading.case is not None
    assert [warning.sentence for warning in reading.warnings] == [
        "the case folder: 2 files that are no tables are left out: expected.json and notes.txt."
    ]


def test_a_table_in_two_files_is_refused() -> None:
    reading = read_files(files_of(GOOD) | {"Sites.csv": GOOD["sites"].encode()})
    assert [problem.sentence for problem in reading.problems] == [
        "sites.csv: 2 files hold this table: Sites.csv and sites.csv. Keep one of them."
    ]


def test_one_file_is_checked_by_itself() -> None:
    reading = check_one("uploads/Benefit_Falls.csv", b"benefit_id,partner_id,fall_share\nward,council,0.5\nward,hospital,0.4\n")
    assert reading.table is None
    assert [problem.line for problem in reading.problems] == [2]
    assert "add to 0.9" in reading.problems[0].sentence


@pytest.mark.parametrize("table", sorted(GOOD))
def test_each_good_file_is_good_by_itself(table: str) -> None:
    reading = check_one(f"{table}.csv", GOOD[table].encode())
    assert [problem.sentence for problem in reading.problems] == []
    assert reading.table is not None


def test_a_file_of_an_unknown_name_is_told_all_names() -> None:
    (problem,) = check_one("savings.csv", b"a,b\n1,2\n").problems
    assert "no table is known by this name" in problem.sentence
    assert all(f"{name}.csv" in problem.sentence for name in GOOD)


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_rows_does_not_change_the_verdict(seed: int) -> None:
    chance = random.Random(seed)
    wrong = cell("benefit_falls", 2, "fall_share", "0.8")
    wrong = cell("cost_shares", 4, "partner_id", "county", wrong)
    wrong = cell("effects", 2, "deadweight", "0.3", wrong)
    for tables in (GOOD, wrong):
        shuffled = {name: _shuffled(text, chance) for name, text in tables.items()}
        before, after = reading_of(tables), reading_of(shuffled)
        assert (before.case is None) == (after.case is None)
        told = [Counter((problem.file, problem.column, problem.value) for problem in one.problems) for one in (before, after)]
        assert told[0] == told[1]


def _shuffled(text: str, chance: random.Random) -> str:
    heading, *rows = text.splitlines()
    chance.shuffle(rows)
    return "\n".join([heading, *rows]) + "\n"
