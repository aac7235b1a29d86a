"""Headers of every answer: what the browser may load, from where, and who may frame the page."""

import logging
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from secrets import token_hex

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

FAILED = "Something went wrong on our side. Try again; if it stays so, tell the people who run this service the reference"
OWN_RULES = ("content-security-policy", "x-frame-options", "cross-origin-resource-policy")
A_YEAR_SECONDS = 365 * 24 * 60 * 60
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def inline_script_hashes(page: str) -> tuple[str, ...]:
    """Find the hashes under which a policy may allow the inline scripts of a page, and no other inline script.

    Args:
        page: the HTML that starts the application in the browser.
    """
    return tuple(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in _INLINE_SCRIPT.findall(page))


def content_security_policy(script_hashes: tuple[str, ...]) -> str:
    """Write the policy that keeps everything the page loads on this host.

    Styles are allowed inline because the page's components write their own; scripts are not, save those whose hashes are given.
    """
    rules = {
        "default-src": ("'none'",),
        "script-src": ("'self'", *script_hashes),
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:", "blob:"),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'",),
        "manifest-src": ("'self'",),
        "base-uri": ("'none'",),
        "form-action": ("'self'",),
        "frame-ancestors": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def security_headers(script_hashes: tuple[str, ...], *, behind_tls: bool = False) -> dict[str, str]:
    """List the headers every answer carries.

    Args:
        script_hashes: of the inline scripts that may run.
        behind_tls: whether browsers reach the service over TLS; then they are told never to try without.
    """
    always_tls = {"Strict-Transport-Security": f"max-age={A_YEAR_SECONDS}"} if behind_tls else {}
    return always_tls | {
        "Content-Security-Policy": content_security_policy(script_hashes),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    }


class SecurityHeaders:
    """Put the same headers on every answer; a route cannot loosen them.

    Under the addresses in `own` a page may bring a policy and frame rules of its own: shared pages have no script at all.
    """

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], own: tuple[str, ...] = ()) -> None:
        self.app = app
        self.headers = headers
        self.own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers added."""
        if scope["type"] == "websocket" and "websocket.http.response" in scope.get("extensions", {}):
            await self.app(scope, receive, self._refusing_with_headers(send))
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                brings_its_own = bool(self.own) and str(scope.get("path", "")).startswith(self.own)
                kept = dict(answer) if brings_its_own and "content-security-policy" in answer else {}
                answer.update(self.headers)
                answer.update({name: kept[name] for name in OWN_RULES if name in kept})
                if kept and "x-frame-options" not in kept:
                    del answer["x-frame-options"]
                # Fonts and pictures are for this site's own pages: no other origin may read them.
                del answer["access-control-allow-origin"]
            await send(message)

        if scope["type"] == "http":
            await self._answered(scope, receive, send_with_headers)
        else:
            await self.app(scope, receive, send_with_headers)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, and where it fails with a sentence, which carries the headers as every answer does."""
        is_begun = False

        async def send_noted(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except Exception:
            if is_begun:
                raise  # half an answer is out: the server ends the line
            reference = token_hex(4)
            log.exception("An answer failed, reference %s", reference)
            await PlainTextResponse(f"{FAILED} {reference}.\n", 500, {"Cache-Control": "no-store"})(scope, receive, send)

    def _refusing_with_headers(self, send: Send) -> Send:
        """A socket that is refused before it is open is refused by an answer: that carries the headers too."""
        is_open = False

        async def send_or_refuse(message: Message) -> None:
            nonlocal is_open
            is_open = is_open or message["type"] == "websocket.accept"
            if is_open or message["type"] != "websocket.close":
                await send(message)
                return
            raw = [(name.lower().encode(), value.encode()) for name, value in self.headers.items()]
            await send({"type": "websocket.http.response.start", "status": 403, "headers": raw})
            await send({"type": "websocket.http.response.body", "body": b""})

        return send_or_refuse
