"""Move: a whole store taken to another place, a folder, a database or an S3 store, and compared there before it counts."""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from core.domain.errors import CannotStore, DamagedStore, WouldOverwrite
from core.store.audit_chain import verified
from core.store.copies.rows import copy_rows, sums_of_rows
from core.store.database import Connection, Database, reading
from core.store.integrity import commit_log, loss
from core.store.schema.integrity import commits
from core.store.schema.programmes import programmes
from core.store.state_file import WRITES, end_of
from core.store.tables.named_files import named_files
from core.store.tables.parquet import UNFINISHED, flush_folder


@dataclass(frozen=True)
class Moved:
    """What was taken to the other place: rows of the state, files of data, and entries of the audit, whose chain holds."""

    rows: int
    files: int
    entries: int


def move(source: Database, target: Database) -> Moved:
    """Take everything a store holds into a new one. The source is left as it is, and nobody may save in it meanwhile.

    Raises:
        WouldOverwrite: the target holds something.
        CannotStore: another process saved in the source meanwhile, or the target cannot be written to.
        DamagedStore: the source lacks something, or what arrived is not what was sent. Nothing then counts in the target.
    """
    if source.loss is not None:
        raise DamagedStore(source.loss.sentence)
    with reading(source) as connection:
        _must_be_new(target)
        files = named_files(connection)
        for name, sha256 in files.items():
            _move_file(source, target, name, sha256)
        rows = copy_state(connection, target, lambda: _must_be_left_alone(source, connection))
    _must_be_whole(target)
    return Moved(rows, len(files), verified(target).entries)


def copy_state(source: Connection, target: Database, before_it_counts: Callable[[], None] = lambda: None) -> int:
    """Copy every row into a store that is new, compare both, and keep all of it or nothing.

    Args:
        source: sees one moment of the store that is copied.
        target: the new store.
        before_it_counts: may refuse at the last moment.

    Returns:
        how many rows.

    Raises:
        DamagedStore: what arrived is not what was sent.
    """
    state = target.state
    with state.said_plainly(), target.engine.execution_options(**{WRITES: True}).begin() as connection:
        state.begin_noting(connection)
        rows = copy_rows(source, connection)
        sent, arrived = sums_of_rows(source), sums_of_rows(connection)
        wrong = sorted(name for name in sent if sent[name] != arrived[name])
        if wrong:
            raise DamagedStore(f"Rows arrived that are not what was sent ({', '.join(wrong)}): nothing was kept.")
        before_it_counts()
        state.keep_sums(connection)
    target.written.again()
    with reading(target) as connection:
        commit_log.begin_or_catch_up(state.beside.log, end_of(connection))
    return rows


def _must_be_new(target: Database) -> None:
    with reading(target) as connection:
        written = connection.execute(sa.select(commits.c.number)).scalar_one()
        held = connection.execute(sa.select(sa.func.count()).select_from(programmes)).scalar_one()
    if written or held:
        raise WouldOverwrite("There is a store with something in it already: nothing was moved. Name an empty one.")


def _must_be_left_alone(source: Database, seen: Connection) -> None:
    """Refuse to go on where the source was written to since the moment that is copied: that work would stay behind."""
    before = seen.execute(sa.select(commits.c.number)).scalar_one()
    with reading(source) as connection:
        now = connection.execute(sa.select(commits.c.number)).scalar_one()
    if now != before:
        raise CannotStore("Somebody saved meanwhile: nothing was moved. Stop the service, and try again.")


def _move_file(source: Database, target: Database, name: str, sha256: str) -> None:
    """Copy a file under a passing name, keep it for good in the target, and compare it there."""
    source.depot.bring(name, sha256)
    place = target.evidence / name
    if not place.exists():
        handle, beside = tempfile.mkstemp(dir=target.evidence, suffix=UNFINISHED)
        try:
            with (source.evidence / name).open("rb") as file, os.fdopen(handle, "wb") as copy:
                shutil.copyfileobj(file, copy)
                copy.flush()
                os.fsync(copy.fileno())
            Path(beside).replace(place)
        except FileNotFoundError as missing:
            raise DamagedStore(f"The stored table {name} is gone: nothing was moved. Restore it from a backup first.") from missing
        except OSError as refusal:
            raise CannotStore(f"{place} cannot be written ({refusal.strerror}): nothing was moved.") from refusal
        finally:
            Path(beside).unlink(missing_ok=True)
        flush_folder(target.evidence)
    target.depot.put(name)
    target.depot.must_hold(name, sha256)


def _must_be_whole(target: Database) -> None:
    found = loss.found_in(target.state.beside, lambda: reading(target))
    broken = verified(target).broken
    if found is not None or broken is not None:
        raise DamagedStore(found.sentence if found is not None else f"The audit does not hold: {broken.sentence if broken else ''}")
