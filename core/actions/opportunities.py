"""Opportunities: raising one, screening it, turning it into an option, or declining it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from core.access.permission import must_be_allowed
from core.actions.programmes import must_be_latest, replace_tables
from core.domain.case.options import OptionKind
from core.domain.errors import NotRecorded, Refused
from core.domain.opportunities import KeptOpportunity, OpportunityState, Proposal, Said
from core.domain.people import Doing, Person
from core.domain.tables import Table
from core.reports.changes.table_edits import with_rows
from core.reports.options import KIND_WORDS
from core.store import audit, opportunities
from core.store.database import Database, all_or_nothing
from core.store.opportunities import get_opportunity, load_checklist
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered

OPEN = (OpportunityState.raised, OpportunityState.screening)
MAY_BECOME = (OptionKind.scale_out, OptionKind.scale_up, OptionKind.out_then_up)
EMPTY_FIELDS = {"title": "Give it a title.", "problem": "Say what the problem is.", "who_benefits": "Say who would benefit."}


def raise_opportunity(
    db: Database, programme_id: str, *, title: str, problem: str, who_benefits: str, partner_id: str, by: Person, at: datetime
) -> int:
    """Raise an opportunity; gives its number.

    Raises:
        NotAllowed: the person raises none here.
        NotRecorded: something is missing or too long, or the partner is none of the programme's.
    """
    must_be_allowed(by, Doing.raise_opportunity, programme_id)
    proposal = _proposal(db, programme_id, title=title, problem=problem, who_benefits=who_benefits, partner_id=partner_id)
    what = f"Raised the opportunity “{proposal.title}”."
    with all_or_nothing(db) as connection:
        made = opportunities.add_opportunity(connection, programme_id, proposal, what, by=by, at=at)
        detail = {"what": what, "opportunity_id": made}
        audit.add(connection, at=at, by=by, action="raise_opportunity", programme_id=programme_id, detail=detail)
    return made


def edit_opportunity(
    db: Database, programme_id: str, opportunity_id: int, *, title: str, problem: str, who_benefits: str, partner_id: str,
    read_version: int, by: Person, at: datetime,
) -> None:  # fmt: skip
    """Edit the words of an opportunity that is still open.

    Raises:
        NotAllowed, NotRecorded: as for raising one; or it is closed.
        NoSuchRow: there is none of that number.
        StaleRow: another person changed it since.
    """
    must_be_allowed(by, Doing.raise_opportunity, programme_id)
    proposal = _proposal(db, programme_id, title=title, problem=problem, who_benefits=who_benefits, partner_id=partner_id)
    _must_be_open(get_opportunity(db, programme_id, opportunity_id), read_version)
    what = f"Reworded the opportunity “{proposal.title}”."
    _change(
        db,
        programme_id,
        opportunity_id,
        read_version,
        action="edit_opportunity",
        what=what,
        became=proposal.model_dump(),
        by=by,
        at=at,
    )


def screen_opportunity(
    db: Database,
    programme_id: str,
    opportunity_id: int,
    answers: Mapping[str, Said],
    *,
    read_version: int,
    by: Person,
    at: datetime,
) -> None:
    """Keep the answers to the checklist, all of them at once.

    Raises:
        NotAllowed: the person screens none here.
        NotRecorded: a question is not on the checklist, or the opportunity is closed.
        NoSuchRow: there is none of that number.
        StaleRow: another person changed it since.
    """
    must_be_allowed(by, Doing.screen_opportunity, programme_id)
    unknown = sorted(set(answers) - load_checklist().keys)
    if unknown:
        raise NotRecorded(f"The checklist does not ask “{unknown[0]}”.")
    opportunity = get_opportunity(db, programme_id, opportunity_id)
    _must_be_open(opportunity, read_version)
    what = f"Screened the opportunity “{opportunity.title}” with the checklist."
    became = {
        "answers": {key: said.model_dump(mode="json") for key, said in answers.items()},
        "state": OpportunityState.screening.value,
    }
    _change(db, programme_id, opportunity_id, read_version, action="screen_opportunity", what=what, became=became, by=by, at=at)


def decline_opportunity(
    db: Database, programme_id: str, opportunity_id: int, reason: str, *, read_version: int, by: Person, at: datetime
) -> None:
    """Decline an opportunity, with the reason.

    Raises:
        NotAllowed: the person screens none here.
        NotRecorded: no reason is given, or it is closed already.
        NoSuchRow: there is none of that number.
        StaleRow: another person changed it since.
    """
    must_be_allowed(by, Doing.screen_opportunity, programme_id)
    if not reason.strip():
        raise NotRecorded("Say why it is declined: the person who raised it will read that.")
    opportunity = get_opportunity(db, programme_id, opportunity_id)
    _must_be_open(opportunity, read_version)
    what = f"Declined the opportunity “{opportunity.title}”: {reason.strip().rstrip('.')}."
    became = {"state": OpportunityState.declined.value, "reason": reason.strip()}
    _change(db, programme_id, opportunity_id, read_version, action="decline_opportunity", what=what, became=became, by=by, at=at)


def make_option(
    db: Database,
    programme_id: str,
    opportunity_id: int,
    *,
    kind: OptionKind,
    title: str,
    gate_year: int | None = None,
    read_opportunity: int,
    read_version: int,
    by: Person,
    at: datetime,
) -> str:
    """Turn an opportunity into an option of the programme, as a new version; gives the option's id.

    The opportunity is marked first, so that two people who press at once make one option; when the programme then refuses
    the option, the opportunity is opened again.

    Args:
        db: the open store.
        programme_id: the programme.
        opportunity_id: the opportunity.
        kind: scale out, scale up, or out then up.
        title: name of the option.
        gate_year: the year of the gate, for out then up.
        read_opportunity: version of the opportunity the person saw.
        read_version: number of the programme's version the person saw.
        by: who does it; they must be allowed to change the programme's tables too.
        at: when, in UTC.

    Raises:
        NotAllowed: the person may not screen opportunities, or not change the programme's tables.
        NotRecorded: it is closed, or the option breaks a rule.
        StaleRow, StaleVersion: another person changed the opportunity or the programme since.
    """
    must_be_allowed(by, Doing.screen_opportunity, programme_id)
    must_be_allowed(by, Doing.edit_rows, programme_id)
    if kind not in MAY_BECOME:
        raise NotRecorded("An opportunity becomes a scale out, a scale up, or an out then up.")
    opportunity = get_opportunity(db, programme_id, opportunity_id)
    _must_be_open(opportunity, read_opportunity)
    before = version_numbered(db, programme_id)
    must_be_latest(db, before, read_version)
    table = read_tables(db, before.version_id)["options"]
    option_id = _new_id(table, opportunity_id)
    cells = {
        "option_id": option_id,
        "title": title.strip(),
        "kind": kind.value,
        "gate_year": "" if gate_year is None else str(gate_year),
    }
    what = f"Made the opportunity “{opportunity.title}” an option: {KIND_WORDS[kind].lower()}, “{title.strip()}”."
    became = {"state": OpportunityState.option.value, "option_id": option_id}
    _change(db, programme_id, opportunity_id, read_opportunity, action="make_option", what=what, became=became, by=by, at=at)
    try:
        replace_tables(db, programme_id, {"options": with_rows(table, [cells])}, read_version=read_version, by=by, at=at, what=what)
    except Refused:
        back = f"Opened the opportunity “{opportunity.title}” again: the programme did not take the option."
        opened = {"state": opportunity.state.value, "option_id": None}
        _change(
            db,
            programme_id,
            opportunity_id,
            read_opportunity + 1,
            action="reopen_opportunity",
            what=back,
            became=opened,
            by=by,
            at=at,
        )
        raise
    return option_id


def _proposal(db: Database, programme_id: str, *, title: str, problem: str, who_benefits: str, partner_id: str) -> Proposal:
    given = {"title": title, "problem": problem, "who_benefits": who_benefits}
    empty = [sentence for name, sentence in EMPTY_FIELDS.items() if not given[name].strip()]
    if empty:
        raise NotRecorded(empty[0])
    version = version_numbered(db, programme_id)
    partners = {row["partner_id"].strip() for row in read_tables(db, version.version_id)["partners"].dicts()}
    if partner_id not in partners:
        raise NotRecorded(f'There is no partner "{partner_id}" in this programme: choose one from the list.')
    try:
        return Proposal(**given, partner_id=partner_id)
    except ValidationError as refusal:
        first = refusal.errors()[0]
        raise NotRecorded(f"{first['msg']}: shorten the {first['loc'][0]}.") from refusal


def _must_be_open(found: KeptOpportunity, read_version: int) -> None:
    """Refuse to change what is closed; where it was closed since it was read, the write itself says by whom."""
    if found.version == read_version and found.state not in OPEN:
        done = "is declined" if found.state is OpportunityState.declined else "is an option already"
        raise NotRecorded(f"“{found.title}” {done}: raise a new opportunity instead.")


def _change(
    db: Database, programme_id: str, opportunity_id: int, read_version: int, *, action: str, what: str,
    became: dict[str, Any], by: Person, at: datetime,
) -> None:  # fmt: skip
    with all_or_nothing(db) as connection:
        opportunities.change_opportunity(
            connection, programme_id, opportunity_id, read_version=read_version, what=what, became=became, by=by, at=at
        )
        detail = {"what": what, "opportunity_id": opportunity_id}
        audit.add(connection, at=at, by=by, action=action, programme_id=programme_id, detail=detail)


def _new_id(table: Table, opportunity_id: int) -> str:
    """An id no option has."""
    taken = {row["option_id"].strip() for row in table.dicts()}
    names = (f"opportunity_{opportunity_id}{suffix}" for suffix in ("", *(f"_{number}" for number in range(2, len(taken) + 3))))
    return next(name for name in names if name not in taken)
