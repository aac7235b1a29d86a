"""Start: everything slow is done before the first person asks."""

import asyncio
import gc
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from typing import Any

SLOW_IMPORTS = ("numpy", "pandas", "pyarrow", "duckdb", "altair")
NOW_AND_THEN_SECONDS = 300.0
log = logging.getLogger(__name__)
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


async def _repeat(work: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(NOW_AND_THEN_SECONDS)
        try:
            await asyncio.to_thread(work)
        except Exception:
            log.exception("what is done now and then has failed")


def warm_imports() -> None:
    """Load the large libraries now, so that the first page does not wait for them."""
    for name in SLOW_IMPORTS:
        import_module(name)


def starting_with(
    *steps: Callable[[], None], now_and_then: Callable[[], None] | None = None, at_the_end: Callable[[], None] | None = None
) -> Lifespan:
    """Make the lifespan of a service that warms up, then takes each step in order, then serves.

    Args:
        steps: what must be done before the first request; an exception in one stops the start.
        now_and_then: what is done every few minutes while it serves; an exception is logged, and it is tried again.
        at_the_end: what is done when the service stops.
    """

    @asynccontextmanager
    async def lifespan(_service: Any) -> AsyncGenerator[None, None]:
        warm_imports()
        for step in steps:
            step()
        # What is loaded by now lives as long as the service: no collection needs to walk through it again.
        gc.freeze()
        repeated = asyncio.create_task(_repeat(now_and_then)) if now_and_then is not None else None
        try:
            yield
        finally:
            if repeated is not None:
                repeated.cancel()
            if at_the_end is not None:
                at_the_end()

    return lifespan
