"""Spill: what queries, uploads and copies write while they are at work, in folders that bear the name of their process.

A process that is killed leaves its folders behind. They are swept while the service runs, so that killed uploads do not fill
the disk until the next start.
"""

import os
import re
import shutil
import socket
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

# A folder of a process that has ended; one whose process cannot be asked, on another machine or of another form.
ENDED_IS_KEPT, UNKNOWN_IS_KEPT = timedelta(minutes=10), timedelta(days=1)
READER = "reader"
_NAME = re.compile(r"(?P<kind>[a-z]+)-(?P<host>[0-9A-Za-z]+)-(?P<process>\d+)-[0-9a-f]{32}(-.*)?")


def spill_name(kind: str) -> str:
    """Name for a folder of this process, which no other has.

    Args:
        kind: what it is for, in small letters.
    """
    return f"{kind}-{_host()}-{os.getpid()}-{uuid4().hex}"


def sweep_spill(folder: Path, at_work: Collection[Path], now: datetime) -> tuple[str, ...]:
    """Delete what processes that ended have left, and what this one no longer works with.

    Args:
        folder: the spill of a store.
        at_work: folders that readers of this process may still write to.
        now: the moment, in UTC.

    Returns:
        Names of what was deleted.
    """
    left = [path for path in sorted(folder.iterdir()) if path not in at_work and _is_left(path, now)]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return tuple(path.name for path in left if not path.exists())


def _is_left(path: Path, now: datetime) -> bool:
    age = now.timestamp() - _newest(path)
    found = _NAME.fullmatch(path.name)
    if found is None or found["host"] != _host():
        return age > UNKNOWN_IS_KEPT.total_seconds()
    return not _is_alive(int(found["process"]), found["kind"]) and age > ENDED_IS_KEPT.total_seconds()


def _is_alive(process: int, kind: str) -> bool:
    """Tell whether a process may still work there. Of this process that is only known of readers, which were asked before."""
    if process == os.getpid():
        return kind != READER
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _newest(path: Path) -> float:
    """When anything in it was last written to; now, in effect, where it goes away meanwhile."""
    try:
        return max(found.stat().st_mtime for found in (path, *path.rglob("*")))
    except FileNotFoundError:
        return float("inf")


def _host() -> str:
    return re.sub(r"[^0-9A-Za-z]", "", socket.gethostname()) or "here"
