"""Operator: the person at the command line, under the name they give."""

from core.domain.people import OPERATOR, Person


def operator(name: str) -> Person:
    """The operator, shown to others under a name and with where it was done: 'Ann, at the command line'."""
    return OPERATOR.model_copy(update={"name": f"{' '.join(name.split()) or OPERATOR.name}, at the command line"})
