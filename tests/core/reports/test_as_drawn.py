"""Whether a page still shows what is: who is asking, what was done, who else is here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.actions.comments import begin_thread
from core.actions.people import disable_person, give_grant, take_grant
from core.actions.programmes import import_case
from core.actions.sign_in import end_session
from core.domain.comments import Anchor, On
from core.domain.people import OPERATOR, Grant, Person, Role
from core.domain.presence import EXPIRES_AFTER, Presence, Seen
from core.reports.live_changes import (
    STANDS_FOR,
    Around,
    Glance,
    are_others_as_drawn,
    commits,
    is_as_drawn,
    is_same_person,
    others_here,
    patience,
    pulse,
)
from core.reports.people import grants_of, who_is
from core.store.database import Database
from core.store.sign_in.sessions import IDLE_FOR_AT_MOST
from tests.core.store.stored import minutes_later, tables_of
from tests.new_store import store_with
from tests.people import ANN, BOARD, LEAD_ANALYST
from tests.signed_in import session_for

NAME = "return_to_work"
WINDOW = "a window"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = store_with(_programme, tmp_path)
    yield db
    db.close()


def _programme(db: Database) -> None:
    import_case(db, tables_of("one_hospital"), by=ANN, at=minutes_later(0), what="Imported a folder.")
    session_for(db, LEAD_ANALYST)


@pytest.fixture
def token(db: Database) -> str:
    return session_for(db, BOARD)


@pytest.fixture
def now() -> datetime:
    """A moment at which the sessions of these tests are live."""
    return datetime.now(UTC)


def drawn(db: Database, presence: Presence, token: str, now: datetime) -> Around:
    """What a page shows that is drawn now."""
    person = who_is(db, token, now)
    assert person is not None
    seen = Seen(person.person_id, person.name, NAME, "/who", now)
    presence.beat(WINDOW, seen)
    return Around(WINDOW, person, seen, others_here(presence, person, NAME, "/who", now), pulse(db, person, NAME))


def say(db: Database, by: Person = LEAD_ANALYST) -> None:
    begin_thread(db, Anchor(programme_id=NAME, kind=On.figure, id="npsv"), "Net", "Is it so?", by=by, at=minutes_later(1))


def test_a_page_around_which_nothing_happens_stays_as_it_is(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    assert all(is_as_drawn(db, presence, around, token, now + timedelta(seconds=after)) for after in (0, 2, 60, 600))


def test_who_looks_is_still_here_though_nothing_is_drawn(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    later = now + 4 * EXPIRES_AFTER
    for after in range(0, int((later - now).total_seconds()) + 1, 2):
        assert is_as_drawn(db, presence, around, token, now + timedelta(seconds=after))
    assert [seen.name for seen in presence.here(NAME, later)] == [BOARD.name]


def test_what_is_done_in_the_programme_is_news(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    say(db)
    assert not is_as_drawn(db, presence, around, token, now)
    assert is_as_drawn(db, presence, replace(around, pulse=pulse(db, BOARD, NAME)), token, now)


def test_a_session_that_has_ended_is_news(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    end_session(db, token, at=now, because="signed out")
    assert not is_as_drawn(db, presence, around, token, now)
    assert not is_same_person(db, around.person, token, now)


def test_a_session_that_ends_by_itself_is_news(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    assert is_same_person(db, around.person, token, now + IDLE_FOR_AT_MOST - timedelta(minutes=1))
    assert not is_same_person(db, around.person, token, now + IDLE_FOR_AT_MOST)
    assert not is_as_drawn(db, presence, around, token, now + IDLE_FOR_AT_MOST)


def test_a_person_who_is_disabled_is_news(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    disable_person(db, BOARD.person_id, by=OPERATOR, at=now)
    assert not is_as_drawn(db, presence, around, token, now)


def test_access_that_is_given_or_taken_is_news(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    give_grant(db, BOARD.person_id, Grant(role=Role.analyst, programme_id=NAME), by=OPERATOR, at=now)
    assert not is_same_person(db, around.person, token, now)
    assert not is_as_drawn(db, presence, around, token, now)
    around = drawn(db, presence, token, now)
    assert is_as_drawn(db, presence, around, token, now)
    take_grant(db, int(grants_of(db, around.person, BOARD.person_id).grant_id.max()), by=OPERATOR, at=now)
    assert not is_as_drawn(db, presence, around, token, now)


def test_another_persons_token_is_news_and_keeps_nobody_here(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    other = session_for(db, LEAD_ANALYST)
    later = now + EXPIRES_AFTER + timedelta(seconds=1)
    assert not is_as_drawn(db, presence, around, other, later)
    assert not is_as_drawn(db, presence, around, "made up", later)
    assert presence.here(NAME, later) == ()


def test_one_who_comes_is_news_at_the_next_look(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    presence.beat("another", Seen("x", "Xenia", NAME, "/who", now))
    assert not is_as_drawn(db, presence, around, token, now + timedelta(seconds=2))


def test_in_a_crowd_who_comes_and_goes_is_told_every_few_seconds(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    for number in range(11):
        presence.beat(str(number), Seen(f"p{number}", f"Person {number}", NAME, "/who", now))
    around = drawn(db, presence, token, now)
    presence.beat("another", Seen("x", "Xenia", NAME, "/who", now))
    assert is_as_drawn(db, presence, around, token, now + timedelta(seconds=11))
    assert not is_as_drawn(db, presence, around, token, now + timedelta(seconds=12))
    say(db)
    assert not is_as_drawn(db, presence, around, token, now + timedelta(seconds=2))


def test_patience_grows_with_how_many_are_here_and_ends() -> None:
    waits = [patience(("x",) * number).total_seconds() for number in (0, 1, 2, 10, 100)]
    assert waits == [0, 1, 2, 10, 60]


def test_a_page_stands_at_a_glance_until_something_is_committed(db: Database, token: str, now: datetime) -> None:
    glance = Glance(commits(db), token, now)
    assert glance.stands(commits(db), token, now)
    say(db)
    assert not glance.stands(commits(db), token, now)


def test_a_glance_holds_for_one_token_and_for_a_short_time_whatever_the_clock_does(db: Database, token: str, now: datetime) -> None:
    glance = Glance(commits(db), token, now)
    assert not glance.stands(commits(db), "another", now)
    assert not glance.stands(commits(db), token, now + STANDS_FOR)
    assert not glance.stands(commits(db), token, now - timedelta(seconds=1))


def test_a_glance_that_is_renewed_holds_from_then_on(db: Database, token: str, now: datetime) -> None:
    glance = Glance(commits(db), token, now)
    say(db)
    glance.renew(commits(db), token, now + STANDS_FOR)
    assert glance.stands(commits(db), token, now + STANDS_FOR)


def test_where_commits_are_not_known_no_page_stands_at_a_glance(token: str, now: datetime) -> None:
    assert not Glance(None, token, now).stands(None, token, now)


def test_who_is_still_here_is_heard_without_reading(db: Database, token: str, now: datetime) -> None:
    presence = Presence()
    around = drawn(db, presence, token, now)
    assert are_others_as_drawn(presence, around, now + timedelta(seconds=5))
    assert [seen.at for seen in presence.here(NAME, now + timedelta(seconds=5))] == [now + timedelta(seconds=5)]
    presence.beat("another", Seen("x", "Xenia", NAME, "/who", now + timedelta(seconds=5)))
    assert not are_others_as_drawn(presence, around, now + timedelta(seconds=10))
