"""Every action in every role, both ways: what is allowed is done, what is not raises and writes nothing; and the page of roles."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import sqlalchemy as sa

import core.actions
from core.domain.errors import NotAllowed
from core.domain.people import BY_PARTNER, MAY, Doing, Person, Role
from core.store.database import Database, reading
from tests.canaries import NHS, PROGRAMME
from tests.core import roles_page
from tests.core.an_action import Action
from tests.core.every_action import EVERY_ACTION, IN_EVERY_ROLE, NOBODY_ASKED, everything
from tests.new_store import store_with
from tests.people import NOBODY, a_person

ELSEWHERE = [a_person(role, "other_place", name=f"{role} elsewhere") for role in Role]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    store = store_with(everything, tmp_path / "store")
    yield store
    store.close()


def written(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the state."""
    with reading(db) as connection:
        names = sa.inspect(connection).get_table_names()
        return {name: [tuple(row) for row in connection.execute(sa.text(f'select * from "{name}"'))] for name in names}


def must_be_refused(db: Database, action: Action, person: Person) -> None:
    before = written(db)
    with pytest.raises((NotAllowed, action.unseen)):
        action.attempt(db, person)
    assert written(db) == before


@pytest.mark.parametrize("person", IN_EVERY_ROLE, ids=lambda person: person.name)
@pytest.mark.parametrize("name", EVERY_ACTION)
def test_a_role_does_what_it_may_and_nothing_else(db: Database, name: str, person: Person) -> None:
    action = EVERY_ACTION[name]
    if action.is_for(person.grants[0].role):
        action.attempt(db, person)
    else:
        must_be_refused(db, action, person)


@pytest.mark.parametrize("name", EVERY_ACTION)
def test_nobody_and_people_of_another_programme_do_nothing(db: Database, name: str) -> None:
    for person in (NOBODY, *([] if EVERY_ACTION[name].anywhere else ELSEWHERE)):
        must_be_refused(db, EVERY_ACTION[name], person)


@pytest.mark.parametrize("name", [name for name, action in EVERY_ACTION.items() if action.doing in BY_PARTNER])
def test_people_of_another_partner_do_none_of_it_for_this_one(db: Database, name: str) -> None:
    for role in (Role.analyst, Role.board):
        must_be_refused(db, EVERY_ACTION[name], a_person(role, PROGRAMME, "police", name=f"Police {role}"))


@pytest.mark.parametrize("role", [Role.analyst, Role.board, Role.viewer])
@pytest.mark.parametrize("name", [name for name, action in EVERY_ACTION.items() if action.is_of_nhs])
def test_people_of_one_partner_do_for_it_what_their_role_may(db: Database, name: str, role: Role) -> None:
    action, person = EVERY_ACTION[name], a_person(role, PROGRAMME, NHS)
    if action.is_for(role):
        action.attempt(db, person)
    else:
        must_be_refused(db, action, person)


@pytest.mark.parametrize("doing", Doing)
def test_a_grant_for_one_partner_covers_that_partner_alone(doing: Doing) -> None:
    for role in Role:
        if role is not Role.admin:
            person, may = a_person(role, PROGRAMME, NHS), doing in MAY[role]
            assert person.may(doing, PROGRAMME, NHS) is may
            assert person.may(doing, PROGRAMME, "police") is (may and doing not in BY_PARTNER)


def test_the_page_of_roles_is_as_the_source_has_it() -> None:
    assert roles_page.PAGE.read_text(encoding="utf-8") == roles_page.page()


def test_every_action_is_tried() -> None:
    told = {name.partition(",")[0] for name in EVERY_ACTION} | set(NOBODY_ASKED)
    missing = sorted(set(actions_there_are()) - told)
    assert not missing, f"not in tests/core/every_action.py: {missing}"


def test_every_action_that_is_listed_is_there() -> None:
    assert {name.partition(",")[0] for name in EVERY_ACTION} | set(NOBODY_ASKED) <= set(actions_there_are())


def actions_there_are() -> Iterator[str]:
    """Public functions of core/actions that a person is named to, but for those that only check."""
    for module in pkgutil.iter_modules(core.actions.__path__):
        for name, function in inspect.getmembers(import_module(f"core.actions.{module.name}"), inspect.isfunction):
            is_own = function.__module__ == f"core.actions.{module.name}"
            is_check = name.startswith(("_", "must_")) or name == "note"
            if is_own and not is_check and "by" in inspect.signature(function).parameters:
                yield f"{module.name}.{name}"
