"""Sign-in limits: guesses at passwords and codes, counted in the store, so that a restart forgives none and time forgives all.

Time is service time: a machine's clock that is set back neither locks nor unlocks anything.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from core.store.database import Connection
from core.store.schema.people import guesses
from core.store.sign_in.service_clock import MILLISECOND, passed, passed_and_kept

WINDOW = timedelta(minutes=5)
# An account from one place; a browser known to the account; a code, and the present password where one changes it; an account
# from wherever it is not known; a place, whichever account is meant.
PAIR, BROWSER, CODE, PRESENT, ACCOUNT, ADDRESS, TOLD = "pair", "browser", "code", "present", "account", "address", "told"
# An address may be a whole council behind one router: it gets more.
MOST = {PAIR: 10, BROWSER: 10, CODE: 10, PRESENT: 10, ADDRESS: 100}
# So many guesses at an account from places it is not known from slow the next ones there down, and shut nobody out: the first
# guess from a place is looked at at once, and the next after a pause that doubles with each ten more.
UNSLOWED = 10
LONGEST_PAUSE = timedelta(seconds=60)
SHORT_PAUSE = timedelta(seconds=45)


@dataclass(frozen=True)
class Counted:
    """One thing guesses are counted for, such as an account from one place."""

    kind: str
    key: str

    @property
    def hashed(self) -> str:
        """The key as it is kept."""
        return sha256(f"{self.kind}\n{self.key}".encode("utf-8", errors="surrogatepass")).hexdigest()


def free_in(connection: Connection, counted: Counted, at: datetime) -> timedelta | None:
    """How long until the next guess may be made; None where it may be made now."""
    return _left(connection, counted, passed(connection, at), MOST[counted.kind], WINDOW)


def pause_of(connection: Connection, account: Counted, pair: Counted, at: datetime) -> timedelta | None:
    """How long an account from a place has to pause, because of many guesses from places the account is not known from."""
    now = passed(connection, at)
    many = sa.select(sa.func.count()).where(*_recent(account, now, WINDOW))
    made = connection.execute(many).scalar_one()
    if made < UNSLOWED:
        return None
    pause = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(made // UNSLOWED, 10)))
    return _left(connection, pair, now, 1, pause)


def add(connection: Connection, counted: Counted, at: datetime) -> int:
    """Count a guess; gives the id under which it can be forgiven. What no longer counts is swept."""
    now = passed_and_kept(connection, at)
    connection.execute(guesses.delete().where(guesses.c.made <= now - WINDOW // MILLISECOND))
    return _add(connection, counted.kind, counted.hashed, at, now)


def forgive(connection: Connection, ids: tuple[int, ...]) -> None:
    """Take guesses back that turned out right; the wrong ones before them still count."""
    connection.execute(guesses.delete().where(guesses.c.guess_id.in_(ids)))


def is_first_wait(connection: Connection, counted: Counted, at: datetime) -> bool:
    """Tell whether this wait is the first of its window, and remember it: the audit tells of each flood once."""
    now = passed_and_kept(connection, at)
    told = (guesses.c.kind == TOLD) & (guesses.c.key_sha256 == counted.hashed) & (guesses.c.made > now - WINDOW // MILLISECOND)
    if connection.execute(sa.select(guesses.c.guess_id).where(told).limit(1)).first() is not None:
        return False
    _add(connection, TOLD, counted.hashed, at, now)
    return True


def _left(connection: Connection, counted: Counted, now: int, most: int, window: timedelta) -> timedelta | None:
    """What is left of a window that began with the first of the last `most` guesses."""
    query = sa.select(guesses.c.made).where(*_recent(counted, now, window))
    first = query.order_by(guesses.c.made.desc(), guesses.c.guess_id.desc()).limit(1).offset(most - 1)
    made: int | None = connection.execute(first).scalar_one_or_none()
    return None if made is None else window - (now - made) * MILLISECOND


def _recent(counted: Counted, now: int, window: timedelta) -> tuple[sa.ColumnElement[bool], ...]:
    return guesses.c.kind == counted.kind, guesses.c.key_sha256 == counted.hashed, guesses.c.made > now - window // MILLISECOND


def _add(connection: Connection, kind: str, key_sha256: str, at: datetime, now: int) -> int:
    row = guesses.insert().values(kind=kind, key_sha256=key_sha256, at=at, made=now)
    made: int = connection.execute(row.returning(guesses.c.guess_id)).scalar_one()
    return made
