"""Database: where the store is, how SQLite is set, and how a write is all or nothing."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from core.domain.errors import CannotStore, ReadOnlyStore
from core.store.integrity import commit_log, loss, row_sums
from core.store.integrity.commit_log import Commit
from core.store.integrity.loss import EVIDENCE, Loss
from core.store.migrate import bring_up_to_date
from core.store.state_file import CHANGES, STATE, WRITES, begin_log, cannot_log, end_of, engine_of, examined, said_plainly
from core.store.tables.readers import Readers

HOME_VARIABLE = "SCALECASE_HOME"
PROJECT = Path(__file__).resolve().parents[2]
SPILL = "spill"


class Written:
    """How often this process wrote to the store: whatever was read before the last time may be out of date."""

    def __init__(self) -> None:
        """Begin at nothing written."""
        self.times = 0
        self._next = count(1)

    def again(self) -> None:
        """Count one more; two at once are two."""
        self.times = next(self._next)


@dataclass
class Standing:
    """Whether the store is whole. It is compared at the start, and with the log at every write."""

    loss: Loss | None = None


@dataclass(frozen=True)
class Database:
    """An open store: the state tables, the folder of Parquet files, and the readers of those files."""

    engine: sa.Engine
    home: Path
    evidence: Path
    readers: Readers
    written: Written = field(default_factory=Written, compare=False)
    standing: Standing = field(default_factory=Standing, compare=False)

    @property
    def loss(self) -> Loss | None:
        """What the store is known to lack, for which it is only read; None while it is whole."""
        return self.standing.loss

    def close(self) -> None:
        """Let go of every file. Closing twice does no harm."""
        self.readers.close()
        self.engine.dispose()


# What happens inside one transaction is given this.
Connection = sa.Connection
# What a reading function takes: the store, or a connection when it is part of a larger piece of work.
Source = Database | Connection


def default_home() -> Path:
    """Home of the store: SCALECASE_HOME, or data/live in the project."""
    return Path(os.environ.get(HOME_VARIABLE) or PROJECT / "data" / "live")


def open_database(home: Path | None = None) -> Database:
    """Open the store, making it first where there is none, and bring its schema up to date.

    A store that lacks what was acknowledged, or was altered, is opened to be read: `loss` says what was found.

    Raises:
        DamagedStore: the state file is damaged, not ours, or gone while its Parquet files or its log are still there.
        LaterStore: the state file was written by a later release.
        CannotStore: the folder cannot be made or written to.
    """
    place = _folder((home or default_home()).expanduser().resolve())
    evidence = _folder(place / EVIDENCE)
    spill = _folder(place / SPILL)
    is_new = not (place / STATE).exists()
    with said_plainly(place):
        result = examined(place)
        if result is not None:
            return Database(
                engine_of(place, pooled=True, read_only=True), place, evidence, Readers(spill), standing=Standing(result)
            )
        bring_up_to_date(engine_of(place, for_schema_change=True), place)
        triggers = begin_log(place)
    if is_new:
        (place / STATE).chmod(0o600)  # the folder may be one that others on this machine can look into
    return Database(engine_of(place, triggers, pooled=True), place, evidence, Readers(spill))


@contextmanager
def all_or_nothing(db: Database) -> Iterator[sa.Connection]:
    """Hold one write transaction: everything done on its connection is kept together, or nothing is.

    It is on the disk, and in the log of commits, when this is left.

    Raises:
        ReadOnlyStore: the store lacks what was acknowledged, or was altered.
        BusyStore: another writer did not finish in time.
        CannotStore: the disk is full or may not be written to.
        DamagedStore: the state file turned out to be damaged.
    """
    _must_be_whole(db)
    try:
        with said_plainly(db.home), ExitStack() as log_end, db.engine.execution_options(**{WRITES: True}).begin() as connection:
            changes: row_sums.RowChanges = connection.info[CHANGES]
            changes.forget()
            changed_before, head = _rows_changed(connection), end_of(connection)
            _must_not_have_gone_back(db, head.number)
            yield connection
            if _rows_changed(connection) > changed_before:
                number = row_sums.keep(connection, changes)
                done = loss.end_of(connection, number, loss.actions_after(connection, head.audit_id))
                log_end.enter_context(_logged(db.home, done))
    finally:
        db.written.again()


@contextmanager
def reading(source: Source) -> Iterator[sa.Connection]:
    """Hold a connection to read from: the one given, or a new one that sees one moment throughout."""
    if isinstance(source, sa.Connection):
        yield source
        return
    with said_plainly(source.home), source.engine.connect() as connection:
        yield connection


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refusal:
        raise CannotStore(
            f"The folder {path} cannot be made ({refusal.strerror}): choose another with {HOME_VARIABLE}."
        ) from refusal
    return path


def _rows_changed(connection: sa.Connection) -> int:
    changed: int = connection.connection.dbapi_connection.total_changes  # type: ignore[union-attr]
    return changed


def _must_be_whole(db: Database) -> None:
    if db.loss is not None:
        raise ReadOnlyStore(db.loss.in_short)


def _must_not_have_gone_back(db: Database, number: int) -> None:
    """Refuse to write to a state that was replaced by an older one while it was open."""
    db.standing.loss = loss.went_back(commit_log.last_done(db.home), number)
    _must_be_whole(db)


@contextmanager
def _logged(home: Path, done: Commit) -> Iterator[None]:
    """Put a line of the log before a commit, and its mark after it."""
    try:
        with commit_log.pending(home, done):
            yield
    except OSError as refusal:
        raise cannot_log(home, refusal) from refusal
