"""Parquet: immutable files, named by what is in them."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from core.domain.errors import CannotStore, DamagedStore
from core.domain.tables import SPEC_OF, Table

LINE_COLUMN = "_line"
UNFINISHED = ".tmp"


@dataclass(frozen=True)
class KeptFile:
    """A table on disk. It counts for nothing until a manifest row names it."""

    table: Table
    path: Path
    sha256: str
    content_sha256: str


@dataclass(frozen=True)
class StoredTable:
    """A table that counts: where its file must be and what must be in it."""

    name: str
    path: Path
    sha256: str

    def must_be_whole(self) -> None:
        """Check that the file is there and is byte for byte what was stored.

        Raises:
            DamagedStore: naming the table.
        """
        must_be_whole(self.path, self.sha256, f"The table {self.name}")


def keep_tables(evidence: Path, tables: Iterable[Table]) -> tuple[KeptFile, ...]:
    """Write tables as Parquet, so that they are on the disk when this returns. What is there already is not written again.

    Raises:
        CannotStore: the disk is full or may not be written to.
        ValueError: a table has a column its model does not know, or one column twice.
    """
    try:
        kept = tuple(_keep(evidence, table) for table in tables)
        flush_folder(evidence)
    except OSError as refusal:
        raise CannotStore(f"The folder {evidence} cannot be written ({refusal.strerror}): nothing was stored.") from refusal
    return kept


def must_be_whole(path: Path, sha256: str, what: str) -> None:
    """Check that a stored file is there and is byte for byte what was stored.

    Raises:
        DamagedStore: naming `what` is missing or altered.
    """
    try:
        with path.open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as missing:
        raise DamagedStore(f"{what} is missing: the file {path} is gone. Restore it from the latest backup.") from missing
    except OSError as refusal:
        raise DamagedStore(f"{what} cannot be read: {path} ({refusal.strerror}).") from refusal
    if actual != sha256:
        raise DamagedStore(f"{what} is damaged: the file {path} is not what was stored. Restore it from the latest backup.")


def keep_file(evidence: Path, path: Path) -> tuple[Path, str]:
    """Move a finished Parquet file to its place, under the hash of its bytes, so that it is on the disk when this returns.

    Returns:
        Its place, and its hash.

    Raises:
        CannotStore: the disk is full or may not be written to.
    """
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        place = path.replace(evidence / f"{sha256}.parquet")
        os.utime(place)
        flush_folder(evidence)
    except OSError as refusal:
        raise CannotStore(f"The folder {evidence} cannot be written ({refusal.strerror}): nothing was stored.") from refusal
    return place, sha256


def content_sha256(table: Table) -> str:
    """Hash the columns and cells alone, whatever release of the file format writes them."""
    digest = hashlib.sha256()
    for cells in ((table.name,), table.columns, *table.rows):
        digest.update(json.dumps(cells, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _keep(evidence: Path, table: Table) -> KeptFile:
    content = _as_parquet(table)
    sha256 = hashlib.sha256(content).hexdigest()
    path = evidence / f"{sha256}.parquet"
    if not _is_whole(path, sha256):
        _write_durably(path, content)
    return KeptFile(table, path, sha256, content_sha256(table))


def _as_parquet(table: Table) -> bytes:
    """Lay a table out as text columns in its own order, and the line of each row."""
    unknown = set(table.columns) - set(SPEC_OF[table.name].columns)
    if unknown or len(set(table.columns)) != len(table.columns):
        raise ValueError(f"{table.name} must have columns of its model, each once: {table.columns}")
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    columns = {name: pa.array(column, pa.string()) for name, column in zip(table.columns, cells, strict=True)}
    columns[LINE_COLUMN] = pa.array(table.lines, pa.int64())
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns).replace_schema_metadata({"table": table.name}), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        os.utime(path)  # so that the sweep of orphans does not take it before its row is written
        must_be_whole(path, sha256, path.name)
    except (FileNotFoundError, DamagedStore):
        return False
    return True


def _write_durably(path: Path, content: bytes) -> None:
    """Write beside the place, flush, then rename: a file of this name is always whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def flush_folder(folder: Path) -> None:
    """Make renames last through a power cut. Only POSIX systems let a folder be flushed."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
