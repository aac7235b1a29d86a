"""Start the real service for a test or a measurement, and stop it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[3]
LONGEST_START_SECONDS = 180.0


@dataclass(frozen=True)
class Service:
    """A service that answers: where, as which process, what it has written to its log, and where it keeps its data."""

    address: str
    process_id: int
    log: Path
    home: Path


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start_command(script: Path, port: int, *options: str) -> list[str]:
    """Write the command that starts a service."""
    return [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options]


@contextmanager
def running(
    script: Path, home: Path, ready: str = "/api/ready", options: Sequence[str] = (), port: int | None = None
) -> Iterator[Service]:
    """Start a service, wait until it is ready, and stop it afterwards.

    Args:
        script: what `streamlit run` is given; its folder holds the settings.
        home: where it keeps its data and its log.
        ready: the address that answers once it is ready.
        options: settings given on the command line.
        port: where it listens; one that is free when none is given.

    Raises:
        RuntimeError: it ended, or was not ready in time; the message ends with its log.
    """
    port = port or free_port()
    log = home / f"service-{port}.log"
    environment = os.environ | {"SCALECASE_HOME": str(home)}
    with log.open("wb") as written:
        process = subprocess.Popen(
            start_command(script, port, *options), cwd=script.parent, env=environment, stdout=written, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://localhost:{port}"
        _wait_until_ready(process, address + ready, log)
        yield Service(address, process.pid, log, home)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_until_ready(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    give_up_at = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < give_up_at and process.poll() is None:
        if _answers(address):
            return
        time.sleep(0.05)
    raise RuntimeError(f"The service was not ready. Its log:\n{log.read_text(encoding='utf-8')}")


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=10) as answer:  # noqa: S310 - the address is our own service's
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False
