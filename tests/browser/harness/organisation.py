"""An organisation's own sign-in, as small as one can be: it vouches for whomever it is told to, by OpenID Connect."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.harness.server import free_port

LONGEST_START_SECONDS = 120.0


@dataclass
class Organisation:
    """Where it answers, and whom it vouches for at this moment: what it says of them, beside what the protocol asks for."""

    address: str
    says: dict[str, object]
    _key: RSAKey
    _asked: dict[str, str]

    def routes(self) -> list[Route]:
        """List its addresses."""
        return [
            Route("/.well-known/openid-configuration", self._about),
            Route("/authorize", self._vouch),
            Route("/token", self._token, methods=["POST"]),
            Route("/keys", self._keys),
        ]

    async def _about(self, _request: Request) -> Response:
        named = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        about: dict[str, object] = {name: f"{self.address}/{path}" for name, path in named.items()}
        return JSONResponse(about | {"issuer": self.address, "id_token_signing_alg_values_supported": ["RS256"]})

    async def _vouch(self, request: Request) -> Response:
        """Send the browser back with a code, as after a password that was right."""
        self._asked = dict(request.query_params)
        answer = urlencode({"code": "good", "state": self._asked["state"]})
        return RedirectResponse(f"{self._asked['redirect_uri']}?{answer}", 302)

    async def _token(self, _request: Request) -> Response:
        now = int(time.time())
        protocol = {"iss": self.address, "aud": self._asked["client_id"], "sub": "somebody", "nonce": self._asked["nonce"]}
        claims = protocol | {"iat": now, "exp": now + 300} | self.says
        signed = jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, self._key)
        return JSONResponse({"access_token": "none", "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})


@contextmanager
def an_organisation() -> Iterator[Organisation]:
    """Start one on a free port, and stop it afterwards."""
    port = free_port()
    key = RSAKey.generate_key(2048, {"kid": "one", "alg": "RS256", "use": "sig"})
    made = Organisation(f"http://localhost:{port}", {}, key, {})
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=made.routes()), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up_at = time.monotonic() + LONGEST_START_SECONDS
    while not server.started and time.monotonic() < give_up_at:
        time.sleep(0.02)
    assert server.started, "The organisation's own service did not start."
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join(LONGEST_START_SECONDS)
