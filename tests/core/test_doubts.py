"""Wrong data that would load without a word is asked about: an index on another base, a place that is stored already."""

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.__main__ import main
from core.domain.tables import Table
from core.ingest.messy import best_tables, survey
from core.reports.changes.merge import JoinedTable, Mode
from core.reports.changes.official_years import with_official_years
from core.reports.changes.same_rows import alike_rows
from core.reports.changes.series import BASE, index_of, jumps_in, series_doubt, settled_series
from core.store.database import open_database
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "cbt_probation"
OFFICIAL = Path(__file__).parent / "ingest" / "messy" / "official"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Call the command line with the sample programme in the store."""

    def call(*arguments: object) -> tuple[int, str]:
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            code = main([*map(str, arguments), "--home", str(tmp_path / "home")])
        return code, out.getvalue()

    assert call("import", SAMPLE)[0] == 0
    return call


def stored(tmp_path: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table as they are stored now."""
    db = open_database(tmp_path / "home")
    try:
        return read_tables(db, version_numbered(db, "cbt_probation").version_id)[table].dicts()
    finally:
        db.close()


def deflators(index: dict[int, float]) -> Table:
    rows = tuple((str(year), repr(value)) for year, value in index.items())
    return Table("deflators", ("year", "index"), rows, tuple(range(2, 2 + len(rows))), "deflators.csv", "")


def test_an_index_on_another_base_is_never_added_row_by_row() -> None:
    held = deflators({2014: 193.264003, 2015: 195.969699})
    sent = deflators({2014: 99.6, 2015: 100.0, 2016: 102.1, 2017: 104.0})
    doubt = series_doubt(held, sent, Mode.add, {})
    assert doubt is not None
    assert "the file's index is on another base (2015: 100 in the file, 195.969699 stored; ratio 1.96" in doubt.text
    assert [choice.value for choice in doubt.choices] == ["replace", "rebase"]
    moved = index_of(settled_series(held, sent, Mode.add, {BASE: "rebase"})[0])
    assert moved[2017] / moved[2015] == pytest.approx(1.04, rel=1e-9)
    assert moved[2014] == 193.264003


@given(st.floats(0.05, 20), st.lists(st.floats(0.97, 1.08), min_size=3, max_size=12))
def test_bringing_an_index_to_the_stored_base_keeps_every_change_between_years(ratio: float, changes: list[float]) -> None:
    whole = {2000: 100.0}
    for year, change in enumerate(changes, start=2001):
        whole[year] = whole[year - 1] * change
    held = deflators({year: value for year, value in whole.items() if year < 2002})
    sent = deflators({year: value * ratio for year, value in whole.items()})
    doubt = series_doubt(held, sent, Mode.add, {})
    assert (doubt is None) == (abs(1 / ratio - 1) <= 1e-4)
    moved, mode = settled_series(held, sent, Mode.add, {BASE: "rebase"})
    assert mode is Mode.add
    for year, value in index_of(moved).items():
        assert value == pytest.approx(whole[year], rel=1e-9)


def test_an_index_without_a_common_year_is_asked_about() -> None:
    doubt = series_doubt(deflators({2010: 100.0}), deflators({2012: 104.0}), Mode.add, {})
    assert doubt is not None
    assert [choice.value for choice in doubt.choices] == ["replace", "same"]
    assert series_doubt(deflators({2010: 100.0}), deflators({2012: 104.0}), Mode.replace_all, {}) is None


def test_another_series_can_only_replace_the_whole() -> None:
    doubt = series_doubt(deflators({2010: 100.0, 2011: 130.0}), deflators({2010: 50.0, 2011: 51.0}), Mode.add, {})
    assert doubt is not None
    assert [choice.value for choice in doubt.choices] == ["replace"]


def test_a_leap_of_an_index_is_said() -> None:
    assert next(jumps_in(deflators({2010: 100.0, 2011: 103.0, 2012: 206.0}))).startswith("From 2011 to 2012")
    assert not list(jumps_in(deflators({2010: 100.0, 2011: 103.0, 2020: 206.0})))


SHORT = (
    ("05-official-deflators/a_calendar_year.csv", "not_known:index=leave_row_out"),
    ("05-official-deflators/c_financial_year_two_row_heading.csv", ""),
    ("05-official-deflators/d_value.csv", "column:index=value"),
    ("06-financial-year-codes/c_FY_one_year.csv", "year_form:year=ends"),
    ("14-index-bases-mixed/deflators_other_base.csv", ""),
)


