"""Owners of actions who have left, for plans of release and for actions of a decision."""

from collections.abc import Collection, Iterable, Iterator

from core.access.permission import must_be_allowed
from core.domain.decisions import DecisionAction
from core.domain.people import Doing, Person
from core.store import people
from core.store.database import Database


def names_gone(db: Database, person: Person, programme_id: str) -> frozenset[str]:
    """List the names of people whose accounts were disabled, folded, to find actions whose owner has left.

    A name that another person still here bears is left out. Nothing else is known of who has left: an owner may be a
    post, or a person who never had an account.

    Raises:
        NotAllowed: the person may not see this programme's actions.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    if not person.may(Doing.see_activity, programme_id):
        return frozenset()
    everybody = people.every_person(db)
    here = {_folded(row.name) for row in everybody if row.disabled_at is None}
    return frozenset({_folded(row.name) for row in everybody if row.disabled_at is not None} - here)


def has_left(owner: str, gone: Collection[str]) -> bool:
    """Tell whether an owner, as it was typed, is one of those who have left.

    Args:
        owner: a name, however its letters and spaces are written.
        gone: names as `names_gone` gives them.
    """
    return _folded(owner) in gone


def owner_fault(owner: str, what: str, gone: Collection[str]) -> Iterator[str]:
    """Owner fault: what has to be put right where a person who has left is named as an owner.

    Args:
        owner: as it was typed.
        what: what they would own, as the beginning of a sentence.
        gone: names as `names_gone` gives them.
    """
    if has_left(owner, gone):
        yield f"{what} names {' '.join(owner.split())}, whose account is ended: name a post or a person who is still here."


def plan_warning(owner: str, line: str, partner: str) -> str:
    """Say where a plan of release names an owner who has left, and what is to be done; the plan itself stays."""
    return (
        f"realisation.csv, {line}, {partner}: the owner {' '.join(owner.split())} has left, and the account is ended. An owner is "
        "a post or a person who is still here: name one under “Plan or change an action”, or upload the table with another owner."
    )


def action_warning(decision_id: int, what: str, owner: str) -> str:
    """Say that the owner of an open action of a decision has left since, and what is to be done; the decision itself stays."""
    return (
        f"Decision {decision_id}, action “{what}”: {' '.join(owner.split())} has left since, and nobody sees to it now. See to it "
        "and mark it as done, or record a decision that takes this one's place and names another owner."
    )


def faults_of_owners(actions: Iterable[DecisionAction], gone: Collection[str]) -> tuple[str, ...]:
    """Say which actions of a decision name an owner who has left, each as a sentence."""
    return tuple(fault for row in actions for fault in owner_fault(row.owner, f'Action "{row.what[:60]}"', gone))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
