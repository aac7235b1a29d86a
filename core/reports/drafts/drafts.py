"""Drafts: those of the person who asks, and no one else's."""

from core.access.permission import must_be_allowed_anywhere
from core.domain.drafts import Draft
from core.domain.people import Doing, Person
from core.store import drafts
from core.store.database import Source


def own_drafts(source: Source, person: Person) -> tuple[Draft, ...]:
    """List the drafts of the person who asks, the one changed last first.

    Raises:
        NotAllowed: the person starts no programmes.
    """
    must_be_allowed_anywhere(person, Doing.start_programme)
    return drafts.of_person(source, person.person_id)


def own_draft(source: Source, person: Person, draft_id: int) -> Draft | None:
    """Find a draft of the person who asks; None where they have none of that number.

    Raises:
        NotAllowed: the person starts no programmes.
    """
    must_be_allowed_anywhere(person, Doing.start_programme)
    return drafts.find(source, draft_id, person.person_id)
