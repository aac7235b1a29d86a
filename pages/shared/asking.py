"""Who is asking: worked out anew on every run of a page."""

from core.domain.people import OPERATOR, Person


def person() -> Person:
    """The person whose browser this is."""
    return OPERATOR
