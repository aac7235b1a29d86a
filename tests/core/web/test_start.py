"""The start takes its steps in order, before anybody is served."""

import asyncio
import gc
import sys

import pytest

from core.web.start import SLOW_IMPORTS, starting_with


@pytest.fixture(autouse=True)
def unfrozen_afterwards():
    """Leave collection as it was for the other tests."""
    yield
    gc.unfreeze()


def test_the_steps_are_taken_in_order_before_anybody_is_served() -> None:
    taken: list[str] = []
    asyncio.run(served(taken, lambda: taken.append("open"), lambda: taken.append("load")))
    assert taken == ["open", "load", "served"]
    assert set(SLOW_IMPORTS) <= set(sys.modules)


def test_a_step_that_fails_stops_the_start() -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    taken: list[str] = []
    with pytest.raises(OSError, match="the disk is full"):
        asyncio.run(served(taken, fail))
    assert taken == []


async def served(taken: list[str], *steps) -> None:
    """Start, note that somebody is served, and stop."""
    async with starting_with(*steps)(None):
        taken.append("served")
