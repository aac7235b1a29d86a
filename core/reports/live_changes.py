"""Live changes: who else is looking at a programme, and what has changed since a person's page was drawn."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.access.permission import must_be_allowed
from core.domain.errors import NotAllowed
from core.domain.people import Doing, Person
from core.domain.presence import Presence, Seen
from core.reports.activity import sentences_for
from core.store import audit
from core.store.audit import Wanted
from core.store.database import Database, Source, reading
from core.store.sign_in.sessions import person_of

LONGEST_PATIENCE = timedelta(seconds=60)
# A session may end by itself while nothing is committed, so that what stands is looked up again after this long.
STANDS_FOR = timedelta(seconds=20)


@dataclass(frozen=True)
class Changes:
    """What was done since a page was drawn: `pulse` is the newest entry, `sentence` tells of the last thing done."""

    pulse: int
    count: int
    sentence: str


@dataclass(frozen=True)
class Around:
    """Surroundings of a page: its person, the name others see, the others, and the newest entry it shows.

    `window` is by which the person is counted among those who are here.
    """

    window: str
    person: Person
    seen: Seen
    others: tuple[str, ...]
    pulse: int


@dataclass
class Glance:
    """What a page was last found to show: at which data version of the state, for whose token, and when.

    While the data version stays, nothing was committed, so that a page need not read to know that it is as drawn.
    """

    data_version: int | None
    token: str
    at: datetime

    def stands(self, data_version: int | None, token: str, at: datetime) -> bool:
        """Tell whether what was found then holds now: nothing was committed since, for the same token, not long ago."""
        unchanged = data_version is not None and data_version == self.data_version
        return unchanged and token == self.token and timedelta(0) <= at - self.at < STANDS_FOR

    def renew(self, data_version: int | None, token: str, at: datetime) -> None:
        """Take note that a page was found as drawn again, at a data version that was read before the page's own reads."""
        self.data_version, self.token, self.at = data_version, token, at


def commits(db: Database) -> int | None:
    """Data version of the store: a number that stays the same while nothing is committed; None where that is not known."""
    return db.state.committed(db.engine, is_read_only=db.loss is not None)


def are_others_as_drawn(presence: Presence, around: Around, at: datetime) -> bool:
    """Tell whether a page still shows who else is here, or may go on showing who was; then this person is still here too.

    Args:
        presence: who is here; hears that this person is.
        around: what the page shows.
        at: now, in UTC.
    """
    seen = around.seen
    others = others_here(presence, around.person, seen.programme_id, seen.page, at)
    if others != around.others and at - seen.at >= patience(others):
        return False
    presence.beat(around.window, replace(seen, at=at))
    return True


def is_same_person(db: Source, person: Person, token: str, at: datetime) -> bool:
    """Tell whether a session's token still stands for this person, with the same access. It does not count as use."""
    holder = person_of(db, token, at)
    return holder is not None and holder[0] == person


def is_as_drawn(db: Database, presence: Presence, around: Around, token: str, at: datetime) -> bool:
    """Unchanged page: True where who is asking, who else is here and what was done are all as drawn. Then they are still here.

    Args:
        db: the open store.
        presence: who is here; where nothing has changed, hears that this person is.
        around: what the page shows.
        token: what the browser holds now.
        at: now, in UTC.
    """
    person, programme_id = around.person, around.seen.programme_id
    try:
        with reading(db) as connection:
            same = is_same_person(connection, person, token, at) and pulse(connection, person, programme_id) == around.pulse
    except NotAllowed:
        return False
    return same and are_others_as_drawn(presence, around, at)


def patience(others: tuple[str, ...]) -> timedelta:
    """Longest wait before newcomers are shown: one is shown at the next request, a crowd a few at a time."""
    return min(timedelta(seconds=len(others)), LONGEST_PATIENCE)


def pulse(db: Source, person: Person, programme_id: str) -> int:
    """Pulse: the number of the programme's newest audit entry, which grows with every change. One look into an index.

    Raises:
        NotAllowed: the person may not look at the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return audit.latest_id(db, programme_id)


def changes_since(db: Source, person: Person, programme_id: str, drawn: int) -> Changes:
    """Changes since a page was drawn; the person who made them is named only to those who may see the activity.

    Raises:
        NotAllowed: the person may not look at the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    wanted = Wanted(programme_id=programme_id, after_id=drawn)
    last = audit.found(db, wanted, most=1)
    if not last:
        return Changes(drawn, 0, "")
    may_know = person.may(Doing.see_activity, programme_id)
    sentence = sentences_for(db, person, programme_id, last[:1])[0] if may_know else "Somebody changed this programme."
    return Changes(last[0].audit_id, audit.count(db, wanted), sentence)


def others_here(presence: Presence, person: Person, programme_id: str, page: str, at: datetime) -> tuple[str, ...]:
    """List who else is looking at the programme, each once, by name, with 'on another page' where they are.

    Only people who may see the activity of a programme get the list; it leaves out the person who asks.
    """
    if not person.may(Doing.see_activity, programme_id):
        return ()
    pages: dict[tuple[str, str], set[str]] = {}
    for seen in presence.here(programme_id, at):
        if seen.person_id != person.person_id:
            pages.setdefault((seen.name, seen.person_id), set()).add(seen.page)
    return tuple(name if page in at_pages else f"{name} (on another page)" for (name, _), at_pages in pages.items())
