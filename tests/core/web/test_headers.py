"""The headers every answer carries, and the policy they hold."""

import asyncio
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.types import Message, Receive, Scope, Send

from core.web.headers import FAILED, SecurityHeaders, content_security_policy, inline_script_hashes, security_headers
from tests.core.web.requests_made import asked


def test_only_inline_scripts_are_hashed_and_exactly_as_written() -> None:
    page = "<script>\n one()\n</script><script src='x.js'></script><script>two()</script>"
    expected = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in ("\n one()\n", "two()")]
    assert list(inline_script_hashes(page)) == expected


def test_the_policy_allows_no_other_host_and_no_evaluated_script() -> None:
    policy = content_security_policy(("'sha256-x'",))
    assert "default-src 'none'" in policy
    assert "script-src 'self' 'sha256-x';" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy and "*" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_route_cannot_loosen_the_headers_or_open_itself_to_other_sites() -> None:
    loose = [(b"x-frame-options", b"ALLOWALL"), (b"access-control-allow-origin", b"*"), (b"content-type", b"font/woff2")]
    headers = answered(loose)
    assert headers[b"x-frame-options"] == b"DENY"
    assert b"access-control-allow-origin" not in headers
    assert headers[b"content-type"] == b"font/woff2"
    assert set(security_headers(())) <= {name.decode().title() for name in headers}


def test_behind_tls_browsers_are_told_never_to_try_without() -> None:
    assert "Strict-Transport-Security" not in security_headers(())
    assert security_headers((), behind_tls=True)["Strict-Transport-Security"] == "max-age=31536000"


def test_an_answer_that_fails_is_a_sentence_with_the_headers_and_the_log_has_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    async def route(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise KeyError("the name of a partner")

    answer = asked(SecurityHeaders(route, security_headers(())), "/auth/login")
    assert answer.status == 500
    assert set(security_headers(())) <= {name.title() for name, _ in answer.headers}
    told = answer.body.decode()
    assert told.startswith(FAILED) and "KeyError" not in told and "the name of a partner" not in told
    assert told.split()[-1].strip(".") in caplog.text and "the name of a partner" in caplog.text


def test_half_an_answer_that_fails_is_not_answered_twice() -> None:
    async def route(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("late")

    with pytest.raises(KeyError, match="late"):
        asked(SecurityHeaders(route, security_headers(())), "/")


def answered(own: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Send one answer with headers of its own through, and collect the headers that come out."""
    sent: list[Message] = []

    async def route(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": own})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(SecurityHeaders(route, security_headers(()))({"type": "http"}, receive, send))
    return dict(sent[0]["headers"])
