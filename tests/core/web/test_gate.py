"""Until people sign in, only this machine may ask."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from core.web.gate import ThisMachineOnly, is_this_machine, names_this_machine, refusal_to_listen


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "::1"])
def test_it_listens_on_this_machine(address: str) -> None:
    assert refusal_to_listen(address) is None


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.0.2.7", "scale.example"])  # noqa: S104 - these are what it must refuse
def test_it_refuses_every_other_address_with_a_sentence(address: str | None) -> None:
    sentence = refusal_to_listen(address)
    assert sentence is not None
    assert "no accounts yet" in sentence
    assert "localhost" in sentence


def test_no_address_means_every_network() -> None:
    assert "every network" in str(refusal_to_listen(None))


@pytest.mark.parametrize(("address", "expected"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("192.0.2.7", False)])
def test_a_loopback_address_is_this_machine(address: str, expected: bool) -> None:
    assert is_this_machine(address) is expected


@pytest.mark.parametrize("address", [None, "", "testclient", "127.0.0.1.example"])
def test_an_address_that_cannot_be_read_is_not_this_machine(address: str | None) -> None:
    assert not is_this_machine(address)


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501", "[::1]"])
def test_local_names_are_this_machine(host: str) -> None:
    assert names_this_machine(host)


@pytest.mark.parametrize("host", [None, "", "scale.example", "localhost.example:8501", "[::2]:8501", "evil@localhost"])
def test_other_names_are_not_this_machine(host: str | None) -> None:
    assert not names_this_machine(host)


@pytest.mark.parametrize(
    ("client", "host", "status"),
    [
        ("127.0.0.1", b"localhost", 200),
        ("192.0.2.7", b"localhost", 403),
        ("127.0.0.1", b"scale.example", 403),
        (None, b"localhost", 403),
    ],
)
def test_a_request_from_elsewhere_gets_403(client: str | None, host: bytes, status: int) -> None:
    answers = asked({"type": "http", "method": "GET", "path": "/"} | origin(client, host))
    assert answers[0]["status"] == status


def test_a_socket_from_elsewhere_is_closed_before_it_opens() -> None:
    answers = asked({"type": "websocket", "path": "/_stcore/stream"} | origin("192.0.2.7", b"localhost"))
    assert [answer["type"] for answer in answers] == ["websocket.close"]


def origin(client: str | None, host: bytes) -> Scope:
    """Describe where a request comes from and what it asks for."""
    return {"client": (client, 1234) if client else None, "headers": [(b"host", host)]}


def asked(scope: Scope) -> list[Message]:
    """Send one request through the gate and collect what comes back."""
    answers: list[Message] = []

    async def behind(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        answers.append(message)

    asyncio.run(ThisMachineOnly(behind)(scope, receive, send))
    return answers
