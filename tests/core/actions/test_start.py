"""The store of the service: opened once for every thread, with sample people only where nobody else can ask."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from core.access.versions import programmes_seen
from core.actions import start
from core.actions.sign_in import SignInRefused, ticket_for
from core.domain.people import OPERATOR
from core.reports.people import sample_people
from core.store import offers
from tests.core.actions.sign_in.signing import added
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own for the service of each test."""
    monkeypatch.setenv("SCALECASE_HOME", str(tmp_path))
    yield tmp_path
    start.close_databases()


def test_every_thread_is_given_the_same_store():
    with ThreadPoolExecutor(8) as threads:
        stores = set(map(id, threads.map(lambda _: start.database(), range(32))))
    assert len(stores) == 1


def test_another_home_is_another_store(tmp_path, monkeypatch):
    first = start.database()
    monkeypatch.setenv("SCALECASE_HOME", str(tmp_path / "other"))
    assert start.database() is not first
    assert start.database().home == (tmp_path / "other").resolve()


def test_a_first_start_on_this_machine_has_the_sample_and_its_people():
    start.open_with_sample()
    start.open_with_sample()
    assert [row.programme_id for row in programmes_seen(start.database(), OPERATOR)] == ["cbt_probation", "gm_housing_first"]
    assert start.who_there_is() == (True, False)
    assert len(offers.of_programme(start.database(), "cbt_probation")) == 1


def test_a_first_start_beyond_this_machine_has_no_sample_people():
    start.open_with_sample(with_people=False)
    assert sample_people(start.database()) == ()
    assert start.who_there_is() == (False, False)
    assert offers.of_programme(start.database(), "cbt_probation") == ()


def test_a_sample_that_was_there_before_is_left_as_its_people_made_it():
    start.open_with_sample(with_people=False)
    start.open_with_sample()
    assert offers.of_programme(start.database(), "cbt_probation") == ()


def test_somebody_who_was_added_is_real():
    added(start.database())
    assert start.who_there_is() == (False, True)


def test_signing_in_again_ends_the_session_the_browser_held():
    start.open_with_sample()
    person = sample_people(start.database())[0]
    first = start.finish_sign_in(_ticket(person), None)
    assert start.person_signed_in(first) == person
    second = start.finish_sign_in(_ticket(person), first)
    assert start.person_signed_in(first) is None
    assert start.person_signed_in(second) == person
    with pytest.raises(SignInRefused):
        start.finish_sign_in("made up", second)
    assert start.person_signed_in(second) == person


def _ticket(person):
    """Give a ticket for a person, as of now."""
    return ticket_for(start.database(), person.person_id, at=datetime.now(UTC)).text
