"""Service clock: how much time has passed, counted so that it never becomes less, whatever the machine's clock is set to.

A moment is told by the machine's clock. What waits or ends is told by milliseconds that the service has counted: each later
moment adds what lies between, and a clock that is set back adds nothing, so that nothing is locked, unlocked or revived by it.
"""

from datetime import datetime, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from core.store.database import Connection, Source, reading
from core.store.schema.people import service_clock

MILLISECOND = timedelta(milliseconds=1)
# Pages that are drawn at the same time ask with moments a little apart: only a clock that is further back was set back.
OUT_OF_ORDER = timedelta(minutes=2)
_ONLY_ROW = 1


class _Count:
    """What one process has counted of one store."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.latest: datetime | None = None
        self.passed = 0

    def catch_up(self, latest: datetime, passed: int, at: datetime) -> None:
        """Take over what is kept where it is further: another process may have counted on."""
        reached = passed + max(0, (at - latest) // MILLISECOND)
        if self.latest is None or reached > self.passed:
            self.latest, self.passed = max(latest, at) if at > latest - OUT_OF_ORDER else at, reached

    def move_to(self, at: datetime) -> int:
        """Count what lies between the latest moment and this one."""
        if self.latest is None:
            self.latest = at
        if at > self.latest:
            self.passed += (at - self.latest) // MILLISECOND
            self.latest = at
        elif at < self.latest - OUT_OF_ORDER:
            self.latest = at
        return self.passed


# One count for each open store: a connection may have an engine of its own, and shares the pool with the store's.
_counts: WeakKeyDictionary[sa.Pool, _Count] = WeakKeyDictionary()
_one_at_a_time = Lock()


def passed(source: Source, at: datetime) -> int:
    """Service time of a moment: milliseconds counted since the store was made.

    Args:
        source: the store, or a connection to it.
        at: now, as the machine's clock has it, in UTC.
    """
    count = _count_of(source)
    with count.lock:
        if count.latest is None:
            with reading(source) as connection:
                _catch_up(connection, count, at)
        return count.move_to(at)


def passed_and_kept(connection: Connection, at: datetime) -> int:
    """Service time of a moment, written down, so that it goes on from there after a restart."""
    count = _count_of(connection)
    with count.lock:
        _catch_up(connection, count, at)
        now = count.move_to(at)
        kept = sa.update(service_clock).values(latest_at=count.latest, passed=now)
        if connection.execute(kept).rowcount == 0:
            connection.execute(service_clock.insert().values(only=_ONLY_ROW, latest_at=count.latest, passed=now))
        return now


def _catch_up(connection: Connection, count: _Count, at: datetime) -> None:
    row = connection.execute(sa.select(service_clock.c.latest_at, service_clock.c.passed)).one_or_none()
    if row is not None:
        count.catch_up(row.latest_at, row.passed, at)


def _count_of(source: Source) -> _Count:
    with _one_at_a_time:
        return _counts.setdefault(source.engine.pool, _Count())
