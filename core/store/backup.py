"""Backup: a copy of the whole store as of one moment, made while people work, and a store made from such a copy."""

import hashlib
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import IO, Any

import sqlalchemy as sa

from core.domain.errors import BadBackup, CannotStore, DamagedStore, WouldOverwrite
from core.store.copies.move import copy_state, move
from core.store.database import SPILL, Database, open_database, reading
from core.store.integrity import row_sums
from core.store.integrity.loss import EVIDENCE, Loss
from core.store.migrate import schema_of
from core.store.spill import spill_name
from core.store.state.address import THIS_MACHINE, Address
from core.store.state_file import STATE
from core.store.tables.named_files import named_files
from core.store.tables.parquet import flush_folder

MANIFEST = "manifest.json"
FORMAT = 1
_STORED_NAME = re.compile(rf"{STATE}|{EVIDENCE}/[A-Za-z0-9._-]+\.(parquet|xlsx)")


@dataclass(frozen=True)
class BackedUp:
    """What a copy holds."""

    files: int
    size_bytes: int
    made_at: datetime


def back_up(db: Database, target: Path, *, at: datetime) -> BackedUp:
    """Write the store as one file: the state as of one moment, and every Parquet file that state names.

    Writers are not kept waiting, and what they save meanwhile is either wholly in the copy or not at all.

    Raises:
        WouldOverwrite: the target is there already.
        DamagedStore: a stored file is missing or altered. No copy is left behind.
        CannotStore: the target cannot be written.
    """
    if target.exists():
        raise WouldOverwrite(f"{target} is there already: nothing was written. Choose another name for the copy.")
    with _said_plainly(target), _beside(target, db.home / SPILL) as (unfinished, state):
        _copy_state(db, state)
        sums = _stored_sums(state, db.loss)
        unfinished.touch(mode=0o600)  # it holds everything there is: for its maker alone
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            listed = {STATE: _add(archive, state, STATE, None)}
            for name, sha256 in sums.items():
                db.depot.bring(name, sha256)
                listed[f"{EVIDENCE}/{name}"] = _add(archive, db.evidence / name, f"{EVIDENCE}/{name}", sha256)
            archive.writestr(MANIFEST, json.dumps({"format": FORMAT, "made_at": at.isoformat(), "files": listed}, indent=1))
        _keep_for_good(unfinished)
        os.link(unfinished, target)  # refuses a name that somebody else took in the meantime
        flush_folder(target.parent)
    return BackedUp(len(listed), target.stat().st_size, at)


def restore(source: Path, home: Path) -> BackedUp:
    """Make a store from a copy, in a folder that is empty or not there.

    Raises:
        BadBackup: the file is no copy of ours, or a byte of it is not what was written.
        WouldOverwrite: the folder holds something.
        CannotStore: the folder cannot be written.
        LaterStore: the copy was made by a later release.
    """
    if source.is_dir():
        raise BadBackup(f"{source} is a folder: nothing was restored. Give the one file that a backup is.")
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise WouldOverwrite(
            f"{home} is not an empty folder: nothing was restored. Choose an empty one, then point SCALECASE_HOME to it."
        )
    with _said_plainly(home):
        home.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
        try:
            told = _unpack(source, unfinished)
            open_database(unfinished).close()
            with suppress(FileNotFoundError):
                home.rmdir()
            unfinished.rename(home)
            flush_folder(home.parent)
        except BaseException:
            rmtree(unfinished, ignore_errors=True)
            raise
    return told


