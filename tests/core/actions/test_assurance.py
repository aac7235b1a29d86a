from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from core.actions.assurance import WrongStep, approve_version, check_version, name_version, send_back, send_to_assurer
from core.actions.programmes import import_case, replace_tables, undo_last_version
from core.domain.assurance import AssuranceState, ItemKind, StepKind
from core.domain.errors import NotAllowed, StaleRow
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.versions.check_list import check_list
from core.store import audit
from core.store.assurance import FrozenVersion, VersionNameTaken, state_of
from core.store.database import all_or_nothing
from core.store.tables.versions import version_numbered
from tests.core.store.stored import NOON, minutes_later, table_of, tables_of
from tests.kept_people import keep_people
from tests.new_store import filled
from tests.people import ADMIN, ANALYST, BOARD, OTHER_ANALYST, VIEWER, a_person

NAME = "return_to_work"
# Anil as an administrator: only they add programmes.
ANIL_WHO_ADDS = ANALYST.model_copy(update={"grants": ADMIN.grants})
THIRD = a_person("analyst", name="Theo Third")
USE_BY = date(2027, 3, 3)


@pytest.fixture
def programme(db):
    """A programme with one version, made by Anil."""
    return filled(db, _programme)


def _programme(db):
    keep_people(db, ADMIN, ANALYST, OTHER_ANALYST, BOARD, VIEWER, THIRD)
    import_case(db, tables_of("one_hospital"), by=ANIL_WHO_ADDS, at=NOON, what="Imported a folder.")


def another_version(db, by=THIRD):
    number = version_numbered(db, NAME).number
    text = f"programme_id,title,base_year,horizon_years,lead_partner_id\n{NAME},Title {number},2026,8,LA\n"
    replace_tables(db, NAME, {"programme": table_of("programme", text)}, read_version=number, by=by, at=minutes_later(number))


def named(db, number=1, name="Board January", by=ANALYST):
    return name_version(db, NAME, number, name, "For the board.", by=by, at=minutes_later(10))


def sent(db, number=1, steps_seen=0, by=ANALYST):
    return send_to_assurer(db, NAME, number, "Please look at the costs.", steps_seen=steps_seen, by=by, at=minutes_later(20))


def checked(db, number=1, steps_seen=1, by=OTHER_ANALYST, use_by=USE_BY):
    limits = "Not for setting one site's budget."
    return check_version(db, NAME, number, limits, use_by, steps_seen=steps_seen, by=by, at=minutes_later(30))


def approved(db, number=1, steps_seen=2, by=BOARD):
    return approve_version(db, NAME, number, steps_seen=steps_seen, by=by, at=minutes_later(40))


def test_a_version_goes_from_draft_to_approved_and_says_who_did_what(programme):
    assert named(programme).state is AssuranceState.draft
    assert sent(programme).state is AssuranceState.with_assurer
    assert checked(programme).state is AssuranceState.checked
    found = approved(programme)
    assert (found.state, found.name, found.assurer, found.approver) == (
        AssuranceState.approved,
        "Board January",
        "Olga Analyst",
        "Bea Board",
    )
    assert (found.use_by, found.limits) == (USE_BY, "Not for setting one site's budget.")
    assert (found.checked_at, found.approved_at) == (minutes_later(30), minutes_later(40))
    actions = [entry.action for entry in audit.entries(programme, NAME)]
    assert actions[:4] == ["approve_version", "check_version", "send_version", "name_version"]


def test_whoever_made_named_or_sent_a_version_does_not_check_it(programme):
    named(programme, by=THIRD)
    sent(programme, by=OTHER_ANALYST)
    for person in (ANALYST, THIRD, OTHER_ANALYST):
        with pytest.raises(NotAllowed, match="somebody else checks it"):
            checked(programme, by=person)
    assert state_of(programme, 1).state is AssuranceState.with_assurer


@pytest.mark.parametrize("person", [ADMIN, BOARD, VIEWER], ids=lambda person: person.name)
def test_only_an_analyst_checks(programme, person):
    named(programme)
    sent(programme)
    with pytest.raises(NotAllowed):
        checked(programme, by=person)


@pytest.mark.parametrize("person", [ADMIN, ANALYST, OTHER_ANALYST, VIEWER], ids=lambda person: person.name)
def test_only_the_board_approves(programme, person):
    named(programme)
    sent(programme)
    checked(programme)
    with pytest.raises(NotAllowed):
        approved(programme, by=person)


def test_the_assurer_does_not_approve_its_own_check(programme):
    both = THIRD.model_copy(update={"grants": (*THIRD.grants, *BOARD.grants)})
    named(programme)
    sent(programme)
    checked(programme, by=both)
    with pytest.raises(NotAllowed, match="somebody else approves it"):
        approved(programme, by=both)


def test_a_version_sent_back_is_a_draft_with_the_reason_and_can_be_sent_again(programme):
    named(programme)
    sent(programme)
    back = send_back(programme, NAME, 1, "The costs lack a source.", steps_seen=1, by=OTHER_ANALYST, at=minutes_later(25))
    assert back.state is AssuranceState.draft
    assert back.sent_back is not None
    assert back.sent_back.words == "The costs lack a source."
    again = sent(programme, steps_seen=2)
    assert (again.state, again.sent_back) == (AssuranceState.with_assurer, None)


