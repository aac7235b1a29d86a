"""Comments: written under figures and records, for all people of a programme or for one partner's people alone."""

from collections.abc import Sequence
from datetime import datetime

from core.access.permission import must_be_allowed
from core.domain.comments import LONGEST_COMMENT, LONGEST_LABEL, OPEN, RESOLVED, Anchor, Comment, Thread, named_in
from core.domain.errors import NoSuchRow, NotAllowed, Refused, StaleRow
from core.domain.people import Doing, Person
from core.reports.comments.threads import may_see, people_to_tell
from core.store import audit, comments, programmes
from core.store.database import Connection, Database, all_or_nothing


class CannotSay(Refused):
    """The text of a comment is empty, too long, or cannot be kept as text."""


def begin_thread(
    db: Database,
    anchor: Anchor,
    label: str,
    text: str,
    *,
    by: Person,
    at: datetime,
    partner_id: str | None = None,
    tell: Sequence[str] = (),
) -> Thread:
    """Begin a thread on something with a first comment.

    Args:
        db: the open store.
        anchor: what it is on.
        label: what that is called now; the thread keeps it.
        text: 1 to 4,000 characters.
        by: who writes.
        at: when, in UTC.
        partner_id: the partner whose people alone may see it; None for all people of the programme.
        tell: ids of people to tell, besides those named in the text as @ and their name.

    Raises:
        NotAllowed: the person may not comment there, or not see that partner's detail.
        UnknownProgramme: there is none.
        CannotSay: the text is empty, too long, or cannot be kept.
    """
    must_be_allowed(by, Doing.comment, anchor.programme_id)
    if partner_id is not None:
        must_be_allowed(by, Doing.see_detail, anchor.programme_id, partner_id)
    written = _checked(text)
    with all_or_nothing(db) as connection:
        programmes.get(connection, anchor.programme_id)
        thread = comments.add_thread(connection, anchor, _short(label), partner_id, at=at, by=by)
        told = _told(connection, by, thread, written, tell)
        comment_id = comments.add_comment(connection, thread.thread_id, written, told, at=at, by=by)
        _note(connection, "begin_comments", thread, f"Commented on {thread.label}.", comment_id=comment_id, at=at, by=by)
    return thread


def reply(db: Database, thread_id: int, text: str, *, by: Person, at: datetime, tell: Sequence[str] = ()) -> int:
    """Add a comment to a thread; gives its id. A reply does not open a resolved thread again.

    Raises:
        NoSuchRow: there is no such thread, or it is not for this person to see.
        NotAllowed: the person may not comment in that programme.
        CannotSay: the text is empty, too long, or cannot be kept.
    """
    written = _checked(text)
    with all_or_nothing(db) as connection:
        thread = _thread(connection, thread_id, by)
        told = _told(connection, by, thread, written, tell)
        comment_id = comments.add_comment(connection, thread_id, written, told, at=at, by=by)
        _note(
            connection, "reply_to_comments", thread, f"Replied to a comment on {thread.label}.", comment_id=comment_id, at=at, by=by
        )
    return comment_id


def edit_comment(db: Database, comment_id: int, text: str, *, read_version: int, by: Person, at: datetime) -> Comment:
    """Replace the text of one's own comment.

    Args:
        db: the open store.
        comment_id: which one.
        text: what it is to say, 1 to 4,000 characters.
        read_version: the version of the comment that was read.
        by: who edits.
        at: when, in UTC.

    Raises:
        NoSuchRow: there is no such comment, or it is not for this person to see.
        NotAllowed: it is another person's, or the person may no longer comment.
        StaleRow: it was edited since it was read, in another window.
        CannotSay: the text is empty, too long, or cannot be kept.
    """
    written = _checked(text)
    with all_or_nothing(db) as connection:
        before = comments.comment(connection, comment_id)
        if before is None:
            raise _none_there()
        thread = _thread(connection, before.thread_id, by)
        if before.person_id != by.person_id:
            raise NotAllowed(f"This comment is {before.name}'s: only its writer can change it. Nothing was changed.")
        _must_be_as_read(before, read_version)
        comments.edit_comment(connection, before, written, _told(connection, by, thread, written, ()), at=at)
        what = f"Changed a comment on {thread.label}."
        _note(connection, "edit_comment", thread, what, comment_id=comment_id, before=before.text, at=at, by=by)
        edited = comments.comment(connection, comment_id)
    return edited or before


