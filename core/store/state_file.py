"""The state file: how SQLite is set, what it says in plain words, and how the file is examined before it is used."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.domain.errors import BusyStore, CannotStore, DamagedStore, Refused
from core.store.integrity import commit_log, loss, row_sums
from core.store.integrity.commit_log import Commit
from core.store.integrity.loss import Beside, Loss
from core.store.migrate import NEWEST, schema_of
from core.store.schema.integrity import commits
from core.store.text_safety import must_be_text

WAIT_FOR_OTHER_WRITERS_MS = 10_000
STATE = "state.db"
WRITES, CHANGES = "scale_case_writes", "scale_case_changes"


def _state_url(home: Path) -> sa.URL:
    """Say where the state is kept: the one place to change for another database."""
    return sa.URL.create("sqlite", database=str(home / STATE))


def engine_of(
    home: Path, triggers: tuple[str, ...] = (), *, pooled: bool = False, for_schema_change: bool = False, read_only: bool = False
) -> sa.Engine:
    """Make an engine.

    Args:
        home: the folder of the store.
        triggers: what makes a connection tell of the rows it changes; without them it may not write.
        pooled: whether connections are kept for the next to ask.
        for_schema_change: a change of schema rebuilds tables, so foreign keys are checked at its end instead of at each step.
        read_only: the file is opened to be read, and SQLite leaves a damaged write-ahead log as it was found.
    """
    given: dict[str, Any] = {} if pooled else {"poolclass": sa.NullPool}
    if read_only:
        given["creator"] = partial(_opened_to_read, home)
    engine = sa.create_engine(_state_url(home), **given)

    @sa.event.listens_for(engine, "connect")
    def set_sqlite(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        record.info[CHANGES] = row_sums.watch(connection, triggers)
        connection.execute(f"pragma busy_timeout = {WAIT_FOR_OTHER_WRITERS_MS}")
        connection.execute("pragma synchronous = full")
        connection.execute(f"pragma foreign_keys = {'off' if for_schema_change else 'on'}")

    sa.event.listen(engine, "before_cursor_execute", must_be_text)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # Taking the write lock at once means that a writer has read nothing that can change before it writes.
        writes = for_schema_change or connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("begin immediate" if writes else "begin")

    return engine


def _opened_to_read(home: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{(home / STATE).as_uri()}?mode=ro", uri=True, check_same_thread=False)


def examined(home: Path, beside: Beside) -> Loss | None:
    """Refuse a state file that SQLite finds damaged or that is gone, and find what another one lacks.

    It is opened to be read, so that a damaged log of SQLite's own stays as it is; only a write that a process left half-done
    without such a log has to be taken back first.
    """
    if not (home / STATE).exists():
        _must_be_new(home)
        return None
    engine = engine_of(home, read_only=not (home / f"{STATE}-journal").exists())
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("pragma quick_check(1)").scalar_one()
            if found != "ok":
                raise _damaged(home, str(found))
            schema = schema_of(connection)
            if schema is None:
                _must_be_new(home)
                return None
            if not sa.inspect(connection).has_table(commits.name):
                return None
        wrong = loss.found_in(beside, engine.connect)
    finally:
        engine.dispose()
    if wrong is not None and schema != NEWEST:
        raise DamagedStore(wrong.sentence)
    return wrong


def _must_be_new(home: Path) -> None:
    """Refuse to begin afresh where the log says that something was written."""
    log = commit_log.read(home)
    last = None if log is None else log.last
    if last is not None and last.number > 0:
        raise DamagedStore(
            f"The state file {home / STATE} is missing or empty, but {last.number:,} writes to it were acknowledged, the last on "
            f"{last.moment:%d %B %Y at %H:%M:%S} UTC. Nothing was changed: restore the latest backup (python -m core restore "
            "BACKUP --into EMPTY_FOLDER), or move the whole folder away to start afresh."
        )


def begin_log(home: Path) -> tuple[str, ...]:
    """Begin the log of a new store, or catch up with a process that died; gives the triggers that keep the sums in step."""
    engine = engine_of(home)
    try:
        with engine.connect() as connection:
            triggers, end = row_sums.trigger_statements(connection), end_of(connection)
    finally:
        engine.dispose()
    try:
        commit_log.begin_or_catch_up(home, end)
    except OSError as refusal:
        raise cannot_log(home, refusal) from refusal
    return triggers


def end_of(connection: sa.Connection) -> Commit:
    """End of the log that the state now has, before a write."""
    return loss.end_of(connection, connection.execute(sa.select(commits.c.number)).scalar_one())


def _damaged(home: Path, found: str) -> DamagedStore:
    return DamagedStore(
        f"The state file {home / STATE} is damaged ({found}). Nothing was changed: restore the latest backup (python -m core "
        "restore BACKUP --into EMPTY_FOLDER), or move the whole folder away to start afresh."
    )


@contextmanager
def said_plainly(home: Path) -> Iterator[None]:
    """Plain refusals: turn what the database driver says into a sentence; leave mistakes in our own statements alone."""
    try:
        yield
    except sa.exc.DatabaseError as refusal:
        plain = _plain_refusal(str(refusal.orig), home)
        if plain is None:
            raise
        raise plain from refusal


def _plain_refusal(said: str, home: Path) -> Refused | None:
    if "locked" in said:
        return BusyStore("Somebody else is saving at this moment and did not finish in time: nothing was changed, try again.")
    if "is full" in said or "readonly" in said or "unable to open" in said or "disk I/O" in said:
        return CannotStore(f"The state file cannot be written ({said}): nothing was changed.")
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return _damaged(home, said)
    return None


def cannot_log(home: Path, refusal: OSError) -> CannotStore:
    """Say that the log of commits cannot be written."""
    return CannotStore(f"The log {home / commit_log.NAME} cannot be written ({refusal.strerror}): nothing was stored.")


def write_ahead(home: Path, engine: sa.Engine) -> None:
    """Write-ahead log: readers go on while another writes. Asked for at every open: a copied state file does not remember it.

    Raises:
        CannotStore: the folder is on a disk that cannot keep one.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("pragma journal_mode = wal")
        mode = str(cursor.fetchall()[0][0])
    finally:
        connection.close()
    if mode != "wal":
        raise CannotStore(
            f"The folder {home} cannot keep a write-ahead log (SQLite uses {mode}): readers would hold up everybody who saves. "
            "Choose a folder on a disk of this machine."
        )
