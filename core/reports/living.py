"""What is going on around a person: who else is looking, and what has changed since their page was drawn."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.people import Doing, Person
from core.reports.activity import sentence_for
from core.reports.permission import must_be_allowed
from core.store import audit
from core.store.audit import Wanted
from core.store.database import Database, Source, reading
from core.store.presence import Presence, Seen
from core.store.refusals import NotAllowed
from core.store.sessions import person_of

LONGEST_PATIENCE = timedelta(seconds=10)


@dataclass(frozen=True)
class Changes:
    """What was done since a page was drawn: `pulse` is the newest entry, `sentence` tells of the last thing done."""

    pulse: int
    count: int
    sentence: str


@dataclass(frozen=True)
class Around:
    """What a page shows of its surroundings: for whom, as what they are seen by others, which others, and up to which entry.

    `window` is by which the person is counted among those who are here.
    """

    window: str
    person: Person
    seen: Seen
    others: tuple[str, ...]
    pulse: int


def is_same_person(db: Source, person: Person, token: str, at: datetime) -> bool:
    """Tell whether a session's token still stands for this person, with the same access. It does not count as use."""
    found = person_of(db, token, at)
    return found is not None and found[0] == person


def is_as_drawn(db: Database, presence: Presence, around: Around, token: str, at: datetime) -> bool:
    """Tell whether nothing has changed around a page: who is asking, who else is here, what was done. Then they are still here.

    Args:
        db: the open store.
        presence: who is here; where nothing has changed, hears that this person is.
        around: what the page shows.
        token: what the browser holds now.
        at: now, in UTC.
    """
    person, seen = around.person, around.seen
    others = others_here(presence, person, seen.programme_id, seen.page, at)
    if others != around.others and at - seen.at >= patience(others):
        return False
    try:
        with reading(db) as connection:
            same = is_same_person(connection, person, token, at) and pulse(connection, person, seen.programme_id) == around.pulse
    except NotAllowed:
        return False
    if same:
        presence.beat(around.window, replace(seen, at=at))
    return same


def patience(others: tuple[str, ...]) -> timedelta:
    """How long a page may go on showing who was here: one who comes is shown at the next look, of a crowd a few at a time."""
    return min(timedelta(seconds=len(others)), LONGEST_PATIENCE)


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
