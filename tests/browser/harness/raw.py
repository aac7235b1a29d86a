"""A client that is no browser: it opens the socket, asks for pages, answers as nobody's browser would, and keeps every byte."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

LONGEST_SECONDS = 60.0
QUIET_SECONDS = 1.0
_FILES = re.compile(r"/media/[0-9a-f]{8,}[.\w]*")
_WAITS_FOR_ANOTHER_RUN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass(frozen=True)
class Heard:
    """What the service sent: every byte, and the messages they are."""

    data: bytes
    messages: tuple[ForwardMsg, ...]

    @property
    def fragments(self) -> list[str]:
        """The parts of the page that can be drawn anew by themselves."""
        told = [message.delta.fragment_id for message in self.messages] + [
            message.auto_rerun.fragment_id for message in self.messages
        ]
        return list(dict.fromkeys(name for name in told if name))

    @property
    def session_id(self) -> str:
        """The name by which Streamlit knows this client's session."""
        told = [message.new_session.initialize.session_id for message in self.messages if message.HasField("new_session")]
        return str(told[0])

    @property
    def text(self) -> str:
        """All of it as text: words, addresses, and the tables that travel packed, number by number."""
        found: list[str] = []
        for message in self.messages:
            _gather(message, found)
        return "\n".join(found)

    @property
    def files(self) -> list[str]:
        """The addresses of downloads that were named."""
        return list(dict.fromkeys(_FILES.findall(self.text)))

    def elements(self, kind: str) -> list[Any]:
        """The elements of one kind, such as buttons, as the page drew them."""
        every = (message.delta.new_element for message in self.messages if message.delta.HasField("new_element"))
        return [getattr(element, kind) for element in every if element.HasField(kind)]

    def holds(self, text: str) -> bool:
        """Tell whether a text is anywhere in what was sent, unaltered, or written as in JSON or in a table."""
        written = {text, text.encode("unicode_escape").decode("ascii")}
        return any(form.encode(coding) in self.data for form in written for coding in ("utf-8", "utf-16-le"))


class Line:
    """An open socket."""

    def __init__(self, address: str, connection: ClientConnection) -> None:
        self.address = address
        self.connection = connection

    def ask(
        self,
        page: str = "",
        query: str = "",
        *,
        widgets: Iterable[WidgetState] = (),
        fragment_id: str = "",
        patience: float | None = None,
    ) -> Heard:
        """Ask for a page, or for a part of one, and listen until it is drawn. Widgets tell what a person did."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.fragment_id = fragment_id
        message.rerun_script.widget_states.widgets.extend(widgets)
        message.rerun_script.context_info.url = f"{self.address}/{page}"
        return self.send(message, patience)

    def send(self, message: BackMsg, patience: float | None = None) -> Heard:
        """Send a message as it is, and listen."""
        self.connection.send(message.SerializeToString())
        return self.listen(patience)

    def listen(self, patience: float | None = None) -> Heard:
        """Listen until the page is drawn and what was asked after it is answered."""
        frames = list(self._frames(LONGEST_SECONDS if patience is None else patience))
        return Heard(b"".join(frames), tuple(_message_in(frame) for frame in frames))

    def _frames(self, wait: float) -> Iterator[bytes]:
        while True:
            try:
                frame = self.connection.recv(wait)
            except TimeoutError:
                return
            data = frame if isinstance(frame, bytes) else frame.encode()
            yield data
            message = _message_in(data)
            if message.HasField("heartbeat_ack"):
                return
            if message.HasField("script_finished") and message.script_finished != _WAITS_FOR_ANOTHER_RUN:
                # Whatever is still under way is sent before the answer to this.
                self.connection.send(BackMsg(app_heartbeat=True).SerializeToString())


@contextmanager
def line(
    address: str,
    *,
    headers: Mapping[str, str] | None = None,
    session_id: str | None = None,
    proof: str = "PLACEHOLDER_AUTH_TOKEN",
) -> Iterator[Line]:
    """Open the socket as a browser would.

    Args:
        address: of the service, for example http://localhost:8501.
        headers: sent with the request, such as a cookie.
        session_id: of a Streamlit session to be taken over.
        proof: what a page of the service's own reads from its cookie, and no page of another site can.
    """
    protocols = ["streamlit", proof, *([session_id] if session_id else [])]
    with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=Origin(address),
        additional_headers=dict(headers or {}),
        subprotocols=[Subprotocol(name) for name in protocols],
        max_size=None,
        open_timeout=LONGEST_SECONDS,
        close_timeout=1,
    ) as connection:
        yield Line(address, connection)


def hear(
    address: str,
    page: str = "",
    query: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    session_id: str | None = None,
    fragment_id: str = "",
    patience_seconds: float = LONGEST_SECONDS,
) -> Heard:
    """Ask for one page through a socket of its own, and listen until the service has nothing more to say.

    Args:
        address: of the service, for example http://localhost:8501.
        page: its path, without the slash.
        query: what would stand behind the question mark.
        headers: sent with the request, such as a cookie.
        session_id: of a Streamlit session to be taken over.
        fragment_id: of a part to be drawn instead of the page.
        patience_seconds: how long to wait for a first word, and for the end.
    """
    with line(address, headers=headers, session_id=session_id) as opened:
        return opened.ask(page, query, fragment_id=fragment_id, patience=patience_seconds)


def _message_in(frame: bytes) -> ForwardMsg:
    message = ForwardMsg()
    message.ParseFromString(frame)
    return message


def _gather(message: Message, found: list[str]) -> None:
    for field, value in message.ListFields():
        for each in value if field.is_repeated and not field.message_type else [value] if not field.is_repeated else value:
            if isinstance(each, Message):
                _gather(each, found)
            else:
                found.append(_written(each))


def _written(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value)
    try:
        return str(pa.ipc.open_stream(value).read_pandas().to_csv())
    except (pa.ArrowInvalid, OSError):
        return value.decode("latin-1")
