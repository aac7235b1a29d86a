"""People who are no browsers: each holds a socket, asks for pages, and for their parts every few seconds, as a browser does."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from pages.shell.identity import COOKIE

PATIENCE_SECONDS, ASKS_AGAIN_AFTER_SECONDS = 60.0, 20.0


@dataclass
class Visitor:
    """One open page. `errors` are exceptions that the service showed instead of something on the page.

    `charts` are the alternative texts of those on the page drawn last: one that is sent for wide and narrow windows counts once.
    `parts_asked` are parts asked for because time had passed; the service draws those that would show something else.
    """

    address: str
    token: str | None
    errors: list[str] = field(default_factory=list)
    bytes_heard: int = 0
    parts_asked: int = 0
    parts_drawn: int = 0
    asked_again: int = 0
    charts: set[str] = field(default_factory=set)
    _page: str = ""
    _drawn: asyncio.Event = field(default_factory=asyncio.Event)
    _parts: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    _socket: ClientConnection | None = None
    _listening: "asyncio.Task[None] | None" = None

    async def arrive(self) -> Self:
        """Open the socket."""
        headers = {"Cookie": f"{COOKIE}={self.token}"} if self.token else {}
        self._socket = await connect(
            self.address.replace("http", "ws", 1) + "/_stcore/stream",
            origin=Origin(self.address),
            additional_headers=headers,
            subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
            max_size=None,
            open_timeout=PATIENCE_SECONDS,
        )
        self._listening = asyncio.create_task(self._listen(self._socket))
        return self

    async def open(self, page: str, query: str = "") -> float:
        """Ask for a page, and again where nothing comes, as people do; gives the seconds until it was drawn."""
        self._page, self.charts = page, set()
        self._drawn.clear()
        self._forget_parts()
        began = time.perf_counter()
        while not self._drawn.is_set():
            await self._ask(page, query=query)
            try:
                await asyncio.wait_for(self._drawn.wait(), ASKS_AGAIN_AFTER_SECONDS)
            except TimeoutError:
                self.asked_again += 1
                if time.perf_counter() - began > PATIENCE_SECONDS:
                    raise
        return time.perf_counter() - began

    async def leave(self) -> None:
        """Close the page."""
        self._forget_parts()
        if self._socket is not None:
            await self._socket.close()
        if self._listening is not None:
            await self._listening

    async def _ask(self, page: str, part: str = "", query: str = "") -> None:
        self.parts_asked += bool(part)
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        message.rerun_script.fragment_id = part
        message.rerun_script.is_auto_rerun = bool(part)
        message.rerun_script.context_info.url = f"{self.address}/{page}"
        if self._socket is not None:
            await self._socket.send(message.SerializeToString())

    async def _listen(self, socket: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for frame in socket:
                data = frame if isinstance(frame, bytes) else frame.encode()
                self.bytes_heard += len(data)
                self._hear(ForwardMsg.FromString(data))

    def _hear(self, message: ForwardMsg) -> None:
        if message.HasField("auto_rerun"):
            self._draw_every(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif message.delta.new_element.HasField("vega_lite_chart"):
            self.charts.add(message.delta.new_element.vega_lite_chart.alt)
        elif message.delta.new_element.HasField("exception"):
            self.errors.append(message.delta.new_element.exception.message)
        elif message.HasField("script_finished"):
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self._drawn.set()
            elif message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY:
                self.parts_drawn += 1

    def _draw_every(self, part: str, seconds: float) -> None:
        if part not in self._parts:
            self._parts[part] = asyncio.create_task(_every(seconds, lambda: self._ask(self._page, part)))

    def _forget_parts(self) -> None:
        for task in self._parts.values():
            task.cancel()
        self._parts.clear()


async def _every(seconds: float, ask: Callable[[], "asyncio.Future[None] | object"]) -> None:
    with suppress(ConnectionClosed):
        while True:
            await asyncio.sleep(seconds)
            await ask()  # type: ignore[misc]
