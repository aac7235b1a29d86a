"""Drafts that were put before a meeting or offered on: what of them is shown to whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.access.versions import as_shown, versions_seen
from core.actions.meetings import prepare_meeting, present
from core.actions.offers import make_offer
from core.domain.errors import NoSuchRow
from core.domain.gates import State
from core.domain.links import LinkOrder
from core.domain.offers import Offer, Rule
from core.domain.people import Doing
from core.domain.scenario import Scenario
from core.papers.shared_page import shared_figures, written_page
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.deals.offers import offers_on
from core.reports.gates.standing import standings
from core.reports.leader import shared_table
from core.reports.versions.compare import compare_versions
from core.reports.versions.programmes import version_history
from core.store.database import Database
from tests.canaries import COUNCIL, NHS, POLICE, PROGRAMME, found_in
from tests.canary_state import CHECKED, LATEST, NHS_BOARD, NOON, OPTION, OWN_ANALYSTS, a_meeting
from tests.core.every_action import everything
from tests.new_store import store_with
from tests.people import ANALYST, BOARD, VIEWER, a_person

TODAY = NOON.date()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    store = store_with(everything, tmp_path / "store")
    yield store
    store.close()


def put_before_a_meeting(db: Database) -> None:
    prepare_meeting(db, PROGRAMME, a_meeting(), version_number=LATEST, by=ANALYST, at=NOON)


def test_the_board_is_shown_the_agreed_view_alone_of_a_draft_that_was_put_before_it(db: Database) -> None:
    put_before_a_meeting(db)
    for person in (BOARD, NHS_BOARD):
        assert LATEST in [version.number for version in versions_seen(db, person, PROGRAMME, TODAY)]
        assert as_shown(db, person, PROGRAMME, LATEST, TODAY).partners(Doing.see_detail, PROGRAMME) == frozenset()
        assert as_shown(db, person, PROGRAMME, CHECKED, TODAY) == person
    assert as_shown(db, OWN_ANALYSTS[NHS], PROGRAMME, LATEST, TODAY) == OWN_ANALYSTS[NHS]


def test_no_cell_of_a_draft_stands_in_a_comparison_with_it(db: Database) -> None:
    put_before_a_meeting(db)
    older, newer = (load_version(db, PROGRAMME, number) for number in (CHECKED, LATEST))
    for_board = compare_versions(db, older, newer, OPTION, person=BOARD, today=TODAY)
    assert not found_in(for_board.rows.to_csv(), NHS)
    assert found_in(compare_versions(db, older, newer, OPTION, person=ANALYST, today=TODAY).rows.to_csv(), NHS)


def test_history_lists_the_versions_a_person_may_open(db: Database) -> None:
    assert version_history(db, VIEWER, PROGRAMME, TODAY).number.tolist() == [CHECKED]
    assert LATEST in version_history(db, ANALYST, PROGRAMME, TODAY).number.tolist()


def test_an_offer_on_a_draft_is_for_those_who_may_answer_it(db: Database) -> None:
    offer = Offer(option_id=OPTION, rule=Rule.proportional)
    made = make_offer(db, PROGRAMME, offer, version_number=LATEST, by=ANALYST, at=NOON)
    seen = {person.name: [row.offer_id for row in offers_on(db, person, PROGRAMME, OPTION)] for person in (NHS_BOARD, VIEWER)}
    assert made.offer_id in seen[NHS_BOARD.name]
    assert seen[VIEWER.name] and made.offer_id not in seen[VIEWER.name]


@pytest.mark.parametrize("own", [NHS, COUNCIL])
def test_a_gate_tells_of_lines_and_of_agreements_to_their_own_partner_alone(db: Database, own: str) -> None:
    appraised = appraise_loaded(load_version(db, PROGRAMME, CHECKED), Scenario())
    person = a_person("board", PROGRAMME, own)
    gates = standings(db, person, appraised, OPTION, today=TODAY, simulation=None)
    whole = standings(db, ANALYST, appraised, OPTION, today=TODAY, simulation=None)
    others = [one for one in (NHS, COUNCIL, POLICE) if one != own]
    assert found_in(str(gates), own) and not found_in(str(gates), *others)
    assert [gate.computed for gate in gates] == [gate.computed for gate in whole]
    assert State.unmet in {gate.computed for gate in gates}


def test_a_shared_page_and_its_table_hold_nobody_s_rows(db: Database) -> None:
    order = LinkOrder(PROGRAMME, CHECKED, OPTION, "For a leader")
    page, _ = written_page(db, order, NOON, by=BOARD)
    figures = shared_table(shared_figures(db, order, by=NHS_BOARD, today=TODAY)).to_csv()
    assert found_in(page.decode() + figures, NHS, COUNCIL, POLICE) == []


def test_a_meeting_of_another_programme_is_as_one_that_is_not_there(db: Database) -> None:
    said = []
    for meeting_id in (1, 999):
        with pytest.raises(NoSuchRow) as refusal:
            present(db, meeting_id, presenting_as="w", screen=1, by=a_person("board", "other_place"), at=NOON)
        said.append(refusal.value.sentence)
    assert said[0] == said[1]
