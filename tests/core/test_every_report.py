"""Every report that a person asks for: refused to nobody and to people of another programme, or empty for them."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import core.access
import core.reports
from core.domain.errors import NoSuchRow, NotAllowed
from core.domain.people import Role
from core.store.database import open_database
from tests.core.every_action import make_store
from tests.core.every_report import EMPTY, OTHERS, REFUSED, World, world_of
from tests.people import ADMIN, ANALYST, NOBODY, a_person

STRANGERS = [NOBODY, *(a_person(role, "other_place", name=f"{role} elsewhere") for role in Role)]
AS_IF_NOT_THERE = {"meetings.meeting", "links.link_numbered"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("reports") / "store"
    make_store(folder)
    db = open_database(folder)
    yield world_of(db)
    db.close()


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_to_whoever_has_nothing_to_do_with_the_programme(world: World, name: str) -> None:
    refusals = (NotAllowed, NoSuchRow) if name in AS_IF_NOT_THERE else NotAllowed
    for stranger in STRANGERS:
        with pytest.raises(refusals):
            REFUSED[name](world, stranger)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_given_to_those_it_is_for(world: World, name: str) -> None:
    asks = ADMIN if name.startswith(("activity.audit", "links.link")) else ANALYST
    REFUSED[name](world, asks)


@pytest.mark.parametrize("name", EMPTY)
def test_it_is_empty_for_whoever_has_nothing_to_do_with_the_programme(world: World, name: str) -> None:
    for stranger in STRANGERS:
        assert not EMPTY[name](world, stranger)


def test_every_report_that_a_person_asks_for_is_tried() -> None:
    assert {*REFUSED, *EMPTY, *OTHERS} == set(reports_there_are())


def reports_there_are() -> Iterator[str]:
    """Public functions of core/access and core/reports that are told who asks, by file and name."""
    for layer in (core.access, core.reports):
        prefix = f"{layer.__name__}."
        for module in pkgutil.walk_packages(layer.__path__, prefix):
            for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
                is_own = function.__module__ == module.name and not name.startswith("_")
                if is_own and "person" in inspect.signature(function).parameters:
                    file = module.name.removeprefix("core.reports.").removeprefix("core.")
                    yield f"{file}.{name}"
