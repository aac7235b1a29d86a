import asyncio

from starlette.types import Message, Receive, Scope, Send

from core.web.sockets import OnlyKnownMessages


class Listening:
    """Lets through what begins with a small letter, and keeps what the application told."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def may_say(self, data: bytes) -> bool:
        return data[:1].islower()

    def told(self, data: bytes) -> None:
        self.heard.append(data)


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


def test_what_is_sent_back_is_heard_and_not_changed() -> None:
    _, listening, sent = talk(GONE)
    assert listening.heard == [b"answer"]
    assert sent == [{"type": "websocket.send", "bytes": b"answer"}]


def test_a_request_that_is_no_socket_passes() -> None:
    received, listening, _ = talk({"type": "http.request"}, kind="http")
    assert (received, listening.heard) == ([], [])
