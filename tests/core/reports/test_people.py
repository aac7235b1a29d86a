"""Who is asking, for how long, and whom an administrator sees."""

import pytest

from core.actions.people import disable_person, give_grant, take_grant
from core.actions.sample import load_sample
from core.actions.sign_in import end_session
from core.domain.errors import NotAllowed
from core.domain.people import OPERATOR, Grant, Role
from core.reports.people import every_person, grants_of, sessions_of, who_is
from core.store.database import all_or_nothing
from core.store.sign_in import sessions
from tests.core.actions.sign_in.signing import GOOD, NOON, added, an_admin, later, signed_in
from tests.new_store import new_store
from tests.people import ANALYST, BOARD, NOBODY, VIEWER, a_person
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here

HERE = "cbt_probation"


@pytest.fixture
def db(tmp_path):
    """An open store in a folder of its own."""
    opened = new_store(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("token", [None, "", "made up", "é", "\ud800", "x" * 10_000])
def test_nobody_holds_a_token_that_was_never_given(db, token):
    signed_in_as = added(db)
    assert who_is(db, token, NOON) is None
    assert signed_in_as.person_id


def test_a_session_ends_after_eight_hours_without_use(db):
    ann = added(db)
    token = signed_in(db)
    assert who_is(db, token, later(hours=7, minutes=59)) == ann
    assert who_is(db, token, later(hours=15, minutes=58)) == ann
    assert who_is(db, token, later(hours=23, minutes=58)) is None


def test_a_session_ends_after_seven_days_however_much_it_is_used(db):
    ann = added(db)
    token = signed_in(db)
    for hour in range(0, 7 * 24, 7):
        assert who_is(db, token, later(hours=hour)) == ann
    assert who_is(db, token, later(days=7)) is None


def test_use_is_noted_once_a_minute_and_no_more(db):
    ann = added(db)
    token = signed_in(db)
    seen = []
    for seconds in (0, 59, 60, 61, 119, 120):
        who_is(db, token, later(seconds=seconds))
        seen.append((sessions.of_person(db, ann.person_id)[0].seen_at - NOON).total_seconds())
    assert seen == [0, 0, 60, 60, 60, 120]


def test_reading_goes_on_while_somebody_else_holds_the_store(db, monkeypatch):
    ann = added(db)
    token = signed_in(db)
    monkeypatch.setattr("core.store.state_file.WAIT_FOR_OTHER_WRITERS_MS", 10)
    db.engine.dispose()
    with all_or_nothing(db):
        assert who_is(db, token, later(minutes=5)) == ann
    assert who_is(db, token, later(minutes=5)) == ann
    assert sessions.of_person(db, ann.person_id)[0].seen_at == later(minutes=5)


def test_every_grant_of_a_person_comes_with_them_in_the_order_given(db):
    load_sample(db, by=OPERATOR, at=NOON)
    grants = [
        Grant(role=Role.viewer),
        Grant(role=Role.analyst, programme_id=HERE, partner_id="gmp"),
        Grant(role=Role.board, programme_id=HERE),
    ]
    added(db, "ann@example.org", "Ann Example", *grants)
    assert who_is(db, signed_in(db), NOON).grants == tuple(grants)


def test_everybody_is_listed_with_what_they_can_do_and_the_service_itself_is_not(db):
    ada = an_admin(db)
    ann = added(db)
    added(db, "bo@example.org", "Bo Brown", password=None)
    signed_in(db, at=later(minutes=3))
    frame = every_person(db, ada).set_index("name")
    assert list(frame.index) == ["Admin ada", "Ann Example", "Bo Brown"]
    assert list(frame.state) == ["can sign in", "can sign in", "has no password yet"]
    assert frame.grants["Admin ada"] == "admin in every programme"
    assert frame.last_seen_at["Ann Example"] == later(minutes=3)
    disable_person(db, ann.person_id, by=ada, at=NOON)
    assert every_person(db, ada).set_index("name").state["Ann Example"] == "disabled"


def test_an_administrator_of_one_programme_sees_its_people_and_learns_nothing_of_others(db):
    load_sample(db, by=OPERATOR, at=NOON)
    here = a_person("admin", HERE)
    ada = an_admin(db)
    ann = added(db, "ann@example.org", "Ann Example", Grant(role=Role.viewer), Grant(role=Role.viewer, programme_id=HERE))
    added(db, "new@example.org", "New Person")
    frame = every_person(db, here)
    assert list(frame.name) == ["Ann Example", "New Person"]
    assert list(frame.grants) == [f"viewer in {HERE}", ""]
    assert list(grants_of(db, here, ann.person_id).programme_id) == [HERE]
    assert grants_of(db, here, ada.person_id).empty


@pytest.mark.parametrize("person", [ANALYST, BOARD, VIEWER, NOBODY], ids=lambda person: person.name)
def test_who_administers_nothing_sees_nobody(db, person):
    ann = added(db)
    for attempt in (
        lambda: every_person(db, person),
        lambda: grants_of(db, person, ann.person_id),
        lambda: sessions_of(db, person, ann.person_id, NOON),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_everybody_sees_their_own_grants_and_sessions(db):
    ann = added(db)
    grant_id = give_grant(db, ann.person_id, Grant(role=Role.viewer), by=OPERATOR, at=NOON)
    assert list(grants_of(db, ann, ann.person_id).grant_id) == [grant_id]
    take_grant(db, grant_id, by=OPERATOR, at=NOON)
    assert grants_of(db, ann, ann.person_id).empty
    token = signed_in(db)
    signed_in(db, password=GOOD, at=later(minutes=1))
    end_session(db, token, at=later(minutes=2), because="signed out")
    frame = sessions_of(db, ann, ann.person_id, later(minutes=3))
    assert list(frame.state) == ["live", "ended"]
    assert list(frame.ended_because) == ["", "signed out"]
    assert list(sessions_of(db, ann, ann.person_id, later(days=1)).ended_because) == ["not used for too long", "signed out"]
    assert token not in frame.to_csv()
