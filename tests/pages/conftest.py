"""Pages as a person meets them, run without a browser over a store of their own."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.programmes import import_case
from core.actions.sample import load_sample
from core.domain.people import Person
from core.ingest.case import read_files
from core.store.database import open_database
from core.store.folders import read_folder
from core.store.refusals import DamagedStore
from pages.shared import asking, living
from pages.shared.faults import SENTENCE
from pages.shared.places import PAGES
from tests.case_files import CASES
from tests.people import ANN, LEAD_ANALYST
from tests.signed_in import session_in

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
Opener = Callable[..., AppTest]


def keep(home: Path, files: dict[str, bytes] | None = None, *, by: Person = ANN) -> None:
    """Keep a case in a store, or the sample when no files are given."""
    db = open_database(home)
    if files is None:
        load_sample(db, by=by, at=NOON)
    else:
        reading = read_files(files)
        assert reading.case is not None, reading.problems
        import_case(db, reading.tables, by=by, at=NOON, what="Imported a folder.")
    db.close()


@pytest.fixture(scope="session")
def kept_homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Stores to be copied: one that is empty, one with the sample, one with the sample and a programme besides."""
    homes = {name: tmp_path_factory.mktemp(name) for name in ("empty", "sample", "two")}
    open_database(homes["empty"]).close()
    keep(homes["sample"])
    keep(homes["two"])
    keep(homes["two"], read_folder(CASES / "one_hospital"))
    return homes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's store is."""
    place = tmp_path / "store"
    monkeypatch.setenv("SCALECASE_HOME", str(place))
    return place


@pytest.fixture
def app(home: Path, kept_homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Open the service over a copy of a kept store, at a page and with what the address asks; nothing may raise.

    The page is opened as `person`, who has a session in the store; with None, nobody is signed in.
    """

    def start(
        store: str | None = "sample", page: str = "summary.py", *, person: Person | None = LEAD_ANALYST, **address: str
    ) -> AppTest:
        if store is not None and not home.exists():
            shutil.copytree(kept_homes[store], home)
        held = None if person is None else _session_where_one_can_be_kept(home, person)
        monkeypatch.setattr(asking, "_cookie", lambda: held)  # there is no browser that would send one
        opened = AppTest.from_file(str(PAGES / "main.py"), default_timeout=60)
        for name, value in address.items():
            opened.query_params[name] = value
        if page == "summary.py":
            return seen(opened.run())
        opened.switch_page(str(PAGES / page))
        return seen(opened.run())

    living.presence.clear()  # the whole process knows who is here: whom earlier tests let look is not
    yield start


def _session_where_one_can_be_kept(home: Path, person: Person) -> str:
    try:
        return session_in(home, person)
    except DamagedStore:
        return "a session of before the damage"


def seen(page: AppTest) -> AppTest:
    """The page, on which nothing was raised."""
    assert not page.exception, [error.message for error in page.exception]
    assert not [error.value for error in page.error if str(error.value).startswith(SENTENCE)], "see the log that was captured"
    return page


def texts(page: AppTest) -> str:
    """All the plain text a page shows, the marks that keep it plain taken away."""
    elements = (*page.title, *page.header, *page.subheader, *page.markdown, *page.caption)
    messages = (*page.error, *page.success, *page.info, *page.warning)
    return " ".join(str(element.value) for element in (*elements, *messages)).replace("\\", "")


def buttons(page: AppTest) -> list[str]:
    """The labels of a page's own buttons, without the one at the foot that signs out."""
    return [button.label for button in page.button if button.key != "sign-out"]
