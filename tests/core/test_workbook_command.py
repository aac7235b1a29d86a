"""python -m core template, import, check and export with a workbook: every sheet is reported, and nothing is passed over."""

import io
from pathlib import Path

import openpyxl
import pytest

from core.__main__ import main
from core.ingest.grids import NotReadable
from tests.case_files import CASES
from tests.core.papers.books import cell

FOLDER = CASES / "two_hospitals"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store that holds one programme."""
    assert main(["import", str(FOLDER), "--home", str(tmp_path / "home")]) == 0
    return tmp_path / "home"


def programme(home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    main(["programmes", "--home", str(home)])
    return capsys.readouterr().out.split("\t")[0]


def change(path: Path, sheet: str, label: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    cell(book[sheet], label, 3).value = value
    saved = io.BytesIO()
    book.save(saved)
    path.write_bytes(saved.getvalue())


def test_a_version_goes_out_as_a_workbook_and_back_with_one_change(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, name = tmp_path / "out.xlsx", programme(home, capsys)
    assert main(["export", name, str(book), "--home", str(home)]) == 0
    assert main(["check", str(book)]) == 0
    assert main(["import", str(book), "--home", str(home)]) == 0
    assert "nothing is changed by this workbook" in capsys.readouterr().out
    change(book, "Benefits", "Unit value (£)", "£7,900")
    assert main(["import", str(book), "--home", str(home)]) == 0
    told = capsys.readouterr()
    assert "as version 2: benefits." in told.out
    assert "Benefits: changed (" in told.err
    assert "Partners: same (" in told.err
    assert "Start here: no table." in told.err


def test_a_workbook_becomes_a_programme_where_none_is_held(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, name = tmp_path / "out.xlsx", programme(home, capsys)
    main(["export", name, str(book), "--home", str(home)])
    assert main(["import", str(book), "--home", str(tmp_path / "another")]) == 0
    assert "as version 1" in capsys.readouterr().out


def test_what_is_wrong_in_a_workbook_is_said_with_sheet_and_cell(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, name = tmp_path / "out.xlsx", programme(home, capsys)
    main(["export", name, str(book), "--home", str(home)])
    change(book, "Benefits", "Unit value (£)", "a lot")
    capsys.readouterr()
    for call in (["check", str(book)], ["import", str(book), "--home", str(home)]):
        assert main(call) == 1
        told = capsys.readouterr()
        assert "sheet Benefits, cell " in told.out
        assert '"a lot": not a number.' in told.out
        assert "Benefits: problems (" in told.err


def test_a_template_is_written_once_and_holds_nothing_to_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "template.xlsx"
    assert main(["template", str(template)]) == 0
    assert main(["template", str(template)]) == 2
    assert main(["check", str(template)]) == 1
    assert "programme.csv: this file is missing" in capsys.readouterr().out


def test_a_workbook_without_tables_and_one_that_is_damaged_are_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, damaged = tmp_path / "other.xlsx", tmp_path / "damaged.xlsx"
    openpyxl.Workbook().save(other)
    damaged.write_bytes(b"PK\x03\x04nothing")
    assert main(["check", str(other)]) == 1
    assert "nothing was read" in capsys.readouterr().out
    assert main(["check", str(damaged)]) == 1
    assert str(NotReadable("the workbook is damaged.")) in capsys.readouterr().out
