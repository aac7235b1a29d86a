"""Descriptors: who comes when none can be spared is told to wait, and what is open goes on."""

import resource
import socket
from contextlib import ExitStack

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from core.web import descriptors
from core.web.descriptors import FULL, Room, RoomForAll, allow_more
from tests.core.web.requests_made import Answer, asked


def answer(path: str, *, taken: int | None, most: int | None = 1_000, kind: str = "http") -> Answer:
    """Ask an application that answers everything, with so many descriptors taken."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
        else:
            await PlainTextResponse("A page.")(scope, receive, send)

    return asked(RoomForAll(app, Room(lambda: taken, lambda: most)), path, kind=kind)


def test_a_page_is_shown_while_there_is_room() -> None:
    assert answer("/", taken=799).body == b"A page."
    assert answer("/", taken=10_000, most=None).status == answer("/", taken=None).status == 200


def test_who_comes_when_there_is_no_room_is_told_to_wait_in_a_sentence() -> None:
    refused = answer("/deals", taken=801)
    assert (refused.status, refused.body.decode()) == (503, FULL)
    assert (refused.header("retry-after"), refused.header("connection")) == ("60", "close")
    assert "websocket.accept" not in answer("/_stcore/stream", taken=801, kind="websocket").kinds
    assert "websocket.accept" in answer("/_stcore/stream", taken=799, kind="websocket").kinds


@pytest.mark.parametrize("path", ["/media/1.csv", "/_stcore/upload_file/1/2", "/_stcore/health", "/api/ready"])
def test_what_open_pages_ask_for_goes_on(path: str) -> None:
    assert answer(path, taken=990).body == b"A page."


def test_descriptors_are_counted_as_they_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptors, "COUNTED_FOR_SECONDS", 0.0)
    before = descriptors._open_now()
    assert before is not None
    room = Room(limit=lambda: before + 100)  # the last 64 are kept free
    assert room.is_left()
    with ExitStack() as held:
        for _ in range(60):
            held.enter_context(socket.socket())
        assert not room.is_left()
    assert room.is_left()


def test_the_process_asks_for_as_many_as_it_may_have() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        allow_more()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(descriptors.WANTED, before[1]) > 256
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
