"""python -m core paper: a paper written to a file, and what is refused."""

import zipfile
from pathlib import Path

import pytest

from core.__main__ import DONE, WRONG_CALL, WRONG_DATA, main
from tests.core.papers.stores import SAMPLE, with_sample
from tests.new_store import copy_store, made_once


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(copy_store(made_once(with_sample), tmp_path_factory.mktemp("paper") / "store"))


def test_a_deal_sheet_is_written_once_and_never_over_another_file(home: str, tmp_path: Path, capsys) -> None:
    target = tmp_path / "deal.docx"
    assert main(["paper", "deal-sheet", SAMPLE, "--out", str(target), "--home", home]) == DONE
    assert "written" in capsys.readouterr().out
    assert "word/document.xml" in zipfile.ZipFile(target).namelist()
    assert main(["paper", "deal-sheet", SAMPLE, "--out", str(target), "--home", home]) == WRONG_CALL
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["board-paper", SAMPLE, "--out", "a.docx"], "is for one organisation"),
        (["board-paper", SAMPLE, "--out", "a.xlsx", "--reader", "councils"], "is written as .docx or .pdf"),
        (["minutes", SAMPLE, "--out", "a.docx"], "No decision has been recorded"),
        (["deal-sheet", SAMPLE, "--out", "a.docx", "--option", "nowhere"], "There is no option"),
    ],
)
def test_what_cannot_be_written_is_said(home: str, tmp_path: Path, capsys, asked: list[str], said: str) -> None:
    asked[asked.index("--out") + 1] = str(tmp_path / asked[asked.index("--out") + 1])
    assert main(["paper", *asked, "--home", home]) == WRONG_DATA
    assert said in capsys.readouterr().out
    assert not list(tmp_path.iterdir())
