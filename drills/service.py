"""The real web service in a process of its own, which can be killed at any moment; one more address writes by the real actions."""

import asyncio
import http.client
import json
import multiprocessing
import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pages.shell.identity import COOKIE
from tests.browser.harness.server import ROOT, free_port

UNDER = "/drill/"
LONGEST_START_SECONDS = 120.0
_from_warm = multiprocessing.get_context("forkserver")
_from_warm.set_forkserver_preload(["drills.warm"])


@dataclass(frozen=True)
class Driven:
    """A service that answers: its port, its process, and the seconds from its start until it said it was ready."""

    port: int
    process: BaseProcess
    start_seconds: float

    def write(self, kind: str, number: int) -> str | None:
        """Ask for one write; gives its mark once the answer has come, None where it was refused or no answer came."""
        with suppress(OSError, http.client.HTTPException):
            status, body = _asked(self.port, f"{UNDER}{kind}/{number}")
            return str(json.loads(body)["mark"]) if status == http.client.OK else None
        return None

    def status(self, path: str, token: str | None = None) -> int:
        """Status of the answer to an address, asked by a browser that holds this session."""
        return _asked(self.port, path, token)[0]

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.kill()
        self.process.join()


@contextmanager
def driven(home: Path, *, most_files: int | None = None) -> Iterator[Driven]:
    """Start a service over a store, wait until it is ready, and kill it afterwards if nothing else did.

    Args:
        home: the store.
        most_files: how many files and connections it may hold; as many as the system allows when not given.

    Raises:
        RuntimeError: it ended, or was not ready in time.
    """
    port = free_port()
    process = _from_warm.Process(target=serve, args=(str(home), port, most_files))
    began = time.monotonic()
    process.start()
    try:
        _wait_until_ready(process, port)
        yield Driven(port, process, time.monotonic() - began)
    finally:
        process.kill()
        process.join()


def serve(home: str, port: int, most_files: int | None = None) -> None:
    """Serve the app over a store, in this process, until it is told to stop or is killed."""
    os.environ["SCALECASE_HOME"] = home
    if most_files is not None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    os.chdir(ROOT)
    import uvicorn  # noqa: PLC0415 - only in the process of the service

    from app import app  # noqa: PLC0415 - it opens the store when it is loaded

    uvicorn.run(_with_writes(app), host="127.0.0.1", port=port, log_level="error")


def _with_writes(app: Any) -> Any:
    """The app, and beside it an address that writes once: `/drill/comment/7`."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(UNDER):
            await app(scope, receive, send)
            return
        kind, number = scope["path"].removeprefix(UNDER).split("/")
        mark = await asyncio.to_thread(_write, kind, int(number))
        status = http.client.CONFLICT if mark is None else http.client.OK
        await send({"type": "http.response.start", "status": int(status), "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps({"mark": mark}).encode()})

    return answer


def _write(kind: str, number: int) -> str | None:
    from core.actions.start import database  # noqa: PLC0415 - only in the process of the service
    from drills.worked_store import write  # noqa: PLC0415

    return write(database(), kind, number)


def _wait_until_ready(process: BaseProcess, port: int) -> None:
    give_up_at = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < give_up_at and process.is_alive():
        with suppress(OSError, http.client.HTTPException):
            if _asked(port, "/api/ready")[0] == http.client.OK:
                return
        time.sleep(0.02)
    raise RuntimeError("The service was not ready.")


def _asked(port: int, path: str, token: str | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Cookie": f"{COOKIE}={token}"} if token else {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
