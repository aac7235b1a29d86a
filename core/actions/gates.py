"""Gates: deciding them, setting their thresholds, and recording who agreed to see the problem anew."""

from collections.abc import Sequence
from datetime import date, datetime

from core.access.permission import must_be_allowed
from core.access.versions import first_version_seen
from core.actions.programmes import must_be_latest
from core.domain.case.options import Option
from core.domain.decisions import day
from core.domain.errors import NotRecorded, StaleRow
from core.domain.gates import GATES, SETTING_WORDS, Gate, GateKey, GateSettings, KeptDecision, Ruling, State
from core.domain.people import Doing, Person
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised, appraise_loaded, load_version
from core.reports.gates.standing import RULING_WORDS, GateStanding, as_seen, standing
from core.reports.uncertainty import simulated
from core.store import audit, gates
from core.store.database import Database, all_or_nothing
from core.store.tables.versions import version_numbered

MOST_TEXT = 2_000


def decide_gate(
    db: Database,
    programme_id: str,
    gate: GateKey,
    option_id: str,
    ruling: Ruling,
    *,
    evidence: Sequence[str] = (),
    reason: str = "",
    review_by: date | None = None,
    read_version: int,
    read_decision: int,
    by: Person,
    at: datetime,
) -> str:
    """Decide a gate, on the figures of the version that was on screen.

    Args:
        db: the open store.
        programme_id: the programme.
        gate: the gate.
        option_id: the option that was looked at; a gate of the whole programme is decided for all of them.
        ruling: met needs evidence, and data that bear it out; overridden needs a reason and a day to look again.
        evidence: keys of what is named, out of what `core.reports.gates.named_evidence.evidence_for` lists.
        reason: why.
        review_by: the day by which an override is looked at again.
        read_version: number of the version the person was looking at, which must be the one they are shown first: the current
            one for those who work on the tables, the agreed one for others.
        read_decision: id of the decision the person saw, 0 for none.
        by: who decides.
        at: when, in UTC.

    Returns:
        what was done, as a sentence.

    Raises:
        NotAllowed: the person decides no gates here.
        StaleVersion, StaleRow: another person changed the figures or decided the gate since.
        NotRecorded: evidence, reason or day are missing, or the data say otherwise.
    """
    must_be_allowed(by, Doing.decide_gate, programme_id)
    must_be_latest(db, first_version_seen(db, by, programme_id, at.date()), read_version)
    appraised = appraise_loaded(load_version(db, programme_id, read_version), Scenario())
    asked, option = GATES[gate], _option(appraised, GATES[gate], option_id)
    draws = simulated(appraised) if gate is GateKey.valuable else None
    stands = standing(db, appraised, asked, option, today=at.date(), simulation=draws)
    _must_hold(
        as_seen(by, stands, appraised.case), ruling, evidence=evidence, reason=reason.strip(), review_by=review_by, today=at.date()
    )
    what = _told(stands, option, ruling, reason.strip(), review_by)
    with all_or_nothing(db) as connection:
        must_be_latest(connection, first_version_seen(connection, by, programme_id, at.date()), read_version)
        _must_be_last(gates.latest_decisions(connection, programme_id).get((gate, stands.option_id)), read_decision)
        version_id = appraised.loaded.version.version_id
        gates.add_decision(
            connection, programme_id, version_id, gate, stands.option_id, ruling=ruling, reason=reason.strip(),
            review_by=review_by if ruling is Ruling.overridden else None, evidence=evidence, findings=stands.findings,
            by=by, at=at,
        )  # fmt: skip
        detail = {"what": what, "gate": gate.value, "option_id": stands.option_id, "ruling": ruling.value, "evidence": [*evidence]}
        audit.add(connection, at=at, by=by, action="decide_gate", programme_id=programme_id, version_id=version_id, detail=detail)
    return what


def set_gates(db: Database, programme_id: str, settings: GateSettings, *, read_settings: int, by: Person, at: datetime) -> str:
    """Set the thresholds that the partnership holds its gates to, with who agreed them.

    Args:
        db: the open store.
        programme_id: the programme.
        settings: the tolerance, chance and steps; agreed_by and agreed_on must say who agreed them, and when.
        read_settings: id of the settings the person saw, 0 for none.
        by: who writes it down.
        at: when, in UTC.

    Raises:
        NotAllowed: the person decides no gates here.
        NotRecorded: no name is given, or the day is still to come.
        StaleRow: another person changed it since.
    """
    must_be_allowed(by, Doing.decide_gate, programme_id)
    _must_say_who(settings.agreed_by or "", settings.agreed_on, at.date())
    version_numbered(db, programme_id)
    with all_or_nothing(db) as connection:
        kept = gates.settings_of(connection, programme_id)
        if kept.settings_id != read_settings and kept.saved_at is not None:
            raise _stale("what gates are held to", kept.saved_by, kept.saved_at, _changes(GateSettings(), kept.settings))
        before = kept.settings
        if before == settings:
            return "Nothing new: the gates are held to exactly this already."
        what = f"Set what gates are held to: {_changes(before, settings)}."
        gates.add_settings(connection, programme_id, settings, by=by, at=at)
        audit.add(connection, at=at, by=by, action="set_gates", programme_id=programme_id, detail={"what": what})
    return what


