"""Descriptors: each open page, connection and file takes one of a number that the system allows a process.

Where none is left, nothing works any more: no save, no query, no page. So who comes last is told to wait while there are still
enough for everything that is under way.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

try:
    import resource
except ImportError:  # pragma: no cover - not a POSIX system
    resource = None  # type: ignore[assignment]

WANTED = 65_536
KEPT_FREE_SHARE, KEPT_FREE_AT_LEAST = 0.2, 64
# A count is good for so long; once half are taken, they are counted for every page and socket that is asked for.
COUNTED_FOR_SECONDS, FILLING_SHARE = 0.2, 0.5
OPEN_FILES = Path("/dev/fd")
FULL = (
    "This service has as many pages open as it can hold at this moment. Nothing you saved is lost, and pages that are open go on. "
    "Try again in a minute."
)
# What pages that are open ask for, and what tells whether the service is well.
FOR_OPEN_PAGES = ("/media", "/_stcore/upload_file", "/_stcore/health", "/api/ready", "/component", "/static", "/app/static")
log = logging.getLogger(__name__)


def allow_more() -> None:
    """Let this process open as many as the system lets it ask for, up to a number no service of this size needs."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class Room:
    """How many more descriptors may be taken. They are counted again once the last count is old."""

    def __init__(self, count: Callable[[], int | None] | None = None, limit: Callable[[], int | None] | None = None) -> None:
        """Count nothing yet.

        Args:
            count: how many are open; None where the system does not tell.
            limit: how many may be open; None where there is no limit.
        """
        self._count, self._limit = count or _open_now, limit or _most
        self._counted_at, self._is_left, self._is_filling = float("-inf"), True, False

    def is_left(self) -> bool:
        """Tell whether one more page may be opened: what is kept free is for those that are open."""
        now = time.monotonic()
        if self._is_filling or now - self._counted_at >= COUNTED_FOR_SECONDS:
            count, limit = self._count(), self._limit()
            was_left = self._is_left
            self._is_left = count is None or limit is None or count < limit - max(KEPT_FREE_AT_LEAST, limit * KEPT_FREE_SHARE)
            self._is_filling = count is not None and limit is not None and count > limit * FILLING_SHARE
            self._counted_at = now
            if was_left and not self._is_left:
                log.warning("%s of %s descriptors are taken: new pages are refused until some are free", count, limit)
        return self._is_left


class RoomForAll:
    """Refuse new pages and sockets with a sentence while there is no room for them; what is open goes on."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self.app = app
        self.room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what there is room for."""
        if scope["type"] == "lifespan" or self.room.is_left() or _is_for_open_page(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            # 1013: try again later. Closing before accepting is answered with 403 by the server.
            await send({"type": "websocket.close", "code": 1013})
        else:
            # The connection is closed with the answer, so that its descriptor is free.
            headers = {"Retry-After": "60", "Connection": "close", "Cache-Control": "no-store"}
            await PlainTextResponse(FULL, status_code=503, headers=headers)(scope, receive, send)


def _is_for_open_page(scope: Scope) -> bool:
    return scope["type"] == "http" and any(scope["path"].startswith(path) for path in FOR_OPEN_PAGES)


def _open_now() -> int | None:
    try:
        return sum(1 for _ in OPEN_FILES.iterdir())
    except OSError:
        return None


def _most() -> int | None:
    if resource is None:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else int(soft)
