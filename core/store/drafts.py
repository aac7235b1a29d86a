"""Drafts: programmes that are being written down, read and written, without asking who may."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from core.domain.drafts import Draft
from core.domain.errors import StaleRow
from core.store.database import Connection, Source, reading
from core.store.schema.drafts import drafts

_COLUMNS = [drafts.c[name] for name in Draft.__dataclass_fields__]


def add(connection: Connection, owner_id: str, rows: Mapping[str, Sequence[Mapping[str, str]]], *, at: datetime) -> Draft:
    """Begin a draft at its first step."""
    values = {"owner_id": owner_id, "title": "", "step": 1, "revision": 1, "rows": rows, "begun_at": at, "changed_at": at}
    return Draft(**connection.execute(drafts.insert().values(**values).returning(*_COLUMNS)).mappings().one())


def find(source: Source, draft_id: int, owner_id: str) -> Draft | None:
    """Find a draft of a person; None where the person has none of that number."""
    query = sa.select(*_COLUMNS).where(drafts.c.draft_id == draft_id, drafts.c.owner_id == owner_id)
    with reading(source) as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Draft(**row)


def of_person(source: Source, owner_id: str) -> tuple[Draft, ...]:
    """List the drafts of a person, the one changed last first."""
    query = sa.select(*_COLUMNS).where(drafts.c.owner_id == owner_id).order_by(drafts.c.changed_at.desc(), drafts.c.draft_id.desc())
    with reading(source) as connection:
        return tuple(Draft(**row) for row in connection.execute(query).mappings())


def keep(
    connection: Connection, before: Draft, rows: Mapping[str, Sequence[Mapping[str, str]]], title: str, step: int, *, at: datetime
) -> None:
    """Keep a draft's rows, title and step in place of those that were read.

    Raises:
        StaleRow: it was changed since.
    """
    values = {"rows": rows, "title": title, "step": step, "revision": before.revision + 1, "changed_at": at}
    where = (drafts.c.draft_id == before.draft_id, drafts.c.revision == before.revision)
    if connection.execute(drafts.update().where(*where).values(**values)).rowcount != 1:
        raise StaleRow("The draft was changed at the same moment elsewhere: nothing was kept, try again.")


def remove(connection: Connection, draft_id: int) -> None:
    """Remove a draft."""
    connection.execute(drafts.delete().where(drafts.c.draft_id == draft_id))