def agree_problem(
    db: Database, programme_id: str, *, agreed_by: str, agreed_on: date, read_version: int, by: Person, at: datetime
) -> str:
    """Write down who agreed to see the problem anew, in the words of the version the person is shown first.

    Raises:
        NotAllowed: the person decides no gates here.
        NotRecorded: the problem is not written down, no name is given, or the day is still to come.
        StaleVersion: the words may have changed since.
    """
    must_be_allowed(by, Doing.decide_gate, programme_id)
    _must_say_who(agreed_by, agreed_on, at.date())
    must_be_latest(db, first_version_seen(db, by, programme_id, at.date()), read_version)
    loaded = load_version(db, programme_id, read_version)
    stated, anew = loaded.case.programme.problem_statement, loaded.case.programme.reframed_problem
    if not stated or not anew:
        raise NotRecorded("Write down the problem as first stated and as seen from the whole system first.")
    what = f"Recorded that {agreed_by.strip()} agreed to see the problem anew."
    with all_or_nothing(db) as connection:
        must_be_latest(connection, first_version_seen(connection, by, programme_id, at.date()), read_version)
        gates.add_reframing(
            connection, programme_id, loaded.version.version_id, problem_statement=stated, reframed_problem=anew,
            agreed_by=agreed_by.strip(), agreed_on=agreed_on, by=by, at=at,
        )  # fmt: skip
        audit.add(
            connection, at=at, by=by, action="agree_problem", programme_id=programme_id,
            version_id=loaded.version.version_id, detail={"what": what},
        )  # fmt: skip
    return what


def _option(appraised: Appraised, gate: Gate, option_id: str) -> Option:
    option = next((row for row in appraised.case.options if row.option_id == option_id), None)
    if option is None:
        raise NotRecorded(f'There is no option "{option_id}" in this version.')
    if not gate.is_asked_of(option.kind):
        raise NotRecorded(f"“{option.title}” does not change the system, so this gate is not asked of it.")
    return option


def _must_hold(
    stands: GateStanding, ruling: Ruling, *, evidence: Sequence[str], reason: str, review_by: date | None, today: date
) -> None:
    unknown = sorted(set(evidence) - {item.key for item in stands.evidence})
    if unknown:
        raise NotRecorded(f"This version holds no evidence “{unknown[0]}” for this gate: choose from what it holds.")
    if len(reason) > MOST_TEXT:
        raise NotRecorded(f"The reason has {len(reason):,} letters: give {MOST_TEXT:,} or fewer.")
    if ruling is Ruling.met:
        _must_be_borne_out(stands, evidence)
    elif ruling is Ruling.overridden:
        _must_be_answered_for(stands, reason, review_by, today)


def _must_be_borne_out(stands: GateStanding, evidence: Sequence[str]) -> None:
    if not evidence:
        raise NotRecorded("A gate cannot be met without evidence: name what it rests on.")
    if stands.computed is not State.met:
        first = stands.open_findings[0].sentence if stands.open_findings else "nothing is known of it."
        raise NotRecorded(
            f"The data do not bear this gate out: {first} Mend that, decide that it is not met, or override it with a reason.",
        )


def _must_be_answered_for(stands: GateStanding, reason: str, review_by: date | None, today: date) -> None:
    if stands.computed is State.met:
        raise NotRecorded("There is nothing to override: the data bear this gate out, so it can be met on its evidence.")
    if not reason:
        raise NotRecorded("An override needs a reason, which will stand on every page of the case: give one.")
    if review_by is None or review_by <= today:
        raise NotRecorded("An override ends: give a day after today by which it will be looked at again.")


def _must_say_who(agreed_by: str, agreed_on: date | None, today: date) -> None:
    if not agreed_by.strip():
        raise NotRecorded("Say who agreed it: a name, or a body that met.")
    if agreed_on is None or agreed_on > today:
        raise NotRecorded("Say on which day it was agreed: today or before.")


def _must_be_last(last: KeptDecision | None, read_decision: int) -> None:
    if last is not None and last.decision_id != read_decision:
        raise _stale("this gate", last.decided_by, last.decided_at, f"decided: {RULING_WORDS[last.ruling]}")


def _stale(what: str, name: str, moment: datetime, done: str) -> StaleRow:
    return StaleRow(
        f"Somebody else changed {what} since you opened it: {name}, {moment:%d %B %Y at %H:%M} UTC, {done}. "
        "Nothing of yours was saved: look at it as it is now and decide again."
    )


def _told(stands: GateStanding, option: Option, ruling: Ruling, reason: str, review_by: date | None) -> str:
    of = f", for “{option.title}”" if stands.option_id else ""
    because = f", because: {reason.rstrip('.')}" if reason else ""
    until = f"; to be looked at again by {review_by.day} {review_by:%B %Y}" if ruling is Ruling.overridden and review_by else ""
    return f"Decided “{stands.gate.title}”{of}: {RULING_WORDS[ruling]}{because}{until}."


def _changes(before: GateSettings, after: GateSettings) -> str:
    changed = {name: value for name, value in after if value != getattr(before, name)}
    return ", ".join(f"{SETTING_WORDS[name]}: {_setting(name, value)}" for name, value in changed.items())


def _setting(name: str, value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day(value)
    return f"{float(str(value)):.0%}" if name.endswith(("_share", "_chance")) else str(value)
