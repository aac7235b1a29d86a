"""What is going on around a person: who else is looking, and what has changed since their page was drawn."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.people import Doing, Person
from core.reports.activity import sentence_for
from core.reports.permission import must_be_allowed
from core.store import audit
from core.store.audit import Wanted
from core.store.database import Source
from core.store.presence import Presence


@dataclass(frozen=True)
class Changes:
    """What was done since a page was drawn: `pulse` is the newest entry, `sentence` tells of the last thing done."""

    pulse: int
    count: int
    sentence: str


def pulse(db: Source, person: Person, programme_id: str) -> int:
    """Say the number of the programme's newest entry: it grows with everything that is done there. One look into an index.

    Raises:
        NotAllowed: the person may not look at the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return audit.latest_id(db, programme_id)


def changes_since(db: Source, person: Person, programme_id: str, drawn: int) -> Changes:
    """Tell what was done since the entry a page was drawn with; who did what only to those who may see the activity.

    Raises:
        NotAllowed: the person may not look at the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    wanted = Wanted(programme_id=programme_id, after_id=drawn)
    last = audit.found(db, wanted, most=1)
    if not last:
        return Changes(drawn, 0, "")
    may_know = person.may(Doing.see_activity, programme_id)
    sentence = sentence_for(person, last[0]) if may_know else "Somebody changed this programme."
    return Changes(last[0].audit_id, audit.count(db, wanted), sentence)


def others_here(presence: Presence, person: Person, programme_id: str, page: str, at: datetime) -> tuple[str, ...]:
    """List who else is looking at the programme, each once, by name, with 'on another page' where they are.

    Only people who may see the activity of a programme are told; nobody is told of themselves.
    """
    if not person.may(Doing.see_activity, programme_id):
        return ()
    pages: dict[tuple[str, str], set[str]] = {}
    for seen in presence.here(programme_id, at):
        if seen.person_id != person.person_id:
            pages.setdefault((seen.name, seen.person_id), set()).add(seen.page)
    return tuple(name if page in at_pages else f"{name} (on another page)" for (name, _), at_pages in pages.items())
