from datetime import timedelta

import pytest

from core.actions.assurance import check_version, name_version, send_to_assurer
from core.actions.links import WrongLink, set_small_numbers
from core.actions.programmes import replace_tables
from core.actions.sample import load_sample
from core.domain.errors import NotAllowed, UnknownProgramme, UnknownVersion
from core.domain.links import LinkOrder
from core.papers.shared_page import share, shared_figures
from core.reports.appraisals import load_version
from core.reports.changes.table_edits import with_cells
from core.reports.data.csv_download import as_csv
from core.reports.gates.standing import override_sentences
from core.reports.leader import ALL, shared_table
from core.reports.links import shared_page
from tests.core.papers.pages_written import read
from tests.core.store.stored import NOON, minutes_later
from tests.kept_people import keep_people
from tests.new_store import store_with
from tests.people import ADMIN, ANALYST, BOARD, OTHER_ANALYST, VIEWER
from tests.road_sample import override

SAMPLE = "cbt_probation"
TOKEN, OTHER = "t" * 43, "o" * 43
ORDER = LinkOrder(SAMPLE, 1, "salford_only", "Thinking skills in Salford")


@pytest.fixture
def db(tmp_path):
    opened = store_with(_sample, tmp_path / "home")
    yield opened
    opened.close()


def _sample(db):
    keep_people(db, ADMIN, ANALYST, OTHER_ANALYST, BOARD)
    load_sample(db, by=ADMIN, at=NOON)


def page_at(db, token=TOKEN, at=NOON):
    return shared_page(db, token, at).page


def change_costs(db):
    table = load_version(db, SAMPLE).tables["costs"]
    key = {"cost_id": table.dicts()[0]["cost_id"]}
    tables = {"costs": with_cells(table, key, {"amount_gbp": "111000"})}
    replace_tables(db, SAMPLE, tables, read_version=1, by=ADMIN, at=minutes_later(1), what="Raised a cost.")


def test_the_figures_of_a_link_never_move(db):
    share(db, ORDER, token=TOKEN, by=BOARD, at=NOON)
    before = page_at(db)
    change_costs(db)
    share(db, LinkOrder(SAMPLE, 2, "salford_only", ORDER.title), token=OTHER, by=BOARD, at=minutes_later(2))
    assert page_at(db, at=NOON + timedelta(days=29)) == before
    assert page_at(db, OTHER, minutes_later(3)) != before


def test_the_same_order_at_the_same_moment_writes_the_same_page(db):
    share(db, ORDER, token=TOKEN, by=BOARD, at=NOON)
    share(db, ORDER, token=OTHER, by=ANALYST, at=NOON)
    assert page_at(db) == page_at(db, OTHER)


def test_a_page_says_who_checked_the_version_on_the_day_it_was_frozen(db):
    share(db, ORDER, token=TOKEN, by=BOARD, at=NOON)
    assert "Draft, not checked" in read(page_at(db)).text
    name_version(db, SAMPLE, 1, "Board", "Why.", by=ANALYST, at=NOON)
    send_to_assurer(db, SAMPLE, 1, steps_seen=0, by=ANALYST, at=NOON)
    use_by = NOON.date() + timedelta(days=90)
    check_version(db, SAMPLE, 1, "Not for one site.", use_by, steps_seen=1, by=OTHER_ANALYST, at=NOON)
    share(db, ORDER, token=OTHER, by=BOARD, at=NOON)
    assert "Checked by Olga Analyst on 22 November 2026" in read(page_at(db, OTHER)).text
    assert "Draft, not checked" in read(page_at(db)).text


def test_a_gate_that_was_passed_without_what_it_asks_stands_on_the_page(db):
    share(db, ORDER, token=TOKEN, by=BOARD, at=NOON)
    override(db)
    share(db, ORDER, token=OTHER, by=BOARD, at=NOON)
    (said,) = override_sentences(db, SAMPLE, NOON.date())
    assert said in read(page_at(db, OTHER)).text
    assert said not in read(page_at(db)).text


def test_what_cannot_be_shared_is_refused(db):
    for order, refusal in (
        (LinkOrder(SAMPLE, 1, "stop", "Title"), WrongLink),
        (LinkOrder(SAMPLE, 1, "no such option", "Title"), WrongLink),
        (LinkOrder(SAMPLE, 9, "salford_only", "Title"), UnknownVersion),
        (LinkOrder("another", 1, "salford_only", "Title"), UnknownProgramme),
        (LinkOrder(SAMPLE, 1, "salford_only", "Title", ask="a" * 1_001), WrongLink),
        (LinkOrder(SAMPLE, 1, "salford_only", "Title", days=10**9), WrongLink),
        (LinkOrder(SAMPLE, 1, "salford_only", "Title", days=-1), WrongLink),
    ):
        with pytest.raises(refusal):
            share(db, order, token=TOKEN, by=ADMIN, at=NOON)
    assert shared_page(db, TOKEN, NOON) is None


def test_whoever_may_not_share_sees_neither_page_nor_table(db):
    with pytest.raises(NotAllowed):
        share(db, ORDER, token=TOKEN, by=VIEWER, at=NOON)
    with pytest.raises(NotAllowed):
        shared_figures(db, ORDER, by=VIEWER, today=NOON.date())


def test_a_draft_that_is_not_theirs_to_open_is_not_theirs_to_share(db):
    change_costs(db)
    name_version(db, SAMPLE, 2, "Board", "Why.", by=ANALYST, at=NOON)
    send_to_assurer(db, SAMPLE, 2, steps_seen=0, by=ANALYST, at=NOON)
    check_version(db, SAMPLE, 2, "Not for one site.", NOON.date(), steps_seen=1, by=OTHER_ANALYST, at=NOON)
    with pytest.raises(UnknownVersion):
        share(db, ORDER, token=TOKEN, by=BOARD, at=NOON)
    with pytest.raises(UnknownVersion):
        shared_figures(db, ORDER, by=BOARD, today=NOON.date())
    share(db, ORDER, token=OTHER, by=ANALYST, at=NOON)


def test_the_table_beside_a_page_rounds_people_and_gives_no_figure_for_few(db):
    set_small_numbers(db, SAMPLE, 1_000, 100, read_version=0, by=ADMIN, at=NOON)
    table = shared_table(shared_figures(db, LinkOrder(SAMPLE, 1, "ten_boroughs", "Title"), by=BOARD, today=NOON.date()))
    people = table[table.unit == "people"].set_index("of")
    small = people[people["under"].notna()]
    assert len(people) == 11 and len(small) == 1
    assert set(small.under) == {1_000} and small.figure.isna().all()
    assert (people.figure.dropna() % 100 == 0).all()
    assert people.figure[ALL] % 100 == 0
    assert b"836" not in as_csv(table)
