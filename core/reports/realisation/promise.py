"""Promise: the version the partnership holds itself to."""

from core.access.permission import must_be_allowed
from core.access.versions import agreed_version
from core.domain.decisions import Outcome
from core.domain.people import Doing, Person
from core.store import decisions
from core.store.database import Database
from core.store.tables.versions import current_version

GOES_AHEAD = frozenset({Outcome.approve, Outcome.approve_with_conditions})


def promise_version(db: Database, person: Person, programme_id: str) -> tuple[int | None, str]:
    """Find the version whose cash is the promise: the one the board decided on, else the one that was agreed.

    Returns:
        its number (None for the version on screen) and a sentence that says which it is.

    Raises:
        NotAllowed: the person may not see this programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    standing = [row for row in decisions.of_programme(db, programme_id) if row.stands and row.outcome in GOES_AHEAD]
    if standing:
        latest = standing[0]
        day = f"{latest.decided_on.day} {latest.decided_on:%B %Y}"
        return latest.frozen.version_number, f"The promise is version {latest.frozen.version_number}, decided on {day}."
    agreed, current = agreed_version(db, programme_id), current_version(db, programme_id)
    if current is not None and agreed.number != current.number:
        return agreed.number, f"Nothing was decided yet: the promise shown is version {agreed.number}, the one agreed."
    return None, "Nothing was decided yet: the promise shown is this version's own cash."
