from datetime import timedelta
from threading import Thread

import pytest
import sqlalchemy as sa

from core.actions import links as actions
from core.actions.links import ViewCounter, WrongLink, end_link, make_link, set_small_numbers
from core.actions.programmes import import_case
from core.actions.start import database
from core.domain.errors import BusyStore, DamagedStore, NoSuchRow, NotAllowed, StaleRow, UnknownVersion
from core.domain.links import Link, LinkOrder, LinkState, SmallNumberRules, token_sha256
from core.reports.links import link_numbered, links_of, shared_page, small_number_rules
from core.store import audit
from core.store import links as kept
from core.store.database import all_or_nothing
from tests.core.store.stored import NOON, minutes_later, tables_of
from tests.kept_people import keep_people
from tests.new_store import filled
from tests.people import ADMIN, ANALYST, BOARD, NOBODY, VIEWER, a_person

NAME = "return_to_work"
TOKEN, OTHER = "t" * 43, "o" * 43
PAGE = b"<!doctype html><title>Page</title>"
ELSEWHERE = a_person("admin", "another", name="Ed Elsewhere")


@pytest.fixture
def programme(db):
    """A store with one programme and people."""
    return filled(db, _programme)


def _programme(db):
    keep_people(db, ADMIN, ANALYST, BOARD, VIEWER, ELSEWHERE)
    import_case(db, tables_of("one_hospital"), by=ADMIN, at=NOON, what="Imported a folder.")


def made(db, token=TOKEN, by=BOARD, page=PAGE, **order) -> Link:
    order = LinkOrder(NAME, **{"number": 1, "option_id": "out", "title": "For the leader", **order})
    return make_link(db, order, page, token=token, input_hash="abc", by=by, at=NOON)


def test_a_link_opens_the_very_page_that_was_kept_until_it_ends(programme):
    made(programme)
    found = shared_page(programme, TOKEN, NOON)
    assert (found.page, found.embeddable) == (PAGE, False)
    assert shared_page(programme, TOKEN, NOON + timedelta(days=30, seconds=-1)) is not None
    assert shared_page(programme, TOKEN, NOON + timedelta(days=30)) is None


@pytest.mark.parametrize("token", ["", "x", OTHER, TOKEN + "t", TOKEN.upper(), "' or 1=1 --", "../../etc/passwd", "é" * 43])
def test_what_is_no_token_of_a_link_opens_nothing(programme, token):
    made(programme)
    assert shared_page(programme, token, NOON) is None


@pytest.mark.state_file
def test_the_token_is_kept_nowhere(programme):
    made(programme)
    with programme.engine.connect() as connection:
        dump = list(connection.connection.driver_connection.iterdump())
    assert any(token_sha256(TOKEN) in line for line in dump)
    assert not any(TOKEN in line for line in dump)
    assert TOKEN not in str(audit.entries(programme))


def test_an_ended_link_opens_nothing_and_stays_in_the_list(programme):
    link = made(programme)
    end_link(programme, link.link_id, read_version=1, by=BOARD, at=minutes_later(5))
    assert shared_page(programme, TOKEN, minutes_later(5)) is None
    (listed,) = links_of(programme, NAME, person=BOARD)
    assert (listed.state(minutes_later(6)), listed.ended_at) == (LinkState.ended, minutes_later(5))
    assert [entry.action for entry in audit.entries(programme, NAME)][:2] == ["end_link", "make_link"]
    with pytest.raises(StaleRow):
        end_link(programme, link.link_id, read_version=1, by=BOARD, at=minutes_later(6))


def test_a_page_that_was_altered_in_the_store_is_not_served(programme):
    made(programme)
    with all_or_nothing(programme) as connection:
        connection.execute(sa.text("update links set page = :page"), {"page": PAGE + b"!"})
    with pytest.raises(DamagedStore, match="not the one that was made"):
        shared_page(programme, TOKEN, NOON)


