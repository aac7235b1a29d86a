"""Signing in by what an organisation's own directory says: whom it lets in, and for how long its word is good."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest

from core.actions.people import add_person, disable_person
from core.actions.sign_in import SignInRefused, ticket_for_email
from core.domain.people import OPERATOR
from tests.new_store import new_store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def db(tmp_path):
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def ann_in(db):
    """Add Ann; gives her id."""
    return add_person(db, "ann@example.org", "Ann", None, by=OPERATOR, at=NOON).person.person_id


def test_who_is_known_by_the_address_is_let_in_and_nobody_else(db):
    person_id = ann_in(db)
    assert ticket_for_email(db, "Ann@Example.ORG", vouched_at=NOON, at=NOON).person_id == person_id
    with pytest.raises(SignInRefused):
        ticket_for_email(db, "eve@example.org", vouched_at=NOON, at=NOON)
    disable_person(db, person_id, by=OPERATOR, at=NOON)
    with pytest.raises(SignInRefused):
        ticket_for_email(db, "ann@example.org", vouched_at=NOON, at=NOON)


@pytest.mark.parametrize("person_id", ["operator", "service"])
def test_the_operator_and_the_service_are_nobody_an_organisation_can_vouch_for(db, person_id):
    with pytest.raises(SignInRefused):
        ticket_for_email(db, person_id, vouched_at=NOON, at=NOON)


def test_the_word_of_an_organisation_is_good_for_some_minutes(db):
    ann_in(db)
    for minutes in (-9, 0, 9):
        assert ticket_for_email(db, "ann@example.org", vouched_at=NOON + timedelta(minutes=minutes), at=NOON)
    for vouched_at in (None, NOON - timedelta(minutes=11), NOON + timedelta(minutes=11), NOON - timedelta(days=29)):
        with pytest.raises(SignInRefused, match="too long ago"):
            ticket_for_email(db, "ann@example.org", vouched_at=vouched_at, at=NOON)


def test_everything_the_way_to_an_organisation_needs_is_installed():
    assert import_module("authlib.integrations.starlette_client").OAuth
