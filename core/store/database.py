"""Database: where the store is, and how a write is all or nothing, whichever way its state and its files are kept."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import monotonic

import sqlalchemy as sa

from core.domain.errors import BusyStore, CannotStore, DamagedStore, ReadOnlyStore
from core.store.integrity import commit_log, loss
from core.store.integrity.commit_log import Commit
from core.store.integrity.loss import EVIDENCE, Loss
from core.store.state import address as addresses
from core.store.state.address import Address
from core.store.state.file import StateFile
from core.store.state.kind import State
from core.store.state.postgresql import PostgreSQL
from core.store.state_file import WRITES, cannot_log, end_of
from core.store.tables.depot import Depot, FolderDepot
from core.store.tables.readers import Readers
from core.store.tables.s3_depot import S3Depot

HOME_VARIABLE = "SCALECASE_HOME"
PROJECT = Path(__file__).resolve().parents[2]
SPILL = "spill"
StoreRefused = (BusyStore, CannotStore, DamagedStore)


class Written:
    """How often this process wrote to the store: whatever was read before the last time may be out of date.

    `refused` of those times were for the store to refuse, and all of them took `seconds` together.
    """

    def __init__(self) -> None:
        """Begin at nothing written."""
        self.times, self.refused, self.seconds = 0, 0, 0.0
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
    """An open store: the state tables, where the Parquet files are kept, and the readers of those files.

    `home` is its folder on this machine, and `evidence` the one in it where Parquet files are written and read.
    """

    engine: sa.Engine
    home: Path
    evidence: Path
    readers: Readers
    state: State
    depot: Depot
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


def open_database(home: Path | None = None, address: Address | None = None) -> Database:
    """Open the store, making it first where there is none, and bring its schema up to date.

    A store that lacks what was acknowledged, or was altered, is opened to be read: `loss` says what was found.

    Args:
        home: the folder of the store on this machine; SCALECASE_HOME or data/live when not given.
        address: where the state and the data are kept. When not given, a home that is named holds everything, and that of the
            service has what SCALECASE_URL says.

    Raises:
        DamagedStore: the state is damaged, not ours, or gone while its Parquet files or its log are still there.
        LaterStore: the state was written by a later release.
        BadAddress: the address cannot be read, or not be used.
        CannotStore: the folder cannot be made or written to, or the database cannot be reached.
    """
    where = address or addresses.address_of_home(home)
    place = _folder((home or default_home()).expanduser().resolve())
    evidence = _folder(place / EVIDENCE)
    spill = _folder(place / SPILL)
    depot: Depot = FolderDepot(evidence) if where.data is None else S3Depot(evidence, where.data.path)
    state: State = StateFile(place, depot) if where.state is None else PostgreSQL(where.state, place, depot)
    with state.said_plainly():
        engine, lacking = state.opened()
    return Database(engine, place, evidence, Readers(spill, depot), state, depot, standing=Standing(lacking))


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
    began = monotonic()
    try:
        with (
            db.state.said_plainly(),
            ExitStack() as log_end,
            db.engine.execution_options(**{WRITES: True}).begin() as connection,
        ):
            before, head = db.state.begin_noting(connection), end_of(connection)
            _must_not_have_gone_back(db, head.number)
            yield connection
            if db.state.has_changed(connection, before):
                number = db.state.keep_sums(connection)
                done = loss.end_of(connection, number, loss.actions_after(connection, head.audit_id))
                log_end.enter_context(_logged(db.state.beside.log, done))
    except StoreRefused:
        db.written.refused += 1
        raise
    finally:
        db.written.seconds += monotonic() - began
        db.written.again()


@contextmanager
def reading(source: Source) -> Iterator[sa.Connection]:
    """Hold a connection to read from: the one given, or a new one that sees one moment throughout."""
    if isinstance(source, sa.Connection):
        yield source
        return
    with source.state.said_plainly(), source.engine.connect() as connection:
        yield connection


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refusal:
        raise CannotStore(
            f"The folder {path} cannot be made ({refusal.strerror}): choose another with {HOME_VARIABLE}."
        ) from refusal
    return path


def _must_be_whole(db: Database) -> None:
    if db.loss is not None:
        raise ReadOnlyStore(db.loss.in_short)


def _must_not_have_gone_back(db: Database, number: int) -> None:
    """Refuse to write to a state that was replaced by an older one while it was open."""
    db.standing.loss = loss.went_back(commit_log.last_done(db.state.beside.log), number)
    _must_be_whole(db)


@contextmanager
def _logged(home: Path, done: Commit) -> Iterator[None]:
    """Put a line of the log before a commit, and its mark after it."""
    try:
        with commit_log.pending(home, done):
            yield
    except OSError as refusal:
        raise cannot_log(home, refusal) from refusal
