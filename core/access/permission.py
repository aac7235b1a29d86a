"""Permission: what a person may do and see, asked at the head of every report and every action, never only on a page."""

from core.domain.errors import NotAllowed
from core.domain.people import Doing, Person


def must_be_allowed(person: Person, doing: Doing, programme_id: str | None = None, partner_id: str | None = None) -> None:
    """Go on only if a grant of this person covers it.

    Raises:
        NotAllowed: none does. The sentence is the same whether or not the programme or the partner exists.
    """
    if not person.may(doing, programme_id, partner_id):
        raise _refusal(person, doing)


def must_be_allowed_anywhere(person: Person, doing: Doing) -> None:
    """Go on only if a grant of this person for every partner of any programme covers it: for a programme that is yet to be.

    Raises:
        NotAllowed: none does.
    """
    if not person.may_anywhere(doing, for_every_partner=True):
        raise _refusal(person, doing)


def _refusal(person: Person, doing: Doing) -> NotAllowed:
    return NotAllowed(
        f"{person.name} may not {doing.value} here. Nothing was done: ask an administrator for access, "
        "who can give it under People and access."
    )
