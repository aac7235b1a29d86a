"""Assurance: naming a version and taking it to an assurer and an approver. Every step is a row that stays."""

from datetime import date, datetime

from core.access.permission import must_be_allowed
from core.actions.programmes import note
from core.domain.assurance import MOST_NAME_CHARACTERS, MOST_WORDS_CHARACTERS, Assurance, AssuranceState, StepKind, Tick
from core.domain.errors import NotAllowed, Refused, StaleRow
from core.domain.people import Doing, Person
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.versions.assurance import why_not_approve, why_not_assure
from core.reports.versions.check_list import check_list
from core.store import assurance as kept
from core.store.database import Connection, Database, all_or_nothing
from core.store.tables.versions import Version, version_numbered


class WrongStep(Refused):
    """Wrong step: it does not follow from the state of the version, or lacks words it needs."""


def name_version(db: Database, programme_id: str, number: int, name: str, why: str, *, by: Person, at: datetime) -> Assurance:
    """Give a version a name, for good: it can no longer be undone.

    Raises:
        NotAllowed: the person names no versions here.
        VersionNameTaken: the version has a name, or another version has this one.
        WrongStep: the name or the reason is missing or too long, or the version was taken back.
        UnknownVersion: there is none of that number.
    """
    must_be_allowed(by, Doing.name_version, programme_id)
    name, why = " ".join(name.split()), why.strip()
    _must_say(name, "a name, such as Board January 2027", MOST_NAME_CHARACTERS)
    _must_say(why, "why it is named", MOST_WORDS_CHARACTERS)
    with all_or_nothing(db) as connection:
        version = version_numbered(connection, programme_id, number)
        if version.is_undone:
            raise WrongStep(f"Version {number} was taken back and cannot be named. Nothing was changed.")
        kept.add_name(connection, version, name, why, at=at, by=by)
        return _noted(connection, version, "name_version", f'Named version {number} "{name}": {why}', at=at, by=by)


def send_to_assurer(
    db: Database, programme_id: str, number: int, words: str = "", *, steps_seen: int, by: Person, at: datetime
) -> Assurance:
    """Send a named version to be checked by another person.

    Args:
        db: the open store.
        programme_id: the programme.
        number: number of the version.
        words: what the assurer should know.
        steps_seen: how many steps the version had taken when the person looked.
        by: who sends it.
        at: when, in UTC.

    Raises:
        NotAllowed: the person sends no versions here.
        WrongStep: the version has no name, or is not a draft.
        StaleRow: another person took a step with it in the meantime.
    """
    must_be_allowed(by, Doing.name_version, programme_id)
    sentence = f"Sent version {number} to be checked."
    with all_or_nothing(db) as connection:
        version, _ = _next(connection, programme_id, number, StepKind.sent, steps_seen)
        return _take(connection, version, StepKind.sent, sentence, "send_version", words=words, at=at, by=by)


def send_back(db: Database, programme_id: str, number: int, reason: str, *, steps_seen: int, by: Person, at: datetime) -> Assurance:
    """Send a version back to its makers, saying why. An assurer does so before the check, an approver after it.

    Raises:
        NotAllowed: the person neither checks nor approves here, or made or sent the version.
        WrongStep: the reason is missing, or the version is not with another person.
        StaleRow: another person took a step with it in the meantime.
    """
    _must_be_allowed_one_of(by, (Doing.assure, Doing.approve), programme_id)
    _must_say(reason.strip(), "why it goes back", MOST_WORDS_CHARACTERS)
    sentence = f"Sent version {number} back: {reason.strip()}"
    with all_or_nothing(db) as connection:
        version, assurance = _next(connection, programme_id, number, StepKind.sent_back, steps_seen)
        may_return = why_not_approve if assurance.state is AssuranceState.checked else why_not_assure
        _must_not_be_barred(may_return(assurance, version, by))
        return _take(connection, version, StepKind.sent_back, sentence, "send_back_version", words=reason, at=at, by=by)


def check_version(
    db: Database, programme_id: str, number: int, limits: str, use_by: date, *, steps_seen: int, by: Person, at: datetime,
    ticked: frozenset[str] | None = None,
) -> Assurance:  # fmt: skip
    """Say that a version was checked, what it may not be used for, and until when the check holds.

    Args:
        db: the open store.
        programme_id: the programme.
        number: number of the version.
        limits: what it may not be used for.
        use_by: the last day on which the check holds.
        steps_seen: how many steps the version had taken when the person looked.
        by: who checked it.
        at: when, in UTC.
        ticked: keys of the items of its list that the assurer ticked; the whole list is kept with them. None for a check without.

    Raises:
        NotAllowed: the person checks no versions here, or made, named or sent this one.
        WrongStep: it was not sent, its limits are missing, or the use-by date has passed.
        StaleRow: another person took a step with it in the meantime.
    """
    must_be_allowed(by, Doing.assure, programme_id)
    _must_say(limits.strip(), "what the version may not be used for", MOST_WORDS_CHARACTERS)
    if use_by < at.date():
        raise WrongStep(f"The use-by date {use_by:%d %B %Y} has passed: give a day from today on. Nothing was saved.")
    sentence = f"Checked version {number}, to be used until {use_by.day} {use_by:%B %Y}."
    ticks = () if ticked is None else _gone_through(db, programme_id, number, ticked, by)
    if ticks:
        sentence += f" {sum(tick.is_ticked for tick in ticks)} of {len(ticks)} items of its list are ticked."
    with all_or_nothing(db) as connection:
        version, assurance = _next(connection, programme_id, number, StepKind.checked, steps_seen)
        _must_not_be_barred(why_not_assure(assurance, version, by))
        return _take(
            connection, version, StepKind.checked, sentence, "check_version", words=limits, use_by=use_by, ticks=ticks, at=at, by=by
        )


