"""Readers: locked-down DuckDB, one for each version that is being read. It sees that version's files and nothing else."""

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import duckdb

from core.domain.errors import BusyStore, DamagedStore
from core.store.spill import READER, spill_name
from core.store.tables.depot import Depot
from core.store.tables.parquet import StoredTable
from core.store.tables.views import view_statements

MOST_VERSIONS_OPEN = 8
MOST_MEMORY = "512MB"
MOST_THREADS = 4
LONGEST_QUERY_MS = 20_000
Views = Callable[[dict[str, StoredTable]], list[str]]


class Readers:
    """The versions that are open for reading. Safe to share between threads: every query has a cursor of its own."""

    def __init__(self, spill: Path, depot: Depot) -> None:
        """Open nothing yet.

        Args:
            spill: where each version has a folder of its own, to which a query that outgrows its memory writes.
            depot: has the files.
        """
        self._spill, self._depot = spill, depot
        self._lock = Lock()
        self._roots: OrderedDict[Hashable, duckdb.DuckDBPyConnection] = OrderedDict()
        self._folders: dict[Hashable, Path] = {}
        self._seen_whole: dict[Path, tuple[int, int, int]] = {}

    @contextmanager
    def cursor(
        self, key: Hashable, stored: dict[str, StoredTable], views: Views = view_statements
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """Hold a cursor that sees views over some files.

        Args:
            key: what always stands for the same files and views, such as a version.
            stored: the files by table.
            views: writes the statements that make the views of them.

        Raises:
            DamagedStore: a file is missing or altered.
            BusyStore: the query took too long.
        """
        self.must_be_whole(stored)
        with self._lock:  # one connection shared by threads gives wrong rows, so each query gets a cursor
            cursor = self._root(key, stored, views).cursor()
        try:
            with cursor:
                yield cursor
        except duckdb.InterruptException as slow:
            raise BusyStore(f"Reading took longer than {LONGEST_QUERY_MS // 1000} seconds and was stopped.") from slow
        except duckdb.IOException as refusal:
            raise DamagedStore(f"A stored table cannot be read ({refusal}). Restore it from the latest backup.") from refusal

    def must_be_whole(self, stored: dict[str, StoredTable]) -> None:
        """Check that files are there and are what was stored.

        Raises:
            DamagedStore: naming the first that is missing or altered.
        """
        for table in stored.values():
            self._must_be_whole(table)

    def close(self) -> None:
        """Close every version. Closing twice does no harm."""
        with self._lock:
            while self._roots:
                self._close_one()

    @property
    def at_work(self) -> frozenset[Path]:
        """Folders that queries of the open versions may write to."""
        with self._lock:
            return frozenset(self._folders.values())

    def _close_one(self, *, last: bool = True) -> None:
        key, root = self._roots.popitem(last=last)
        root.close()
        del self._folders[key]

    def _must_be_whole(self, table: StoredTable) -> None:
        """Hash a file before its first use, and again when the file system says it has changed."""
        self._depot.bring(table.path.name, table.sha256)
        looks = _looks(table.path)
        if looks is None or self._seen_whole.get(table.path) != looks:
            looks = self._hashed(table, looks)
            if looks is not None:
                self._seen_whole[table.path] = looks

    def _hashed(self, table: StoredTable, looks: tuple[int, int, int] | None) -> tuple[int, int, int] | None:
        try:
            table.must_be_whole()
        except DamagedStore:
            if not self._depot.renew(table.path.name, table.sha256):
                raise
            table.must_be_whole()
            return _looks(table.path)
        return looks

    def _root(self, key: Hashable, stored: dict[str, StoredTable], views: Views) -> duckdb.DuckDBPyConnection:
        if key not in self._roots:
            folder = self._spill / spill_name(READER)
            self._roots[key] = _locked_down(folder, stored, views)
            self._folders[key] = folder
        self._roots.move_to_end(key)
        while len(self._roots) > MOST_VERSIONS_OPEN:
            self._close_one(last=False)
        return self._roots[key]


def _looks(path: Path) -> tuple[int, int, int] | None:
    """What the file system says of a file, at no cost: another size, time or place means other content."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def _locked_down(folder: Path, stored: dict[str, StoredTable], views: Views) -> duckdb.DuckDBPyConnection:
    """Open DuckDB in memory so that no query can read another file, write one, load an extension or undo any of this."""
    root = duckdb.connect(
        ":memory:",
        config={
            "threads": min(MOST_THREADS, os.cpu_count() or 1),
            "memory_limit": MOST_MEMORY,
            # DuckDB makes it when it is needed and takes it away; shared by two, their files would clash
            "temp_directory": str(folder),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "allow_persistent_secrets": False,
            "python_enable_replacements": False,
        },
    )
    if root.execute("select 1 from duckdb_settings() where name = 'max_execution_time'").fetchone():
        root.execute(f"set max_execution_time = {LONGEST_QUERY_MS}")  # DuckDB 1.5 does not have it
    allowed = [str(table.path) for table in stored.values()]
    root.execute("set allowed_paths = " + _list_literal(allowed))
    root.execute("set enable_external_access = false")
    root.execute("set lock_configuration = true")
    for statement in views(stored):
        root.execute(statement)
    return root


def _list_literal(texts: list[str]) -> str:
    return "[" + ", ".join("'" + text.replace("'", "''") + "'" for text in texts) + "]"
