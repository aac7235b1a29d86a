"""Managing people: who may, whom, what ends at once, and that one person is always left who can."""

import pytest

from core.actions.people import add_person, disable_person, enable_person, give_grant, reset_person, take_grant
from core.actions.sample import load_sample
from core.actions.sign_in import sign_in
from core.domain.errors import LastAdministrator, NameTaken, NoSuchRow, NotAllowed, SignInRefused, UnknownProgramme
from core.domain.people import OPERATOR, Grant, Role
from core.reports.people import grants_of, who_is
from core.store import audit, people
from tests.core.actions.sign_in.signing import GOOD, NOON, added, an_admin, signed_in
from tests.new_store import filled
from tests.people import ANALYST, BOARD, NOBODY, VIEWER, a_person
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here

HERE = "cbt_probation"
ANALYSES_HERE = Grant(role=Role.analyst, programme_id=HERE)


@pytest.fixture
def with_sample(db):
    """A store that holds the sample programme."""
    return filled(db, _sample)


def _sample(db):
    load_sample(db, by=OPERATOR, at=NOON)


@pytest.mark.parametrize("person", [ANALYST, BOARD, VIEWER, NOBODY], ids=lambda person: person.name)
def test_who_administers_nothing_changes_nobody(db, person):
    ann = added(db)
    grant_id = give_grant(db, ann.person_id, Grant(role=Role.viewer), by=OPERATOR, at=NOON)
    before = audit.entries(db)
    for attempt in (
        lambda: add_person(db, "eve@example.org", "Eve", GOOD, by=person, at=NOON),
        lambda: disable_person(db, ann.person_id, by=person, at=NOON),
        lambda: enable_person(db, ann.person_id, by=person, at=NOON),
        lambda: reset_person(db, ann.person_id, by=person, at=NOON),
        lambda: give_grant(db, person.person_id, Grant(role=Role.admin), by=person, at=NOON),
        lambda: take_grant(db, grant_id, by=person, at=NOON),
        lambda: take_grant(db, 9_999, by=person, at=NOON),
        lambda: reset_person(db, "nobody there", by=person, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert audit.entries(db) == before


def test_names_are_one_name_however_they_are_typed(db):
    added(db, "Ann@Example.org")
    for same in ("ann@example.org", " ANN@EXAMPLE.ORG", "ａｎｎ@example.org", "operator", "Service"):
        with pytest.raises(NameTaken):
            added(db, same, "Another")


@pytest.mark.parametrize("name", ["", "a", "two words", "<b>x</b>", "a\u202eb", "tab\tbed", "x" * 255, "nul\0", "\ud800x"])
def test_a_sign_in_name_nobody_could_read_or_type_is_refused(db, name):
    with pytest.raises(NameTaken):
        added(db, name)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "the Operator", "The service", "Ann\u202egnihtemos", "Ann\nBo"])
def test_a_name_that_misleads_is_refused(db, name):
    with pytest.raises(NameTaken):
        added(db, name=name)


def test_ids_are_drawn_and_say_nothing_of_the_person(db):
    ids = {added(db, f"n{number}@example.org").person_id for number in range(20)}
    assert len(ids) == 20
    assert all(len(person_id) == 16 for person_id in ids)


def test_a_grant_holds_and_ends_at_the_next_click_and_the_session_lives_on(with_sample):
    ann = added(with_sample)
    token = signed_in(with_sample)
    grant_id = give_grant(with_sample, ann.person_id, ANALYSES_HERE, by=OPERATOR, at=NOON)
    assert give_grant(with_sample, ann.person_id, ANALYSES_HERE, by=OPERATOR, at=NOON) == grant_id
    assert who_is(with_sample, token, NOON).grants == (ANALYSES_HERE,)
    take_grant(with_sample, grant_id, by=OPERATOR, at=NOON)
    assert who_is(with_sample, token, NOON).grants == ()
    with pytest.raises(NoSuchRow):
        take_grant(with_sample, grant_id, by=OPERATOR, at=NOON)


def test_a_grant_names_a_programme_and_a_partner_that_are_there(with_sample):
    ann = added(with_sample)
    with pytest.raises(UnknownProgramme):
        give_grant(with_sample, ann.person_id, Grant(role=Role.viewer, programme_id="nowhere"), by=OPERATOR, at=NOON)
    with pytest.raises(NoSuchRow, match="no partner"):
        grant = Grant(role=Role.analyst, programme_id=HERE, partner_id="nobody")
        give_grant(with_sample, ann.person_id, grant, by=OPERATOR, at=NOON)
    with pytest.raises(NoSuchRow):
        give_grant(with_sample, "operator", ANALYSES_HERE, by=OPERATOR, at=NOON)


