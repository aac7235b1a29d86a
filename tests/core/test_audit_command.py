"""python -m core audit verify: 0 and the head when the audit is whole, 1 and the first entry when it is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.__main__ import main
from tests.case_files import CASES


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert main(["import", str(CASES / "one_hospital"), "--home", str(tmp_path)]) == 0
    return tmp_path


def told(home: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    capsys.readouterr()
    code = main(["audit", "verify", "--home", str(home), *more])
    return code, capsys.readouterr().out.splitlines()


def test_a_whole_audit_is_told_with_its_head(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(home, capsys)
    assert code == 0
    assert lines[0].startswith("The audit is whole: 1 entry, the last of ")
    assert len(lines[1].removeprefix("Head: ")) == 64
    assert "could work out the whole chain anew" in lines[2]


def test_a_head_noted_earlier_is_found_and_one_that_is_gone_is_not(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    noted = told(home, capsys)[1][1].removeprefix("Head: ")
    assert told(home, capsys, "--noted", noted)[1][1] == "The head that was noted is entry 1."
    code, lines = told(home, capsys, "--noted", "0" * 64)
    assert (code, lines) == (1, ["The audit no longer holds the head that was noted: entries up to then were written anew."])


def test_an_altered_entry_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(home / "state.db")) as state:
        state.execute("drop trigger audit_refuses_update")
        state.execute("update audit set by = 'Somebody else'")
        state.commit()
    code, lines = told(home, capsys)
    assert code == 1
    assert lines[0].startswith("The audit does not hold. Entry 1 was altered: it no longer says what was written.")


def test_a_wrong_call_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["audit", "mend", "--home", str(home)])
    assert ended.value.code == 2
