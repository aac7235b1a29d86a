"""An analyst starts a programme of their own and becomes its analyst; people who analyse nothing start none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.actions.people import add_person
from core.actions.programmes import import_case
from core.domain.errors import NotAllowed
from core.domain.people import Doing, Grant, Person, Role
from core.ingest.case import read_files
from core.store import people
from core.store.audit import entries
from core.store.database import Database
from core.store.programmes import list_programmes
from core.store.tables.folders import read_folder
from tests.case_files import CASES
from tests.new_store import new_store
from tests.people import ANN

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
OLD, NEW = "two_hospitals", "made_300"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """A store with one programme."""
    made = new_store(tmp_path)
    bring(made, OLD, ANN)
    return made


def bring(db: Database, case: str, by: Person) -> str:
    return import_case(db, read_files(read_folder(CASES / case)).tables, by=by, at=NOON, what="Imported.").programme_id


def somebody(db: Database, role: Role, programme_id: str | None, partner_id: str | None = None) -> Person:
    grant = Grant(role=role, programme_id=programme_id, partner_id=partner_id)
    added = add_person(db, "ida.new", "Ida New", "a long enough passphrase of hers", grants=[grant], by=ANN, at=NOON)
    return people.as_person(db, people.get(db, added.person.person_id))


def test_an_analyst_of_another_programme_starts_one_and_edits_it(db: Database) -> None:
    held = list_programmes(db)[0].programme_id
    ida = somebody(db, Role.analyst, held)
    made = bring(db, NEW, ida)
    now = people.as_person(db, people.get(db, ida.person_id))
    assert not ida.may(Doing.edit_rows, made)
    assert now.partners(Doing.edit_rows, made) is None
    assert [grant.role for grant in now.grants if grant.programme_id == made] == [Role.analyst]
    assert {"import_case", "give_grant"} <= {entry.action for entry in entries(db, made)}


@pytest.mark.parametrize("role", [Role.board, Role.viewer])
def test_people_who_analyse_nothing_start_no_programme(db: Database, role: Role) -> None:
    person = somebody(db, role, None)
    with pytest.raises(NotAllowed, match="may not start a programme of one's own here"):
        bring(db, NEW, person)
    assert len(list_programmes(db)) == 1


def test_an_analyst_of_one_partner_alone_starts_none(db: Database) -> None:
    held = list_programmes(db)[0].programme_id
    with pytest.raises(NotAllowed, match="may not start a programme"):
        bring(db, NEW, somebody(db, Role.analyst, held, "LA"))


def test_an_analyst_of_every_programme_needs_no_further_access(db: Database) -> None:
    person = somebody(db, Role.analyst, None)
    bring(db, NEW, person)
    assert people.as_person(db, people.get(db, person.person_id)) == person


def test_a_programme_that_is_held_is_not_taken_over_by_its_id(db: Database) -> None:
    held = list_programmes(db)[0].programme_id
    bring(db, NEW, ANN)
    other = next(each.programme_id for each in list_programmes(db) if each.programme_id != held)
    ida = somebody(db, Role.analyst, other)
    with pytest.raises(NotAllowed, match="is that of another programme"):
        bring(db, OLD, ida)
