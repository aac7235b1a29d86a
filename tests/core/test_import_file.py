"""Importing one file with the command: the same engine as the page; questions and problems as sentences, and nothing stored."""

import json
from pathlib import Path

import pytest

from core.__main__ import DONE, WRONG_CALL, WRONG_DATA, main
from core.store.database import open_database
from core.store.tables.tables import read_tables
from core.store.tables.versions import current_version
from tests.case_files import CASES

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
PLACES = "Places of the service;;\n;;\nSite ref;Name;People per year (000s)\nS1;North;0.3\nS8;East;n/a\nS9;West;0.08\nTotal;;0.38\n"
OBSERVED = "site_id,cohort,period,arm,outcome_id,value\nS1,a,2026,treated,work,1\nS2,a,2026,comparison,work,0\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run an import into a store with one programme; gives its exit code, what it printed, and what it said beside that."""
    main(["import", str(CASES / "one_hospital"), "--home", str(tmp_path / "home")])
    capsys.readouterr()

    def run_it(*arguments: object) -> tuple[int, str, str]:
        code = main(["import", *map(str, arguments), "--home", str(tmp_path / "home")])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return run_it


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """An export of places with a unit in a heading and a value that is not known."""
    path = tmp_path / "Places 2026.csv"
    path.write_text(PLACES, encoding="cp1252")
    return path


def sites(home: Path) -> dict[str, str]:
    db = open_database(home / "home")
    version = current_version(db, "return_to_work")
    assert version is not None
    rows = read_tables(db, version.version_id)["sites"].dicts()
    db.close()
    return {row["site_id"]: row["people_per_year"] for row in rows}


def test_a_question_is_printed_and_nothing_is_stored(run, places: Path, tmp_path: Path) -> None:
    code, out, err = run(places, "--table", "sites")
    assert code == WRONG_DATA
    assert '[factor:people_per_year] The heading "People per year (000s)" says thousands.' in out
    assert "Answer one of 1, 1000 and 1000000. Suggested: 1000." in out
    assert "Nothing was stored." in out
    assert "site_id: Site ref (the rows' own short name)" in err
    assert "S9" not in sites(tmp_path)


