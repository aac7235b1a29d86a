"""python -m core audit verify: 0 and the head when the audit is whole, 1 and the first entry when it is not."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.__main__ import main
from core.actions.people import take_grant
from core.domain.people import OPERATOR
from core.store.database import open_database
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


def by_hand(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "state.db")) as state:
        state.execute(statement)
        state.commit()


@pytest.fixture
def given(home: Path) -> Path:
    for name in ("vera", "will"):
        assert main(["user", "add", name, "--name", name.title(), "--role", "viewer", "--home", str(home)]) == 0
    return home


@pytest.mark.parametrize(
    ("statement", "told_of"),
    [
        ("update grants set role = 'admin' where grant_id = 1", "Grant 1 was changed by hand: the audit gave Vera viewer"),
        ("update grants set person_id = (select max(person_id) from people where name = 'Will') where grant_id = 1", "has Will as"),
        ("delete from grants where grant_id = 2", "Grant 2 was taken by hand: the audit gave Will viewer"),
        (
            "insert into grants (person_id, role, given_at, given_by) "
            "select person_id, 'admin', given_at, 'me' from grants limit 1",
            "Grant 3 was put in by hand: the audit gave no such access, and the state has Vera as admin in every programme.",
        ),
    ],
)
def test_a_grant_that_was_changed_by_hand_is_named(
    given: Path, statement: str, told_of: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(given, capsys)[0] == 0
    by_hand(given, statement)
    code, lines = told(given, capsys)
    assert code == 1
    assert told_of in "\n".join(lines)


def test_a_grant_that_was_taken_as_it_should_be_is_no_fault(given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = open_database(given)
    take_grant(db, 2, by=OPERATOR, at=datetime.now(UTC))
    db.close()
    assert told(given, capsys)[0] == 0
