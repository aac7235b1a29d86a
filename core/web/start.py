"""Start: what the first request needs is done before it; what only pages need is loaded while the first browser gets ready."""

import asyncio
import gc
import logging
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from typing import Any

# What the first page draws with, and takes longest to load.
SLOW_IMPORTS = ("altair", "scipy.stats")
NOW_AND_THEN_SECONDS = 300.0
EVERY_MINUTE_SECONDS = 60.0
log = logging.getLogger(__name__)
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


async def _repeat(work: Callable[[], None], seconds: float, *, beside: bool) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await asyncio.to_thread(work) if beside else work()
        except Exception:
            log.exception("what is done now and then has failed")


def warm_imports(modules: Iterable[str] = SLOW_IMPORTS) -> None:
    """Load modules now, so that the first page does not wait for them."""
    for name in modules:
        import_module(name)


async def _warm(modules: tuple[str, ...]) -> None:
    """Load modules beside the first requests; a page that needs one waits for that one alone."""
    try:
        await asyncio.to_thread(warm_imports, modules)
    except Exception:
        log.exception("loading modules beforehand has failed: the first page loads what it needs")
    # What is loaded by now lives as long as the service: no collection needs to walk through it again.
    gc.freeze()


def starting_with(
    *steps: Callable[[], None],
    pages: tuple[str, ...] = (),
    now_and_then: Callable[[], None] | None = None,
    every_minute: Callable[[], None] | None = None,
    at_the_end: Callable[[], None] | None = None,
) -> Lifespan:
    """Make the lifespan of a service that takes each step in order, then serves, and meanwhile loads what pages need.

    Args:
        steps: what must be done before the first request; an exception in one stops the start.
        pages: modules of the first page, loaded beforehand with the slow libraries.
        now_and_then: what is done every few minutes while it serves; an exception is logged, and it is tried again.
        every_minute: what is done on the event loop itself, because it changes what the loop changes; it must be quick.
        at_the_end: what is done when the service stops.
    """

    @asynccontextmanager
    async def lifespan(_service: Any) -> AsyncGenerator[None, None]:
        for step in steps:
            step()
        tasks = [asyncio.create_task(_warm((*SLOW_IMPORTS, *pages)))]
        if now_and_then is not None:
            tasks.append(asyncio.create_task(_repeat(now_and_then, NOW_AND_THEN_SECONDS, beside=True)))
        if every_minute is not None:
            tasks.append(asyncio.create_task(_repeat(every_minute, EVERY_MINUTE_SECONDS, beside=False)))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            if at_the_end is not None:
                at_the_end()

    return lifespan
