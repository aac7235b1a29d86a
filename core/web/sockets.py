"""Sockets: a browser may say only what our pages are made of, and never for a page that is not its own.

The framework takes more: any browser could empty the shared cache, or have a file made that is on another person's page.
"""

from collections.abc import Callable
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Listener(Protocol):
    """Listener: knows what the messages of one socket mean."""

    def may_say(self, data: bytes) -> bool:
        """Tell whether a message of the browser is passed on; one that is not is dropped as if it had never come."""

    def before(self, data: bytes) -> Callable[[], bool] | bool:
        """Say whether a message is worth passing on, or give what is asked first: it is dropped unless that says True.

        What is given is called outside the loop that serves every socket, so that it may read.
        """

    def gone(self) -> None:
        """Take note that the socket is closed."""

    def told(self, data: bytes) -> None:
        """Take note of a message to the browser."""


class OnlyKnownMessages:
    """Stand between every socket and the application, and drop what `Listener` does not let pass."""

    def __init__(self, app: ASGIApp, listener: Callable[[], Listener]) -> None:
        self.app = app
        self.listener = listener

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on that is no socket, and of a socket what may pass."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        listener = self.listener()

        async def receive_known() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or await _passes(listener, message.get("bytes") or b""):
                    return message

        async def send_noted(message: Message) -> None:
            data = message.get("bytes")
            if data is not None:
                listener.told(data)
            await send(message)

        try:
            await self.app(scope, receive_known, send_noted)
        finally:
            listener.gone()


async def _passes(listener: Listener, data: bytes) -> bool:
    if not listener.may_say(data):
        return False
    worth = listener.before(data)
    return worth if isinstance(worth, bool) else await run_in_threadpool(worth)
