"""The log of commits: a small file beside the state with one line for every write, on the disk before the answer is given.

SQLite drops what it cannot read of a damaged write-ahead log without a word, and an older state file looks as good as a new
one. A state whose number is less than the last of this log has lost what was acknowledged.

A line is written before its commit, so that a full disk refuses the write, and marked as done after it. A line without the mark
is of a write that was refused, or of a process that died: it was never acknowledged, and counts for nothing.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from core.store.tables.parquet import flush_folder

try:
    import fcntl
except ImportError:  # pragma: no cover - not a POSIX system
    fcntl = None  # type: ignore[assignment]

NAME = "commits.log"
PENDING, DONE = b"?", b"+"
LONGEST_BYTES = 1_000_000
KEPT_WHEN_SHORTENED = 2_000
_TAIL_BYTES = 65_536


@dataclass(frozen=True)
class Commit:
    """One write: its number, when, where the audit then ended, and which actions it wrote down."""

    number: int
    at: str
    audit_id: int
    audit_sha256: str
    actions: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """When it was written."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class Log:
    """What the log says: the commits that were done, in order, and whether its end can be read."""

    commits: tuple[Commit, ...]
    is_whole: bool

    @property
    def last(self) -> Commit | None:
        """The last commit that was done."""
        return self.commits[-1] if self.commits else None


def read(home: Path) -> Log | None:
    """Read the whole log; None where there is none."""
    try:
        return _log_in((home / NAME).read_bytes())
    except FileNotFoundError:
        return None


def last_done(home: Path) -> Commit | None:
    """Read the last commit that was done, from the end of the log."""
    try:
        with (home / NAME).open("rb") as file:
            start = max(file.seek(0, os.SEEK_END) - _TAIL_BYTES, 0)
            file.seek(start)
            tail = file.read()
    except FileNotFoundError:
        return None
    return _log_in(tail[tail.index(b"\n") + 1 :] if start else tail).last


@contextmanager
def pending(home: Path, commit: Commit) -> Iterator[None]:
    """Hold the end of the log while a write is committed: its line is there before, and is marked done after.

    Raises:
        OSError: the disk is full or may not be written to. Raised before anything is committed.
    """
    with _held(home) as file:
        place = _append(file, PENDING, commit)
        yield
        file.seek(place)
        file.write(DONE)
        os.fsync(file.fileno())


def begin_or_catch_up(home: Path, commit: Commit) -> None:
    """Begin the log with the state as it is, or add what a process committed that died before it could mark it."""
    is_new = not (home / NAME).exists()
    with _held(home) as file:
        file.seek(0)
        content = file.read()
        last = _log_in(content).last
        if last is None or last.number < commit.number:
            _append(file, DONE, commit)
            os.fsync(file.fileno())
        elif len(content) > LONGEST_BYTES:
            _shorten(home, content)
    if is_new:
        flush_folder(home)


def _line(mark: bytes, commit: Commit) -> bytes:
    text = json.dumps(asdict(commit), separators=(",", ":")).encode()
    return mark + _sum(text) + b" " + text + b"\n"


def _sum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest()[:16].encode()


def _append(file: BinaryIO, mark: bytes, commit: Commit) -> int:
    """Write a line at the end, after what a process that died may have left half-written; gives the place of its mark."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(end - 1, 0))
    torn = b"\n" if end and file.read(1) != b"\n" else b""
    file.seek(end)
    try:
        _write(file, torn + _line(mark, commit))
    except OSError:
        file.truncate(end)
        raise
    return end + len(torn)


def _write(file: BinaryIO, content: bytes) -> None:
    """Write all of it: a disk that fills up takes a part first, and refuses the rest."""
    while content:
        content = content[file.write(content) :]


def _log_in(content: bytes) -> Log:
    """Take the done lines out of the log. Its end is whole unless the last full line cannot be read."""
    found: dict[int, Commit] = {}
    readable = True
    lines = content.split(b"\n")
    for line in lines[:-1]:  # what stands after the last line's end was torn off when a process died
        commit = _commit_in(line)
        readable = commit is not None
        if commit is not None and line[:1] == DONE:
            found[commit.number] = commit
    return Log(tuple(found[number] for number in sorted(found)), readable)


def _commit_in(line: bytes) -> Commit | None:
    summed, _, text = line[1:].partition(b" ")
    if line[:1] not in (PENDING, DONE) or summed != _sum(text):
        return None
    said = json.loads(text)
    return Commit(**{**said, "actions": tuple(said["actions"])})


def _shorten(home: Path, content: bytes) -> None:
    """Keep the last lines alone. The file is replaced at once, while its end is held."""
    kept = _log_in(content).commits[-KEPT_WHEN_SHORTENED:]
    beside = home / f".{NAME}.tmp"
    with beside.open("wb") as file:
        beside.chmod(0o600)
        file.write(b"".join(_line(DONE, commit) for commit in kept))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(home / NAME)
    flush_folder(home)


@contextmanager
def _held(home: Path) -> Iterator[BinaryIO]:
    """Hold the log against every other thread and process. One that was replaced while waiting is opened anew."""
    while True:
        with os.fdopen(os.open(home / NAME, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
            if _is_at_its_place(file, home / NAME):
                yield file
                return


def _is_at_its_place(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
