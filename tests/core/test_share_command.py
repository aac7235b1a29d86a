"""python -m core share: a link made, listed and ended at the command line."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.__main__ import DONE, WRONG_CALL, WRONG_DATA, main
from core.actions.sample import load_sample
from core.reports.links import shared_page
from core.store.database import open_database
from tests.core.store.stored import NOON
from tests.new_store import store_with
from tests.people import ADMIN


@pytest.fixture
def share(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Run the command on a store with the sample; gives its exit code and what it printed."""
    store_with(_sample, tmp_path / "home").close()

    def run_it(*arguments: object) -> tuple[int, str]:
        code = main(["share", "--home", str(tmp_path / "home"), *map(str, arguments)])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out + said.err

    return run_it


def _sample(db):
    load_sample(db, by=ADMIN, at=NOON)


def opens(tmp_path: Path, token: str) -> bool:
    db = open_database(tmp_path / "home")
    try:
        return shared_page(db, token, datetime.now(UTC)) is not None
    finally:
        db.close()


def test_a_link_is_made_listed_and_ended(share, tmp_path):
    code, said = share("create", "cbt_probation", "ten_boroughs", "--site", "https://scale.example/", "--days", 7)
    token = re.match(r"https://scale\.example/s/([\w-]{43})\n", said)[1]
    assert code == DONE
    assert opens(tmp_path, token)
    code, said = share("list", "cbt_probation")
    assert (code, said.split("\t")[:2], token in said) == (DONE, ["1", "open"], False)
    assert share("end", 1) == (DONE, "Link 1 is ended.\n")
    assert not opens(tmp_path, token)
    assert share("list", "cbt_probation")[1].split("\t")[1] == "ended"


def test_what_cannot_be_shared_is_said_in_a_sentence(share):
    assert share("create", "cbt_probation", "nothing") == (
        WRONG_DATA,
        'There is no option "nothing" in version 1. Nothing was shared.\n',
    )
    assert share("create", "cbt_probation", "ten_boroughs", "--days", 400)[0] == WRONG_DATA
    assert share("create", "another", "ten_boroughs")[0] == WRONG_CALL
    assert share("end", 9) == (WRONG_DATA, "There is no shared link 9.\n")
