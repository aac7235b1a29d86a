import pytest

from core.domain.errors import NothingToUndo, StaleVersion, UnknownProgramme, UnknownVersion
from core.store import programmes
from core.store.database import all_or_nothing
from core.store.tables import versions
from tests.core.store.stored import store, table_of

sites = table_of("sites", "site_id,title,people_per_year\ns1,S,10\n")
partners = table_of("partners", "partner_id,title,kind\np1,P,nhs\n")
more_partners = table_of("partners", "partner_id,title,kind\np1,P,nhs\np2,P,nhs\n")


def undo(db, version):
    with all_or_nothing(db) as connection:
        versions.mark_undone(connection, version)


def test_history_says_which_tables_each_version_added_changed_and_took_out(db):
    store(db, {"partners": partners})
    store(db, {"partners": more_partners, "sites": sites})
    store(db, {"partners": more_partners})
    told = [(change.version.number, change.added, change.changed, change.removed) for change in versions.history(db, "made")]
    assert told == [(3, (), (), ("sites",)), (2, ("sites",), ("partners",), ()), (1, ("partners",), (), ())]


def test_the_current_version_is_the_latest_that_is_not_undone_and_numbers_are_never_used_again(db):
    store(db, {"partners": partners})
    second = store(db, {"partners": more_partners})
    undo(db, second)
    assert versions.current_version(db, "made").number == 1
    third = store(db, {"sites": sites})
    assert (third.number, third.base_version) == (3, 1)
    assert versions.version_before(db, third).number == 1
    assert [version.is_undone for version in versions.every_version(db, "made")] == [False, True, False]


def test_a_version_is_found_by_its_number_even_when_it_was_undone(db):
    store(db, {"partners": partners})
    second = store(db, {"partners": more_partners})
    undo(db, second)
    assert versions.version_numbered(db, "made", 2).is_undone
    assert versions.version_numbered(db, "made").number == 1


def test_a_version_that_is_not_there_is_named(db):
    only = store(db, {"partners": partners})
    with pytest.raises(UnknownVersion, match="no version 7"):
        versions.version_numbered(db, "made", 7)
    with pytest.raises(UnknownVersion, match='programme "other"'):
        versions.version_numbered(db, "other")
    with pytest.raises(NothingToUndo, match="nothing before it"):
        versions.version_before(db, only)
    assert versions.current_version(db, "other") is None


def test_programmes_are_listed_by_title_and_an_unknown_one_is_named(db):
    store(db, {"partners": partners}, "b")
    store(db, {"partners": partners}, "a")
    assert [programme.programme_id for programme in programmes.list_programmes(db)] == ["a", "b"]
    with pytest.raises(UnknownProgramme, match='no programme "c"'):
        programmes.get(db, "c")


def test_of_two_that_change_a_programme_as_they_read_it_the_second_is_refused(db):
    store(db, {"partners": partners})
    read = programmes.get(db, "made")
    with all_or_nothing(db) as connection:
        programmes.count_change(connection, read, "New title")
    with pytest.raises(StaleVersion, match="somebody else"), all_or_nothing(db) as connection:
        programmes.count_change(connection, read, "Other title")
    assert programmes.get(db, "made").title == "New title"
