"""Opening the store: where it is, how SQLite is set, and how a write is all or nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.store.kept_text import must_be_text
from core.store.readers import Readers
from core.store.refusals import BusyStore, CannotStore, DamagedStore, Refused
from core.store.schema_change import bring_up_to_date

HOME_VARIABLE = "SCALECASE_HOME"
PROJECT = Path(__file__).resolve().parents[2]
WAIT_FOR_OTHER_WRITERS_MS = 10_000
EVIDENCE, SPILL = "evidence", "spill"
WRITES = "scale_case_writes"


class Written:
    """How often this process wrote to the store: whatever was read before the last time may be out of date."""

    def __init__(self) -> None:
        """Begin at nothing written."""
        self.times = 0
        self._next = count(1)

    def again(self) -> None:
        """Count one more; two at once are two."""
        self.times = next(self._next)


@dataclass(frozen=True)
class Database:
    """An open store: the state tables, the folder of Parquet files, and the readers of those files."""

    engine: sa.Engine
    home: Path
    evidence: Path
    readers: Readers
    written: Written = field(default_factory=Written, compare=False)

    def close(self) -> None:
        """Let go of every file. Closing twice does no harm."""
        self.readers.close()
        self.engine.dispose()


# What happens inside one transaction is given this.
Connection = sa.Connection
# What a reading function takes: the store, or a connection when it is part of a larger piece of work.
Source = Database | Connection


def default_home() -> Path:
    """Find where the store is kept when nobody says: SCALECASE_HOME, or data/live in the project."""
    return Path(os.environ.get(HOME_VARIABLE) or PROJECT / "data" / "live")


def open_database(home: Path | None = None) -> Database:
    """Open the store, making it first where there is none, and bring its schema up to date.

    Raises:
        DamagedStore: the state file is damaged, not ours, or gone while its Parquet files are still there.
        LaterStore: the state file was written by a later release.
        CannotStore: the folder cannot be made or written to.
    """
    place = _folder((home or default_home()).expanduser().resolve())
    evidence = _folder(place / EVIDENCE)
    spill = _folder(place / SPILL)
    is_new = not (place / "state.db").exists()
    with _said_plainly(place):
        _must_be_sound(place)
        bring_up_to_date(_engine(place, for_schema_change=True), place)
    if is_new:
        (place / "state.db").chmod(0o600)  # the folder may be one that others on this machine can look into
    return Database(_engine(place), place, evidence, Readers(spill))


@contextmanager
def all_or_nothing(db: Database) -> Iterator[sa.Connection]:
    """Hold one write transaction: everything done on its connection is kept together, or nothing is.

    Raises:
        BusyStore: another writer did not finish in time.
        CannotStore: the disk is full or may not be written to.
        DamagedStore: the state file turned out to be damaged.
    """
    try:
        with _said_plainly(db.home), db.engine.execution_options(**{WRITES: True}).begin() as connection:
            yield connection
    finally:
        db.written.again()


@contextmanager
def reading(source: Source) -> Iterator[sa.Connection]:
    """Hold a connection to read from: the one given, or a new one that sees one moment throughout."""
    if isinstance(source, sa.Connection):
        yield source
        return
    with _said_plainly(source.home), source.engine.connect() as connection:
        yield connection


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refusal:
        raise CannotStore(
            f"The folder {path} cannot be made ({refusal.strerror}): choose another with {HOME_VARIABLE}."
        ) from refusal
    return path


def _state_url(home: Path) -> sa.URL:
    """Say where the state is kept: the one place to change for another database."""
    return sa.URL.create("sqlite", database=str(home / "state.db"))


def _engine(home: Path, *, for_schema_change: bool = False) -> sa.Engine:
    """Make an engine. A change of schema rebuilds tables, so foreign keys are checked at its end instead of at each step."""
    engine = sa.create_engine(_state_url(home), **({"poolclass": sa.NullPool} if for_schema_change else {}))

    @sa.event.listens_for(engine, "connect")
    def set_sqlite(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
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


def _must_be_sound(home: Path) -> None:
    """Refuse a state file that SQLite finds damaged."""
    engine = _engine(home)
    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql("pragma quick_check(1)").scalar_one()
    finally:
        engine.dispose()
    if found != "ok":
        raise _damaged(home, str(found))


def _damaged(home: Path, found: str) -> DamagedStore:
    return DamagedStore(
        f"The state file {home / 'state.db'} is damaged ({found}). Nothing was changed: restore the latest backup, "
        "or move the file away to start afresh."
    )


@contextmanager
def _said_plainly(home: Path) -> Iterator[None]:
    """Turn what the database driver says into a sentence; leave mistakes in our own statements as they are."""
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
