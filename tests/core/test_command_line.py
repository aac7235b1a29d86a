"""The command line: what it prints, what it refuses, and with which exit code. 0 done, 1 wrong data, 2 wrong call."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from core.__main__ import DONE, WRONG_CALL, WRONG_DATA, main
from core.domain.columns.document import DOCUMENT, columns_document
from core.domain.columns.schema import all_schema_files
from core.store.database import open_database
from core.store.tables.folders import read_folder
from core.store.tables.versions import every_version
from tests.case_files import CASE_NAMES, CASES
from tests.core.ingest.folders import GOOD, cell, files_of, without
from tests.worked.test_cases import differences

ROOT = CASES.parents[1]
ONE = CASES / "one_hospital"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command; gives its exit code, what it printed, and what it said beside that."""

    def run_it(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return run_it


def folder(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a case folder."""
    path.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip of files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("case", CASE_NAMES)
def test_the_figures_printed_are_those_expected(run, case: str) -> None:
    code, out, err = run("appraise", CASES / case, "--json")
    expected = json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))
    found = json.loads(out)
    assert (code, err) == (DONE, "")
    assert list(differences(found, expected)) == []
    assert list(found["options"]) == list(expected["options"])


def test_it_runs_as_a_program_and_a_zip_gives_what_the_folder_gives(tmp_path: Path, run) -> None:
    archive = packed(tmp_path / "case.zip", read_folder(ONE))
    command = [sys.executable, "-m", "core", "appraise", str(archive), "--json"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (DONE, "")
    assert ended.stdout == run("appraise", ONE, "--json")[1]


def test_without_json_each_option_is_a_sentence(run) -> None:
    code, out, _ = run("appraise", CASES / "two_hospitals")
    assert code == DONE
    assert "out: net public value £" in out
    assert "cash released £6,518,271, cash paid back after 5.3 years" in out


def test_one_option_can_be_asked_for_and_an_unknown_one_is_a_wrong_call(run) -> None:
    code, out, _ = run("appraise", CASES / "bench", "--option", "scale_up", "--json")
    assert (code, list(json.loads(out)["options"])) == (DONE, ["scale_up"])
    code, out, err = run("appraise", ONE, "--option", "sideways")
    assert (code, out) == (WRONG_CALL, "")
    assert err == "sideways is not an option of this programme. Its options are: out.\n"


WRONG_CELLS = {
    "an unknown partner": (cell("benefit_falls", 4, "partner_id", "tresury"), "not listed in partners.csv"),
    "shares of 0.9": (cell("benefit_falls", 2, "fall_share", "0.8"), 'benefit "ward" add to 0.9 (lines 2 and 3)'),
    "a figure that is not a number": (cell("effects", 2, "impact", "NaN"), "Give the figure"),
    "a lump of zero": (cell("benefits", 2, "lump_units", "0"), "must be more than 0"),
    "a horizon of 300": (cell("programme", 2, "horizon_years", "300"), "must be from 0 to 200"),
    "a missing table": (without("partners"), "partners.csv: this file is missing and every case folder needs it."),
}


@pytest.mark.parametrize("command", ["appraise", "check", "import"])
@pytest.mark.parametrize(("tables", "told"), WRONG_CELLS.values(), ids=WRONG_CELLS)
def test_wrong_data_is_named_and_ends_with_one(run, tmp_path: Path, command: str, tables: dict[str, str], told: str) -> None:
    place = folder(tmp_path / "case", files_of(tables))
    home = ["--home", tmp_path / "home"] if command == "import" else []
    code, out, _ = run(command, place, *home)
    assert code == WRONG_DATA
    assert told in out
    assert ".csv" in out


def too_many_sites() -> dict[str, bytes]:
    """The good folder with 10,000 sites, each of them in an option."""
    sites = "".join(f"s{number},Site {number},10,no\n" for number in range(10_000))
    placed = "".join(f"out,s{number},0,,\n" for number in range(10_000))
    return files_of({**GOOD, "sites": GOOD["sites"] + sites, "option_sites": GOOD["option_sites"] + placed})


BAD_FILES = {
    "10,000 sites": (too_many_sites, "10,002 sites; the limit is", "sites.csv"),
    "a picture called csv": (lambda: files_of(GOOD) | {"costs.csv": b"\x89PNG\r\n\x1a\n" + bytes(200)}, "costs.csv", "CSV"),
    "a workbook called csv": (lambda: files_of(GOOD) | {"costs.csv": b"PK\x03\x04" + bytes(200)}, "costs.csv", "CSV"),
}


@pytest.mark.parametrize(("files", "first", "second"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_cannot_be_taken_is_said_to_be_so(run, tmp_path: Path, files, first: str, second: str) -> None:
    code, out, _ = run("appraise", folder(tmp_path / "case", files()))
    assert code == WRONG_DATA
    assert first in out and second in out
    assert len(out.splitlines()) < 250


def test_an_empty_folder_holds_no_csv_files(run, tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    code, out, _ = run("check", tmp_path / "case")
    assert (code, "holds no CSV files: a case folder is a folder of files such as programme.csv" in out) == (WRONG_DATA, True)


def test_a_zip_bomb_is_refused(run, tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.zip", {"sites.csv": bytes(60 * 1024 * 1024)})
    code, out, _ = run("import", bomb, "--home", tmp_path / "home")
    assert code == WRONG_DATA
    assert out.startswith("bomb.zip: ") and "times its size" in out


@pytest.mark.parametrize("command", ["appraise", "check", "import"])
def test_a_path_that_is_not_there_is_a_wrong_call(run, tmp_path: Path, command: str) -> None:
    code, out, err = run(command, tmp_path / "none")
    assert (code, out) == (WRONG_CALL, "")
    assert err == f"There is no file or folder {tmp_path / 'none'}. Give the folder that holds the CSV files.\n"


@pytest.mark.parametrize(
    "call", [[], ["sing"], ["appraise"], ["export", "x", "y", "--version", "two"], ["appraise", "x", "--loud"]]
)
def test_a_command_that_is_not_understood_is_a_wrong_call(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == WRONG_CALL
    assert "usage: python -m core" in capsys.readouterr().err


def test_all_problems_of_a_folder_are_told_in_one_run(run, tmp_path: Path) -> None:
    tables = cell("benefits", 2, "lump_units", "0", cell("effects", 2, "impact", "nan", cell("costs", 2, "amount_gbp", "x")))
    code, out, _ = run("check", folder(tmp_path / "case", files_of(tables)))
    assert code == WRONG_DATA
    assert all(place in out for place in ("benefits.csv, line 2", "effects.csv, line 2", "costs.csv, line 2"))


def test_a_good_folder_and_a_good_file_have_no_problems_and_notes_stand_beside(run, tmp_path: Path) -> None:
    place = folder(tmp_path / "case", files_of(GOOD))
    assert run("check", place)[:2] == (DONE, f"{place}: no problems found.\n")
    assert run("check", place / "costs.csv")[:2] == (DONE, f"{place / 'costs.csv'}: no problems found.\n")
    (place / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    code, _, err = run("check", place)
    assert code == DONE
    assert err.startswith("note: notes.csv: ")


def test_a_single_wrong_file_is_checked_by_itself(run, tmp_path: Path) -> None:
    place = folder(tmp_path / "case", files_of(cell("benefits", 2, "lump_units", "0")))
    code, out, _ = run("check", place / "benefits.csv")
    assert code == WRONG_DATA
    assert out.startswith("benefits.csv, line 2, column lump_units")


@pytest.mark.parametrize("case", CASE_NAMES)
def test_a_folder_goes_in_and_comes_out_byte_for_byte(run, tmp_path: Path, case: str) -> None:
    home = ["--home", tmp_path / "home"]
    code, out, _ = run("import", CASES / case, *home)
    programme_id = out.partition(":")[0]
    assert code == DONE
    assert run("export", programme_id, tmp_path / "out", *home)[0] == DONE
    assert read_folder(tmp_path / "out") == read_folder(CASES / case)
    assert run("appraise", tmp_path / "out", "--json")[1] == run("appraise", CASES / case, "--json")[1]


def test_wrong_data_leaves_what_was_loaded_and_undo_brings_back_what_was_before(run, tmp_path: Path) -> None:
    home = ["--home", tmp_path / "home"]
    good = folder(tmp_path / "good", files_of(GOOD))
    bad = folder(tmp_path / "bad", files_of(cell("benefits", 2, "lump_units", "0")))
    dearer = folder(tmp_path / "dearer", files_of(cell("costs", 2, "amount_gbp", "75000")))
    assert run("import", good, *home)[0] == DONE
    assert run("import", bad, *home)[0] == WRONG_DATA
    assert run("import", dearer, *home)[1] == "home_again: Saved Home again as version 2: costs.\n"
    assert run("export", "home_again", tmp_path / "two", *home)[0] == DONE
    assert read_folder(tmp_path / "two") == read_folder(dearer)
    code, out, _ = run("undo", "home_again", *home)
    assert (code, out) == (DONE, "home_again: Undid version 2 (Imported from dearer.) and brought version 1 back.\n")
    assert run("export", "home_again", tmp_path / "one", *home)[0] == DONE
    assert read_folder(tmp_path / "one") == read_folder(good)
    assert run("export", "home_again", tmp_path / "two_again", "--version", 2, *home)[0] == DONE
    assert read_folder(tmp_path / "two_again") == read_folder(dearer)
    code, out, _ = run("undo", "home_again", *home)
    assert (code, "there is nothing before it" in out) == (WRONG_DATA, True)


def test_who_loads_is_kept_with_the_name_they_give_and_where_it_was_done(run, tmp_path: Path) -> None:
    good, home = folder(tmp_path / "good", files_of(GOOD)), tmp_path / "home"
    dearer = folder(tmp_path / "dearer", files_of(cell("costs", 2, "amount_gbp", "75000")))
    run("import", good, "--home", home)
    run("import", dearer, "--home", home, "--by", "Ann Smith")
    db = open_database(home)
    assert [version.made_by for version in every_version(db, "home_again")] == [
        "Ann Smith, at the command line",
        "the operator, at the command line",
    ]
    db.close()


def test_the_same_folder_again_says_that_nothing_is_new(run, tmp_path: Path) -> None:
    home = ["--home", tmp_path / "home"]
    run("import", ONE, *home)
    code, out, _ = run("import", ONE, *home)
    assert code == DONE
    assert out == "return_to_work: Nothing new: Integrated case holds exactly these tables as version 1.\n"


def test_the_programmes_that_are_held_are_listed(run, tmp_path: Path) -> None:
    home = ["--home", tmp_path / "home"]
    assert run("programmes", *home) == (DONE, "", "")
    run("import", ONE, *home)
    run("import", folder(tmp_path / "good", files_of(GOOD)), *home)
    assert run("programmes", *home)[1] == "home_again\tHome again\nreturn_to_work\tIntegrated case\n"


@pytest.mark.parametrize(
    "call", [["export", "none", "{out}"], ["undo", "none"], ["export", "return_to_work", "{out}", "--version", "9"]]
)
def test_a_programme_or_version_that_is_not_held_is_a_wrong_call(run, tmp_path: Path, call: list[str]) -> None:
    home = ["--home", tmp_path / "home"]
    run("import", ONE, *home)
    code, out, err = run(*[part.format(out=tmp_path / "out") for part in call], *home)
    assert (code, out) == (WRONG_CALL, "")
    assert err.startswith("There is no ")
    assert not (tmp_path / "out").exists()


def test_an_export_overwrites_no_other_case(run, tmp_path: Path) -> None:
    home = ["--home", tmp_path / "home"]
    run("import", ONE, *home)
    other = folder(tmp_path / "other", files_of(GOOD))
    code, _, err = run("export", "return_to_work", other, *home)
    assert (code, "nothing was written" in err) == (WRONG_CALL, True)
    assert read_folder(other) == files_of(GOOD)


def test_a_damaged_store_is_said_to_be_damaged(run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("import", ONE, "--home", home)
    for file in (home / "evidence").glob("*.parquet"):
        file.unlink()
    code, out, _ = run("export", "return_to_work", tmp_path / "out", "--home", home)
    assert (code, "is missing" in out) == (WRONG_DATA, True)


def test_the_published_schemas_are_written_from_the_models(run, tmp_path: Path) -> None:
    code, out, _ = run("schemas", tmp_path / "data")
    files = all_schema_files() | {DOCUMENT: columns_document()}
    assert (code, out) == (DONE, f"{tmp_path / 'data'}: {len(files)} files written.\n")
    assert all((tmp_path / "data" / name).read_text(encoding="utf-8") == text for name, text in files.items())


def test_a_reader_that_stops_early_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["appraise", str(ONE)]) == DONE