def restore_to(source: Path, home: Path, address: Address) -> BackedUp:
    """Make a store from a copy where an address says: a new database, a place in an S3 store, or both.

    Args:
        source: the copy.
        home: the folder of this machine that the store is to have.
        address: where its state and its data are to be.

    Raises:
        BadBackup: the file is no copy of ours, or a byte of it is not what was written.
        WouldOverwrite: there is something already.
        CannotStore: it cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="scale_case_restore_") as beside:
        told = restore(source, Path(beside) / "home")
        copy = open_database(Path(beside) / "home", THIS_MACHINE)
        try:
            with closing(open_database(home, address)) as target:
                move(copy, target)
        finally:
            copy.close()
    return told


def _copy_state(db: Database, target: Path) -> None:
    """Copy the state as of one moment: one statement or one transaction, however many write."""
    if db.state.file is None:
        with (
            tempfile.TemporaryDirectory(prefix=f"{spill_name('state')}-", dir=db.home / SPILL) as beside,
            closing(open_database(Path(beside), THIS_MACHINE)) as copy,
        ):
            with reading(db) as connection:
                copy_state(connection, copy)
            _copy_state(copy, target)
        return
    driver = db.engine.raw_connection()
    try:
        driver.cursor().execute("vacuum into ?", (str(target),))
    finally:
        driver.close()


def _stored_sums(state: Path, known: Loss | None) -> dict[str, str]:
    """Find which Parquet files a copied state names, and the sum of each; the copy then begins to count as a store of its own.

    What a store is known to lack is no reason against a copy of what it has.
    """
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(state)), poolclass=sa.NullPool)
    try:
        with engine.begin() as connection:
            if schema_of(connection) is None:
                raise BadBackup("The copied state has no schema: no copy was made. Try again.")
            altered = () if known is not None else row_sums.altered_tables(connection)
            if altered:
                raise DamagedStore(
                    f"Rows of the state are not what was written ({', '.join(altered)}): no copy was made. Start the service "
                    "again: it then opens this store to be read only, and a copy of what it has can be made."
                )
            row_sums.begin_at_nothing(connection)
            return named_files(connection)
    finally:
        engine.dispose()


def _add(archive: zipfile.ZipFile, path: Path, name: str, sha256: str | None) -> str:
    """Copy one file into the archive and give the sum of what was copied, which must be the one that was stored."""
    with _opened(path) as file, archive.open(name, "w", force_zip64=True) as copy:
        found = _copy_and_sum(file, copy)
    if sha256 is not None and found != sha256:
        raise BadBackup(f"The file {path} is not what was stored: no copy was made. Restore that file from an earlier copy first.")
    return found


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb")
    except FileNotFoundError as missing:
        raise BadBackup(f"The file {path} is gone: no copy was made. Restore that file from an earlier copy first.") from missing
    with file:
        yield file


def _unpack(source: Path, target: Path) -> BackedUp:
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            files = _listed(manifest, archive)
            (target / EVIDENCE).mkdir(mode=0o700)
            for name, sha256 in files.items():
                _take_out(archive, name, sha256, target / name)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as broken:
        raise BadBackup(f"{source} is not a whole copy of a store ({broken}): nothing was restored. Use another copy.") from broken
    except FileNotFoundError as missing:
        raise BadBackup(f"There is no file {source}: nothing was restored.") from missing
    flush_folder(target / EVIDENCE)
    return BackedUp(len(files), source.stat().st_size, datetime.fromisoformat(manifest["made_at"]))


def _listed(manifest: Any, archive: zipfile.ZipFile) -> dict[str, str]:
    """Find the files a copy says it holds, which must be the files it does hold, each with a name of ours."""
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ValueError("its list of files is of a format this release does not know")
    files = manifest["files"]
    if STATE not in files or {*files, MANIFEST} != set(archive.namelist()) or not all(map(_STORED_NAME.fullmatch, files)):
        raise ValueError("what it holds is not what it lists")
    return dict(files)


def _take_out(archive: zipfile.ZipFile, name: str, sha256: str, path: Path) -> None:
    with archive.open(name) as copy, path.open("xb") as file:
        found = _copy_and_sum(copy, file)
        file.flush()
        os.fsync(file.fileno())
    if found != sha256:
        raise ValueError(f"{name} is not what was written")


def _copy_and_sum(source: IO[bytes], target: IO[bytes]) -> str:
    summed = hashlib.sha256()
    while block := source.read(1 << 20):
        summed.update(block)
        target.write(block)
    return summed.hexdigest()


def _keep_for_good(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _beside(target: Path, spill: Path) -> Iterator[tuple[Path, Path]]:
    """Lend two names that are gone afterwards: one beside the target, and one in the store's own place for passing files."""
    with (
        tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as beside,
        tempfile.TemporaryDirectory(prefix=f"{spill_name('copy')}-", dir=spill) as inside,
    ):
        yield Path(beside) / target.name, Path(inside) / STATE


@contextmanager
def _said_plainly(place: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as taken:
        raise WouldOverwrite(f"{place} is there already: nothing was written. Choose another name.") from taken
    except OSError as refusal:
        raise CannotStore(f"{place} cannot be written ({refusal.strerror}): nothing was changed.") from refusal
