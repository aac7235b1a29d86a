"""Requests to a web application, without a server: what is sent, and what comes back."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """What came back. A header that was sent twice is there twice; a socket that was closed has no status."""

    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    kinds: tuple[str, ...]

    def header(self, name: str) -> str | None:
        """One header; None where it was not sent."""
        return next((value for key, value in self.headers if key == name), None)

    def every(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key == name]


def asked(
    app: ASGIApp,
    path: str,
    headers: Mapping[str, str] | None = None,
    *,
    method: str = "GET",
    query: str = "",
    client: tuple[str, int] | None = ("127.0.0.1", 1234),
    scheme: str = "http",
    kind: str = "http",
) -> Answer:
    """Send one request and collect what comes back."""
    answers: list[Message] = []
    raw = [(name.encode(), value.encode("latin-1")) for name, value in ({"host": "localhost:8501"} | dict(headers or {})).items()]
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": raw,
        "client": client,
        "server": ("localhost", 8501),
        "scheme": scheme,
        "root_path": "",
        "http_version": "1.1",
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        answers.append(message)

    asyncio.run(app(scope, receive, send))
    start = next((answer for answer in answers if answer["type"] == "http.response.start"), {})
    found = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in start.get("headers", ()))
    body = b"".join(answer.get("body", b"") for answer in answers)
    return Answer(start.get("status"), found, body, tuple(answer["type"] for answer in answers))
