"""Data version: a number that changes whenever anything is committed to the state, by this process or by another."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from threading import Lock


@dataclass(frozen=True)
class _Open:
    """A connection that writes nothing, and the file it was opened on: after a restore the same name is another file."""

    file: tuple[int, int]
    connection: sqlite3.Connection


MOST_OPEN = 4  # a process serves one store; more are opened by those who look at several, and the oldest is let go

_open: dict[Path, _Open] = {}
_one_at_a_time = Lock()


def data_version(place: Path, mode: str) -> int | None:
    """Data version of a state file: two equal numbers mean that nothing was committed in between. It takes some microseconds.

    Args:
        place: the file.
        mode: how it is opened: rw, or ro for one that is only read.

    Returns:
        the number, which means nothing by itself; None where the file does not tell it.
    """
    try:
        status = place.stat()
        with _one_at_a_time:
            held = _open.get(place)
            if held is None or held.file != (status.st_dev, status.st_ino):
                held = _opened(place, (status.st_dev, status.st_ino), held, mode)
            return int(held.connection.execute("pragma data_version").fetchone()[0])
    except (OSError, sqlite3.Error):
        return None


def _opened(place: Path, file: tuple[int, int], before: _Open | None, mode: str) -> _Open:
    if before is not None:
        _open.pop(place).connection.close()
    while len(_open) >= MOST_OPEN:
        _open.pop(next(iter(_open))).connection.close()
    connection = sqlite3.connect(f"{place.as_uri()}?mode={mode}", uri=True, check_same_thread=False, isolation_level=None)
    _open[place] = _Open(file, connection)
    return _open[place]
