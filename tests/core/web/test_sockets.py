import asyncio
import threading
from collections.abc import Callable

from starlette.types import Message, Receive, Scope, Send

from core.web.sockets import OnlyKnownMessages


class Listening:
    """Lets through what begins with a small letter, asks before what begins with a or b, and keeps what the application told."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.asked_in: list[threading.Thread] = []
        self.is_gone = False

    def may_say(self, data: bytes) -> bool:
        return data[:1].islower()

    def before(self, data: bytes) -> Callable[[], bool] | bool:
        return (lambda: self._answer(data)) if data[:1] in b"ab" else data[:1] != b"z"

    def told(self, data: bytes) -> None:
        self.heard.append(data)

    def gone(self) -> None:
        self.is_gone = True

    def _answer(self, data: bytes) -> bool:
        self.asked_in.append(threading.current_thread())
        return data[:1] == b"a"


def talk(*said: Message, kind: str = "websocket") -> tuple[list[Message], Listening, list[Message]]:
    """Say something over a socket; gives what the application received, who listened, and what was sent back."""
    coming, received, sent, listening = iter(said), [], [], Listening()

    async def application(_scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] not in {"websocket.disconnect", "http.request"}:
            received.append(message)
        await send({"type": "websocket.send", "bytes": b"answer"})

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(OnlyKnownMessages(application, listener=lambda: listening)({"type": kind}, receive, send))
    return received, listening, sent


def frame(data: bytes | None = None, text: str | None = None) -> Message:
    return {"type": "websocket.receive", "bytes": data, "text": text}


GONE: Message = {"type": "websocket.disconnect"}


def test_what_may_not_be_said_is_as_if_it_had_not_come() -> None:
    received, _, _ = talk({"type": "websocket.connect"}, frame(b"yes"), frame(b"NO"), frame(text="words"), frame(b"also"), GONE)
    assert [message.get("bytes") for message in received] == [None, b"yes", b"also"]


def test_what_would_be_for_nothing_is_dropped_and_is_asked_outside_the_loop_that_serves_everybody() -> None:
    received, listening, _ = talk(frame(b"a news"), frame(b"b none"), frame(b"c"), frame(b"z idle"), frame(b"a more"), GONE)
    assert [message.get("bytes") for message in received] == [b"a news", b"c", b"a more"]
    assert len(listening.asked_in) == 3 and threading.main_thread() not in listening.asked_in


def test_who_listens_is_told_that_the_socket_is_closed() -> None:
    assert talk(GONE)[1].is_gone


def test_what_is_sent_back_is_heard_and_not_changed() -> None:
    _, listening, sent = talk(GONE)
    assert listening.heard == [b"answer"]
    assert sent == [{"type": "websocket.send", "bytes": b"answer"}]


def test_a_request_that_is_no_socket_passes() -> None:
    received, listening, _ = talk({"type": "http.request"}, kind="http")
    assert (received, listening.heard) == ([], [])
