"""The start takes its steps in order, before any request is served."""

import asyncio
import gc
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.web.start import SLOW_IMPORTS, starting_with

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def unfrozen_afterwards():
    """Leave collection as it was for the other tests."""
    yield
    gc.unfreeze()


def test_the_steps_are_taken_in_order_before_anybody_is_served() -> None:
    taken: list[str] = []
    asyncio.run(served(taken, lambda: taken.append("open"), lambda: taken.append("load")))
    assert taken == ["open", "load", "served"]


def test_what_pages_are_drawn_with_is_loaded_while_the_first_requests_are_served() -> None:
    asyncio.run(served_until(lambda: {*SLOW_IMPORTS, "colorsys"} <= set(sys.modules) and gc.get_freeze_count() > 0, "colorsys"))


def test_a_module_that_cannot_be_loaded_beforehand_is_logged_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    asyncio.run(served_until(lambda: gc.get_freeze_count() > 0, "there.is_no_such_module"))
    assert "the first page loads what it needs" in caplog.text


def test_every_module_named_for_the_first_page_is_there() -> None:
    named = re.findall(r'"((?:core|pages)\.[a-z_.]+)",', (ROOT / "app.py").read_text(encoding="utf-8"))
    assert len(named) > 10
    assert all((ROOT / (name.replace(".", "/") + ".py")).exists() for name in named)


async def served_until(is_done: Callable[[], bool], page: str) -> None:
    """Serve with a module of a page to load beforehand, until something holds."""

    async def wait() -> None:
        while not is_done():
            await asyncio.sleep(0.01)

    async with starting_with(pages=(page,))(None):
        await asyncio.wait_for(wait(), 60)


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


def test_what_is_done_every_minute_is_done_on_the_loop_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.web.start.EVERY_MINUTE_SECONDS", 0.0)
    done = asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    def work() -> None:
        loops.append(asyncio.get_running_loop())
        done.set()

    async def serve() -> bool:
        async with starting_with(every_minute=work)(None):
            await asyncio.wait_for(done.wait(), 30)
            return loops[0] is asyncio.get_running_loop()

    assert asyncio.run(serve())