def test_approving_a_version_supersedes_the_one_approved_before(programme):
    another_version(programme)
    for number, name in ((1, "First"), (2, "Second")):
        named(programme, number, name)
        sent(programme, number)
        checked(programme, number)
        approved(programme, number)
    assert [state_of(programme, version).state.value for version in (1, 2)] == ["superseded", "approved"]
    assert state_of(programme, 1).steps[-1].words == "By version 2."


def test_a_name_is_unique_in_its_programme_and_stays(programme):
    another_version(programme)
    named(programme, 1, "Board  January")
    with pytest.raises(VersionNameTaken, match="Another version"):
        named(programme, 2, "BOARD january")
    with pytest.raises(VersionNameTaken, match="already named"):
        named(programme, 1, "Other")
    assert state_of(programme, 1).name == "Board January"


def test_a_named_version_is_not_taken_back(programme):
    another_version(programme)
    named(programme, 2)
    with pytest.raises(FrozenVersion, match="stays"):
        undo_last_version(programme, NAME, read_version=2, by=ANALYST, at=minutes_later(50))
    assert version_numbered(programme, NAME).number == 2


def test_a_version_that_was_taken_back_gets_no_name(programme):
    another_version(programme)
    undo_last_version(programme, NAME, read_version=2, by=ANALYST, at=minutes_later(5))
    with pytest.raises(WrongStep, match="taken back"):
        named(programme, 2)


def test_a_step_out_of_turn_is_refused(programme):
    with pytest.raises(WrongStep, match="has no name"):
        sent(programme)
    named(programme)
    with pytest.raises(WrongStep, match="is draft"):
        checked(programme, steps_seen=0)
    with pytest.raises(WrongStep, match="is draft"):
        approved(programme, steps_seen=0)


def test_two_people_who_take_the_same_step_are_told_apart(programme):
    named(programme)
    sent(programme)
    checked(programme)
    with pytest.raises(StaleRow, match="Olga Analyst took a step"):
        checked(programme, by=THIRD)
    assert len(state_of(programme, 1).steps) == 2


@pytest.mark.parametrize(("name", "why"), [(" ", "Because."), ("Name", "\n"), ("N" * 121, "Because."), ("Name", "w" * 2001)])
def test_a_name_needs_words_that_fit(programme, name, why):
    with pytest.raises(WrongStep):
        name_version(programme, NAME, 1, name, why, by=ANALYST, at=NOON)
    assert state_of(programme, 1).naming is None


def test_a_check_needs_limits_and_a_day_to_come(programme):
    named(programme)
    sent(programme)
    with pytest.raises(WrongStep, match="may not be used for"):
        check_version(programme, NAME, 1, " ", USE_BY, steps_seen=1, by=OTHER_ANALYST, at=NOON)
    with pytest.raises(WrongStep, match="has passed"):
        checked(programme, use_by=NOON.date() - timedelta(days=1))


def test_a_check_that_ran_out_is_not_approved(programme):
    named(programme)
    sent(programme)
    checked(programme, use_by=NOON.date())
    with pytest.raises(WrongStep, match="run out"):
        approve_version(programme, NAME, 1, steps_seen=2, by=BOARD, at=NOON + timedelta(days=1))


@pytest.mark.parametrize("table", ["version_names", "assurance_steps"])
@pytest.mark.parametrize("change", ["delete from {}", "update {} set programme_id = programme_id"])
def test_steps_and_names_are_only_ever_added(programme, table, change):
    named(programme)
    sent(programme)
    with pytest.raises(sa.exc.DatabaseError, match="can only be added to"), all_or_nothing(programme) as connection:
        connection.exec_driver_sql(change.format(table))


def test_a_viewer_names_nothing(programme):
    with pytest.raises(NotAllowed):
        named(programme, by=VIEWER)
    assert state_of(programme, 1).steps == ()
    assert StepKind.sent not in {step.kind for step in state_of(programme, 1).steps}


def test_the_list_is_kept_with_the_version_as_it_was_ticked(programme):
    named(programme)
    sent(programme)
    items = check_list(OTHER_ANALYST, appraise_loaded(load_version(programme, NAME, 1), Scenario()))
    assert {item.kind for item in items} >= {ItemKind.benefit, ItemKind.cost}
    assert all(item.source for item in items)
    largest = [item.gbp for item in items if item.kind is ItemKind.benefit]
    assert largest == sorted(largest, reverse=True)
    done = frozenset({items[0].key, items[-1].key})
    found = check_version(programme, NAME, 1, "Not for one site.", USE_BY, steps_seen=1, by=OTHER_ANALYST, at=NOON, ticked=done)
    assert [tick.item for tick in found.ticks] == list(items)
    assert {tick.item.key for tick in found.ticks if tick.is_ticked} == done
    assert f"2 of {len(items)} items of its list are ticked." in audit.entries(programme, NAME)[0].detail["what"]


def test_an_item_that_is_not_on_the_list_cannot_be_ticked(programme):
    named(programme)
    sent(programme)
    with pytest.raises(WrongStep, match="another now"):
        check_version(programme, NAME, 1, "None.", USE_BY, steps_seen=1, by=OTHER_ANALYST, at=NOON, ticked=frozenset({"benefit/x"}))
