"""Audit: what was done, by whom and when. Entries are only ever added, and each holds on to the one before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.domain.people import Person
from core.store.audit_chain import Said, as_kept, head_of, linked, move_head
from core.store.database import Source, reading
from core.store.schema import programmes as schema


@dataclass(frozen=True)
class Entry:
    """One thing that was done. `person_id` is None where no person of the store did it, or it was not kept at the time."""

    audit_id: int
    at: datetime
    by: str
    action: str
    programme_id: str | None
    version_id: int | None
    detail: Mapping[str, Any]
    person_id: str | None = None


@dataclass(frozen=True)
class Wanted:
    """Which entries are looked for. `since` is included and `until` is not."""

    programme_id: str | None = None
    by: str | None = None
    actions: Sequence[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    after_id: int | None = None


def add(
    connection: sa.Connection,
    *,
    at: datetime,
    by: str | Person,
    action: str,
    programme_id: str | None = None,
    version_id: int | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write down what was done, in the transaction that does it, and tie it to the entry before.

    Raises:
        ValueError: no person is named.
        sqlalchemy.exc.StatementError: the time has no zone.
    """
    name, person_id = (by.name, by.person_id) if isinstance(by, Person) else (by, None)
    if not name.strip():
        raise ValueError("an audit entry names who did it")
    head = head_of(connection)
    kept = as_kept(dict(detail or {}))
    said = Said(head.audit_id + 1, at, name, person_id, action, programme_id, version_id, kept)
    sha256 = linked(head.sha256, said)
    connection.execute(schema.audit.insert().values(**said._asdict(), previous_sha256=head.sha256, sha256=sha256))
    move_head(connection, head, sha256)


def entries(
    source: Source, programme_id: str | None = None, *, actions: Sequence[str] = (), most: int = 1_000
) -> tuple[Entry, ...]:
    """List what was done, the newest first. One row per thing done.

    Args:
        source: the store.
        programme_id: one programme; None for all.
        actions: these actions only; every one when empty.
        most: how many rows at most.
    """
    return found(source, Wanted(programme_id=programme_id, actions=actions), most=most)


def found(source: Source, wanted: Wanted, *, most: int, skip: int = 0) -> tuple[Entry, ...]:
    """List the entries that are looked for, the newest first, after leaving out the first `skip`."""
    columns = [schema.audit.c[name] for name in Entry.__dataclass_fields__]
    query = sa.select(*columns).where(*_conditions(wanted)).order_by(schema.audit.c.audit_id.desc()).limit(most).offset(skip)
    with reading(source) as connection:
        return tuple(Entry(**row) for row in connection.execute(query).mappings())


def count(source: Source, wanted: Wanted) -> int:
    """Count the entries that are looked for."""
    query = sa.select(sa.func.count()).select_from(schema.audit).where(*_conditions(wanted))
    with reading(source) as connection:
        return int(connection.execute(query).scalar_one())


def doers(source: Source, programme_id: str | None = None) -> tuple[str, ...]:
    """People of the audit: the names of all who did something, in alphabetical order."""
    return _different(source, schema.audit.c.by, programme_id)


def actions_done(source: Source, programme_id: str | None = None) -> tuple[str, ...]:
    """List every action that was done, in the order of the alphabet."""
    return _different(source, schema.audit.c.action, programme_id)


def latest_id(source: Source, programme_id: str) -> int:
    """Pulse: the number of a programme's newest entry; 0 where nothing was done. One look into the index."""
    row = schema.audit.c
    query = sa.select(sa.func.max(row.audit_id)).where(row.programme_id == programme_id)
    with reading(source) as connection:
        return int(connection.execute(query).scalar_one() or 0)


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    row = schema.audit.c
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.programme_id is not None:
        conditions.append(row.programme_id == wanted.programme_id)
    if wanted.by is not None:
        conditions.append(row.by == wanted.by)
    if wanted.actions:
        conditions.append(row.action.in_(wanted.actions))
    if wanted.since is not None:
        conditions.append(row.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(row.at < wanted.until)
    if wanted.after_id is not None:
        conditions.append(row.audit_id > wanted.after_id)
    return conditions


def _different(source: Source, column: sa.Column[Any], programme_id: str | None) -> tuple[str, ...]:
    query = sa.select(column).distinct().order_by(column)
    if programme_id is not None:
        query = query.where(schema.audit.c.programme_id == programme_id)
    with reading(source) as connection:
        return tuple(connection.execute(query).scalars())
