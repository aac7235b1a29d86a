"""Who is here: heard of, forgotten after fifteen seconds, by session and not by person."""

from datetime import timedelta

from core.domain.presence import Presence, Seen
from tests.core.store.stored import NOON


def seen(name, seconds=0, page="/", programme="a"):
    return Seen(name.lower(), name, programme, page, NOON + timedelta(seconds=seconds))


def names(presence, seconds=0, programme="a"):
    return [row.name for row in presence.here(programme, NOON + timedelta(seconds=seconds))]


def test_people_are_listed_by_name_in_the_programme_they_look_at():
    presence = Presence()
    for session, row in (("1", seen("Bea")), ("2", seen("Ann")), ("3", seen("Cleo", programme="b"))):
        presence.beat(session, row)
    assert (names(presence), names(presence, programme="b")) == (["Ann", "Bea"], ["Cleo"])


def test_somebody_not_heard_of_for_fifteen_seconds_is_gone():
    presence = Presence()
    presence.beat("1", seen("Ann"))
    assert (names(presence, 15), names(presence, 16)) == (["Ann"], [])
    presence.beat("2", seen("Bea", 16))
    assert list(presence._seen) == ["2"]


def test_a_session_moves_with_its_person():
    presence = Presence()
    presence.beat("1", seen("Ann", programme="b"))
    presence.beat("1", seen("Ann", 1))
    assert (names(presence, 1), names(presence, 1, "b")) == (["Ann"], [])
