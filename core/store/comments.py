"""Comments: threads on the things people look at, read and written, without asking who may."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from core.domain.comments import OPEN, Anchor, Comment, Mention, Thread
from core.domain.people import Person
from core.store.database import Connection, Source, reading
from core.store.schema.comments import comment_mentions, comment_threads, comments


def add_thread(connection: Connection, anchor: Anchor, label: str, partner_id: str | None, *, at: datetime, by: Person) -> Thread:
    """Begin an open thread."""
    values = {
        "programme_id": anchor.programme_id,
        "anchor_kind": anchor.kind.value,
        "anchor_id": anchor.id,
        "label": label,
        "partner_id": partner_id,
        "state": OPEN,
        "opened_at": at,
        "changed_at": at,
        "changed_by": by.name,
        "version": 1,
    }
    made = connection.execute(comment_threads.insert().values(**values).returning(*comment_threads.c))
    return Thread(**made.mappings().one())


def add_comment(connection: Connection, thread_id: int, text: str, told: Iterable[str], *, at: datetime, by: Person) -> int:
    """Add a comment to a thread and name people in it, by their ids; gives its own id."""
    values = {"thread_id": thread_id, "person_id": by.person_id, "name": by.name, "written_at": at, "text": text, "version": 1}
    comment_id = int(connection.execute(comments.insert().values(**values).returning(comments.c.comment_id)).scalar_one())
    rows = [{"comment_id": comment_id, "person_id": person_id} for person_id in sorted(set(told))]
    if rows:
        connection.execute(comment_mentions.insert(), rows)
    return comment_id


def edit_comment(connection: Connection, before: Comment, text: str, told: Iterable[str], *, at: datetime) -> None:
    """Replace a comment's text. Who was named before stays named; who is named now for the first time is added."""
    row = comments
    values = {"text": text, "edited_at": at, "version": before.version + 1}
    connection.execute(row.update().where(row.c.comment_id == before.comment_id).values(**values))
    named = comment_mentions.c
    already = connection.execute(sa.select(named.person_id).where(named.comment_id == before.comment_id)).scalars().all()
    new = sorted(set(told) - set(already))
    if new:
        connection.execute(comment_mentions.insert(), [{"comment_id": before.comment_id, "person_id": id_} for id_ in new])


def set_state(connection: Connection, before: Thread, state: str, *, at: datetime, by: Person) -> None:
    """Resolve a thread, or open it again."""
    row = comment_threads
    values = {"state": state, "changed_at": at, "changed_by": by.name, "version": before.version + 1}
    connection.execute(row.update().where(row.c.thread_id == before.thread_id).values(**values))


def mark_read(connection: Connection, person_id: str, comment_ids: Sequence[int], *, at: datetime) -> int:
    """Mark what a person was named in as read; gives how many were not so before."""
    row = comment_mentions.c
    unread = (row.person_id == person_id, row.comment_id.in_(comment_ids), row.read_at.is_(None))
    return int(connection.execute(comment_mentions.update().where(*unread).values(read_at=at)).rowcount)


def thread(source: Source, thread_id: int) -> Thread | None:
    """Find a thread; None where there is none."""
    query = sa.select(comment_threads).where(comment_threads.c.thread_id == thread_id)
    with reading(source) as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Thread(**row)


def comment(source: Source, comment_id: int) -> Comment | None:
    """Find a comment; None where there is none."""
    query = sa.select(comments).where(comments.c.comment_id == comment_id)
    with reading(source) as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Comment(**row)


def threads_of(source: Source, programme_id: str, anchor: Anchor | None = None) -> tuple[Thread, ...]:
    """List the threads of a programme, or those on one thing of it, the newest first."""
    row = comment_threads.c
    query = sa.select(comment_threads).where(row.programme_id == programme_id).order_by(row.thread_id.desc())
    if anchor is not None:
        query = query.where(row.anchor_kind == anchor.kind.value, row.anchor_id == anchor.id)
    with reading(source) as connection:
        return tuple(Thread(**found) for found in connection.execute(query).mappings())


def comments_of(source: Source, thread_ids: Sequence[int]) -> tuple[Comment, ...]:
    """List what was written in some threads, the oldest first."""
    query = sa.select(comments).where(comments.c.thread_id.in_(thread_ids)).order_by(comments.c.comment_id)
    with reading(source) as connection:
        return tuple(Comment(**found) for found in connection.execute(query).mappings())


def mentions_of(source: Source, person_id: str, *, most: int, unread_only: bool = False) -> tuple[Mention, ...]:
    """List where a person was named, the newest first."""
    row = comment_mentions.c
    query = sa.select(row.comment_id, row.read_at).where(row.person_id == person_id).order_by(row.comment_id.desc()).limit(most)
    if unread_only:
        query = query.where(row.read_at.is_(None))
    with reading(source) as connection:
        return tuple(_mention(connection, *found) for found in connection.execute(query).all())


def _mention(connection: Connection, comment_id: int, read_at: datetime | None) -> Mention:
    query = (
        sa.select(comments, comment_threads)
        .join(comment_threads, comments.c.thread_id == comment_threads.c.thread_id)
        .where(comments.c.comment_id == comment_id)
        .set_label_style(sa.LABEL_STYLE_TABLENAME_PLUS_COL)
    )
    row = connection.execute(query).mappings().one()
    written = Comment(**{name: row[f"comments_{name}"] for name in Comment.__dataclass_fields__})
    return Mention(written, Thread(**{name: row[f"comment_threads_{name}"] for name in Thread.__dataclass_fields__}), read_at)