def test_the_mapping_that_is_written_is_looked_at_and_given_back(run, places: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    answers = ["--answer", "factor:people_per_year=1000", "--answer", "not_known:people_per_year=leave_row_out"]
    code, out, _ = run(places, "--table", "sites", "--write-mapping", mapping, *answers)
    assert code == WRONG_DATA
    assert "site_id was matched by likeness: write the mapping with --write-mapping, look at it, and give it with --mapping." in out
    assert json.loads(mapping.read_text(encoding="utf-8"))["columns"]["people_per_year"]["factor"] == 1000
    code, out, _ = run(places, "--table", "sites", "--mapping", mapping, answers[2], answers[3])
    assert (code, out.splitlines()[0]) == (DONE, "sites: 1 added, 0 changed, 4 same, 0 removed.")
    assert sites(tmp_path)["S9"] == "80"


def test_a_source_that_was_mapped_before_needs_no_mapping(run, places: Path, tmp_path: Path) -> None:
    mapping = {"table": "sites", "columns": {"site_id": "Site ref", "title": "Name"}}
    mapping["columns"]["people_per_year"] = {"sources": ["People per year (000s)"], "factor": 1000}
    (tmp_path / "m.json").write_text(json.dumps(mapping), encoding="utf-8")
    leave = ["--answer", "not_known:people_per_year=leave_row_out"]
    assert run(places, "--table", "sites", "--mapping", tmp_path / "m.json", *leave)[0] == DONE
    later = places.with_name("Places 2027.csv")
    later.write_text(PLACES.replace("S9;West;0.08", "S7;West;0.07"), encoding="cp1252")
    code, _, err = run(later, "--table", "sites", "--mode", "replace_source", *leave)
    assert code == DONE
    assert "site_id: Site ref (as before)" in err
    assert "S9" not in sites(tmp_path)
    assert sites(tmp_path)["S7"] == "70"


def test_a_written_mapping_holds_a_place_for_what_is_missing(run, tmp_path: Path) -> None:
    path, mapping = tmp_path / "places.csv", tmp_path / "m.json"
    path.write_text("site_id,title\nS9,West\n", encoding="utf-8")
    code, out, _ = run(path, "--table", "sites", "--write-mapping", mapping)
    assert code == WRONG_DATA
    assert "every row of sites needs people_per_year" in out
    assert json.loads(mapping.read_text(encoding="utf-8"))["columns"]["people_per_year"] == {}


def test_what_breaks_the_programme_is_named_in_the_files_own_row(run, tmp_path: Path) -> None:
    path = tmp_path / "extra.csv"
    path.write_text("\noption_id,site_id,start_year,end_year\nout,S77,1,5\n", encoding="utf-8")
    code, out, _ = run(path, "--table", "option_sites")
    assert code == WRONG_DATA
    assert "extra.csv, line 3, column site_id" in out


def test_observations_are_loaded_row_by_row_with_progress(run, tmp_path: Path) -> None:
    path = tmp_path / "observed.csv"
    path.write_text(OBSERVED, encoding="utf-8")
    code, out, err = run(path, "--table", "observations")
    assert (code, "Loaded 2 observations from observed" in out) == (DONE, True)
    assert "100%" in err
    path.write_text(OBSERVED.replace(",1\n", ",high\n"), encoding="utf-8")
    code, out, _ = run(path, "--table", "observations")
    assert code == WRONG_DATA
    assert "observed.csv, line 2, column value" in out


def test_personal_data_is_named_and_nothing_is_stored(run, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("site_id,title,people_per_year,Date of birth\nS9,West,80,03/04/1990\n", encoding="utf-8")
    code, out, _ = run(path, "--table", "sites")
    assert (code, "dates of birth" in out) == (WRONG_DATA, True)
    assert "S9" not in sites(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--mapping", "nowhere.json"], "nowhere.json cannot be used"),
        (["--into", "nowhere"], 'There is no programme "nowhere"'),
        (["--answer", "nothing"], "write the id that was printed"),
        (["--sheet", "Other"], 'There is no sheet "Other"'),
    ],
)
def test_a_wrong_call_is_said_to_be_one(run, tmp_path: Path, arguments: list[str], told: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text("site_id,title,people_per_year\nS9,West,80\n", encoding="utf-8")
    code, _, err = run(path, "--table", "sites", *arguments)
    assert (code, told in err) == (WRONG_CALL, True), err


def test_a_file_that_is_not_there_is_a_wrong_call(run) -> None:
    assert run("nowhere.csv", "--table", "sites")[0] == WRONG_CALL


def test_the_programme_is_named_where_several_are_held_and_one_is_needed(run, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("site_id,title,people_per_year\nS9,West,80\n", encoding="utf-8")
    run(CASES / "bench")
    code, _, err = run(path, "--table", "sites")
    assert (code, "--into: bench or return_to_work" in err) == (WRONG_CALL, True)
    assert run(path, "--table", "sites", "--into", "return_to_work")[0] == DONE


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real data files do not lie beside the project")
def test_real_authorities_come_in_and_washington_gets_an_answer(run, tmp_path: Path) -> None:
    mapping = {"site_id": "slug", "title": "name", "area_code": "onsCode", "people_per_year": "population"}
    (tmp_path / "m.json").write_text(json.dumps({"table": "sites", "columns": mapping}), encoding="utf-8")
    leave = ["--answer", "missing:people_per_year=leave_row_out"]
    code, out, _ = run(REAL / "uk_local_authorities.csv", "--table", "sites", "--mapping", tmp_path / "m.json", *leave)
    assert (code, "350 added" in out) == (DONE, True)
    code, out, _ = run(REAL / "wsipp_benefit_cost.csv", "--table", "costs")
    assert (code, "Every row of costs needs cost_id" in out, "--write-mapping" in out) == (WRONG_DATA, True, True)
