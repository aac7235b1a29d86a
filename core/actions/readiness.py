"""Readiness: recording how ready a partner is, or how used leaders are to deciding together."""

from datetime import date, datetime

from core.access.permission import must_be_allowed
from core.domain.errors import NotRecorded, StaleRow
from core.domain.people import Doing, Person
from core.domain.readiness import ASPECT_TITLES, LEVELS, OF_LEADERS, OF_PARTNER, Aspect, KeptAssessment, level_words
from core.reports.appraisals import load_version
from core.reports.flows import partner_titles
from core.store import audit, readiness
from core.store.database import Database, all_or_nothing
from core.store.tables.versions import version_numbered

MOST_NOTE = 1_000


def record_readiness(
    db: Database,
    programme_id: str,
    partner_id: str | None,
    aspect: Aspect,
    *,
    level: int,
    note: str = "",
    assessed_on: date,
    assessed_by: str,
    read_assessment: int,
    by: Person,
    at: datetime,
) -> str:
    """Write down at which step an aspect stands, when that was looked at, and by whom.

    Args:
        db: the open store.
        programme_id: the programme.
        partner_id: the partner; None for the leaders of all partners together.
        aspect: what was looked at.
        level: the step, 1 to 4.
        note: what it rests on.
        assessed_on: the day it was looked at.
        assessed_by: who looked.
        read_assessment: id of the assessment the person saw, 0 for none.
        by: who writes it down.
        at: when, in UTC.

    Returns:
        what was done, as a sentence.

    Raises:
        NotAllowed: the person does not speak for that partner, or (partner None) for the whole partnership.
        NotRecorded: something is missing, unknown, or of a day to come.
        StaleRow: another person assessed it since.
    """
    must_be_allowed(by, Doing.assess_readiness, programme_id, partner_id)
    version_numbered(db, programme_id)
    titles = {} if partner_id is None else partner_titles(load_version(db, programme_id).case)
    _must_fit(partner_id, aspect, titles)
    _must_be_complete(level, note, assessed_on, assessed_by, at.date())
    who = "the leaders together" if partner_id is None else titles[partner_id]
    what = f"Assessed {ASPECT_TITLES[aspect].lower()} of {who}: {level_words(aspect, level)}."
    with all_or_nothing(db) as connection:
        _must_be_last(readiness.latest_assessments(connection, programme_id).get((partner_id, aspect)), read_assessment)
        readiness.add_assessment(
            connection, programme_id, partner_id, aspect, level=level, note=note.strip(), assessed_on=assessed_on,
            assessed_by=assessed_by.strip(), by=by, at=at,
        )  # fmt: skip
        detail = {"what": what, "partner_id": partner_id, "aspect": aspect.value, "level": level}
        audit.add(connection, at=at, by=by, action="record_readiness", programme_id=programme_id, detail=detail)
    return what


def _must_fit(partner_id: str | None, aspect: Aspect, titles: dict[str, str]) -> None:
    if partner_id is not None and partner_id not in titles:
        raise NotRecorded(f'There is no partner "{partner_id}" in this programme.')
    if aspect not in (OF_LEADERS if partner_id is None else OF_PARTNER):
        raise NotRecorded(f"“{ASPECT_TITLES[aspect]}” is not looked at there.")


def _must_be_complete(level: int, note: str, assessed_on: date, assessed_by: str, today: date) -> None:
    if level not in LEVELS:
        raise NotRecorded(f"A step is 1, 2, 3 or 4, and not {level}.")
    if not assessed_by.strip():
        raise NotRecorded("Say who looked at it.")
    if assessed_on > today:
        raise NotRecorded(f"{assessed_on.day} {assessed_on:%B %Y} is still to come: give the day it was looked at.")
    if len(note) > MOST_NOTE:
        raise NotRecorded(f"The note has {len(note):,} letters: give {MOST_NOTE:,} or fewer.")


def _must_be_last(last: KeptAssessment | None, read_assessment: int) -> None:
    if last is not None and last.assessment_id != read_assessment:
        raise StaleRow(
            f"Somebody else assessed this since you opened it: {last.recorded_by}, {last.recorded_at:%d %B %Y at %H:%M} UTC, "
            f"{level_words(last.aspect, last.level)}. Nothing of yours was saved: look at it as it is now and assess it again."
        )
