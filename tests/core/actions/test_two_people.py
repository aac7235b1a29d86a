"""Two people, in processes of their own, who change the same thing at once: nothing is lost, and whatever is stale is refused."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from core.actions.comments import begin_thread
from core.actions.programmes import import_case
from core.domain.comments import Anchor, On
from core.store import audit, comments
from core.store.audit_chain import verified
from core.store.tables.tables import read_tables
from core.store.tables.versions import every_version, version_numbered
from tests.core.actions.two_writers import PROGRAMME, Told, replace_outcomes, turn_a_thread
from tests.core.store.stored import minutes_later, tables_of
from tests.people import ANALYST, ANN
from tests.signed_in import session_for

NAMES = ("Anil Analyst", "Olga Analyst")


@pytest.fixture
def db(db):
    import_case(db, tables_of("one_hospital"), by=ANN, at=minutes_later(0), what="Imported a folder.")
    session_for(db, ANALYST)
    anchor = Anchor(programme_id=PROGRAMME, kind=On.figure, id="npsv")
    begin_thread(db, anchor, "Net public value", "Is it so?", by=ANALYST, at=minutes_later(1))
    return db


def both(write: Callable[[str, str, int], Told], home: str, times: int) -> list[Told]:
    """Let both write as many times, at once."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as people:
        return [told.result() for told in [people.submit(write, home, name, times) for name in NAMES]]


@pytest.mark.state_file
@pytest.mark.parametrize("saves", [80, pytest.param(600, marks=pytest.mark.thorough)])
def test_of_many_saves_none_is_lost_and_every_stale_one_is_refused(db, saves):
    told = both(turn_a_thread, str(db.home), saves // 2)
    accepted = sorted(number for each in told for number in each.accepted)
    refused = [number for each in told for number in each.refused]
    thread = comments.thread(db, 1)
    assert len(accepted) + len(refused) == saves
    assert [each.late_accepted for each in told] == [[], []]
    # Each save that was acknowledged was of another version: nobody wrote over anybody, and the row counts them all.
    assert accepted == list(range(1, len(accepted) + 1))
    assert thread is not None and thread.version == 1 + len(accepted)
    entries = audit.entries(db, PROGRAMME, actions=("resolve_comments", "reopen_comments"))
    assert len(entries) == len(accepted) and {entry.by for entry in entries} == set(NAMES)
    assert len(refused) >= saves // 6
    assert verified(db).broken is None


@pytest.mark.state_file
@pytest.mark.parametrize("tables", [16, pytest.param(40, marks=pytest.mark.thorough)])
def test_of_replaced_tables_none_is_lost_and_every_stale_one_is_refused(db, tables):
    told = both(replace_outcomes, str(db.home), tables // 2)
    accepted = sorted(number for each in told for number in each.accepted)
    assert [each.late_accepted for each in told] == [[], []]
    assert sum(len(each.accepted) + len(each.refused) for each in told) == tables
    kept = every_version(db, PROGRAMME)
    assert [version.number for version in kept] == list(range(1 + len(accepted), 0, -1))
    assert accepted == [version.base_version for version in reversed(kept[:-1])]
    for version in kept[:-1]:
        titles = {row["title"] for row in read_tables(db, version.version_id)["outcomes"].dicts()}
        assert {f"{title}." for title in titles} == {version.what}
    assert version_numbered(db, PROGRAMME) == kept[0]
    assert verified(db).broken is None
