"""A client that is no browser: it opens the socket, asks for a page, and keeps every byte it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

LONGEST_SECONDS = 20.0
QUIET_SECONDS = 1.0


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

    def holds(self, text: str) -> bool:
        """Tell whether a text is anywhere in what was sent, as it is or as it stands in JSON or in a table."""
        written = {text, text.encode("unicode_escape").decode("ascii")}
        return any(form.encode(coding) in self.data for form in written for coding in ("utf-8", "utf-16-le"))


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
    """Ask for a page through the socket, as a browser would, and listen until the service has nothing more to say.

    Args:
        address: of the service, for example http://localhost:8501.
        page: its path, without the slash.
        query: what would stand behind the question mark.
        headers: sent with the request, such as a cookie.
        session_id: of a Streamlit session to be taken over.
        fragment_id: of a part to be drawn instead of the page.
        patience_seconds: how long to wait for a first word, and for the end.
    """
    protocols = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([session_id] if session_id else [])]
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    message.rerun_script.fragment_id = fragment_id
    message.rerun_script.context_info.url = f"{address}/{page}"
    with connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=Origin(address),
        additional_headers=dict(headers or {}),
        subprotocols=[Subprotocol(name) for name in protocols],
        max_size=None,
        open_timeout=LONGEST_SECONDS,
    ) as connection:
        connection.send(message.SerializeToString())
        frames = _frames(connection, patience_seconds)
    return Heard(b"".join(frames), tuple(_message_in(frame) for frame in frames))


def _frames(connection: ClientConnection, wait: float) -> list[bytes]:
    """Listen until the script has finished and nothing more follows."""
    frames: list[bytes] = []
    while True:
        try:
            frame = connection.recv(wait)
        except TimeoutError:
            return frames
        frames.append(frame if isinstance(frame, bytes) else frame.encode())
        wait = QUIET_SECONDS if _message_in(frames[-1]).HasField("script_finished") else wait


def _message_in(frame: bytes) -> ForwardMsg:
    message = ForwardMsg()
    message.ParseFromString(frame)
    return message
