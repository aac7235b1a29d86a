"""Decisions: what a board decided, recorded. Nothing is rewritten: a later decision or position stands after the earlier one."""

from collections.abc import Mapping
from datetime import date, datetime

from core.access.permission import must_be_allowed
from core.access.versions import must_see_version
from core.domain.decisions import (
    Decision,
    Frozen,
    Position,
    StoredAction,
    StoredDecision,
    day,
    faults_of_decision,
    faults_of_position,
)
from core.domain.errors import NoSuchRow, NotRecorded, StaleRow
from core.domain.offers import StoredOffer
from core.domain.people import Doing, Person
from core.domain.scenario import Scenario
from core.reports.appraisals import Loaded, appraise_loaded, compared_options, load_version
from core.reports.deals.splits import split
from core.reports.decisions import decidable_options, figures_to_keep
from core.reports.flows import partner_titles
from core.reports.gates.standing import override_sentences
from core.reports.realisation.owners import faults_of_owners, names_gone
from core.reports.uncertainty import simulated
from core.reports.versions.assurance import assurance_words
from core.store import audit, decisions, meetings, offers, programmes
from core.store.assurance import state_of
from core.store.database import Connection, Database, all_or_nothing


def record_decision(
    db: Database,
    programme_id: str,
    decision: Decision,
    *,
    version_number: int,
    by: Person,
    at: datetime,
    scenario: Scenario | None = None,
    meeting_id: int | None = None,
) -> StoredDecision:
    """Write a decision down, and freeze the version and the figures it was made on.

    Args:
        db: the open store.
        programme_id: the programme.
        decision: what was decided.
        version_number: number of the version the board looked at.
        by: who writes it down.
        at: when, in UTC.
        scenario: the what-if the board looked at; None for the figures as entered.
        meeting_id: the meeting in which it was decided.

    Raises:
        NotAllowed: the person may not record decisions here.
        NotRecorded: something has to be put right first, an owner of an action who has left for one; every fault is named.
        StaleRow: the decision it is to supersede was superseded already.
        NoSuchRow, UnknownProgramme, UnknownVersion: there is none.
        CannotStore, BusyStore, DamagedStore: it could not be kept.
    """
    must_be_allowed(by, Doing.record_decision, programme_id)
    programmes.get(db, programme_id)
    must_see_version(db, by, programme_id, version_number, at.date())
    loaded = load_version(db, programme_id, version_number)
    partners = partner_titles(loaded.case)
    faults = (
        *faults_of_decision(decision, at.date(), decidable_options(loaded.case), partners),
        *faults_of_owners(decision.actions, names_gone(db, by, programme_id)),
    )
    if faults:
        raise NotRecorded(*faults)
    offer = None if decision.offer_id is None else _offer_named(db, programme_id, decision)
    frozen = _frozen(db, loaded, decision.option_id, scenario or Scenario(), offer, by=by, today=at.date())
    with all_or_nothing(db) as connection:
        _must_be_of_here(connection, programme_id, meeting_id)
        if decision.supersedes is not None:
            _must_stand(connection, programme_id, decision.supersedes)
        decision_id = decisions.add(connection, programme_id, decision, frozen, partners, meeting_id=meeting_id, at=at, by=by.name)
        what = f"Recorded decision {decision_id} on {frozen.option_title}."
        if decision.supersedes is not None:
            what += f" It takes the place of decision {decision.supersedes}."
        said = {"outcome": decision.outcome.value, "input_hash": frozen.figures["input_hash"]}
        _note(connection, "record_decision", what, decisions.get(connection, decision_id), said, at=at, by=by)
        return decisions.get(connection, decision_id)


def record_position(
    db: Database, programme_id: str, decision_id: int, position: Position, *, by: Person, at: datetime
) -> StoredDecision:
    """Write down where a partner stands now on a decision; where it stood before stays in the history.

    Raises:
        NotAllowed: the person may not speak for this partner.
        NotRecorded: something has to be put right first.
        StaleRow: the decision was superseded: the partner's position belongs on the one that stands.
        NoSuchRow: the programme has no such decision.
        CannotStore, BusyStore: it could not be kept.
    """
    must_be_allowed(by, Doing.record_position, programme_id, position.partner_id)
    decision = _of_here(db, programme_id, decision_id)
    partners = partner_titles(load_version(db, programme_id, decision.frozen.version_number).case)
    faults = faults_of_position(position, decision.decided_on, partners)
    if faults:
        raise NotRecorded(*faults)
    with all_or_nothing(db) as connection:
        _must_stand(connection, programme_id, decision_id)
        decisions.add_position(connection, decision_id, position, partners[position.partner_id], at=at, by=by.name)
        what = f"Recorded the position of {partners[position.partner_id]} on decision {decision_id}."
        said = {"partner_id": position.partner_id, "stance": position.stance.value}
        _note(connection, "record_position", what, decision, said, at=at, by=by)
        return decisions.get(connection, decision_id)


