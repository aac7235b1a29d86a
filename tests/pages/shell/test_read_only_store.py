"""What people see of a store that lacks what was acknowledged: every page says so, and nothing can be saved."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions import start
from core.reports.store_state import CANNOT_SIGN_IN
from core.store.database import open_database
from core.store.integrity.commit_log import NAME
from pages.shell import identity
from pages.shell.page_list import PAGES
from tests.pages.conftest import Opener, seen, texts
from tests.pages.page_switch import switch_to
from tests.people import LEAD_ANALYST, VIEWER
from tests.signed_in import session_in


@pytest.fixture
def lacking(app: Opener, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample's store with two people signed in, as it was three writes before its log of commits ends."""
    app("sample", person=None)
    start._open.pop(str(home.resolve())).close()
    held = session_in(home, LEAD_ANALYST)
    with closing(sqlite3.connect(home / "state.db")) as state:
        state.execute("vacuum into ?", (str(home / "earlier.db"),))
    for _ in range(3):
        session_in(home, VIEWER)
    (home / "earlier.db").replace(home / "state.db")
    for name in ("state.db-wal", "state.db-shm"):
        (home / name).unlink(missing_ok=True)
    monkeypatch.setattr(identity, "_cookie", lambda: held)
    return home


def test_every_page_says_what_is_missing_since_when_and_what_to_do(lacking: Path) -> None:
    before = (lacking / NAME).read_bytes()
    shown = AppTest.from_file(str(PAGES / "main.py"), default_timeout=180).run()
    for page in ("decisions.py", "data.py"):
        told = texts(seen(shown))
        switch_to(shown, page)
        shown.run()
        assert "3 writes that were acknowledged from " in told and "python -m core restore" in told
    assert (lacking / NAME).read_bytes() == before
    assert start.is_ready() and start.is_read_only()


def test_nobody_can_sign_in_and_nothing_of_the_store_is_told_to_who_is_not(app: Opener, lacking: Path) -> None:
    shown = app(None, person=None)
    told = texts(shown)
    assert CANNOT_SIGN_IN in told
    assert "acknowledged" not in told and not shown.text_input


def test_the_service_starts_over_it_and_leaves_it_as_it_is(lacking: Path, caplog: pytest.LogCaptureFixture) -> None:
    start.open_with_sample()
    assert "3 writes that were acknowledged" in caplog.text
    start.close_databases()
    db = open_database(lacking)
    assert db.loss is not None and db.loss.saves == 3
    db.close()
