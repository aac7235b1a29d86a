"""Gate: where the service may listen, and by which names it may be asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
BEHIND_TLS_VARIABLE, HOSTS_VARIABLE = "SCALECASE_BEHIND_TLS", "SCALECASE_HOSTS"
# What a proxy adds when it passes somebody else's request on.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True)
class Hosting:
    """How people reach the service: through a proxy that speaks TLS or not, and by which names."""

    behind_tls: bool
    hosts: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Every name a request may ask for; the local ones always, for who looks after the machine."""
        return self.hosts | LOCAL_NAMES


def hosting(environment: Mapping[str, str]) -> Hosting:
    """Read how the service is hosted from SCALECASE_BEHIND_TLS=1 and SCALECASE_HOSTS, names with commas between."""
    names = (name.strip().lower() for name in environment.get(HOSTS_VARIABLE, "").split(","))
    return Hosting(environment.get(BEHIND_TLS_VARIABLE, "") == "1", frozenset(name for name in names if name))


def is_local_only(address: str | None, told: Hosting) -> bool:
    """Local only: True where no other machine can ask: it listens here alone, and no proxy was declared."""
    return address is not None and address in LOCAL_NAMES and not told.behind_tls and not told.hosts


def refusal_to_listen(address: str | None, *, sample_people: bool, anybody_real: bool, told: Hosting | None = None) -> str | None:
    """Say why the service must not listen on this address, or None when it may.

    Args:
        address: the configured address; None means every network the machine is on.
        sample_people: whether there are sample people, who need no password.
        anybody_real: whether there are people who do.
        told: how the service is hosted; not at all when not given.
    """
    told = told or Hosting(behind_tls=False, hosts=frozenset())
    if is_local_only(address, told):
        return None
    why = _why_not_beyond(told, sample_people=sample_people, anybody_real=anybody_real)
    if why is None:
        return None
    return f"Scale Case will not start on {_where(address)}: {why} To use it on this machine alone, use --server.address localhost."


def _why_not_beyond(told: Hosting, *, sample_people: bool, anybody_real: bool) -> str | None:
    if sample_people:
        return (
            "its store holds the sample people, whom anybody could enter as without a password. "
            "Start with an own folder in SCALECASE_HOME and make the first administrator by: python -m core user add."
        )
    if not anybody_real:
        return (
            "nobody could sign in. Make the first administrator by: python -m core user add NAME --name 'Full name' --role admin."
        )
    if not told.behind_tls:
        return (
            "passwords would cross the network in the clear. Put a proxy that speaks TLS in front and say so with "
            f"{BEHIND_TLS_VARIABLE}=1."
        )
    if not told.hosts:
        return f"it does not know its own name. Say by which names people reach it with {HOSTS_VARIABLE}=scale.example.org."
    return None


def _where(address: str | None) -> str:
    return "every network this machine is on" if address is None else f"the address {address or '(none)'}"


def refusal_of_base_path(base_path: str) -> str | None:
    """Say why the service cannot be served below a path of another site, or None when it has a host of its own."""
    if not base_path.strip("/"):
        return None
    return "Scale Case needs a host name of its own: its session and its gate cover whole hosts. Leave server.baseUrlPath empty."


def is_this_machine(client_address: str | None) -> bool:
    """Tell whether a request comes from this machine itself; an address that cannot be read does not."""
    try:
        return client_address is not None and ip_address(client_address).is_loopback
    except ValueError:
        return False


def asks_for(host_header: str | None, names: frozenset[str]) -> bool:
    """Tell whether a request asks for one of these names, so that another site's name cannot be pointed here.

    Args:
        host_header: the Host header, for example "localhost:8501" or "[::1]:8501".
        names: host names in lower case, without ports.
    """
    match = re.fullmatch(r"(?:\[([0-9a-fA-F:.]+)\]|([^\s:/@\[\]]+))(?::\d{1,5})?", host_header or "")
    return match is not None and (match[1] or match[2]).lower() in names


def is_own_page(origin: str | None, names: frozenset[str]) -> bool:
    """Tell whether a socket is asked for by a page of this service, or by what is no browser and so says nothing of a page.

    Streamlit asks the same later; of a page it does not know it first asks another host which address this machine has, and
    all requests wait meanwhile.
    """
    return origin is None or asks_for(origin.partition("://")[2], names)


class OnlyAskedFor:
    """Answer 403 to every request, sockets too, for a name that is not ours; where only this machine may ask, to others too."""

    def __init__(self, app: ASGIApp, *, names: frozenset[str], local_only: bool) -> None:
        self.app = app
        self.names = names
        self.local_only = local_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] == "lifespan" or self._may_pass(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            # Closing before accepting is answered with 403 by the server.
            await send({"type": "websocket.close", "code": 1008})
        else:
            sentence = "This service answers only on the machine it runs on." if self.local_only else "Not a name of this service."
            await PlainTextResponse(sentence, status_code=403)(scope, receive, send)

    def _may_pass(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if not asks_for(headers.get("host"), self.names):
            return False
        if scope["type"] == "websocket" and not is_own_page(headers.get("origin"), self.names):
            return False
        return not self.local_only or comes_from_here(headers, scope.get("client"))


def comes_from_here(headers: Mapping[str, str], client: tuple[str, int] | None) -> bool:
    """Tell whether a person at this machine asks, and not a proxy on it for another."""
    return is_this_machine(client[0] if client else None) and not any(headers.get(name) for name in _PASSED_ON)
