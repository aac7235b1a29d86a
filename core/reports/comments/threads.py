"""Comments as a person may see them: those of their programmes, and a partner's own only with access to its detail."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.access.permission import must_be_allowed
from core.domain.comments import Anchor, Comment, Thread
from core.domain.people import Doing, Person
from core.store import comments, people
from core.store.database import Source

MOST_MENTIONS = 200


@dataclass(frozen=True)
class ThreadRead:
    """A thread with what was written in it, the oldest first."""

    thread: Thread
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class InboxRow:
    """One time the person was named: by whom, where, in which words."""

    comment_id: int
    programme_id: str
    label: str
    by: str
    at: datetime
    text: str
    is_read: bool
    is_open: bool


def threads(db: Source, person: Person, anchor: Anchor) -> tuple[ThreadRead, ...]:
    """Read the threads on one thing: open ones first, the newest first.

    Raises:
        NotAllowed: the person may not see what is done in the programme.
    """
    must_be_allowed(person, Doing.see_activity, anchor.programme_id)
    return _read(db, _seen(person, comments.threads_of(db, anchor.programme_id, anchor)))


def all_threads(db: Source, person: Person, programme_id: str) -> tuple[ThreadRead, ...]:
    """Read every thread of a programme: open ones first, the newest first.

    Raises:
        NotAllowed: the person may not see what is done in the programme.
    """
    must_be_allowed(person, Doing.see_activity, programme_id)
    return _read(db, _seen(person, comments.threads_of(db, programme_id)))


def open_counts(db: Source, person: Person, programme_id: str) -> dict[tuple[str, str], int]:
    """Count the open threads a person may see on each thing of a programme, by its kind and id.

    Raises:
        NotAllowed: the person may not see what is done in the programme.
    """
    must_be_allowed(person, Doing.see_activity, programme_id)
    seen = _seen(person, comments.threads_of(db, programme_id))
    return Counter((thread.anchor_kind, thread.anchor_id) for thread in seen if thread.is_open)


def inbox(db: Source, person: Person) -> tuple[InboxRow, ...]:
    """Inbox: where a person was named and may still look, the newest first. No other person can read it."""
    mentions = comments.mentions_of(db, person.person_id, most=MOST_MENTIONS)
    return tuple(
        InboxRow(
            written.comment_id, thread.programme_id, thread.label, written.name, written.written_at, written.text,
            is_read=mention.read_at is not None, is_open=thread.is_open,
        )
        for mention in mentions
        for written, thread in ((mention.comment, mention.thread),)
        if may_see(person, thread)
    )  # fmt: skip


def unread_count(db: Source, person: Person) -> int:
    """Count what a person was named in and has not marked read."""
    mentions = comments.mentions_of(db, person.person_id, most=MOST_MENTIONS, unread_only=True)
    return sum(may_see(person, mention.thread) for mention in mentions)


def may_see(person: Person, thread: Thread) -> bool:
    """Tell whether a thread is for this person to see."""
    return may_be_told(person, thread.programme_id, thread.partner_id)


def may_be_told(person: Person, programme_id: str, partner_id: str | None) -> bool:
    """Comment access: tell whether a person sees comments of a programme, or those that are one partner's alone."""
    sees = person.may(Doing.see_activity, programme_id)
    return sees and (partner_id is None or person.may(Doing.see_detail, programme_id, partner_id))


def people_to_tell(db: Source, person: Person, programme_id: str, partner_id: str | None = None) -> tuple[Person, ...]:
    """People to name: those who would see the comment, in the order of their names.

    Raises:
        NotAllowed: the person may not comment in the programme.
    """
    must_be_allowed(person, Doing.comment, programme_id)
    stored = (people.as_person(db, row) for row in people.every_person(db) if row.disabled_at is None)
    others = (other for other in stored if other.person_id != person.person_id)
    return tuple(other for other in others if may_be_told(other, programme_id, partner_id))


def partners_to_limit_to(person: Person, programme_id: str, partner_ids: Iterable[str]) -> tuple[str, ...]:
    """List the partners whose own comments a person may write and see."""
    return tuple(id_ for id_ in partner_ids if may_be_told(person, programme_id, id_))


def _seen(person: Person, found: Iterable[Thread]) -> list[Thread]:
    return [thread for thread in found if may_see(person, thread)]


def _read(db: Source, found: list[Thread]) -> tuple[ThreadRead, ...]:
    written = comments.comments_of(db, [thread.thread_id for thread in found])
    open_first = sorted(found, key=lambda thread: (not thread.is_open, -thread.thread_id))
    return tuple(ThreadRead(thread, tuple(row for row in written if row.thread_id == thread.thread_id)) for thread in open_first)
