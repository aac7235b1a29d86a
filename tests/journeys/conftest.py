"""The sample with its people and its story, kept once and copied for each test, and the person in front of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.actions import start
from core.actions.sample import load_sample
from core.actions.sample_people import add_sample_people
from core.actions.sample_story import tell_sample_story
from core.domain.people import SERVICE
from core.store import people
from core.store.database import all_or_nothing
from core.store.sign_in import sessions
from pages.shell import identity, live_updates
from tests.journeys.sitting import ADMIN, ANALYST, ASSURER, BOARD, NHS, POLICE, VIEWER, Sitting, Store
from tests.new_store import copy_store, new_store
from tests.pages.one_look import one_look_for_components  # noqa: F401 - used by every test here
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVERYBODY = (ADMIN, ANALYST, ASSURER, BOARD, NHS, POLICE, VIEWER)
Sit = Callable[..., Sitting]


@pytest.fixture(scope="session")
def told_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as a first start on one's own machine leaves it, everybody signed in."""
    home = tmp_path_factory.mktemp("told")
    db = new_store(home)
    load_sample(db, by=SERVICE, at=NOON)
    add_sample_people(db, at=NOON)
    assert tell_sample_story(db, at=NOON)
    with all_or_nothing(db) as connection:
        for name in EVERYBODY:
            person = people.by_sign_in_name(connection, name)
            assert person is not None, name
            sessions.start(connection, f"session of {name}", person.person_id, datetime.now(UTC))
    db.close()
    return home


@pytest.fixture
def home(tmp_path: Path, told_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's store is. What the service opened there is closed."""
    place = tmp_path / "store"
    copy_store(told_home, place)
    monkeypatch.setenv("SCALECASE_HOME", str(place))
    live_updates.presence.clear()  # the whole process knows who is here: whom earlier tests let look is not
    yield place
    start.close_databases()


@pytest.fixture
def sit(home: Path, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Seat a person, by their sign-in name, in front of a page; several may sit over the same store."""

    def seat(who: str, page: str, **address: str) -> Sitting:
        return Sitting(lambda: monkeypatch.setattr(identity, "_cookie", lambda: f"session of {who}"), page, address)

    return seat


@pytest.fixture
def store(home: Path) -> Store:
    """The store of this test."""
    return Store(home)
