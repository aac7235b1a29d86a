"""Cookies behind TLS: each is Secure and bears the `__Host-` prefix, so that no other host and no page in the clear can set one.

Inside the service cookies keep their plain names: they are renamed on the way out, and back on the way in. What comes in under
a plain name was not set by this service over TLS, and is left out.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "__Host-"
# The framework's own script reads this one by its name, to send it back with uploads: it can be Secure, and not renamed.
READ_BY_SCRIPT = frozenset({"_streamlit_xsrf"})
_KEPT_ATTRIBUTES = ("expires", "max-age", "httponly", "samesite")


class HostCookies:
    """Rename cookies on their way out and in, and make every one Secure; without TLS in front leave them as they are."""

    def __init__(self, app: ASGIApp, *, behind_tls: bool) -> None:
        self.app = app
        self.behind_tls = behind_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with its cookies renamed."""
        if not self.behind_tls or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return

        async def send_renamed(message: Message) -> None:
            if "headers" in message:
                message = {**message, "headers": [(name, _outward(name, value)) for name, value in message["headers"]]}
            await send(message)

        asked = {**scope, "headers": [pair for pair in map(_inward, scope["headers"]) if pair[1] or pair[0].lower() != b"cookie"]}
        await self.app(asked, receive, send_renamed)


def outward(cookie: str) -> str:
    """Write a Set-Cookie as it leaves the service: for this host alone, for every path, Secure."""
    named, *attributes = [part.strip() for part in cookie.split(";")]
    name, _, value = named.partition("=")
    kept = [attribute for attribute in attributes if attribute.partition("=")[0].lower() in _KEPT_ATTRIBUTES]
    bare = name.removeprefix(PREFIX)
    return "; ".join([f"{bare if bare in READ_BY_SCRIPT else PREFIX + bare}={value}", *kept, "Path=/", "Secure"])


def inward(cookies: str) -> str:
    """Write a Cookie header as it enters the service: plain names of what this service set, and nothing else."""
    kept = []
    for cookie in (part.strip() for part in cookies.split(";")):
        name = cookie.partition("=")[0]
        if name in READ_BY_SCRIPT:
            kept.append(cookie)
        elif name.startswith(PREFIX) and name.removeprefix(PREFIX) not in READ_BY_SCRIPT:
            kept.append(cookie.removeprefix(PREFIX))
    return "; ".join(kept)


def _outward(name: bytes, value: bytes) -> bytes:
    return outward(value.decode("latin-1")).encode("latin-1") if name.lower() == b"set-cookie" else value


def _inward(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    return (name, inward(value.decode("latin-1")).encode("latin-1")) if name.lower() == b"cookie" else header
