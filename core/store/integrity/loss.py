"""What a store lacks: found at every start and by `audit verify`, from its log of commits, its audit and its sums."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from core.domain.errors import DamagedStore
from core.store.integrity import commit_log, row_sums
from core.store.integrity.commit_log import Commit, Log
from core.store.schema.integrity import commits
from core.store.schema.programmes import audit, audit_head
from core.store.tables.depot import Depot
from core.store.tables.named_files import stored_tables

EVIDENCE = "evidence"
Reading = Callable[[], AbstractContextManager[sa.Connection]]
RESTORE = (
    "Keep this folder as it is. To go on from the latest backup: python -m core restore BACKUP --into EMPTY_FOLDER, then start "
    "with SCALECASE_HOME set to that folder. To go on with what is here: python -m core backup FILE, and restore that file."
)
MOST_NAMED = 6


@dataclass(frozen=True)
class Beside:
    """What stands beside a state, by which it is checked.

    Attributes:
        log: the folder of the log of commits.
        depot: where the stored tables are.
        shared: whether other machines write to the same state, whose commits are not in this log.
    """

    log: Path
    depot: Depot
    shared: bool = False


@dataclass(frozen=True)
class Loss:
    """What is known to be wrong with a store that is therefore only read.

    Attributes:
        found: what is missing or altered, as sentences. They name no programme, no person and no text of theirs.
        since: when the first save that is missing was made; None where that is not known.
        saves: how many writes are missing.
        actions: what the missing writes had written down in the audit: how many of each.
    """

    found: tuple[str, ...]
    since: datetime | None = None
    saves: int = 0
    actions: tuple[tuple[str, int], ...] = ()

    @property
    def sentence(self) -> str:
        """All of it for who looks after the service."""
        return " ".join((*self.found, "Nothing can be saved here.", RESTORE))

    @property
    def for_everybody(self) -> str:
        """What every page says: what is missing and since when, not who did what, and what to do."""
        return f"{self.found[0]} Nothing can be saved here. {RESTORE}"

    @property
    def in_short(self) -> str:
        """What a person is told whose save is refused."""
        return f"{self.found[0]} Nothing was saved: this store can only be read until a backup is restored."


def found_in(beside: Beside, reading: Reading) -> Loss | None:
    """Compare a store with its log and its sums; None where all agree.

    Args:
        beside: its log and its stored tables.
        reading: opens a connection that sees one moment. The log is read before and after: others may write meanwhile.
    """
    before = commit_log.read(beside.log)
    with reading() as connection:
        number = connection.execute(sa.select(commits.c.number)).scalar_one()
        altered = row_sums.altered_tables(connection)
        gone = tuple(sorted(_named(connection) - beside.depot.names()))
        replaced = before is not None and before.last is not None and not _holds(connection, before.last, number)
    is_new_here = beside.shared and before is None
    return (
        (None if is_new_here else _unreadable_log(before, number))
        or _older(before, number)
        or _replaced(before, replaced=replaced)
        or _altered(altered)
        or _gone(gone)
        or (None if beside.shared else _cut_log(commit_log.read(beside.log), number))
    )


def went_back(last: Commit | None, number: int) -> Loss | None:
    """Compare the number of the state with the last commit that was done, while the service runs."""
    if last is None or last.number <= number:
        return None
    return _older(Log((last,), is_whole=True), number)


def end_of(connection: sa.Connection, number: int, actions: tuple[str, ...] = ()) -> Commit:
    """Describe the state as a line of the log does."""
    head = connection.execute(sa.select(audit_head.c.audit_id, audit_head.c.sha256)).one()
    return Commit(number, datetime.now(UTC).isoformat(timespec="seconds"), head.audit_id, head.sha256, actions)


def actions_after(connection: sa.Connection, audit_id: int) -> tuple[str, ...]:
    """List the actions that were written down after an entry of the audit."""
    query = sa.select(audit.c.action).where(audit.c.audit_id > audit_id).order_by(audit.c.audit_id)
    return tuple(connection.execute(query).scalars())


def files_altered(depot: Depot, reading: Reading) -> tuple[str, ...]:
    """List the stored tables that are not byte for byte what was stored, by name of file. Every file is read whole."""
    with reading() as connection:
        sums = stored_tables(connection)
    return tuple(sorted(path for path, sha256 in sums.items() if not _is_whole(depot, path, sha256)))


def unnamed_files(beside: Beside, connection: sa.Connection) -> tuple[str, ...]:
    """List stored tables that no row names and that are newer than the last commit.

    An upload that was cut off leaves them; so does a state older than its files, where the log was put back as well.
    """
    last = commit_log.last_done(beside.log)
    if last is None:
        return ()
    named = _named(connection)
    # A line holds the second its write began to end in: files of that second are of that write.
    written = beside.depot.written()
    newer = (name for name, moment in written.items() if name.endswith(".parquet") and moment >= last.moment.timestamp() + 1)
    return tuple(sorted(name for name in newer if name not in named))


def _named(connection: sa.Connection) -> set[str]:
    return set(stored_tables(connection))


def _is_whole(depot: Depot, name: str, sha256: str) -> bool:
    try:
        depot.must_hold(name, sha256)
    except DamagedStore:
        return False
    return True


def _holds(connection: sa.Connection, last: Commit, number: int) -> bool:
    """Tell whether the audit holds the entry that the log says it ended with. Of an older state, that is not asked."""
    if last.audit_id == 0 or number < last.number:
        return True
    found = connection.execute(sa.select(audit.c.sha256).where(audit.c.audit_id == last.audit_id)).scalar_one_or_none()
    return found == last.audit_sha256


def _unreadable_log(log: Log | None, number: int) -> Loss | None:
    if number == 0 and (log is None or log.last is None):
        return None
    if log is None or log.last is None:
        return Loss((f"The log of commits {commit_log.NAME} is gone: whether saves are missing cannot be told.",))
    if not log.is_whole:
        told = f"The end of the log of commits {commit_log.NAME} is damaged: whether saves are missing cannot be told."
        return Loss((told,))
    return None


def _older(log: Log | None, number: int) -> Loss | None:
    if log is None or log.last is None or number >= log.last.number:
        return None
    missing = [commit for commit in log.commits if commit.number > number]
    saves, since = log.last.number - number, missing[0].moment
    count = Counter(action for commit in missing for action in commit.actions)
    writes = "1 write" if saves == 1 else f"{saves:,} writes"
    was = "was" if saves == 1 else "were"
    told = (
        f"The state is older than its log of commits: {writes} that {was} acknowledged from {since:%d %B %Y at %H:%M:%S} UTC "
        f"to {log.last.moment:%d %B %Y at %H:%M:%S} UTC {'is' if saves == 1 else 'are'} missing."
    )
    listed = ", ".join(f"{action} ({times})" for action, times in count.most_common(MOST_NAMED))
    more = (f"Of the audit are missing: {count.total():,} entries ({listed}).",) if count else ()
    return Loss((told, *more), since, saves, tuple(sorted(count.items())))


def _replaced(log: Log | None, *, replaced: bool) -> Loss | None:
    if log is None or log.last is None or not replaced:
        return None
    return Loss(
        (
            "The state is another than the one its log of commits is of: the audit does not hold the entry it ended with on "
            f"{log.last.moment:%d %B %Y at %H:%M:%S} UTC.",
        ),
    )


def _altered(tables: tuple[str, ...]) -> Loss | None:
    if not tables:
        return None
    agree = "does" if len(tables) == 1 else "do"
    return Loss((f"Rows of the state are not what was written: {', '.join(tables)} {agree} not agree with the sum kept.",))


def _gone(names: tuple[str, ...]) -> Loss | None:
    if not names:
        return None
    count = "1 stored table is gone" if len(names) == 1 else f"{len(names):,} stored tables are gone"
    return Loss((f"{count} from the folder {EVIDENCE}.", f"Their files: {', '.join(names[:MOST_NAMED])}."))


def _cut_log(log: Log | None, number: int) -> Loss | None:
    """One commit may be ahead of the log, of a process that died before it could mark it; two may not."""
    if log is None or log.last is None or number <= log.last.number + 1:
        return None
    return Loss(
        (
            f"The log of commits ends with commit {log.last.number:,}, and the state has {number:,}: lines of the log are missing, "
            "and whether saves are cannot be told.",
        )
    )
