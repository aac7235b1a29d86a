"""The start takes its steps in order, before any request is served."""

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
    """Start, note that a request is served, and stop."""
    async with starting_with(*steps)(None):
        taken.append("served")


def test_the_store_is_let_go_of_when_the_service_stops():
    taken: list[str] = []

    async def served_to_the_end() -> None:
        async with starting_with(at_the_end=lambda: taken.append("closed"))(None):
            taken.append("served")

    asyncio.run(served_to_the_end())
    assert taken == ["served", "closed"]


def test_what_is_done_now_and_then_is_done_again_after_it_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.web.start.NOW_AND_THEN_SECONDS", 0.0)
    done: list[int] = []
    twice = asyncio.Event()

    def work() -> None:
        done.append(len(done))
        if len(done) == 1:
            raise OSError("the disk is gone")
        loop.call_soon_threadsafe(twice.set)

    async def serve() -> None:
        nonlocal loop
        loop = asyncio.get_running_loop()
        async with starting_with(now_and_then=work)(None):
            await asyncio.wait_for(twice.wait(), 30)

    loop = asyncio.new_event_loop()
    loop.close()
    asyncio.run(serve())
    assert done[:2] == [0, 1]
