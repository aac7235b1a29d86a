"""The sample with its people and its story, kept once and copied for each test, and whoever sits in front of it."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.actions.sample import load_sample
from core.actions.sample_people import add_sample_people
from core.actions.sample_story import tell_sample_story
from core.domain.people import SERVICE
from core.store import people, sessions
from core.store.database import all_or_nothing, open_database
from pages.shared import asking
from tests.journeys.sitting import ADMIN, ANALYST, ASSURER, BOARD, NHS, POLICE, VIEWER, Sitting, Store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVERYBODY = (ADMIN, ANALYST, ASSURER, BOARD, NHS, POLICE, VIEWER)
Sit = Callable[..., Sitting]


@pytest.fixture(scope="session")
def told_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as a first start on one's own machine leaves it, everybody signed in."""
    home = tmp_path_factory.mktemp("told")
    db = open_database(home)
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
def home(tmp_path: Path, told_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's store is."""
    place = tmp_path / "store"
    shutil.copytree(told_home, place)
    monkeypatch.setenv("SCALECASE_HOME", str(place))
    return place


@pytest.fixture
def sit(home: Path, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Seat somebody, by their sign-in name, in front of a page; several may sit over the same store."""

    def seat(who: str, page: str, **address: str) -> Sitting:
        return Sitting(lambda: monkeypatch.setattr(asking, "_cookie", lambda: f"session of {who}"), page, address)

    return seat


@pytest.fixture
def store(home: Path) -> Store:
    """The store of this test."""
    return Store(home)
