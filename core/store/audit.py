"""What was done, by whom and when. Entries are only ever added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.domain.people import Person
from core.store import schema
from core.store.database import Source, reading


@dataclass(frozen=True)
class Entry:
    """One thing that was done."""

    audit_id: int
    at: datetime
    by: str
    action: str
    programme_id: str | None
    version_id: int | None
    detail: Mapping[str, Any]


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
    """Write down what was done, in the transaction that does it.

    Raises:
        ValueError: nobody is named, or the time has no zone.
    """
    name = by.name if isinstance(by, Person) else by
    if not name.strip():
        raise ValueError("an audit entry names who did it")
    connection.execute(
        schema.audit.insert().values(
            at=at, by=name, action=action, programme_id=programme_id, version_id=version_id, detail=dict(detail or {})
        )
    )


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
    query = sa.select(schema.audit).order_by(schema.audit.c.audit_id.desc()).limit(most)
    if programme_id is not None:
        query = query.where(schema.audit.c.programme_id == programme_id)
    if actions:
        query = query.where(schema.audit.c.action.in_(actions))
    with reading(source) as connection:
        return tuple(Entry(**row) for row in connection.execute(query).mappings())