def mark_action(
    db: Database,
    programme_id: str,
    decision_id: int,
    action_id: int,
    *,
    read_version: int,
    is_done: bool,
    by: Person,
    at: datetime,
) -> StoredAction:
    """Say that an action of a decision is done, or that it is not after all.

    Args:
        db: the open store.
        programme_id: the programme.
        decision_id: the decision.
        action_id: the action.
        read_version: the action's version as the person read it.
        is_done: whether it is done.
        by: who says so.
        at: when, in UTC.

    Raises:
        NotAllowed: the person keeps no meetings here.
        StaleRow: another person marked it in the meantime.
        NoSuchRow: there is no such action.
        CannotStore, BusyStore: it could not be kept.
    """
    must_be_allowed(by, Doing.prepare_meeting, programme_id)
    with all_or_nothing(db) as connection:
        decision = _of_here(connection, programme_id, decision_id)
        action = _action(decision, action_id)
        if action.version != read_version:
            raise StaleRow(_who_marked(action))
        decisions.mark_action(connection, action, is_done=is_done, at=at, by=by.name)
        what = f'Marked the action "{action.what}" of decision {decision_id} as {"done" if is_done else "not done after all"}.'
        _note(connection, "mark_action", what, decision, {"action_id": action_id, "is_done": is_done}, at=at, by=by)
        return _action(decisions.get(connection, decision_id), action_id)


def _frozen(
    db: Database, loaded: Loaded, option_id: str, scenario: Scenario, offer: StoredOffer | None, *, by: Person, today: date
) -> Frozen:
    """Work out once more, on the server, what the board looked at, and how far it could be relied on."""
    appraised = appraise_loaded(loaded, scenario)
    has_split = option_id in compared_options(loaded.case)
    return Frozen(
        version_id=loaded.version.version_id,
        version_number=loaded.version.number,
        option_title=decidable_options(loaded.case)[option_id],
        scenario=scenario.in_words,
        figures=figures_to_keep(appraised, simulated(appraised), option_id),
        assurance=assurance_words(state_of(db, loaded.version.version_id), today),
        overrides=override_sentences(db, loaded.version.programme_id, today),
        split=split(by, appraised, option_id, offer) if has_split else None,
    )


def _offer_named(db: Database, programme_id: str, decision: Decision) -> StoredOffer:
    """The offer a decision names, which has to be one on its option."""
    offer = next((row for row in offers.of_programme(db, programme_id) if row.offer_id == decision.offer_id), None)
    if offer is None or offer.offer.option_id != decision.option_id:
        raise NotRecorded(
            f"Offer {decision.offer_id} is no offer on the option that was chosen: choose an offer on it, or the split as costed."
        )
    return offer


def _of_here(source: Database | Connection, programme_id: str, decision_id: int) -> StoredDecision:
    decision = decisions.get(source, decision_id)
    if decision.programme_id != programme_id:
        raise NoSuchRow("There is no such decision: open Decide again and choose one of the list.")
    return decision


def _must_be_of_here(connection: Connection, programme_id: str, meeting_id: int | None) -> None:
    if meeting_id is not None and meetings.get(connection, meeting_id).programme_id != programme_id:
        raise NoSuchRow("There is no such meeting: choose one from the list on Decide, or prepare one there.")


def _must_stand(connection: Connection, programme_id: str, decision_id: int) -> None:
    decision = _of_here(connection, programme_id, decision_id)
    if decision.superseded_by is not None:
        later = decisions.get(connection, decision.superseded_by)
        raise StaleRow(
            f"Decision {decision_id} was superseded by decision {later.decision_id}, which {later.recorded_by} recorded on "
            f"{day(later.recorded_at.date())}. Nothing was saved: look at that one first."
        )


def _action(decision: StoredDecision, action_id: int) -> StoredAction:
    action = next((each for each in decision.actions if each.action_id == action_id), None)
    if action is None:
        raise NoSuchRow("There is no such action: open Decide again and choose one of the list.")
    return action


def _who_marked(action: StoredAction) -> str:
    if action.done_at is None:
        return "Somebody else has marked this action as not done after all since you opened the page: look at it again."
    return (
        f"{action.done_by} marked this action as done on {day(action.done_at.date())} at {action.done_at:%H:%M} UTC, "
        "after you opened the page: nothing of yours was saved."
    )


def _note(
    connection: Connection,
    action: str,
    what: str,
    decision: StoredDecision,
    said: Mapping[str, object],
    *,
    at: datetime,
    by: Person,
) -> None:
    audit.add(
        connection,
        at=at,
        by=by,
        action=action,
        programme_id=decision.programme_id,
        version_id=decision.frozen.version_id,
        detail={"what": what, "decision_id": decision.decision_id, **said},
    )
