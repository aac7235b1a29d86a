"""The store at the start of the service: opened once, given the sample when it is new, and swept of what no row names."""

import logging
from datetime import UTC, datetime, timedelta
from threading import Lock

from core.actions.passwords import prepare
from core.actions.sample import load_sample_on_first_run
from core.actions.sample_people import add_sample_people
from core.actions.sample_story import tell_sample_story
from core.actions.signing_in import end_session, swap_ticket
from core.domain.people import SERVICE, Person
from core.reports.people import anybody_real, sample_people, who_is
from core.store.database import Database, default_home, open_database
from core.store.health import must_be_ready
from core.store.loads import sweep_orphans
from core.store.refusals import Refused

log = logging.getLogger(__name__)

ORPHANS_ARE_KEPT = timedelta(days=1)
_open: dict[str, Database] = {}
_one_at_a_time = Lock()


def database() -> Database:
    """Give the store of this service, opened the first time it is asked for: one for each home, for every thread.

    Raises:
        DamagedStore, LaterStore, CannotStore: it cannot be opened.
    """
    home = str(default_home().expanduser().resolve())
    with _one_at_a_time:
        if home not in _open:
            _open[home] = open_database()
        return _open[home]


def open_with_sample(*, with_people: bool = True) -> None:
    """Bring the store up to date, load the sample if it holds nothing, and sweep files a stopped upload left behind.

    What the sample's people did is told only where the sample was loaded now: a programme that was worked with is left as it is.

    Args:
        with_people: whether sample people are added too, who have no password: only where nobody but this machine can ask.
    """
    db = database()
    now = datetime.now(UTC)
    loaded = load_sample_on_first_run(db, by=SERVICE, at=now)
    if with_people:
        add_sample_people(db, at=now)
    if with_people and loaded is not None:
        tell_sample_story(db, at=now)
    sweep_orphans(db, now - ORPHANS_ARE_KEPT)
    prepare()


def who_there_is() -> tuple[bool, bool]:
    """Tell whether there are sample people, and whether there is anybody real: what decides where the service may listen."""
    db = database()
    return bool(sample_people(db)), anybody_real(db)


def is_ready() -> bool:
    """Tell whether the store can be used at this moment; why it cannot goes into the log and to nobody else."""
    try:
        must_be_ready(database())
    except Refused as refusal:
        log.error("not ready: %s", refusal)
        return False
    return True


def person_signed_in(token: str | None) -> Person | None:
    """Find who holds a session's token now."""
    return who_is(database(), token, datetime.now(UTC))


def finish_sign_in(ticket: str, replaced: str | None) -> str:
    """Swap a ticket for a session's token; the session the browser held before ends.

    Raises:
        SignInRefused: the ticket is unknown, used or too old.
    """
    db, now = database(), datetime.now(UTC)
    token = swap_ticket(db, ticket, at=now)
    if replaced is not None:
        end_session(db, replaced, at=now, because="somebody signed in on the same browser")
    return token


def close_databases() -> None:
    """Let go of every store that was opened. The next to ask opens it anew."""
    with _one_at_a_time:
        while _open:
            _open.popitem()[1].close()
