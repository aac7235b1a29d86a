"""Assurance: how far versions may be relied on, which one is agreed, and who may check or approve one."""

from datetime import date, datetime

from core.access.permission import must_be_allowed
from core.domain.assurance import Assurance, AssuranceState, StepKind
from core.domain.people import Doing, Person
from core.store.assurance import state_of
from core.store.database import Source
from core.store.tables.versions import Version

DRAFT_WORDS = "Draft, not checked"


def assurance_words(assurance: Assurance, today: date) -> str:
    """Say in a few words how far a version may be relied on, for a badge or a line on a page."""
    if assurance.is_past_use_by(today) and assurance.state is not AssuranceState.superseded:
        return f"Checked until {_day(assurance.use_by)}: past its use-by date"
    if assurance.state is AssuranceState.with_assurer:
        return f"{DRAFT_WORDS}: with the assurer"
    if assurance.state is AssuranceState.checked:
        return f"Checked by {assurance.assurer} on {_day(assurance.checked_at)}"
    if assurance.state is AssuranceState.approved:
        return f"Approved by {assurance.approver} on {_day(assurance.approved_at)}, checked by {assurance.assurer}"
    if assurance.state is AssuranceState.superseded:
        return f"Superseded on {_day(assurance.steps[-1].at)}: a later version is approved"
    return "Draft, sent back by the assurer" if assurance.sent_back else DRAFT_WORDS


def is_relied_on(assurance: Assurance, today: date) -> bool:
    """Tell whether a check or an approval holds on this day."""
    return assurance.state in {AssuranceState.checked, AssuranceState.approved} and not assurance.is_past_use_by(today)


def why_not_assure(assurance: Assurance, version: Version, person: Person) -> str | None:
    """Say why this person may not be the assurer of this version, or None when they may.

    A person who made, named or sent a version does not check it. Makers are kept by name, so a namesake is turned away too.
    """
    if not person.may(Doing.assure, version.programme_id):
        return f"{person.name} may not check versions here: an analyst of the programme does."
    involved = {assurance.naming.named_by} if assurance.naming else set()
    involved |= {step.by for step in assurance.steps if step.kind is StepKind.sent}
    if person.person_id in involved or version.made_by in {person.name, person.person_id}:
        return f"{person.name} made or sent this version: somebody else checks it."
    return None


def why_not_approve(assurance: Assurance, version: Version, person: Person) -> str | None:
    """Say why this person may not approve this version, or None when they may: the assurer does not approve its own check."""
    if not person.may(Doing.approve, version.programme_id):
        return f"{person.name} may not approve versions here: a board member of the programme does."
    if assurance.check is not None and person.person_id == assurance.check.by:
        return f"{person.name} checked this version: somebody else approves it."
    return None


def _day(moment: date | datetime | None) -> str:
    return "an unknown day" if moment is None else f"{moment.day} {moment:%B %Y}"


def assurance_seen(source: Source, person: Person, programme_id: str, version_id: int) -> Assurance:
    """Assurance of a version: whether it is a draft, checked or approved, and by whom.

    Raises:
        NotAllowed: the person has nothing to do with the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return state_of(source, version_id)
