"""Programmes that are stored."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core.domain.errors import StaleVersion, UnknownProgramme
from core.store.database import Source, reading
from core.store.schema import programmes as schema


@dataclass(frozen=True)
class StoredProgramme:
    """A programme that is kept. `version` counts its changes; people see the numbers of its versions instead."""

    programme_id: str
    title: str
    is_sample: bool
    created_at: datetime
    created_by: str
    version: int


def list_programmes(source: Source) -> tuple[StoredProgramme, ...]:
    """List every programme by its title. One row per programme."""
    query = sa.select(schema.programmes).order_by(sa.func.lower(schema.programmes.c.title), schema.programmes.c.programme_id)
    with reading(source) as connection:
        return tuple(StoredProgramme(**row) for row in connection.execute(query).mappings())


def find(source: Source, programme_id: str) -> StoredProgramme | None:
    """Find a programme; None when there is none of that name."""
    query = sa.select(schema.programmes).where(schema.programmes.c.programme_id == programme_id)
    with reading(source) as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else StoredProgramme(**row)


def get(source: Source, programme_id: str) -> StoredProgramme:
    """Find a programme that must be there.

    Raises:
        UnknownProgramme: it is not.
    """
    programme = find(source, programme_id)
    if programme is None:
        raise UnknownProgramme(
            f'There is no programme "{programme_id}": choose one from the list, or import its case folder first.'
        )
    return programme


def add(connection: sa.Connection, programme_id: str, title: str, *, is_sample: bool, at: datetime, by: str) -> None:
    """Add a programme."""
    values = {
        "programme_id": programme_id,
        "title": title,
        "is_sample": is_sample,
        "created_at": at,
        "created_by": by,
        "version": 1,
    }
    connection.execute(schema.programmes.insert().values(values))


def count_change(connection: sa.Connection, read: StoredProgramme, title: str) -> None:
    """Count one more change of a programme and keep its title, if it is still as it was read.

    Raises:
        StaleVersion: another person has changed it in the meantime.
    """
    row = schema.programmes
    changed = connection.execute(
        row.update()
        .where(row.c.programme_id == read.programme_id, row.c.version == read.version)
        .values(version=read.version + 1, title=title)
    )
    if changed.rowcount != 1:
        raise StaleVersion(f"{read.title} was changed at the same moment by somebody else: nothing was saved, try again.")
