"""What changed since a page was drawn, and who else is here, as far as each person may know."""

from datetime import timedelta

import pytest

from core.actions.comments import begin_thread
from core.actions.programmes import import_case
from core.domain.comments import Anchor, On
from core.domain.errors import NotAllowed
from core.domain.presence import Presence, Seen
from core.reports.live_changes import changes_since, others_here, pulse
from core.store import audit
from core.store.database import all_or_nothing
from tests.core.store.stored import NOON, minutes_later, tables_of
from tests.new_store import store_with
from tests.people import ANALYST, ANN, BOARD, NOBODY, VIEWER, a_person
from tests.signed_in import session_for

NAME = "return_to_work"


@pytest.fixture
def db(tmp_path):
    db = store_with(_programme, tmp_path)
    yield db
    db.close()


def _programme(db):
    import_case(db, tables_of("one_hospital"), by=ANN, at=minutes_later(0), what="Imported a folder.")
    session_for(db, ANALYST)


def say(db, partner_id=None):
    anchor = Anchor(programme_id=NAME, kind=On.figure, id="npsv")
    begin_thread(db, anchor, "Secret 917", "Hello.", by=ANALYST, at=minutes_later(1), partner_id=partner_id)


def test_the_pulse_grows_with_what_is_done_in_the_programme_and_tells_the_last_thing(db):
    drawn = pulse(db, BOARD, NAME)
    assert changes_since(db, BOARD, NAME, drawn).count == 0
    say(db)
    say(db)
    changes = changes_since(db, BOARD, NAME, drawn)
    assert (changes.count, changes.sentence) == (2, "Anil Analyst commented on Secret 917.")
    assert changes.pulse == pulse(db, BOARD, NAME) > drawn


def test_what_is_done_elsewhere_is_no_change_here(db):
    drawn = pulse(db, BOARD, NAME)
    with all_or_nothing(db) as connection:
        audit.add(connection, at=NOON, by="Ann", action="import_case", programme_id="other")
    assert changes_since(db, BOARD, NAME, drawn).count == 0


@pytest.mark.parametrize("person", [VIEWER, a_person("board", NAME, "LA")])
def test_who_may_not_see_a_thing_is_told_only_that_there_was_a_change(db, person):
    drawn = pulse(db, person, NAME)
    say(db, partner_id="HT")
    sentence = changes_since(db, person, NAME, drawn).sentence
    assert "917" not in sentence
    assert sentence in ("Somebody changed this programme.", "Anil Analyst commented, for another partner.")


def test_who_has_no_access_is_refused(db):
    for refused in (lambda: pulse(db, NOBODY, NAME), lambda: changes_since(db, NOBODY, NAME, 0)):
        with pytest.raises(NotAllowed):
            refused()


def test_others_are_named_once_and_oneself_never():
    presence = Presence()
    for session, person, page in (("1", ANALYST, "/"), ("2", BOARD, "/"), ("3", BOARD, "/who"), ("4", VIEWER, "/who")):
        presence.beat(session, Seen(person.person_id, person.name, NAME, page, NOON))
    at = NOON + timedelta(seconds=5)
    assert others_here(presence, ANALYST, NAME, "/", at) == ("Bea Board", "Vic Viewer (on another page)")
    assert others_here(presence, BOARD, NAME, "/who", at) == ("Anil Analyst (on another page)", "Vic Viewer")
    assert others_here(presence, VIEWER, NAME, "/", at) == ()
    assert others_here(presence, ANALYST, NAME, "/", NOON + timedelta(seconds=16)) == ()