def resolve(db: Database, thread_id: int, *, read_version: int, by: Person, at: datetime) -> None:
    """Resolve an open thread.

    Raises:
        NoSuchRow: there is no such thread, or it is not for this person to see.
        NotAllowed: the person may not comment in that programme.
        StaleRow: another person resolved it or opened it again since it was read.
    """
    _set_state(db, thread_id, RESOLVED, "resolve_comments", "Resolved", read_version=read_version, by=by, at=at)


def reopen(db: Database, thread_id: int, *, read_version: int, by: Person, at: datetime) -> None:
    """Open a resolved thread again.

    Raises:
        NoSuchRow: there is no such thread, or it is not for this person to see.
        NotAllowed: the person may not comment in that programme.
        StaleRow: another person resolved it or opened it again since it was read.
    """
    _set_state(db, thread_id, OPEN, "reopen_comments", "Opened again", read_version=read_version, by=by, at=at)


def mark_read(db: Database, comment_ids: Sequence[int], *, by: Person, at: datetime) -> int:
    """Mark comments the person was named in as read; gives how many were not so before."""
    with all_or_nothing(db) as connection:
        marked = comments.mark_read(connection, by.person_id, list(comment_ids), at=at)
        if marked:
            audit.add(
                connection, at=at, by=by, action="mark_comments_read", detail={"what": f"Marked {marked} as read.", "count": marked}
            )
    return marked


def _set_state(
    db: Database, thread_id: int, state: str, action: str, done: str, *, read_version: int, by: Person, at: datetime
) -> None:
    with all_or_nothing(db) as connection:
        thread = _thread(connection, thread_id, by)
        if thread.version != read_version or thread.state == state:
            now = "opened again" if thread.is_open else "resolved"
            raise StaleRow(
                f"{thread.changed_by} changed this thread on {_moment(thread.changed_at)}: it is {now} by now. "
                "Nothing of yours was saved: look at the latest."
            )
        comments.set_state(connection, thread, state, at=at, by=by)
        _note(connection, action, thread, f"{done} the comments on {thread.label}.", at=at, by=by)


def _thread(connection: Connection, thread_id: int, by: Person) -> Thread:
    """Find a thread that is for this person; what is not there and what is not for them are refused in the same words."""
    thread = comments.thread(connection, thread_id)
    if thread is None or not may_see(by, thread):
        raise _none_there()
    must_be_allowed(by, Doing.comment, thread.programme_id)
    return thread


def _none_there() -> NoSuchRow:
    return NoSuchRow("There is no such comment here. Nothing was changed: look at the latest.")


def _must_be_as_read(before: Comment, read_version: int) -> None:
    if before.version != read_version:
        moment = _moment(before.edited_at or before.written_at)
        raise StaleRow(
            f'{before.name} changed this comment on {moment}, after you opened it, to "{before.text[:200]}". '
            "Nothing of yours was saved, and your text is still here: look at the latest, then save again."
        )


def _told(connection: Connection, by: Person, thread: Thread, text: str, tell: Sequence[str]) -> list[str]:
    """Readers to notify: ids of those picked or named in the text and able to see the thread; others learn nothing of it."""
    can_see = people_to_tell(connection, by, thread.programme_id, thread.partner_id)
    named = {person.person_id for person in named_in(text, can_see)}
    return [person.person_id for person in can_see if person.person_id in named or person.person_id in tell]


def _checked(text: str) -> str:
    written = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not written:
        raise CannotSay("A comment needs some words. Nothing was saved.")
    if len(written) > LONGEST_COMMENT:
        raise CannotSay(f"A comment has {LONGEST_COMMENT:,} characters at most, and this one {len(written):,}. Nothing was saved.")
    if "\x00" in written or any("\ud800" <= mark <= "\udfff" for mark in written):
        raise CannotSay("The text holds a character that cannot be kept as text. Nothing was saved: take it out.")
    return written


def _short(label: str) -> str:
    one_line = " ".join(label.split()) or "something"
    return one_line if len(one_line) <= LONGEST_LABEL else f"{one_line[: LONGEST_LABEL - 1]}…"


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y at %H:%M} UTC"


def _note(connection: Connection, action: str, thread: Thread, what: str, *, at: datetime, by: Person, **more: object) -> None:
    """Write it down, for that partner's people alone where the thread is theirs."""
    detail: dict[str, object] = {"what": what, "thread_id": thread.thread_id, **more}
    if thread.partner_id is not None:
        detail["partner_id"] = thread.partner_id
    audit.add(connection, at=at, by=by, action=action, programme_id=thread.programme_id, detail=detail)
