"""Presence: who is looking at what at this moment. Kept in this process alone, and forgotten with it.

Where several processes serve people, each knows only of those it serves itself.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

EXPIRES_AFTER = timedelta(seconds=15)


@dataclass(frozen=True)
class Seen:
    """Person seen at a page of a programme, and when they were last heard of."""

    person_id: str
    name: str
    programme_id: str
    page: str
    at: datetime


@dataclass
class Presence:
    """People heard of in the last minutes, by session: a person with two windows is there twice."""

    _seen: dict[str, Seen] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def beat(self, session: str, seen: Seen) -> None:
        """Hear that a session is still there, and forget those that have not been heard of for a while."""
        with self._lock:
            self._seen[session] = seen
            gone = [key for key, other in self._seen.items() if seen.at - other.at > EXPIRES_AFTER]
            for key in gone:
                del self._seen[key]

    def here(self, programme_id: str, at: datetime) -> tuple[Seen, ...]:
        """List who is looking at a programme, by name."""
        with self._lock:
            rows = [row for row in self._seen.values() if row.programme_id == programme_id and at - row.at <= EXPIRES_AFTER]
        return tuple(sorted(rows, key=lambda row: (row.name, row.person_id, row.page)))
