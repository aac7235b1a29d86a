"""A process of its own for one piece of work: with its own memory limit, behind everybody else, and gone when it is done.

A file of people can be whatever it likes. What it costs to find that out must not be taken from the service, nor kept by it.
"""

import atexit
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from core.ingest.too_much import TooMuch

PROJECT = Path(__file__).resolve().parents[2]
MOST_MEMORY_BYTES = 1024**3
LONGEST_SECONDS = 120.0
# Others' pages are drawn first.
BEHIND_OTHERS = 19
WARM = ("core.ingest.messy", "core.ingest.case")
SPLIT_IT = "Split the file, or leave out columns and rows that are not needed."
TOO_LARGE = f"reading this file takes more than {MOST_MEMORY_BYTES / 1024**3:.0f} GiB of memory, the limit for one file. {SPLIT_IT}"
TOO_LONG = f"reading this file takes longer than {LONGEST_SECONDS:.0f} seconds, the limit for one file. {SPLIT_IT}"
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ")
Made = TypeVar("Made")


class _Spare:
    """One process that is started beforehand, so that the next piece of work does not wait for its imports."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: subprocess.Popen[bytes] | None = None

    def take(self) -> subprocess.Popen[bytes]:
        """Give a process that nobody uses."""
        with self._lock:
            taken, self._waiting = self._waiting, None
        return taken if taken is not None and taken.poll() is None else _started()

    def let_go(self) -> None:
        """End the one that waits."""
        with self._lock:
            if self._waiting is not None:
                self._waiting.kill()
                self._waiting.communicate()
                self._waiting = None

    def refill(self) -> None:
        """Have one wait for the next."""
        with self._lock:
            if self._waiting is None or self._waiting.poll() is not None:
                self._waiting = _started()


_spare = _Spare()
atexit.register(_spare.let_go)


def in_own_process(function: Callable[..., Made], *args: Any, seconds: float = LONGEST_SECONDS) -> Made:
    """Call a function in a process of its own and give what it gives; what it raises is raised here.

    Args:
        function: of a module of ours; it, what it is given and what it gives are copied from one process to the other.
        args: what it is given.
        seconds: how long it may take.

    Raises:
        TooMuch: it took more memory or time than one piece of work may.
    """
    asked = pickle.dumps((function, args))
    process = _spare.take()
    try:
        answer, _ = process.communicate(asked, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise TooMuch(TOO_LONG) from None
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        _spare.refill()
    if process.returncode != 0:
        raise TooMuch(TOO_LARGE)
    is_made, value = pickle.loads(answer)  # noqa: S301 - written by our own process
    if not is_made:
        raise value
    made: Made = value
    return made


def _started() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "core.ingest.own_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env=environment,
    )


def _work() -> int:
    """Do one piece of work that is read from the standard input, and end."""
    os.nice(BEHIND_OTHERS)  # its imports too are behind others
    for name in WARM:
        import_module(name)
    asked = sys.stdin.buffer.read()
    if not asked:
        return 0
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    try:
        function, args = pickle.loads(asked)  # noqa: S301 - written by the service that started this process
        try:
            answer = (True, function(*args))
        except MemoryError:
            return 1
        except Exception as refusal:
            answer = (False, refusal)
        sys.stdout.buffer.write(pickle.dumps(answer))
        sys.stdout.buffer.flush()
    except MemoryError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_work())
