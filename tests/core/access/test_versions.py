"""Which programmes and versions a person is shown."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.access.versions import must_see_version, versions_seen
from core.actions.assurance import approve_version, check_version, name_version, send_to_assurer
from core.actions.programmes import import_case, replace_tables
from core.domain.errors import NotAllowed, UnknownVersion
from core.domain.people import Person
from core.reports.versions.programmes import held
from core.store.database import Database
from tests.canaries import NHS, OTHER_PROGRAMME, PROGRAMME, case_files, other_case_files
from tests.core.every_action import tables_of
from tests.new_store import store_with
from tests.people import ANALYST, ANN, BOARD, NOBODY, OTHER_ANALYST, VIEWER, a_person
from tests.signed_in import session_for

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BOARD_MEMBER = a_person("board", PROGRAMME, NHS)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    store = store_with(_two_programmes, tmp_path)
    yield store
    store.close()


def _two_programmes(db: Database) -> None:
    import_case(db, tables_of(case_files()), by=ANN, at=NOON, what="Imported it.")
    import_case(db, tables_of(other_case_files()), by=ANN, at=NOON, what="Imported it.")
    _change(db, 1)
    for person in (ANALYST, OTHER_ANALYST, BOARD):
        session_for(db, person)


def _change(db: Database, read_version: int) -> None:
    files = {**case_files(), "sites.csv": case_files()["sites.csv"].replace(b"North", f"North {read_version}".encode())}
    tables = {"sites": tables_of(files)["sites"]}
    replace_tables(db, PROGRAMME, tables, read_version=read_version, by=ANN, at=NOON)


def approved(db: Database, number: int) -> None:
    name_version(db, PROGRAMME, number, f"Board {number}", "For the board.", by=ANALYST, at=NOON)
    send_to_assurer(db, PROGRAMME, number, steps_seen=0, by=ANALYST, at=NOON)
    check_version(db, PROGRAMME, number, "Not for budgets.", date(2027, 3, 31), steps_seen=1, by=OTHER_ANALYST, at=NOON)
    approve_version(db, PROGRAMME, number, steps_seen=2, by=BOARD, at=NOON)


def numbers(db: Database, person: Person) -> list[int]:
    return [version.number for version in versions_seen(db, person, PROGRAMME)]


def test_only_programmes_one_has_a_role_in_are_listed(db: Database) -> None:
    assert [row.programme_id for row in held(db, BOARD_MEMBER).all] == [PROGRAMME]
    assert {row.programme_id for row in held(db, VIEWER).all} == {PROGRAMME, OTHER_PROGRAMME}
    assert held(db, NOBODY).all == ()


def test_until_something_is_checked_the_current_version_is_shown_and_older_drafts_are_not(db: Database) -> None:
    assert numbers(db, ANALYST) == [2, 1]
    assert numbers(db, BOARD_MEMBER) == numbers(db, VIEWER) == [2]


def test_once_a_version_is_approved_drafts_are_for_those_who_work_on_the_tables(db: Database) -> None:
    approved(db, 2)
    _change(db, 2)
    assert numbers(db, ANALYST) == [3, 2, 1]
    assert numbers(db, BOARD_MEMBER) == [2]
    assert (held(db, BOARD_MEMBER).latest_number(PROGRAMME), held(db, ANALYST).latest_number(PROGRAMME)) == (2, 3)
    must_see_version(db, ANALYST, PROGRAMME, 3)
    must_see_version(db, BOARD_MEMBER, PROGRAMME, 2)
    for number in (1, 3, 99):
        with pytest.raises(UnknownVersion, match=f"There is no version {number} of the programme"):
            must_see_version(db, BOARD_MEMBER, PROGRAMME, number)


def test_a_board_member_who_is_also_an_analyst_sees_drafts(db: Database) -> None:
    approved(db, 1)
    both = BOARD_MEMBER.model_copy(update={"grants": (*BOARD_MEMBER.grants, *a_person("analyst", PROGRAMME, NHS).grants)})
    assert numbers(db, both) == [2, 1]


def test_a_programme_that_is_not_ones_own_is_refused_as_one_that_is_not_there(db: Database) -> None:
    sentences = set()
    for programme_id in (OTHER_PROGRAMME, "nowhere"):
        with pytest.raises(NotAllowed) as refused:
            must_see_version(db, BOARD_MEMBER, programme_id, 1)
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1
