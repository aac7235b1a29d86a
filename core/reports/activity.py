"""Activity: the feed of a programme in plain sentences, and the whole audit for administrators."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from core.access.permission import must_be_allowed
from core.access.scope import organisation_of
from core.access.versions import sees_drafts, versions_seen
from core.domain.people import Doing, Person
from core.reports.action_words import CHECKING, UNKNOWN, VERSIONS, actions_of, did, did_in_general, words_of
from core.reports.store_state import Checked, store_checked
from core.store import audit
from core.store.audit import Entry, Wanted
from core.store.audit_chain import verified
from core.store.database import Database, Source

A_PAGE = 50
NOTES_OF_VERSIONS = frozenset({VERSIONS, CHECKING})
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


def activity(
    db: Source, person: Person, programme_id: str, *, by: str | None = None, kind: str | None = None, most: int = A_PAGE
) -> tuple[Done, ...]:
    """Activity feed: what was done in a programme, the newest first.

    What concerns a partner whose detail this person may not see is named in general words alone.

    Args:
        db: the store.
        person: who asks.
        programme_id: the programme.
        by: the name of one person; None for all.
        kind: one of the kinds of action_words; None for all.
        most: how many at most.

    Raises:
        NotAllowed: the person may not see what is done in the programme.
    """
    must_be_allowed(person, Doing.see_activity, programme_id)
    actions = () if kind is None else (actions_of(kind) or (kind,))
    entries = audit.found(db, Wanted(programme_id=programme_id, by=by, actions=actions), most=most)
    sentences = sentences_for(db, person, programme_id, entries)
    return tuple(
        Done(row.audit_id, row.at, row.by, words_of(row.action).kind, told) for row, told in zip(entries, sentences, strict=True)
    )


def doers(db: Source, person: Person, programme_id: str) -> tuple[str, ...]:
    """People in the feed: the names of all who did something in a programme.

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


def sentences_for(db: Source, person: Person, programme_id: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Say of each entry who did what, as far as this person may know.

    A person of one partner who does not work on the tables reads what is noted of versions they may open, and of others, which
    are drafts, what sort of thing was done.

    Raises:
        NotAllowed: the person has nothing to do with the programme.
    """
    if sees_drafts(person, programme_id) or not organisation_of(person, programme_id):
        return tuple(sentence_for(person, entry) for entry in entries)
    open_to_them = {version.version_id for version in versions_seen(db, person, programme_id)}
    return tuple(
        f"{entry.by} {did_in_general(entry.action, for_a_partner=False)}"
        if _notes_a_draft(entry, open_to_them)
        else sentence_for(person, entry)
        for entry in entries
    )


def _notes_a_draft(entry: Entry, open_to_them: Set[int]) -> bool:
    """Draft notes: True for what is noted of a version that is not open, or of the one that was taken back."""
    is_of_a_version = words_of(entry.action).kind in NOTES_OF_VERSIONS
    return is_of_a_version and (entry.version_id not in open_to_them or entry.action == "undo_last_version")


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
    """Choices of the audit: the people and the actions it holds.

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
    return audit_checked(db, with_names=person.may(Doing.read_audit))


def audit_checked(db: Database, *, noted_sha256: str | None = None, with_names: bool = True) -> Checked:
    """Check every entry of the audit, the log of commits, the sums of all rows and every grant, and say what that shows.

    Args:
        db: the open store.
        noted_sha256: a head that was written down elsewhere.
        with_names: whether grants that were changed by hand are named.
    """
    chain, store = _chain_checked(db, noted_sha256), store_checked(db, with_names=with_names)
    if not store.is_whole:
        return Checked(False, store.sentences + chain.sentences if chain.is_whole else chain.sentences + store.sentences)
    return Checked(True, chain.sentences + store.sentences) if chain.is_whole else chain


def _chain_checked(db: Database, noted_sha256: str | None) -> Checked:
    verdict = verified(db, noted_sha256)
    if verdict.broken is not None:
        sentence = f"The audit does not hold. {verdict.broken.sentence} Entries before that are whole: {verdict.entries:,} of them."
        return Checked(False, (sentence, "Keep this folder as it is, and compare it with a backup."))
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
