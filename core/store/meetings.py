"""Meetings that were prepared, and the screen each of them is on."""

from datetime import date, datetime

import sqlalchemy as sa

from core.domain.errors import NoSuchRow
from core.domain.meetings import Meeting, Screen, StoredMeeting
from core.store.database import Source, reading
from core.store.schema.meetings import decisions, meeting_screens, meetings
from core.store.schema.programmes import versions


def of_programme(source: Source, programme_id: str) -> tuple[StoredMeeting, ...]:
    """List the meetings of a programme, the latest day first. One row per meeting."""
    return _read(source, meetings.c.programme_id == programme_id)


def get(source: Source, meeting_id: int) -> StoredMeeting:
    """Find a meeting that must be there.

    Raises:
        NoSuchRow: it is not.
    """
    meetings_read = _read(source, meetings.c.meeting_id == meeting_id)
    if not meetings_read:
        raise NoSuchRow("There is no such meeting: choose one from the list on Decide, or prepare one there.")
    return meetings_read[0]


def add(
    connection: sa.Connection,
    programme_id: str,
    version_id: int,
    since_version_id: int | None,
    meeting: Meeting,
    *,
    at: datetime,
    by: str,
) -> int:
    """Keep a meeting, and give its id."""
    values = {**meeting.model_dump(), "levers": list(meeting.levers), "programme_id": programme_id, "version_id": version_id}
    added = meetings.insert().values(**values, since_version_id=since_version_id, prepared_at=at, prepared_by=by)
    meeting_id: int = connection.execute(added.returning(meetings.c.meeting_id)).scalar_one()
    return meeting_id


def version_seen_before(source: Source, programme_id: str, held_on: date) -> int | None:
    """Find the id of the version that was looked at the last time before a day, or on it: in a decision or in a meeting."""
    seen = sa.union_all(
        sa.select(decisions.c.decided_on.label("day"), decisions.c.recorded_at.label("at"), decisions.c.version_id).where(
            decisions.c.programme_id == programme_id
        ),
        sa.select(meetings.c.held_on, meetings.c.prepared_at, meetings.c.version_id).where(meetings.c.programme_id == programme_id),
    ).subquery()
    query = sa.select(seen.c.version_id).where(seen.c.day <= held_on).order_by(seen.c.day.desc(), seen.c.at.desc()).limit(1)
    with reading(source) as connection:
        version_id: int | None = connection.execute(query).scalar_one_or_none()
    return version_id


def versions_shown(source: Source, programme_id: str) -> frozenset[int]:
    """Find the ids of the versions that were put before a meeting or that a decision was made on."""
    query = sa.union(
        sa.select(meetings.c.version_id).where(meetings.c.programme_id == programme_id),
        sa.select(decisions.c.version_id).where(decisions.c.programme_id == programme_id),
    )
    with reading(source) as connection:
        return frozenset(connection.execute(query).scalars())


def screen_of(source: Source, meeting_id: int) -> Screen | None:
    """Find the screen a meeting is on; None when it was never presented."""
    query = sa.select(meeting_screens).where(meeting_screens.c.meeting_id == meeting_id)
    with reading(source) as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Screen(**row)


def put_screen(connection: sa.Connection, screen: Screen) -> None:
    """Keep the screen a meeting is on, in place of the one before."""
    row, values = meeting_screens, vars(screen)
    changed = connection.execute(row.update().where(row.c.meeting_id == screen.meeting_id).values(**values))
    if changed.rowcount == 0:
        connection.execute(row.insert().values(**values))


def _read(source: Source, which: sa.ColumnElement[bool]) -> tuple[StoredMeeting, ...]:
    since = versions.alias("since")
    query = (
        sa.select(meetings, versions.c.number, since.c.number.label("since_number"))
        .join(versions, versions.c.version_id == meetings.c.version_id)
        .outerjoin(since, since.c.version_id == meetings.c.since_version_id)
        .where(which)
        .order_by(meetings.c.held_on.desc(), meetings.c.meeting_id.desc())
    )
    with reading(source) as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    for row in rows:
        row.pop("since_version_id")
        row["levers"] = tuple(row["levers"])
    return tuple(StoredMeeting(**row) for row in rows)