def test_an_unknown_grant_adds_no_person(with_sample):
    with pytest.raises(UnknownProgramme):
        added(with_sample, "eve@example.org", "Eve", Grant(role=Role.viewer, programme_id="nowhere"))
    assert people.every_person(with_sample) == ()


def test_an_administrator_of_one_programme_manages_its_people_and_no_others(with_sample):
    db = with_sample
    here = a_person("admin", HERE)
    local = added(db, "local@example.org", "Local", ANALYSES_HERE)
    wide = added(db, "wide@example.org", "Wide", ANALYSES_HERE, Grant(role=Role.viewer))
    root = an_admin(db)
    for grant in (Grant(role=Role.viewer), Grant(role=Role.admin)):
        with pytest.raises(NotAllowed):
            give_grant(db, local.person_id, grant, by=here, at=NOON)
    for other in (wide, root):
        for attempt in (disable_person, enable_person, reset_person):
            with pytest.raises(NotAllowed):
                attempt(db, other.person_id, by=here, at=NOON)
    with pytest.raises(NotAllowed):
        take_grant(db, int(grants_of(db, OPERATOR, root.person_id).grant_id[0]), by=here, at=NOON)
    give_grant(db, local.person_id, Grant(role=Role.board, programme_id=HERE), by=here, at=NOON)
    take_grant(db, int(grants_of(db, here, wide.person_id).grant_id[0]), by=here, at=NOON)
    disable_person(db, local.person_id, by=here, at=NOON)
    assert add_person(db, "new@example.org", "New", None, by=here, at=NOON, grants=[ANALYSES_HERE]).person.grants == (
        ANALYSES_HERE,
    )


def test_the_last_administrator_cannot_be_taken_away_by_anybody(db):
    ada, bea = an_admin(db), an_admin(db, "bea@example.org")
    grant_id = int(grants_of(db, OPERATOR, bea.person_id).grant_id[0])
    disable_person(db, ada.person_id, by=bea, at=NOON)
    for by in (bea, OPERATOR):
        with pytest.raises(LastAdministrator, match="Admin bea"):
            disable_person(db, bea.person_id, by=by, at=NOON)
        with pytest.raises(LastAdministrator):
            take_grant(db, grant_id, by=by, at=NOON)
    assert people.get(db, bea.person_id).may_sign_in
    enable_person(db, ada.person_id, by=bea, at=NOON)
    take_grant(db, grant_id, by=bea, at=NOON)


def test_others_can_be_disabled_where_only_the_operator_administers(db):
    ann = added(db)
    disable_person(db, ann.person_id, by=OPERATOR, at=NOON)
    assert not people.get(db, ann.person_id).may_sign_in


def test_a_reset_ends_sessions_and_the_old_password_at_once(db):
    ann = added(db)
    token = signed_in(db)
    first = reset_person(db, ann.person_id, by=OPERATOR, at=NOON)
    second = reset_person(db, ann.person_id, by=OPERATOR, at=NOON)
    assert first != second
    assert who_is(db, token, NOON) is None
    with pytest.raises(SignInRefused):
        sign_in(db, "ann@example.org", GOOD, address="192.0.2.1", at=NOON)


def test_every_change_of_a_person_is_in_the_audit_with_who_did_it(with_sample):
    db = with_sample
    admin = an_admin(db)
    ann = add_person(db, "ann@example.org", "Ann Example", GOOD, by=admin, at=NOON).person
    take_grant(db, give_grant(db, ann.person_id, ANALYSES_HERE, by=admin, at=NOON), by=admin, at=NOON)
    disable_person(db, ann.person_id, by=admin, at=NOON)
    enable_person(db, ann.person_id, by=admin, at=NOON)
    reset_person(db, ann.person_id, by=admin, at=NOON)
    done = [entry for entry in audit.entries(db) if entry.detail.get("person_id") == ann.person_id]
    assert [entry.action for entry in reversed(done)] == [
        "add_person",
        "give_grant",
        "take_grant",
        "disable_person",
        "enable_person",
        "reset_person",
    ]
    assert {(entry.by, entry.person_id) for entry in done} == {(admin.name, admin.person_id)}
    assert all(entry.detail["what"].endswith(".") for entry in done)