def _gone_through(db: Database, programme_id: str, number: int, ticked: frozenset[str], by: Person) -> tuple[Tick, ...]:
    """The list of a version, with what the assurer ticked of it."""
    items = check_list(by, appraise_loaded(load_version(db, programme_id, number), Scenario()))
    unknown = ticked - {item.key for item in items}
    if unknown:
        raise WrongStep(f"The list of version {number} is another now: open it again and tick in it. Nothing was saved.")
    return tuple(Tick(item, item.key in ticked) for item in items)


def approve_version(
    db: Database, programme_id: str, number: int, words: str = "", *, steps_seen: int, by: Person, at: datetime
) -> Assurance:
    """Approve a checked version; the one that was approved before it is superseded.

    Raises:
        NotAllowed: the person approves no versions here, or checked this one.
        WrongStep: it was not checked, or its check has run out.
        StaleRow: another person took a step with it in the meantime.
    """
    must_be_allowed(by, Doing.approve, programme_id)
    sentence = f"Approved version {number}."
    with all_or_nothing(db) as connection:
        version, assurance = _next(connection, programme_id, number, StepKind.approved, steps_seen)
        _must_not_be_barred(why_not_approve(assurance, version, by))
        if assurance.is_past_use_by(at.date()):
            raise WrongStep(f"The check of version {number} has run out: have it checked again. Nothing was saved.")
        _supersede(connection, version, at=at, by=by)
        return _take(connection, version, StepKind.approved, sentence, "approve_version", words=words, at=at, by=by)


def _next(connection: Connection, programme_id: str, number: int, kind: StepKind, steps_seen: int) -> tuple[Version, Assurance]:
    """Read a version that is to take a step, and refuse one that may not or that another person moved."""
    version = version_numbered(connection, programme_id, number)
    assurance = kept.state_of(connection, version.version_id)
    if len(assurance.steps) != steps_seen and assurance.steps:
        last = assurance.steps[-1]
        raise StaleRow(
            f"{last.by_name} took a step with version {number} since you looked ({last.at:%d %B %Y at %H:%M} UTC): it is "
            f"now {assurance.state.value}. Nothing of yours was saved: look again."
        )
    if assurance.naming is None:
        raise WrongStep(f"Version {number} has no name yet: name it first. Nothing was saved.")
    if not assurance.may_take(kind):
        raise WrongStep(f"Version {number} is {assurance.state.value}, so this cannot be done to it now. Nothing was saved.")
    return version, assurance


def _take(
    connection: Connection,
    version: Version,
    kind: StepKind,
    told: str,
    action: str,
    *,
    at: datetime,
    by: Person,
    words: str = "",
    use_by: date | None = None,
    ticks: tuple[Tick, ...] = (),
) -> Assurance:
    if len(words) > MOST_WORDS_CHARACTERS:
        raise WrongStep(f"That is {len(words):,} characters and {MOST_WORDS_CHARACTERS:,} fit. Nothing was saved.")
    kept.add_step(
        connection, version.version_id, version.programme_id, kind, at=at, by=by, words=words.strip(), use_by=use_by, ticks=ticks
    )
    return _noted(connection, version, action, told, at=at, by=by)


def _supersede(connection: Connection, version: Version, *, at: datetime, by: Person) -> None:
    for other, assurance in kept.states_of(connection, version.programme_id).items():
        if assurance.state is AssuranceState.approved and other != version.version_id:
            kept.add_step(
                connection, other, version.programme_id, StepKind.superseded, at=at, by=by, words=f"By version {version.number}."
            )


def _noted(connection: Connection, version: Version, action: str, told: str, *, at: datetime, by: Person) -> Assurance:
    note(connection, action, version, at=at, by=by, detail={"what": told})
    return kept.state_of(connection, version.version_id)


def _must_say(text: str, what: str, most: int) -> None:
    if not text:
        raise WrongStep(f"Say {what}. Nothing was saved.")
    if len(text) > most:
        raise WrongStep(f"That is {len(text):,} characters and {most:,} fit. Nothing was saved.")


def _must_be_allowed_one_of(by: Person, doings: tuple[Doing, ...], programme_id: str) -> None:
    if not any(by.may(doing, programme_id) for doing in doings):
        must_be_allowed(by, doings[0], programme_id)


def _must_not_be_barred(why: str | None) -> None:
    if why is not None:
        raise NotAllowed(f"{why} Nothing was saved.")
