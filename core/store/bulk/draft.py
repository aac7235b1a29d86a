"""Draft: bulk rows on their way in, typed, summed and checked in a folder of their own, where they count for nothing yet."""

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from core.domain.case.evidence import OBSERVED_GROUP
from core.domain.columns.schema import Column
from core.domain.errors import CannotStore
from core.domain.tables import TableSpec
from core.store.bulk.checks import (
    bulk_columns,
    extremes,
    good_numbers,
    good_texts,
    number_columns,
    parameters,
    quickly_typed,
    text_columns,
    typed,
)
from core.store.bulk.groups import GroupRepeats, lines_said_again, repeated, rows_by_group, stands_twice
from core.store.bulk.source import Scan, SourceFile, scan
from core.store.bulk.sums import KEPT_SUMS, SUMS
from core.store.database import SPILL, Database
from core.store.spill import spill_name
from core.store.tables.parquet import LINE_COLUMN
from core.store.tables.views import literal, quoted

MOST_MEMORY = "1GB"
MOST_THREADS = 4
SECONDS_BETWEEN_REPORTS = 0.2
# Every row a heading has fields for, as text: at each place the table's column, or None where it is kept out.
Places = tuple[str | None, ...]
# A run of rows: the cells of each column, and the line each row began on.
TextRows = tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]

FREE_TEXTS = ("cohort", "period")


@dataclass(frozen=True)
class Draft:
    """Rows that were read and typed, and their sums. `wrong_rows` stand in groups or cells that the model refuses."""

    rows_path: Path
    cube_path: Path
    rows: int
    wrong_rows: int
    site_ids: tuple[str, ...]
    outcome_ids: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]  # the different values of each column in which people write what they like
    repeats: GroupRepeats = field(default_factory=GroupRepeats)