def test_published_indices_that_are_too_short_go_on_with_the_official_growth_once_that_is_said(run: Run, tmp_path: Path) -> None:
    for file, answer in SHORT:
        told = ["--answer", answer] if answer else []
        asked = ("import", OFFICIAL / file, "--table", "deflators", "--mode", "replace_all", *told)
        code, out = run(*asked)
        assert (code, "[gap:deflators] Answer official" in out) == (1, True), (file, out)
        code, out = run(*asked, "--answer", "gap:deflators=official")
        assert code == 0, (file, out)
        assert len(stored(tmp_path, "deflators")) == 47


def test_years_that_follow_the_official_index_grow_as_it_does_and_own_years_stay() -> None:
    own = JoinedTable(deflators({2014: 99.6, 2015: 100.0}), frozenset(), {})
    official = {2013: 90.0, 2014: 95.0, 2015: 96.0, 2016: 98.0}
    whole = index_of(with_official_years(own, official).table)
    assert (whole[2014], whole[2015]) == (99.6, 100.0)
    assert whole[2016] / whole[2015] == pytest.approx(98 / 96)
    assert whole[2013] / whole[2014] == pytest.approx(90 / 95)


def test_a_list_of_unit_costs_is_told_where_it_belongs(run: Run) -> None:
    code, out = run("import", OFFICIAL / "08-transposed-unit-costs" / "input.csv", "--table", "benefits")
    assert code == 1
    assert "this reads as a list of 8 unit costs. Bring it on the page Unit costs" in out


SAME_PLACE = OFFICIAL / "11-same-place-twice"
PLACES = (
    "import",
    SAME_PLACE / "input.csv",
    "--table",
    "sites",
    "--mapping",
    SAME_PLACE / "mapping.json",
    "--into",
    "cbt_probation",
)


def test_a_place_that_is_stored_under_another_name_is_asked_about(run: Run, tmp_path: Path) -> None:
    code, out = run(*PLACES)
    assert code == 1
    assert '"Bolton" and "bolton", both have the area code E08000001, the ids differ in capitals or punctuation only' in out
    assert "[same:sites] Answer yes" in out
    assert len(stored(tmp_path, "sites")) == 10


def test_the_same_place_takes_the_files_figures_and_keeps_the_rest(run: Run, tmp_path: Path) -> None:
    code, out = run(*PLACES, "--answer", "same:sites=yes")
    assert (code, "sites: 0 added, 3 changed, 7 same, 0 removed." in out) == (0, True)
    bolton = next(row for row in stored(tmp_path, "sites") if row["site_id"] == "bolton")
    assert (bolton["people_per_year"], bolton["is_prototype"]) == ("640", "false")


def test_one_place_may_be_another_and_the_check_says_that_they_share_a_code(run: Run, tmp_path: Path) -> None:
    code, _ = run(*PLACES, "--answer", "same:sites:Bolton=no", "--answer", "same:sites=yes")
    assert code == 0
    assert {row["site_id"] for row in stored(tmp_path, "sites")} >= {"bolton", "Bolton"}
    assert run("export", "cbt_probation", tmp_path / "out")[0] == 0
    out = io.StringIO()
    with redirect_stderr(out), redirect_stdout(out):
        main(["check", str(tmp_path / "out")])
    assert "share the area code E08000001: are they one that stands twice?" in out.getvalue()


def test_partners_whose_ids_differ_in_punctuation_are_alike() -> None:
    def partners(*names: str) -> Table:
        rows = tuple((name, f"Title of {name}") for name in names)
        return Table("partners", ("partner_id", "title"), rows, tuple(range(2, 2 + len(rows))), "partners.csv", "")

    assert [(one.sent, one.held) for one in alike_rows(partners("nhs_gm", "gmca"), partners("NHS GM", "gmca", "police"))] == [
        ("NHS GM", "nhs_gm")
    ]


@pytest.mark.parametrize(("name", "heading", "table"), [("Outturn", "Actual", "actuals"), ("Plan", "Forecast", "predictions")])
def test_actuals_are_told_from_predictions_by_their_own_words(name: str, heading: str, table: str) -> None:
    text = f"line_id,partner_id,year,{heading} GBP,recorded_on\nc1,gmca,0,100,2026-05-01\n"
    fits = {fit.table: fit.fits for fit in best_tables(survey(text.encode(), f"{name}.csv"))}
    assert (fits[table], fits["actuals" if table == "predictions" else "predictions"]) == (True, False)
