"""Tables of a version: exactly its files, as they were written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from core.domain.errors import DamagedStore
from core.domain.tables import SPEC_OF, Table
from core.store.database import Database
from core.store.tables import manifest
from core.store.tables.parquet import LINE_COLUMN, StoredTable
from core.store.tables.views import ROW_COLUMN, as_written

PLACE_COLUMNS = 3  # the row's place, its line, and its text to search in come before the cells


@dataclass(frozen=True)
class TablePage:
    """Some rows of a table, as text, with the line each stood on, and how many rows there are to page through."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    rows_found: int


@dataclass(frozen=True)
class WholeTables:
    """The tables of a version, whose files were all found whole: their rows of the manifest and their files, by name."""

    held: Mapping[str, manifest.Load]
    files: Mapping[str, StoredTable]

    @property
    def content(self) -> tuple[tuple[str, str, str, str], ...]:
        """Name of what is in them, the same for versions that hold the same: table, path of its file (which bears the sum of what
        is in it), name and sum of the file that was sent; without tables read in bulk.
        """
        return tuple(
            (name, str(self.files[name].path), load.source_file_name, load.source_sha256)
            for name, load in self.held.items()
            if not SPEC_OF[name].bulk
        )

    def read(self, *, with_bulk: bool = False) -> dict[str, Table]:
        """Read them: the cells, columns, rows and lines as they were accepted.

        Args:
            with_bulk: True to read a table of observations too, which nothing is appraised from and which may be long.

        Raises:
            DamagedStore: a file cannot be read.
        """
        return {name: _read(self.files[name], load) for name, load in self.held.items() if with_bulk or not SPEC_OF[name].bulk}


def whole_tables(db: Database, version_id: int) -> WholeTables:
    """Find the tables of a version, and every file of them whole.

    Raises:
        DamagedStore: a file is missing or altered.
    """
    held = manifest.of_version(db, version_id)
    files = manifest.stored(db, held)
    db.readers.must_be_whole(files)
    return WholeTables(held, files)


def read_tables(db: Database, version_id: int, *, with_bulk: bool = False) -> dict[str, Table]:
    """Read the tables of a version. Takes and raises what `whole_tables` and `WholeTables.read` do."""
    return whole_tables(db, version_id).read(with_bulk=with_bulk)


def _read(file: StoredTable, load: manifest.Load) -> Table:
    """Read one file that is whole. Nothing is asked of it, and so no reader with views of every table is opened for it."""
    try:
        with pq.ParquetFile(file.path) as opened:
            content = opened.read(use_threads=False)
    except (OSError, pa.ArrowInvalid) as refusal:
        raise DamagedStore(f"The table {file.name} cannot be read ({refusal}). Restore it from the latest backup.") from refusal
    columns = tuple(name for name in content.column_names if name != LINE_COLUMN)
    return Table(
        name=file.name,
        columns=columns,
        rows=tuple(zip(*(content[name].to_pylist() for name in columns), strict=True)),
        lines=tuple(content[LINE_COLUMN].to_pylist()),
        file_name=load.source_file_name,
        sha256=load.source_sha256,
    )


def table_page(db: Database, version_id: int, table: str, limit: int, offset: int = 0, *, search: str | None = None) -> TablePage:
    """Read some rows of a table in the file's order. One row per row of the file in which `search` stands, in any case of letters.

    A table the version lacks has no columns and no rows.

    Raises:
        DamagedStore: a file is missing or altered.
        KeyError: there is no table of that name.
    """
    if SPEC_OF[table].name not in manifest.of_version(db, version_id):
        return TablePage((), (), (), 0)
    wanted = {"search": (search or "").strip()}
    matches = f"{_from(table)} where contains(lower(_text), lower($search))"
    _, ((rows_found,),) = ask(db, version_id, f"select count(*) {matches}", wanted)
    columns, rows = ask(
        db,
        version_id,
        f"select * {matches} order by {ROW_COLUMN} limit $limit offset $offset",
        {**wanted, "limit": max(limit, 0), "offset": max(offset, 0)},
    )
    cells = tuple(row[PLACE_COLUMNS:] for row in rows)
    return TablePage(columns[PLACE_COLUMNS:], cells, tuple(row[1] for row in rows), rows_found)


def _from(table: str) -> str:
    """Name the view of one of our own tables; no other name gets into a statement."""
    return f'from "{as_written(SPEC_OF[table].name)}"'


def ask(
    db: Database, version_id: int, statement: str, parameters: Mapping[str, Any] | None = None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Ask one question of a version's views, for the modules of this folder alone: the statement is ours, never a person's text.

    Args:
        db: the open store.
        version_id: the version.
        statement: lower case SQL, with $names where values go.
        parameters: those values.

    Returns:
        Names of the columns, and every row.

    Raises:
        DamagedStore: a file is missing or altered.
        BusyStore: it took too long.
    """
    with db.readers.cursor(version_id, manifest.stored_tables(db, version_id)) as cursor:
        cursor.execute(statement, dict(parameters or {}))
        return tuple(column[0] for column in cursor.description), cursor.fetchall()
