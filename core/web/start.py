"""The start: everything slow is done before the first person asks."""

import gc
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from typing import Any

SLOW_IMPORTS = ("numpy", "pandas", "pyarrow", "duckdb", "altair")
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def warm_imports() -> None:
    """Load the large libraries now, so that the first page does not wait for them."""
    for name in SLOW_IMPORTS:
        import_module(name)


def starting_with(*steps: Callable[[], None]) -> Lifespan:
    """Make the lifespan of a service that warms up, then takes each step in order, then serves.

    Args:
        steps: what must be done before the first request; an exception in one stops the start.
    """

    @asynccontextmanager
    async def lifespan(_service: Any) -> AsyncGenerator[None, None]:
        warm_imports()
        for step in steps:
            step()
        # What is loaded by now lives as long as the service: no collection needs to walk through it again.
        gc.freeze()
        yield

    return lifespan
