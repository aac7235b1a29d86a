"""Owners of actions who have left: said in one place, for decisions and for plans of release."""

import pytest

from core.actions.decisions import NotRecorded
from core.domain.decisions import DecisionAction
from core.reports.realisation.owners import action_warning, has_left, names_gone, plan_warning
from core.store import decisions, people
from core.store.database import Database, all_or_nothing
from tests.core.decided import NOON, SAMPLE_ID, later, recorded_in, with_sample
from tests.kept_people import keep_people
from tests.people import BOARD, VIEWER, a_person

HELEN = a_person("analyst", SAMPLE_ID, name="Helen Novak")


@pytest.fixture
def left(db: Database) -> Database:
    """A store with the sample, where Helen Novak's account is ended."""
    with_sample(db)
    keep_people(db, HELEN)
    with all_or_nothing(db) as connection:
        people.set_disabled(connection, HELEN.person_id, NOON)
    return db


def test_an_action_of_a_decision_is_not_given_to_somebody_who_has_left(left: Database) -> None:
    action = DecisionAction(what="Close the landing", owner=" helen  NOVAK ", due_on=later(9))
    with pytest.raises(NotRecorded, match='Action "Close the landing" names helen NOVAK, whose account is ended: name a post'):
        recorded_in(left, actions=(action,))
    assert decisions.of_programme(left, SAMPLE_ID) == ()
    kept = recorded_in(left, actions=(action.model_copy(update={"owner": "Head of custody"}),))
    assert [row.owner for row in kept.actions] == ["Head of custody"]


def test_a_name_that_somebody_still_here_bears_has_not_left(left: Database) -> None:
    assert names_gone(left, BOARD, SAMPLE_ID) == {"helen novak"}
    namesake = replace_person(HELEN, "p-other-helen")
    keep_people(left, namesake)
    assert names_gone(left, BOARD, SAMPLE_ID) == frozenset()


def test_who_sees_no_activity_learns_nothing_of_who_has_left(left: Database) -> None:
    assert names_gone(left, VIEWER, SAMPLE_ID) == frozenset()


def test_the_warnings_say_where_who_and_what_to_do() -> None:
    plan = plan_warning("Helen Novak", "Prison places not needed", "HM Prison and Probation Service")
    assert plan.startswith(
        "realisation.csv, Prison places not needed, HM Prison and Probation Service: the owner Helen Novak has left"
    )
    assert "An owner is a post or a person who is still here" in plan and "Plan or change an action" in plan
    assert "Decision 3, action “Sign the deal”: Jo Bell has left since" in action_warning(3, "Sign the deal", "Jo Bell")
    assert has_left("HELEN novak", {"helen novak"}) and not has_left("Head of custody", {"helen novak"})


def replace_person(person, person_id):
    """Another person of the same name."""
    return person.model_copy(update={"person_id": person_id, "sign_in_name": person_id})
