"""The sample people: one for each role, without passwords, and only for the person at this machine."""

import pytest

from core.actions.people import reset_person
from core.actions.sample import load_sample
from core.actions.sample_people import add_sample_people, enter_as_sample
from core.actions.sign_in import sign_in, swap_ticket
from core.domain.errors import NoSuchRow, SignInRefused
from core.domain.people import OPERATOR, Role
from core.reports.people import anybody_real, sample_people, who_is
from tests.core.actions.sign_in.signing import NOON, added
from tests.new_store import filled
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here


@pytest.fixture
def sample(db):
    """A store as it is after a first run on this machine."""
    return filled(db, _first_run)


def _first_run(db):
    load_sample(db, by=OPERATOR, at=NOON)
    assert len(add_sample_people(db, at=NOON)) == 7


def test_there_is_one_for_each_role_and_two_who_can_assure_each_other(sample):
    grants = [person.grants[0] for person in sample_people(sample)]
    assert [grant.role for grant in grants] == [
        Role.admin,
        Role.analyst,
        Role.analyst,
        Role.board,
        Role.board,
        Role.analyst,
        Role.viewer,
    ]
    assert [grant.partner_id for grant in grants if grant.partner_id] == ["nhs_gm", "gmp"]


def test_they_are_added_once_and_never_beside_real_people(sample):
    assert add_sample_people(sample, at=NOON) == ()
    assert len(sample_people(sample)) == 7


def test_a_store_with_real_people_or_without_the_sample_gets_none(db):
    assert add_sample_people(db, at=NOON) == ()
    added(db)
    load_sample(db, by=OPERATOR, at=NOON)
    assert add_sample_people(db, at=NOON) == ()
    assert anybody_real(db)
    assert sample_people(db) == ()


def test_they_are_entered_at_this_machine_and_from_nowhere_else(sample):
    person = sample_people(sample)[0]
    token = swap_ticket(sample, enter_as_sample(sample, person.person_id, client_is_local=True, at=NOON).text, at=NOON)
    assert who_is(sample, token, NOON) == person
    with pytest.raises(SignInRefused, match="only be entered on the machine"):
        enter_as_sample(sample, person.person_id, client_is_local=False, at=NOON)


def test_nobody_real_is_entered_without_a_password(sample):
    ann = added(sample)
    for person_id in (ann.person_id, "operator", "service"):
        with pytest.raises(SignInRefused):
            enter_as_sample(sample, person_id, client_is_local=True, at=NOON)


@pytest.mark.parametrize("password", ["", " ", "None", "sample"])
def test_they_have_no_password_and_can_be_given_none(sample, password):
    with pytest.raises(SignInRefused):
        sign_in(sample, "admin.sample", password, address="192.0.2.1", at=NOON)
    with pytest.raises(NoSuchRow, match="sample person"):
        reset_person(sample, sample_people(sample)[0].person_id, by=OPERATOR, at=NOON)


def test_sample_people_are_nobody_real(sample):
    assert not anybody_real(sample)
