"""Pages as a person meets them, run without a browser over a store of their own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.actions import start
from core.actions.programmes import import_case
from core.actions.sample import load_sample
from core.domain.errors import DamagedStore, ReadOnlyStore
from core.domain.people import Person
from core.ingest.case import read_files
from core.reports.people import who_is
from core.store.audit_chain import head_of
from core.store.database import Database, default_home, open_database
from core.store.tables.folders import read_folder
from pages.shell import identity, live_updates
from pages.shell.errors import SENTENCE
from pages.shell.page_list import PAGES
from tests.case_files import CASES
from tests.new_store import Fill, copy_store, new_store, store_with
from tests.pages.one_look import one_look_for_components  # noqa: F401 - used by every test here
from tests.pages.page_switch import switch_to
from tests.people import ANN, LEAD_ANALYST
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here
from tests.signed_in import session_in

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
Opener = Callable[..., AppTest]


def keep(home: Path, files: dict[str, bytes] | None = None, *, by: Person = ANN) -> None:
    """Keep a case in a store, or the sample when no files are given."""
    fill = _kept_by(None if files is None else tuple(sorted(files.items())), by)
    if home.exists() and any(home.iterdir()):
        db = open_database(home)
        fill(db)
    else:
        db = store_with(fill, home)
    db.close()


@cache
def _kept_by(files: tuple[tuple[str, bytes], ...] | None, by: Person) -> Fill:
    """What keeps a case: the same function for the same case, so that a store with it alone is made once."""

    def fill(db: Database) -> None:
        if files is None:
            load_sample(db, by=by, at=NOON)
            return
        reading = read_files(dict(files))
        assert reading.case is not None, reading.problems
        import_case(db, reading.tables, by=by, at=NOON, what="Imported a folder.")

    return fill


@pytest.fixture(scope="session")
def kept_homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Stores to be copied: one that is empty, one with the sample, one with the sample and a programme besides."""
    homes = {name: tmp_path_factory.mktemp(name) for name in ("empty", "sample", "two")}
    new_store(homes["empty"]).close()
    keep(homes["sample"])
    keep(homes["two"])
    keep(homes["two"], read_folder(CASES / "one_hospital"))
    return homes


@pytest.fixture(scope="session")
def looked_at_homes(kept_homes: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Copies of the kept stores that tests only look at: each signs people in there, whom no other store is to know."""
    return {name: copy_store(kept, tmp_path_factory.mktemp(f"looked_at_{name}")) for name, kept in kept_homes.items()}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's store is. What the service opened there is closed: a process may hold so many files and no more."""
    place = tmp_path / "store"
    monkeypatch.setenv("SCALECASE_HOME", str(place))
    yield place
    opened = start._open.pop(str(place.resolve()), None)
    if opened is not None:
        opened.close()


@pytest.fixture
def app(home: Path, kept_homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Open the service over a copy of a kept store, at a page and with what the address asks; nothing may raise.

    The page is opened as `person`, who has a session in the store; with None, nobody is signed in.
    """

    def start(
        store: str | None = "sample", page: str = "summary.py", *, person: Person | None = LEAD_ANALYST, **address: str
    ) -> AppTest:
        if store is not None and not home.exists():
            copy_store(kept_homes[store], home)
        held = None if person is None else _session_where_one_can_be_kept(default_home(), person)
        monkeypatch.setattr(identity, "_cookie", lambda: held)  # there is no browser that would send one
        opened = AppTest.from_file(str(PAGES / "main.py"), default_timeout=180)
        for name, value in address.items():
            opened.query_params[name] = value
        if page == "summary.py":
            return seen(opened.run())
        switch_to(opened, page)
        return seen(opened.run())

    live_updates.presence.clear()  # the whole process knows who is here: whom earlier tests let look is not
    yield start


@pytest.fixture
def look(app: Opener, looked_at_homes: dict[str, Path]) -> Iterator[Opener]:
    """As `app`, for a test that only looks: it opens a store that others look at too, so that what is worked out is kept for all.

    Nothing may be written there but who is signed in.
    """
    with ExitStack() as shared:

        def start(store: str = "sample", page: str = "summary.py", **asked: Any) -> AppTest:
            shared.enter_context(only_looked_at(looked_at_homes[store]))
            shown = app(None, page, **asked)
            _must_be_signed_in_as(asked.get("person", LEAD_ANALYST))
            return shown

        yield start


@contextmanager
def only_looked_at(kept: Path) -> Iterator[None]:
    """Let the service work over a store that tests share, and fail where something was done there: all that is done is audited."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALECASE_HOME", str(kept))
        before = head_of(start.database())
        yield
        assert head_of(start.database()) == before, "a test that only looks has changed a store that others look at"


def _must_be_signed_in_as(person: Person | None) -> None:
    """Fail where another test has added another person of this name to the store that both look at."""
    found = None if person is None else who_is(start.database(), identity.token(), datetime.now(UTC))
    assert (found and (found.person_id, set(found.grants))) == (person and (person.person_id, set(person.grants)))


# Sessions of people who signed in before a test damaged their store, by the store's home.
signed_in_before: dict[Path, str] = {}


def _session_where_one_can_be_kept(home: Path, person: Person) -> str:
    try:
        return session_in(home, person)
    except (DamagedStore, ReadOnlyStore):
        return signed_in_before.get(home, "a session of before the damage")


def seen(page: AppTest) -> AppTest:
    """The page, on which nothing was raised."""
    assert not page.exception, [error.message for error in page.exception]
    assert not [error.value for error in page.error if str(error.value).startswith(SENTENCE)], "see the log that was captured"
    return page


def texts(page: AppTest) -> str:
    """All the plain text a page shows, the marks that keep it plain taken away."""
    elements = (*page.title, *page.header, *page.subheader, *page.markdown, *page.caption)
    messages = (*page.error, *page.success, *page.info, *page.warning)
    return " ".join(str(element.value) for element in (*elements, *messages)).replace("\\", "").replace("\u2212\u2060£", "\u2212£")


def buttons(page: AppTest) -> list[str]:
    """The labels of a page's own buttons, without the one at the foot that signs out."""
    return [button.label for button in page.button if button.key not in ("sign-out", "search")]
