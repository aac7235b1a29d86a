"""Who may do and see what: asked at the head of every report and every action, never only on a page."""

from core.domain.people import Doing, Person
from core.store.refusals import NotAllowed


def must_be_allowed(person: Person, doing: Doing, programme_id: str | None = None, partner_id: str | None = None) -> None:
    """Go on only if a grant of this person covers it.

    Raises:
        NotAllowed: none does. The sentence is the same whether or not the programme or the partner exists.
    """
    if not person.may(doing, programme_id, partner_id):
        raise NotAllowed(
            f"{person.name} may not {doing.value} here. Nothing was done: ask an administrator for access, "
            "who can give it under People and access."
        )
