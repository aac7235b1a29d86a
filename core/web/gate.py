"""The gate: until people sign in, only this machine may ask."""

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def refusal_to_listen(address: str | None) -> str | None:
    """Say why the service must not listen on this address, or None when it may.

    Args:
        address: the configured address; None means every network the machine is on.
    """
    if address is not None and address in LOCAL_NAMES:
        return None
    where = "every network this machine is on" if address is None else f"the address {address}"
    return (
        f"Scale Case will not start on {where}: it has no accounts yet, so anyone who reached it could read and change everything. "
        "Use --server.address localhost, which is also the setting in .streamlit/config.toml."
    )


def is_this_machine(client_address: str | None) -> bool:
    """Tell whether a request comes from this machine itself; an address that cannot be read does not."""
    try:
        return client_address is not None and ip_address(client_address).is_loopback
    except ValueError:
        return False


def names_this_machine(host_header: str | None) -> bool:
    """Tell whether a request asks for this machine by a local name, so that another site's name cannot be pointed here.

    Args:
        host_header: the Host header, for example "localhost:8501" or "[::1]:8501".
    """
    if host_header is None:
        return False
    if host_header.startswith("["):
        return host_header[1:].partition("]")[0] in LOCAL_NAMES
    return host_header.partition(":")[0].lower() in LOCAL_NAMES


class ThisMachineOnly:
    """Answer 403 to every request, sockets too, that does not come from this machine and ask for it by a local name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] == "lifespan" or _may_pass(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            # Closing before accepting is answered with 403 by the server.
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse("This service answers only on the machine it runs on.", status_code=403)
            await refusal(scope, receive, send)


def _may_pass(scope: Scope) -> bool:
    client = scope.get("client")
    return is_this_machine(client[0] if client else None) and names_this_machine(Headers(scope=scope).get("host"))
