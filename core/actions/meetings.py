"""Meetings: preparing one and presenting it. Others see the screen the presenter is on."""

from dataclasses import replace
from datetime import datetime

from core.access.permission import must_be_allowed
from core.access.versions import must_see_version
from core.domain.decisions import day
from core.domain.errors import NotRecorded, StaleRow
from core.domain.meetings import SCREENS, Meeting, Screen, StoredMeeting, faults_of_meeting, fits
from core.domain.people import Doing, Person
from core.domain.scenario import Scenario
from core.reports.appraisals import load_version
from core.reports.meetings import meeting as meeting_seen
from core.store import audit, meetings, programmes
from core.store.database import Connection, Database, all_or_nothing


def prepare_meeting(
    db: Database, programme_id: str, meeting: Meeting, *, version_number: int, by: Person, at: datetime
) -> StoredMeeting:
    """Keep a meeting on one version of a programme; what it is set beside is the version seen the last time.

    From then on every person who sees the programme may open this version: it is what the board is shown.

    Raises:
        NotAllowed: the person may not prepare meetings here.
        NotRecorded: something has to be put right first; every fault is named.
        UnknownProgramme, UnknownVersion: there is none.
        CannotStore, BusyStore, DamagedStore: it could not be kept.
    """
    must_be_allowed(by, Doing.prepare_meeting, programme_id)
    programmes.get(db, programme_id)
    must_see_version(db, by, programme_id, version_number, at.date())
    loaded = load_version(db, programme_id, version_number)
    faults = faults_of_meeting(meeting, loaded.case)
    if faults:
        raise NotRecorded(*faults)
    version_id = loaded.version.version_id
    with all_or_nothing(db) as connection:
        before = meetings.version_seen_before(connection, programme_id, meeting.held_on)
        meeting_id = meetings.add(connection, programme_id, version_id, before, meeting, at=at, by=by.name)
        what = f'Prepared the meeting "{meeting.title}" of {day(meeting.held_on)} on version {version_number}.'
        kept = meetings.get(connection, meeting_id)
        _note(connection, "prepare_meeting", what, kept, by=by, at=at)
        return kept


def present(db: Database, meeting_id: int, *, presenting_as: str, screen: int, by: Person, at: datetime) -> Screen:
    """Present: from now on others see the screen this window is on. The presenter before becomes one of them.

    Args:
        db: the open store.
        meeting_id: the meeting.
        presenting_as: a word that tells this window of the person from others.
        screen: the screen the window is on, 1 to SCREENS.
        by: who presents.
        at: when, in UTC.

    Raises:
        NotAllowed: the person may not prepare meetings here.
        NoSuchRow: there is no such meeting.
        CannotStore, BusyStore: it could not be kept.
    """
    with all_or_nothing(db) as connection:
        meeting = _allowed(connection, meeting_id, by)
        before = meetings.screen_of(connection, meeting_id)
        version = 1 if before is None else before.version + 1
        shown = Screen(meeting_id, by.name, presenting_as, _within(screen), Scenario().in_words, at, version)
        meetings.put_screen(connection, shown)
        _note(connection, "present_meeting", f'Began to present the meeting "{meeting.title}".', meeting, by=by, at=at)
        return shown


def show_screen(
    db: Database, meeting_id: int, screen: int, scenario: Scenario, *, presenting_as: str, by: Person, at: datetime
) -> Screen:
    """Show another screen or what-if to all who follow. Such moves are not audited: they change nothing that is kept.

    Raises:
        NotAllowed: the person may not prepare meetings here.
        StaleRow: another person presents by now, or no one does.
        NotRecorded: the what-if moves a figure the meeting may not move.
        NoSuchRow: there is no such meeting.
        CannotStore, BusyStore: it could not be kept.
    """
    with all_or_nothing(db) as connection:
        meeting = _allowed(connection, meeting_id, by)
        before = _must_present(meetings.screen_of(connection, meeting_id), presenting_as)
        if not fits(scenario, meeting.levers):
            raise NotRecorded("This what-if moves a figure that was not prepared for the meeting: it was not shown to others.")
        shown = Screen(meeting_id, before.presenter, presenting_as, _within(screen), scenario.in_words, at, before.version + 1)
        meetings.put_screen(connection, shown)
        return shown


def still_presenting(db: Database, meeting_id: int, *, presenting_as: str, by: Person, at: datetime) -> None:
    """Say that the presenter's window is still open; a window that says so no longer is not followed. Nothing moves.

    Raises:
        NotAllowed: the person may not prepare meetings here.
        StaleRow: another person presents by now, or no one does.
        NoSuchRow: there is no such meeting.
        CannotStore, BusyStore: it could not be kept.
    """
    with all_or_nothing(db) as connection:
        _allowed(connection, meeting_id, by)
        before = _must_present(meetings.screen_of(connection, meeting_id), presenting_as)
        meetings.put_screen(connection, replace(before, moved_at=at))


def stop_presenting(db: Database, meeting_id: int, *, presenting_as: str, by: Person, at: datetime) -> None:
    """Stop presenting: each person browses alone again.

    Raises:
        NotAllowed: the person may not prepare meetings here.
        StaleRow: another person presents by now, or no one does.
        NoSuchRow: there is no such meeting.
        CannotStore, BusyStore: it could not be kept.
    """
    with all_or_nothing(db) as connection:
        meeting = _allowed(connection, meeting_id, by)
        before = _must_present(meetings.screen_of(connection, meeting_id), presenting_as)
        ended = Screen(meeting_id, None, None, before.screen, Scenario().in_words, at, before.version + 1)
        meetings.put_screen(connection, ended)
        _note(connection, "stop_presenting", f'Stopped presenting the meeting "{meeting.title}".', meeting, by=by, at=at)


def _allowed(connection: Connection, meeting_id: int, by: Person) -> StoredMeeting:
    """Find a meeting that this person may present; one of a programme they do not see is as one that is not there."""
    meeting = meeting_seen(connection, by, meeting_id)
    must_be_allowed(by, Doing.prepare_meeting, meeting.programme_id)
    return meeting


def _must_present(before: Screen | None, presenting_as: str) -> Screen:
    if before is None or before.presenting_as is None:
        raise StaleRow("Nobody presents this meeting any more: press Present to begin again.")
    if before.presenting_as != presenting_as:
        raise StaleRow(f"{before.presenter} presents this meeting now: you follow, or press Present to take over.")
    return before


def _within(screen: int) -> int:
    return min(max(screen, 1), SCREENS)


def _note(connection: Connection, action: str, what: str, meeting: StoredMeeting, *, by: Person, at: datetime) -> None:
    detail = {"what": what, "meeting_id": meeting.meeting_id}
    audit.add(
        connection,
        at=at,
        by=by,
        action=action,
        programme_id=meeting.programme_id,
        version_id=meeting.version_id,
        detail=detail,
    )