@dataclass(frozen=True)
class FailingRows:
    """The first rows that a model refuses, as text with their lines, and how many there are in all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    count: int


class Workshop:
    """A folder and a locked-down DuckDB for one load of one table. `known` holds the ids that columns may name."""

    def __init__(self, spec: TableSpec, folder: Path, known: Mapping[str, Collection[str]]) -> None:
        """Begin with nothing drafted."""
        bulk_columns(spec)  # before anything is read: a table with other kinds of column cannot be loaded in bulk
        self.spec, self.folder, self.known = spec, folder, known
        self._columns: tuple[str, ...] = ()

    def draft_plain_file(
        self, source: SourceFile, places: Places, delimiter: str, report: Callable[[float], None]
    ) -> tuple[Draft | None, Scan]:
        """Type a file straight from its text, if it is so plain that it can only be read in one way.

        Args:
            source: the file.
            places: the table's column at each place of the heading.
            delimiter: what stands between cells.
            report: is told the share that is done, 0 to 1; what it raises stops the work.

        Returns:
            The draft, None where the file has to be read with more care; and what its bytes say.

        Raises:
            CannotStore: the disk or the memory is full.
        """
        names = [name or f"_kept_out_{index}" for index, name in enumerate(places)]
        line_end = "\\r\\n" if b"\r\n" in source.head() else "\\n"
        told = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
        text = (
            f"read_csv({literal(str(source.path))}, columns = {{{told}}}, header = false, skip = 1, delim = {literal(delimiter)}, "
            f"quote = '\"', escape = '\"', new_line = '{line_end}', comment = '', nullstr = '', encoding = 'utf-8', "
            "auto_detect = false, null_padding = false, ignore_errors = false, strict_mode = true)"
        )
        self._columns = tuple(name for name in places if name is not None)
        with self._connection(source.path) as connection:
            read, seen = _at_once(connection, self._copy_typed(text, quickly_typed), source, delimiter, report)
            if not read or not seen.shows_plain_rows(_rows_in(self._typed), len(places)):
                return None, seen
            if stands_twice(connection, f"from read_parquet({literal(str(self._typed))})"):
                return None, seen
            return self._summed(connection), seen

    def draft_text_rows(self, columns: tuple[str, ...], runs: Iterable[TextRows]) -> Draft:
        """Type rows that another reader has taken apart, without white space round their cells.

        A row of a group of people that says again what a row before it says is left out.

        Raises:
            CannotStore: the disk or the memory is full.
        """
        self._columns = columns
        schema = pa.schema([(LINE_COLUMN, pa.int64()), *((name, pa.string()) for name in columns)])
        with _said_plainly(), pq.ParquetWriter(self._text, schema, compression="snappy") as writer:
            for cells, lines in runs:
                arrays = [pa.array(lines, pa.int64()), *(pa.array(column, pa.string()) for column in cells)]
                writer.write_table(pa.table(arrays, schema=schema))
        with self._connection() as connection, _said_plainly():
            by_group = rows_by_group(self._text_rows(), self._columns, number_columns(self.spec))
            can_repeat = set(OBSERVED_GROUP) <= set(columns)
            repeats = repeated(connection, by_group) if can_repeat else GroupRepeats()
            once = f"where {LINE_COLUMN} not in {lines_said_again(by_group)}" if repeats.again else ""
            connection.execute(self._copy_typed(f"{self._text_rows()} {once}", typed))
            return replace(self._summed(connection), repeats=repeats)

    def failing_rows(self, most: int) -> FailingRows:
        """Find the rows that the model refuses, after `draft_text_rows`. One row per row, in order of line."""
        numbers = [typed(column, self._columns) for column in number_columns(self.spec)]
        good = " and ".join([good_texts(self.spec, self.known), *(f"({number}) is not null" for number in numbers)])
        texts = ", ".join(f"{typed(column, self._columns)} as {quoted(column.name)}" for column in text_columns(self.spec))
        cells = ", ".join(quoted(name) for name in self._columns if name not in {column.name for column in text_columns(self.spec)})
        rows = f"from (select {LINE_COLUMN}, {texts}{', ' + cells if cells else ''} from {self._text_rows()}) where not ({good})"  # noqa: S608 - all from the model
        shown = ", ".join(f"coalesce({quoted(name)}, '')" for name in self._columns)
        with self._connection() as connection, _said_plainly():
            known = parameters(self.known)
            count = _number(connection.execute(f"select count(*) {rows}", known))
            statement = f"select {LINE_COLUMN}, {shown} {rows} order by {LINE_COLUMN} limit {int(most)}"
            found = connection.execute(statement, known).fetchall()
        return FailingRows(self._columns, tuple(row[1:] for row in found), tuple(row[0] for row in found), count)

    @property
    def _typed(self) -> Path:
        return self.folder / "rows.parquet"

    @property
    def _text(self) -> Path:
        return self.folder / "text.parquet"

    def _text_rows(self) -> str:
        cells = ", ".join(f"nullif({quoted(name)}, '') as {quoted(name)}" for name in self._columns)
        return f"(select {LINE_COLUMN}, {cells} from read_parquet({literal(str(self._text))}))"  # noqa: S608 - our own path and names

    def _copy_typed(self, rows: str, typing: Callable[[Column, Collection[str]], str]) -> str:
        """One row per row: every column of the model in the published order, typed."""
        cells = ", ".join(f"{typing(column, self._columns)} as {quoted(column.name)}" for column in bulk_columns(self.spec))
        return (
            f"copy (select {cells} from {rows}) to {literal(str(self._typed))} "  # noqa: S608 - paths are quoted
            "(format parquet, compression zstd, use_tmp_file false)"
        )

    def _summed(self, connection: duckdb.DuckDBPyConnection) -> Draft:
        """Sum the typed rows by group, write the sums, and find out from the groups whether every row is good."""
        cube = self.folder / "cube.parquet"
        texts = ", ".join(quoted(column.name) for column in text_columns(self.spec))
        good = f"wrong_cells = 0 and {good_numbers(self.spec)} and {good_texts(self.spec, self.known)}"
        rows = f"from read_parquet({literal(str(self._typed))})"
        with _said_plainly():
            connection.execute(f"create table cube as select {texts}, {SUMS}, {extremes(self.spec)} {rows} group by all")
            wrong = connection.execute(
                f"select coalesce(sum(rows), 0) from cube where not coalesce({good}, false)",  # noqa: S608
                parameters(self.known),
            )
            wrong_rows = _number(wrong)
            connection.execute(
                f"copy (select {texts}, {', '.join(map(quoted, KEPT_SUMS))} from cube order by {texts}) to {literal(str(cube))} "  # noqa: S608
                "(format parquet, compression zstd, use_tmp_file false)"
            )
            site_ids, outcome_ids = (_texts(connection, name) for name in ("site_id", "outcome_id"))
            words = {name: _texts(connection, name) for name in FREE_TEXTS}
        return Draft(self._typed, cube, _rows_in(self._typed), wrong_rows, site_ids, outcome_ids, words)

    @contextmanager
    def _connection(self, *sources: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open a DuckDB that can read the source, write into this folder, and nothing else."""
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": min(MOST_THREADS, os.cpu_count() or 1),
            "memory_limit": MOST_MEMORY,
            "temp_directory": str(self.folder / "spilt"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "allow_persistent_secrets": False,
            "python_enable_replacements": False,
        }
        with duckdb.connect(":memory:", config=config) as connection:
            connection.execute("set enable_progress_bar = true")
            connection.execute("set enable_progress_bar_print = false")
            connection.execute(f"set allowed_directories = [{literal(str(self.folder) + os.sep)}]")
            connection.execute(f"set allowed_paths = [{', '.join(literal(str(path)) for path in sources)}]")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            yield connection


