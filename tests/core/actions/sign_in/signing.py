"""What the tests of sign-in share: a moment, a good password, and people who were added."""

from datetime import UTC, datetime, timedelta

from core.actions.people import add_person
from core.actions.sign_in import sign_in, swap_ticket
from core.domain.people import OPERATOR, Grant, Person, Role
from core.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = "tulip anvil yonder crate"
BETTER = "seven wet lanterns hum 🐙"


def later(**units: float) -> datetime:
    """A moment so long after noon."""
    return NOON + timedelta(**units)


def added(
    db: Database, sign_in_name: str = "ann@example.org", name: str = "Ann Example", *grants: Grant, password: str | None = GOOD
) -> Person:
    """Add a person who can sign in."""
    return add_person(db, sign_in_name, name, password, by=OPERATOR, at=NOON, grants=grants, must_change=False).person


def an_admin(db: Database, name: str = "ada@example.org", programme_id: str | None = None) -> Person:
    """Add an administrator."""
    return added(db, name, f"Admin {name.partition('@')[0]}", Grant(role=Role.admin, programme_id=programme_id))


def signed_in(db: Database, sign_in_name: str = "ann@example.org", password: str = GOOD, at: datetime = NOON) -> str:
    """Sign a person in and give the token."""
    return swap_ticket(db, sign_in(db, sign_in_name, password, address="192.0.2.1", at=at).text, at=at)
