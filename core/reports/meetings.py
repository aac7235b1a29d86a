"""Meetings: the papers as prepared, the screen it is on, and what changed since the last time."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.errors import NoSuchRow
from core.domain.meetings import MOST_LEVERS, Screen, StoredMeeting, levers_of
from core.domain.people import Doing, Person
from core.reports.appraisals import Appraised, Loaded
from core.store import meetings
from core.store.database import Database, Source
from core.store.tables.versions import Version, every_version

_FIGURES = (
    ("Cash to invest", "pv_public_cost_gbp"),
    ("Net public value", "npsv_gbp"),
    ("Cash released", "pv_cash_released_gbp"),
)


@dataclass(frozen=True)
class Since:
    """What changed since a version. `figures` has one row per figure: figure, then_gbp, now_gbp, change_gbp."""

    then_number: int
    now_number: int
    figures: pd.DataFrame
    steps: tuple[Version, ...]
    option_was_there: bool

    @property
    def is_the_same(self) -> bool:
        """True when nothing was changed in between."""
        return self.then_number == self.now_number


def meetings_of(db: Database, person: Person, programme_id: str) -> tuple[StoredMeeting, ...]:
    """List the meetings of a programme, the latest day first.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return meetings.of_programme(db, programme_id)


def meeting(db: Source, person: Person, meeting_id: int) -> StoredMeeting:
    """Find one meeting.

    Raises:
        NoSuchRow: there is none, or it is of a programme the person may not see; the sentence is the same.
    """
    stored = meetings.get(db, meeting_id)
    if not person.may(Doing.see_agreed_view, stored.programme_id):
        raise NoSuchRow("There is no such meeting: choose one from the list on Decide, or prepare one there.")
    return stored


def screen_of(db: Database, person: Person, found: StoredMeeting) -> Screen | None:
    """Screen of a meeting; None when it has not been presented yet.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, found.programme_id)
    return meetings.screen_of(db, found.meeting_id)


def next_meeting(found: tuple[StoredMeeting, ...], today: date) -> StoredMeeting | None:
    """Choose the meeting to open: the nearest that is still to come, or else the last there was."""
    coming = [each for each in found if each.held_on >= today]
    return coming[-1] if coming else next(iter(found), None)


def changes_since(db: Database, person: Person, then: Appraised, now: Appraised, option_id: str) -> Since:
    """Changes since the last meeting: the figures of an option then and now, with the versions that were made in between.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    programme_id = now.loaded.version.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    before, after = then.loaded.version.number, now.loaded.version.number
    steps = tuple(each for each in every_version(db, programme_id) if before < each.number <= after and not each.is_undone)
    was_there = option_id in then.appraisal.options
    return Since(before, after, _figures(then if was_there else None, now, option_id), steps, was_there)


def _figures(then: Appraised | None, now: Appraised, option_id: str) -> pd.DataFrame:
    own = now.option(option_id).expected.measures
    old = None if then is None else then.option(option_id).expected.measures
    rows = [(label, 0.0 if old is None else getattr(old, name), getattr(own, name)) for label, name in _FIGURES]
    net_then = 0.0 if old is None else old.pv_cash_released_gbp - old.pv_public_cost_gbp
    rows.append(("Net cash", net_then, own.pv_cash_released_gbp - own.pv_public_cost_gbp))
    frame = pd.DataFrame(rows, columns=["figure", "then_gbp", "now_gbp"])
    return frame.assign(change_gbp=frame.now_gbp - frame.then_gbp)


def unprepared(loaded: Loaded, option_id: str, today: date) -> StoredMeeting:
    """Default papers of a meeting that was not prepared: the current version, its own question, the first what-ifs it allows."""
    version, programme = loaded.version, loaded.case.programme
    return StoredMeeting(
        meeting_id=0,
        programme_id=version.programme_id,
        version_id=version.version_id,
        number=version.number,
        since_number=version.base_version,
        held_on=today,
        title=programme.title,
        ask="No ask has been written down: prepare the meeting on Decide.",
        option_id=option_id,
        levers=levers_of(loaded.case)[:MOST_LEVERS],
        prepared_at=version.made_at,
        prepared_by=version.made_by,
    )
