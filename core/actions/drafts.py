"""Drafts: beginning to write a programme down, answering, and saving it as its first version. A draft is its owner's alone."""

from collections.abc import Sequence
from datetime import datetime

from core.access.permission import must_be_allowed_anywhere
from core.actions.programmes import Saved, import_case
from core.domain.drafts import Change, Draft, changed
from core.domain.errors import NoSuchRow, NotRecorded
from core.domain.ids import make_id
from core.domain.people import Doing, Person
from core.reports.drafts.figures import draft_figures
from core.reports.drafts.new_rows import first_rows
from core.reports.drafts.whole_rows import filled
from core.store import audit, drafts
from core.store.database import Connection, Database, Source, all_or_nothing
from core.store.programmes import list_programmes

MOST_DRAFTS = 20
_GONE = "There is no such draft of yours: it was saved or thrown away, or it is another person's."


def begin_draft(db: Database, *, by: Person, at: datetime) -> Draft:
    """Begin to write a programme down.

    Raises:
        NotAllowed: the person starts no programmes.
        NotRecorded: the person has as many drafts as one may have.
        CannotStore, BusyStore: it could not be kept.
    """
    must_be_allowed_anywhere(by, Doing.start_programme)
    with all_or_nothing(db) as connection:
        if len(drafts.of_person(connection, by.person_id)) >= MOST_DRAFTS:
            raise NotRecorded(f"You have {MOST_DRAFTS} drafts already: finish one, or throw one away.")
        made = drafts.add(connection, by.person_id, first_rows(at.date()), at=at)
        audit.add(connection, at=at, by=by, action="begin_draft", detail={"what": "Began to write a programme down."})
    return made


def change_draft(db: Database, draft_id: int, changes: Sequence[Change], *, by: Person, at: datetime) -> Draft:
    """Keep answers in a draft, all of them or none. Other cells stay as they are by now.

    Raises:
        NotAllowed: the person starts no programmes.
        NoSuchRow: there is no such draft of theirs, or a line was taken out meanwhile.
        StaleRow: a cell was answered otherwise since it was seen.
        CannotStore, BusyStore: it could not be kept.
    """
    must_be_allowed_anywhere(by, Doing.start_programme)
    with all_or_nothing(db) as connection:
        before = _own(connection, draft_id, by)
        rows = changed(before.rows, changes)
        title = (rows.get("programme") or [{}])[0].get("title", "")
        drafts.keep(connection, before, rows, title, before.step, at=at)
        return _own(connection, draft_id, by)


def turn_to_step(db: Database, draft_id: int, step: int, *, by: Person, at: datetime) -> None:
    """Remember at which step a draft is looked at, so that it is taken up again there. Raises as `change_draft` does."""
    must_be_allowed_anywhere(by, Doing.start_programme)
    with all_or_nothing(db) as connection:
        before = _own(connection, draft_id, by)
        drafts.keep(connection, before, before.rows, before.title, step, at=at)


def discard_draft(db: Database, draft_id: int, *, by: Person, at: datetime) -> None:
    """Throw a draft away. Raises as `change_draft` does."""
    must_be_allowed_anywhere(by, Doing.start_programme)
    with all_or_nothing(db) as connection:
        draft = _own(connection, draft_id, by)
        drafts.remove(connection, draft.draft_id)
        audit.add(connection, at=at, by=by, action="discard_draft", detail={"what": "Threw a draft of a programme away."})


def save_draft(db: Database, draft_id: int, *, by: Person, at: datetime) -> Saved:
    """Make a draft the first version of a programme; the person becomes its analyst, and the draft is gone.

    Raises:
        NotAllowed: the person starts no programmes.
        NotRecorded: something is still to be said.
        NotAccepted: the tables break a rule.
        NoSuchRow: there is no such draft of theirs.
        CannotStore, BusyStore: it could not be kept.
    """
    must_be_allowed_anywhere(by, Doing.start_programme)
    draft = _own(db, draft_id, by)
    open_still = draft_figures(draft).told
    if open_still:
        raise NotRecorded(*(told.sentence for told in open_still))
    taken = [programme.programme_id for programme in list_programmes(db)]
    tables = filled(draft).tables(make_id(draft.title, taken, "programme"))
    return import_case(
        db, tables, by=by, at=at, what="Written down step by step", read_version=0,
        besides=lambda connection: _remove_as_read(connection, draft, by),
    )  # fmt: skip


def _remove_as_read(connection: Connection, draft: Draft, by: Person) -> None:
    if _own(connection, draft.draft_id, by).revision != draft.revision:
        raise NotRecorded("The draft was changed elsewhere while it was saved: look at it as it is now, and save again.")
    drafts.remove(connection, draft.draft_id)


def _own(source: Source, draft_id: int, by: Person) -> Draft:
    draft = drafts.find(source, draft_id, by.person_id)
    if draft is None:
        raise NoSuchRow(_GONE)
    return draft