@contextmanager
def workshop(db: Database, spec: TableSpec, known: Mapping[str, Collection[str]]) -> Iterator[Workshop]:
    """Hold a folder for one load, which is gone afterwards whatever happens; a process that dies leaves it to the sweep."""
    folder = db.home / SPILL / spill_name("load")
    folder.mkdir(mode=0o700)
    try:
        yield Workshop(spec, folder, known)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _at_once(
    connection: duckdb.DuckDBPyConnection, copy: str, source: SourceFile, delimiter: str, report: Callable[[float], None]
) -> tuple[bool, Scan]:
    """Let DuckDB read the rows while the bytes are hashed and counted. False where DuckDB could not make rows of them."""
    stopped = Event()
    with ThreadPoolExecutor(2) as threads:
        counting = threads.submit(scan, source, delimiter, lambda: not stopped.is_set())
        copying = threads.submit(_copied, connection, copy)
        try:
            futures: set[Future[Any]] = {counting, copying}
            while wait(futures, SECONDS_BETWEEN_REPORTS, FIRST_EXCEPTION).not_done:
                report(max(connection.query_progress(), 0.0) / 100)
            return copying.result(), counting.result()
        except BaseException:
            stopped.set()
            connection.interrupt()
            raise


def _copied(connection: duckdb.DuckDBPyConnection, copy: str) -> bool:
    with _said_plainly():
        try:
            connection.execute(copy)
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            return False  # a field too many, a quotation mark that does not close, letters that are not UTF-8
    return True


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as refusal:
        raise CannotStore(f"There is not enough room to read the file ({refusal}): nothing was stored.") from refusal


def _rows_in(path: Path) -> int:
    return int(pq.read_metadata(path).num_rows)


def _number(answer: duckdb.DuckDBPyConnection) -> int:
    row = answer.fetchone()
    return int(row[0]) if row else 0


def _texts(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[str, ...]:
    rows = connection.execute(f"select distinct {quoted(name)} from cube order by all").fetchall()  # noqa: S608 - our own names
    return tuple(row[0] for row in rows if row[0] is not None)
