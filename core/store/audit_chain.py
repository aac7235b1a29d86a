"""Audit chain: each entry carries a hash of everything it says and of the entry before it.

The form of the text that is hashed never changes: entries written by earlier releases could not be checked any more.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.store.database import Source, reading
from core.store.schema import programmes as schema

# What the first entry names as the hash of the one before it.
BEGINNING = "0" * 64
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Head:
    """The end of the chain, kept beside it so that cutting entries off is noticed: how many there are, the last and its hash."""

    entries: int
    audit_id: int
    sha256: str


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold: which entry, and what was done to it."""

    audit_id: int
    how: str
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole chain found; `broken` is None when every entry is as it was written."""

    entries: int
    head_sha256: str
    last_at: datetime | None
    broken: Break | None
    noted_at: int | None = None


class Said(NamedTuple):
    """Everything an entry says, in the order in which it is hashed."""

    audit_id: int
    at: datetime
    by: str
    person_id: str | None
    action: str
    programme_id: str | None
    version_id: int | None
    detail: Any


class Link(NamedTuple):
    """One entry as it lies in the store, its time and its detail still as text."""

    audit_id: int
    at: str
    by: str
    person_id: str | None
    action: str
    programme_id: str | None
    version_id: int | None
    detail: str
    previous_sha256: str
    sha256: str


def linked(previous_sha256: str, said: Said) -> str:
    """Work out the hash of an entry from all it says and the hash of the entry before it."""
    moment = said.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    text = json.dumps([previous_sha256, said.audit_id, moment, *said[2:]], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def as_kept(detail: Any) -> Any:
    """Give the detail as it comes back from the store, where every key is text, so that it hashes the same ever after."""
    return json.loads(json.dumps(detail))


def head_of(source: Source) -> Head:
    """Read where the chain ends. Saves take turns, so that nobody adds while a writer that read it is at work."""
    row = schema.audit_head
    query = sa.select(row.c.entries, row.c.audit_id, row.c.sha256)
    with reading(source) as connection:
        return Head(*connection.execute(query).one())


def move_head(connection: sa.Connection, before: Head, sha256: str) -> None:
    """Write down that one more entry was added."""
    values = {"entries": before.entries + 1, "audit_id": before.audit_id + 1, "sha256": sha256}
    connection.execute(schema.audit_head.update().values(**values))


def verified(source: Source, noted_sha256: str | None = None) -> Verdict:
    """Check every entry of the audit against its hash, the one before it and the end that was kept.

    Args:
        source: the store.
        noted_sha256: a head that was written down elsewhere; `noted_at` says at which entry it is found.
    """
    with reading(source) as connection:
        head = _head_or_none(connection)
        last: Link | None = None
        count, noted_at = 0, None
        for link in _links(connection):
            if link.previous_sha256 != _hash(last) or _hash_at(link, link.audit_id) != link.sha256:
                return Verdict(count, _hash(last), _moment(last), _named(connection, link, last))
            last, count = link, count + 1
            noted_at = link.audit_id if link.sha256 == noted_sha256 else noted_at
        return Verdict(count, _hash(last), _moment(last), _end_broken(head, last, count), noted_at)


def _head_or_none(connection: sa.Connection) -> Head | None:
    row = schema.audit_head
    head = connection.execute(sa.select(row.c.entries, row.c.audit_id, row.c.sha256)).one_or_none()
    return None if head is None else Head(*head)


def _links(connection: sa.Connection, after: int | None = None) -> Iterator[Link]:
    """Links: the entries in order, time and detail as text, since an altered time may no longer be one."""
    row = schema.audit.c
    texts = {"at", "detail"}
    columns = [sa.cast(row[name], sa.Text).label(name) if name in texts else row[name] for name in Link._fields]
    query = sa.select(*columns).order_by(row.audit_id)
    if after is not None:
        query = query.where(row.audit_id > after)
    for found in connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE)):
        yield Link(*found)


def _hash_at(link: Link, audit_id: int) -> str | None:
    """The hash an entry would have at a place; None when its time or its detail cannot be read."""
    try:
        at, detail = datetime.fromisoformat(link.at).replace(tzinfo=UTC), json.loads(link.detail)
    except (TypeError, ValueError):
        return None
    return linked(link.previous_sha256, Said(audit_id, at, link.by, *link[3:7], detail))


def _hash(link: Link | None) -> str:
    return BEGINNING if link is None else link.sha256


def _id(link: Link | None) -> int:
    return 0 if link is None else link.audit_id


def _moment(link: Link | None) -> datetime | None:
    return None if link is None else datetime.fromisoformat(link.at).replace(tzinfo=UTC)


def _named(connection: sa.Connection, broken: Link, before: Link | None) -> Break:
    """Say what was done, from the old place of the entry and the present place of the one it names as before it."""
    row = schema.audit.c
    parent = connection.execute(sa.select(row.audit_id).where(row.sha256 == broken.previous_sha256).order_by(row.audit_id)).scalar()
    after = next(_links(connection, broken.audit_id), None)
    if parent is not None and parent > broken.audit_id:
        return _break(broken.audit_id, "reordered")
    if after is not None and after.previous_sha256 == _hash(before):
        return _break(broken.audit_id, "inserted")
    place = _place(connection, broken)
    if place is None:
        return _break(broken.audit_id, "altered")
    if parent is not None or (broken.previous_sha256 == BEGINNING and before is not None):
        return _break(_id(before), "inserted")
    if place > _id(before) + 1:
        return _break(_id(before) + 1, "missing")
    return _break(_id(before) or broken.audit_id, "altered")


def _place(connection: sa.Connection, link: Link) -> int | None:
    """Find at which place the entry fits its own hash: its own, or the one it had before entries were renumbered."""
    head = _head_or_none(connection)
    highest = max(link.audit_id, head.audit_id if head else 0) + 1
    places = (link.audit_id, *range(1, highest + 1))
    return next((place for place in places if _hash_at(link, place) == link.sha256), None)


def _end_broken(head: Head | None, last: Link | None, count: int) -> Break | None:
    if head is None:
        return Break(_id(last), "missing", "The record of where the audit ends is missing.")
    if (head.audit_id, head.sha256, head.entries) == (_id(last), _hash(last), count):
        return None
    if head.audit_id > _id(last):
        return _break(_id(last) + 1, "missing")
    if head.audit_id < _id(last):
        return _break(head.audit_id + 1, "inserted")
    return _break(_id(last), "altered")


SENTENCES = {
    "altered": "Entry {id} was altered: it no longer says what was written.",
    "missing": "Entry {id} is missing: what was written there was taken out.",
    "inserted": "Entry {id} was put in afterwards: it was not written there.",
    "reordered": "Entry {id} was moved: entries no longer stand in the order they were written in.",
}


def _break(audit_id: int, how: str) -> Break:
    return Break(audit_id, how, SENTENCES[how].format(id=f"{audit_id:,}"))
