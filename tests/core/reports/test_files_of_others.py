"""What another partner's file is called, when it came and how it was matched is as much that partner's as its rows."""

from core.actions.programmes import import_case
from core.domain.people import Grant, Person, Role
from core.domain.source_mappings import StoredMapping
from core.reports.appraisals import load_version
from core.reports.data.source_mappings import earlier_load, remembered_mapping
from core.reports.versions.programmes import tables_held
from core.store import source_mappings
from core.store.database import all_or_nothing
from tests.core.store.stored import NOON, tables_of
from tests.people import ANN

NAME, SUM = "return_to_work", "a" * 64
CASE = tables_of("one_hospital")
HIDDEN = ["file", "loaded_at", "loaded_by", "sha256", "rows"]


def of(partner: str | None, name: str = "Otto Own") -> Person:
    """An analyst of one partner, or of the whole partnership."""
    grant = Grant(role=Role.analyst, programme_id=NAME, partner_id=partner)
    return Person(person_id=name.lower().replace(" ", "_"), sign_in_name=name.lower(), name=name, grants=(grant,))


def remembered(db, organisation: str) -> None:
    with all_or_nothing(db) as connection:
        version_id = load_version(db, NAME).version.version_id
        told = NAME, "monthly", "sites", version_id, f"matched for {organisation}", frozenset()
        source_mappings.add(connection, StoredMapping(*told, f"{organisation}.csv", SUM, NOON, organisation, organisation))


def held(db):
    import_case(db, CASE, by=ANN, at=NOON, what="Imported a folder.")
    return db


def test_an_analyst_of_one_partner_is_told_of_their_own_files_alone(db):
    version = load_version(held(db), NAME).version
    told = tables_held(db, version, of("council"))
    assert list(told.table) == list(tables_held(db, version).table)
    assert told[HIDDEN].isna().all().all()
    own = tables_held(db, version, of("council", ANN.name))
    assert own[HIDDEN].notna().all().all()


def test_an_analyst_of_the_whole_partnership_is_told_of_every_file(db):
    version = load_version(held(db), NAME).version
    assert tables_held(db, version, of(None)).equals(tables_held(db, version))


def test_a_remembered_matching_is_ones_own_organisations(db):
    remembered(held(db), "council")
    remembered(db, "hospital")
    assert remembered_mapping(db, of("council"), NAME, "monthly") == "matched for council"
    assert remembered_mapping(db, of("hospital"), NAME, "monthly") == "matched for hospital"
    assert remembered_mapping(db, of("treasury"), NAME, "monthly") is None
    assert remembered_mapping(db, of(None), NAME, "monthly") == "matched for hospital"


def test_that_a_file_was_loaded_before_is_told_to_the_organisation_that_loaded_it(db):
    remembered(held(db), "council")
    earlier = earlier_load(db, of("council"), NAME, SUM)
    assert earlier is not None and earlier.file_name == "council.csv"
    assert earlier_load(db, of("hospital"), NAME, SUM) is None
    assert earlier_load(db, of("council"), NAME, CASE["sites"].sha256) is None
    assert earlier_load(db, of(None), NAME, CASE["sites"].sha256) is not None
