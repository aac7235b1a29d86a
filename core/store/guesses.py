"""Guesses at passwords and codes, counted in the store so that a restart forgives nothing and time forgives everything."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from core.store.database import Connection
from core.store.schema_people import guesses

WINDOW = timedelta(minutes=5)
ACCOUNT, ADDRESS, TOLD = "account", "address", "told"
# Ten for an account from wherever they come, and so no more for an account from one address. An address may be a whole
# council behind one router: it gets more.
MOST = {ACCOUNT: 10, ADDRESS: 100}


@dataclass(frozen=True)
class Counted:
    """One thing guesses are counted for: the account, or the address."""

    kind: str
    key: str

    @property
    def hashed(self) -> str:
        """The key as it is kept."""
        return sha256(f"{self.kind}\n{self.key}".encode("utf-8", errors="surrogatepass")).hexdigest()


def free_at(connection: Connection, counted: Counted, at: datetime) -> datetime | None:
    """When the next guess may be made; None where it may be made now."""
    recent = (
        sa.select(guesses.c.at)
        .where(guesses.c.kind == counted.kind, guesses.c.key_sha256 == counted.hashed, guesses.c.at > at - WINDOW)
        .order_by(guesses.c.at.desc(), guesses.c.guess_id.desc())
        .limit(1)
        .offset(MOST[counted.kind] - 1)
    )
    earliest: datetime | None = connection.execute(recent).scalar_one_or_none()
    return None if earliest is None else earliest + WINDOW


def add(connection: Connection, counted: Counted, at: datetime) -> int:
    """Count a guess; gives the id under which it can be forgiven. What no longer counts is swept."""
    connection.execute(guesses.delete().where(guesses.c.at <= at - WINDOW))
    return _add(connection, counted.kind, counted.hashed, at)


def forgive(connection: Connection, ids: tuple[int, ...]) -> None:
    """Take guesses back that turned out right; the wrong ones before them still count."""
    connection.execute(guesses.delete().where(guesses.c.guess_id.in_(ids)))


def is_first_wait(connection: Connection, counted: Counted, at: datetime) -> bool:
    """Tell whether this wait is the first of its window, and remember it: the audit tells of each flood once."""
    told = (guesses.c.kind == TOLD) & (guesses.c.key_sha256 == counted.hashed) & (guesses.c.at > at - WINDOW)
    if connection.execute(sa.select(guesses.c.guess_id).where(told).limit(1)).first() is not None:
        return False
    _add(connection, TOLD, counted.hashed, at)
    return True


def _add(connection: Connection, kind: str, key_sha256: str, at: datetime) -> int:
    row = guesses.insert().values(kind=kind, key_sha256=key_sha256, at=at)
    made: int = connection.execute(row.returning(guesses.c.guess_id)).scalar_one()
    return made
