"""Realisation: entries about promised cash. Rows are added, and the last of each key holds."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from core.domain.errors import StaleRow
from core.domain.realisation import Key, Realised, Said
from core.store.database import Source, reading
from core.store.schema.realisation import realised

NOTHING_YET = 0


def latest(source: Source, programme_id: str) -> Mapping[Key, Said]:
    """Current entries. One row per benefit x partner x cost centre x year x kind."""
    return {row.what.key: row for row in every(source, programme_id)}


def every(source: Source, programme_id: str) -> tuple[Said, ...]:
    """All entries, the oldest first. One row per entry."""
    query = sa.select(realised).where(realised.c.programme_id == programme_id).order_by(realised.c.realised_id)
    with reading(source) as connection:
        return tuple(_said(dict(row)) for row in connection.execute(query).mappings())


def add(connection: sa.Connection, programme_id: str, what: Realised, *, read_version: int, at: datetime, by: str) -> Said:
    """Add an entry, if no other was added about the same thing since it was read.

    Args:
        connection: the transaction.
        programme_id: the programme.
        what: what is said.
        read_version: of what the person saw; 0 where nothing had been said.
        at: when.
        by: who says it.

    Raises:
        StaleRow: another person added an entry meanwhile.
    """
    last = latest(connection, programme_id).get(what.key)
    held = last.version if last else NOTHING_YET
    if last is not None and held != read_version:
        raise StaleRow(
            f"{last.said_by} recorded this too, on {last.said_at:%d %B %Y at %H:%M} UTC, after you opened it. "
            "Nothing of yours was saved: look at what is there now, then record it again if it still holds."
        )
    row = {**what.model_dump(mode="json"), "programme_id": programme_id, "version": held + 1, "said_at": at, "said_by": by}
    connection.execute(realised.insert().values(row))
    return Said(what, held + 1, at, by)


def _said(row: dict[str, object]) -> Said:
    what = Realised.model_validate({name: row[name] for name in Realised.model_fields})
    return Said(what, row["version"], row["said_at"], row["said_by"])  # type: ignore[arg-type]
