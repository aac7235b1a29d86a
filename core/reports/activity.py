"""What was done: the feed of a programme in plain sentences, and the whole audit for administrators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from core.domain.people import Doing, Person
from core.reports.action_words import UNKNOWN, actions_of, did, did_in_general, words_of
from core.reports.permission import must_be_allowed
from core.store import audit
from core.store.audit import Entry, Wanted
from core.store.audit_chain import verified
from core.store.database import Database, Source

A_PAGE = 50
MOST_DOWNLOADED = 100_000


@dataclass(frozen=True)
class Done:
    """One thing done, for the feed: `sentence` begins with who did it."""

    audit_id: int
    at: datetime
    by: str
    kind: str
    sentence: str


@dataclass(frozen=True)
class Asked:
    """Which entries of the audit an administrator looks for. Both days are included."""

    programme_id: str | None = None
    by: str | None = None
    action: str | None = None
    first_day: date | None = None
    last_day: date | None = None

    @property
    def wanted(self) -> Wanted:
        """The same for the store."""
        return Wanted(
            programme_id=self.programme_id,
            by=self.by,
            actions=() if self.action is None else (self.action,),
            since=_midnight(self.first_day),
            until=_midnight(self.last_day, days_later=1),
        )


@dataclass(frozen=True)
class Checked:
    """What a check of the audit found, in sentences."""

    is_whole: bool
    sentences: tuple[str, ...]


def activity(
    db: Source, person: Person, programme_id: str, *, by: str | None = None, kind: str | None = None, most: int = A_PAGE
) -> tuple[Done, ...]:
    """Tell what was done in a programme, the newest first.

    What concerns a partner whose detail this person may not see is told in general words alone.

    Args:
        db: the store.
        person: who asks.
        programme_id: the programme.
        by: the name of one person; None for everybody.
        kind: one of the kinds of action_words; None for all.
        most: how many at most.

    Raises:
        NotAllowed: the person may not see what is done in the programme.
    """
    must_be_allowed(person, Doing.see_activity, programme_id)
    actions = () if kind is None else (actions_of(kind) or (kind,))
    entries = audit.found(db, Wanted(programme_id=programme_id, by=by, actions=actions), most=most)
    return tuple(Done(row.audit_id, row.at, row.by, words_of(row.action).kind, sentence_for(person, row)) for row in entries)


def doers(db: Source, person: Person, programme_id: str) -> tuple[str, ...]:
    """List the names of everybody who did something in a programme.

    Raises:
        NotAllowed: the person may not see what is done in the programme.
    """
    must_be_allowed(person, Doing.see_activity, programme_id)
    return audit.doers(db, programme_id)


def by_day(rows: Iterable[Done]) -> dict[date, list[Done]]:
    """Put what was done under its day, in UTC, in the order it comes."""
    days: dict[date, list[Done]] = {}
    for row in rows:
        days.setdefault(row.at.date(), []).append(row)
    return days


def sentence_for(person: Person, entry: Entry) -> str:
    """Say in one sentence who did what, as far as this person may know."""
    concerned = _partners_of(entry)
    may_know = all(person.may(Doing.see_detail, entry.programme_id, partner) for partner in concerned)
    told = did(entry.action, entry.detail) if may_know else did_in_general(entry.action, for_a_partner=True)
    return f"{entry.by} {told}"


def audit_rows(db: Source, person: Person, asked: Asked, *, page: int = 1, rows: int = A_PAGE) -> tuple[pd.DataFrame, int]:
    """Read a page of the audit, the newest first.

    Returns:
        one row per entry (entry, at, by, person_id, action, programme_id, version_id, what, sha256), and how many were found.

    Raises:
        NotAllowed: the person may not read the audit, or only that of a programme they do not name.
    """
    must_be_allowed(person, Doing.read_audit, asked.programme_id)
    entries = audit.found(db, asked.wanted, most=rows, skip=(page - 1) * rows)
    return _frame(entries), audit.count(db, asked.wanted)


def audit_choices(db: Source, person: Person, programme_id: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List who did something and which actions were done, to choose from.

    Raises:
        NotAllowed: the person may not read the audit there.
    """
    must_be_allowed(person, Doing.read_audit, programme_id)
    return audit.doers(db, programme_id), audit.actions_done(db, programme_id)


def audit_checked_for(db: Database, person: Person) -> Checked:
    """Check the whole chain for an administrator of all programmes, or of one: the result says nothing of any entry's content.

    Raises:
        NotAllowed: the person reads no audit.
    """
    programmes = person.programmes()
    must_be_allowed(person, Doing.read_audit, None if programmes is None else _one_read(person, programmes))
    return audit_checked(db)


def audit_checked(db: Database, *, noted_sha256: str | None = None) -> Checked:
    """Check every entry of the audit, and say in sentences what that shows and what it cannot show."""
    verdict = verified(db, noted_sha256)
    if verdict.broken is not None:
        found = f"The audit does not hold. {verdict.broken.sentence} Entries before that are whole: {verdict.entries:,} of them."
        return Checked(False, (found, "Keep this folder as it is, and compare it with a backup."))
    last = "" if verdict.last_at is None else f", the last of {verdict.last_at:%d %B %Y at %H:%M} UTC"
    count = "1 entry" if verdict.entries == 1 else f"{verdict.entries:,} entries"
    whole = f"The audit is whole: {count}{last}, each as it was written and in its place."
    if noted_sha256 is not None and verdict.noted_at is None:
        return Checked(False, ("The audit no longer holds the head that was noted: entries up to then were written anew.",))
    noted = () if verdict.noted_at is None else (f"The head that was noted is entry {verdict.noted_at:,}.",)
    return Checked(True, (whole, *noted, f"Head: {verdict.head_sha256}", LIMITS))


LIMITS = (
    "Whoever may write to the state file itself could work out the whole chain anew. Note the head somewhere else, such as in "
    "the minutes of a meeting, and check it later with --noted: then that is found out too."
)


def _frame(entries: Iterable[Entry]) -> pd.DataFrame:
    columns = ["entry", "at", "by", "person_id", "action", "programme_id", "version_id", "what"]
    rows = [
        (row.audit_id, row.at, row.by, row.person_id or "", row.action, row.programme_id or "", row.version_id,
         str(row.detail.get("what", "")))
        for row in entries
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(did=[_in_words(action) for action in frame.action], version_id=frame.version_id.astype("Int64"))


def _in_words(action: str) -> str:
    words = words_of(action)
    return action if words is UNKNOWN else words.did


def _partners_of(entry: Entry) -> tuple[str, ...]:
    one, several = entry.detail.get("partner_id"), entry.detail.get("partner_ids") or ()
    return (*((str(one),) if one else ()), *(str(partner) for partner in several))


def _one_read(person: Person, programmes: Iterable[str]) -> str | None:
    return next((id_ for id_ in sorted(programmes) if person.may(Doing.read_audit, id_)), None)


def _midnight(day: date | None, days_later: int = 0) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days_later)
