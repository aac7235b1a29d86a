"""Start: the store is opened once, given the sample when it is new, and swept of files no row names."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Lock, Thread

from core.actions.passwords import prepare
from core.actions.sample import load_sample_on_first_run
from core.actions.sample_people import add_sample_people
from core.actions.sample_story import tell_sample_story
from core.actions.sign_in import end_session, remember_browser, swap_ticket
from core.domain.errors import Refused
from core.domain.people import SERVICE, Person
from core.reports.people import anybody_real, sample_people, who_is
from core.store.database import SPILL, Database, default_home, open_database
from core.store.health import must_be_ready
from core.store.spill import sweep_spill
from core.store.tables.manifest import sweep_orphans

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

    What the sample's people did is recorded only where the sample was loaded now: a programme in use is left unaltered.
    A store that lacks what was acknowledged is left unaltered, and the log says what was found.

    Args:
        with_people: whether sample people are added too, who have no password: only where this machine alone can ask.
    """
    hashing = Thread(target=prepare)  # hashing takes a core of its own for a moment
    hashing.start()
    try:
        _open_with_sample(with_people=with_people)
    finally:
        hashing.join()


def _open_with_sample(*, with_people: bool) -> None:
    db = database()
    if db.loss is not None:
        log.error("This store is only read. %s", db.loss.sentence)
        return
    now = datetime.now(UTC)
    loaded = load_sample_on_first_run(db, by=SERVICE, at=now)
    if with_people:
        add_sample_people(db, at=now)
    if with_people and loaded is not None:
        tell_sample_story(db, at=now)
    sweep_orphans(db, now - ORPHANS_ARE_KEPT)


def sweep_while_running() -> None:
    """Delete what killed uploads and queries have left, every few minutes. A store that is only read is left unaltered."""
    db = database()
    if db.loss is None and (swept := sweep_spill(db.home / SPILL, db.readers.at_work, datetime.now(UTC))):
        log.info("swept %d folders of processes that ended", len(swept))


def who_there_is() -> tuple[bool, bool]:
    """Accounts: whether there are sample people, and whether there are real ones, which decides where the service may listen."""
    db = database()
    return bool(sample_people(db)), anybody_real(db)


def is_ready() -> bool:
    """Readiness: whether the store can be used at this moment; the reason goes into the log alone."""
    try:
        must_be_ready(database())
    except Refused as refusal:
        log.error("not ready: %s", refusal)
        return False
    return True


def is_read_only() -> bool:
    """Tell whether the store lacks what was acknowledged, so that nothing can be saved."""
    return database().loss is not None


def service_figures() -> Iterator[tuple[str, str, float]]:
    """Figures of this copy of the service for who watches it, of nobody and of no programme: name, what it is, amount."""
    db = database()
    written = db.written
    committed = db.state.committed(db.engine, is_read_only=db.loss is not None)
    yield 'scalecase_ready{part="state"}', "gauge", float(is_ready())
    yield 'scalecase_ready{part="data"}', "gauge", float(db.depot.answers())
    yield "scalecase_read_only", "gauge", float(is_read_only())
    yield "scalecase_saves_total", "counter", float(written.times)
    yield "scalecase_saves_refused_total", "counter", float(written.refused)
    yield "scalecase_save_seconds_total", "counter", written.seconds
    if committed is not None:
        yield "scalecase_state_version", "gauge", float(committed)


def person_signed_in(token: str | None) -> Person | None:
    """Person who holds a session's token now."""
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


def know_browser(token: str, browser: str) -> None:
    """Know a browser again in which the holder of a session's token signed in."""
    remember_browser(database(), token, browser, at=datetime.now(UTC))


def close_databases() -> None:
    """Let go of every store that was opened. The next to ask opens it anew."""
    with _one_at_a_time:
        while _open:
            _open.popitem()[1].close()