def test_each_sees_and_ends_its_own_links_and_an_administrator_everybodys(programme):
    own, other = made(programme), made(programme, OTHER, by=ANALYST)
    assert [link.link_id for link in links_of(programme, NAME, person=BOARD)] == [own.link_id]
    assert len(links_of(programme, NAME, person=ADMIN)) == 2
    with pytest.raises(NotAllowed, match="did not make this link"):
        end_link(programme, other.link_id, read_version=1, by=BOARD, at=NOON)
    with pytest.raises(NoSuchRow):
        link_numbered(programme, other.link_id, person=BOARD)
    end_link(programme, other.link_id, read_version=1, by=ADMIN, at=NOON)
    assert shared_page(programme, OTHER, NOON) is None


@pytest.mark.parametrize("person", [VIEWER, NOBODY, ELSEWHERE], ids=lambda person: person.name)
def test_who_may_not_share_here_makes_lists_and_ends_nothing(programme, person):
    link = made(programme)
    with pytest.raises(NotAllowed):
        made(programme, OTHER, by=person)
    with pytest.raises(NotAllowed):
        links_of(programme, NAME, person=person)
    with pytest.raises(NotAllowed if person is VIEWER else NoSuchRow):
        end_link(programme, link.link_id, read_version=1, by=person, at=NOON)


@pytest.mark.parametrize("order", [{"days": 0}, {"days": 366}, {"title": " "}, {"title": "t" * 201}])
def test_a_link_that_is_wrong_is_refused(programme, order):
    with pytest.raises(WrongLink):
        made(programme, **order)
    assert links_of(programme, NAME, person=ADMIN) == ()


def test_a_page_too_large_for_a_phone_or_of_no_version_is_refused(programme):
    with pytest.raises(WrongLink, match="bytes"):
        made(programme, page=b"x" * 20_001)
    with pytest.raises(UnknownVersion):
        made(programme, number=9)
    with pytest.raises(ValueError, match="256 random bits"):
        made(programme, TOKEN[:-1])


@pytest.fixture
def counting(programme, monkeypatch):
    """A counter that writes into the store of the test."""
    monkeypatch.setattr(actions, "database", lambda: programme)
    return ViewCounter()


def test_openings_are_counted_from_many_threads_and_none_is_lost(programme, counting):
    link = made(programme)
    threads = [Thread(target=counting.count, args=(link.link_id,)) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept.get(programme, link.link_id).views == 40


def test_an_opening_that_could_not_be_written_is_counted_with_the_next(programme, monkeypatch):
    link = made(programme)
    counter = ViewCounter()

    def busy():
        raise BusyStore("Somebody else is saving.")

    monkeypatch.setattr(actions, "database", busy)
    with pytest.raises(BusyStore):
        counter.count(link.link_id)
    monkeypatch.setattr(actions, "database", lambda: programme)
    counter.count(link.link_id)
    assert kept.get(programme, link.link_id).views == 2


def test_the_service_counts_into_its_own_store():
    assert actions.database is database


def test_the_rules_for_small_numbers_are_the_usual_ones_until_an_administrator_sets_others(programme):
    assert small_number_rules(programme, NAME, person=VIEWER) == (SmallNumberRules(10, 5), 0)
    set_small_numbers(programme, NAME, 20, 10, read_version=0, by=ADMIN, at=NOON)
    assert small_number_rules(programme, NAME, person=VIEWER) == (SmallNumberRules(20, 10), 1)
    set_small_numbers(programme, NAME, 15, 5, read_version=1, by=ADMIN, at=NOON)
    with pytest.raises(StaleRow):
        set_small_numbers(programme, NAME, 30, 5, read_version=1, by=ADMIN, at=NOON)
    assert small_number_rules(programme, NAME, person=VIEWER)[0] == SmallNumberRules(15, 5)


def test_rules_that_protect_nobody_and_people_who_may_not_set_them_are_refused(programme):
    with pytest.raises(WrongLink, match="no less than the rounding"):
        set_small_numbers(programme, NAME, 2, 1, read_version=0, by=ADMIN, at=NOON)
    for person in (ANALYST, BOARD, VIEWER):
        with pytest.raises(NotAllowed):
            set_small_numbers(programme, NAME, 20, 10, read_version=0, by=person, at=NOON)
