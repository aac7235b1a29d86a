"""Web sessions: the cookie a page cannot set, and the addresses that are closed without one."""

import re
from collections.abc import Callable, Mapping
from secrets import token_urlsafe
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.actions.sign_in import SignInRefused

COOKIE = "scalecase_session"
FINISH_ADDRESS, GONE_ADDRESS, AWAY_ADDRESS = "/session/finish", "/session/gone", "/session/away"
# What was asked for before the browser was sent to an organisation's own sign-in, which sends it back to the start alone.
WANTED_COOKIE = "scalecase_wanted"
WANTED_SECONDS = 15 * 60
# What a browser keeps after a session has ended: it lets nobody in, and only spares the person waits that guesses elsewhere make.
BROWSER_COOKIE = "scalecase_browser"
BROWSER_SECONDS = 180 * 24 * 60 * 60
BROWSER_BYTES = 32
_BROWSER = re.compile(r"[A-Za-z0-9_-]{20,100}")
_TO_THE_ORGANISATION = "/auth/login?"
# Streamlit keeps who the organisation says somebody is for 30 days. Here it is good for one entrance.
_IDENTITY = re.compile(r"_streamlit_user(_tokens)?(_+\d+)?")
LASTS_SECONDS = 7 * 24 * 60 * 60
LONGEST_NEXT = 2_000
# What Streamlit serves from its own addresses is closed, save what the empty page of the sign-in needs.
CLOSED = ("/media", "/component", "/_stcore")
OPEN = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/stream"})
_LOCAL_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")

IsLive = Callable[[str | None], bool]
IsTheirs = Callable[[str, str], bool]
Finish = Callable[[str, str | None], str]
Remember = Callable[[str, str], None]


def token_of(headers: Mapping[str, str]) -> str | None:
    """Find the session's token among the cookies of a request; None where there is none.

    Args:
        headers: of the request, names in lower case or found regardless of case.
    """
    written = headers.get("cookie") or headers.get("Cookie")
    if not isinstance(written, str):
        return None
    for part in written.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and value:
            return value
    return None


def local_path(wanted: str | None) -> str:
    """Give the path to go on to, or "/" for anything that could lead to another site."""
    if wanted is None or len(wanted) > LONGEST_NEXT or not _LOCAL_PATH.fullmatch(wanted):
        return "/"
    return wanted


def browser_in(cookies: Mapping[str, str]) -> str | None:
    """What the browser was given when a person signed in with it; None where it was given nothing, or holds something made up."""
    kept = cookies.get(BROWSER_COOKIE)
    return kept if isinstance(kept, str) and _BROWSER.fullmatch(kept) else None


def wanted_in(cookies: Mapping[str, str]) -> str:
    """The path and query that were asked for before the browser was sent to an organisation's sign-in; "/" where none is kept."""
    kept = cookies.get(WANTED_COOKIE)
    return local_path(unquote(kept)) if isinstance(kept, str) else "/"


def routes(finish: Finish, *, behind_tls: bool, remember: Remember | None = None) -> list[Route]:
    """List the addresses at which a sign-in is finished and a cookie is cleared.

    Args:
        finish: swaps a ticket for a token, ending the session of the token given beside it.
        behind_tls: whether browsers reach the service over TLS only.
        remember: notes that the person of a token is known in a browser.
    """

    async def finish_here(request: Request) -> Response:
        onward = _onward(local_path(request.query_params.get("next")))
        ticket = request.query_params.get("ticket", "")
        if _comes_from_elsewhere(request) or not ticket:
            return _onward("/")
        try:
            token = await run_in_threadpool(finish, ticket, token_of(request.headers))
        except SignInRefused:
            # Too late or used: the page at "/" says how to sign in, and nothing here tells which of the two it was.
            return _onward("/")
        secure = behind_tls or request.url.scheme == "https"
        _set_cookie(onward, token, LASTS_SECONDS, secure=secure)
        if remember is not None:
            browser = browser_in(request.cookies) or token_urlsafe(BROWSER_BYTES)
            await run_in_threadpool(remember, token, browser)
            onward.set_cookie(BROWSER_COOKIE, browser, BROWSER_SECONDS, path="/", secure=secure, httponly=True, samesite="lax")
        _forget_identity(request, onward)
        return onward

    async def away(request: Request) -> Response:
        to, wanted = local_path(request.query_params.get("to")), local_path(request.query_params.get("next"))
        if _comes_from_elsewhere(request) or not to.startswith(_TO_THE_ORGANISATION):
            return _onward("/")
        onward, secure = _onward(to), behind_tls or request.url.scheme == "https"
        onward.set_cookie(
            WANTED_COOKIE, quote(wanted, safe=""), WANTED_SECONDS, path="/", secure=secure, httponly=True, samesite="lax"
        )
        return onward

    async def gone(request: Request) -> Response:
        onward = _onward("/")
        if not _comes_from_elsewhere(request):
            _set_cookie(onward, "", 0, secure=behind_tls or request.url.scheme == "https")
            _forget_identity(request, onward)
        return onward

    handled = {FINISH_ADDRESS: finish_here, AWAY_ADDRESS: away, GONE_ADDRESS: gone}
    return [Route(address, handle, methods=["GET"]) for address, handle in handled.items()]


class SessionGate:
    """Answer 403 to every request for files, uploads and figures of the service that carries no live session.

    Args:
        app: what stands behind.
        is_live: whether a token opens a live session.
        is_theirs: whether what lies at an address belongs to the browser that holds a token; another's gets 403 too.
    """

    def __init__(self, app: ASGIApp, is_live: IsLive, is_theirs: IsTheirs) -> None:
        self.app = app
        self.is_live = is_live
        self.is_theirs = is_theirs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] == "lifespan" or not is_closed(scope["path"]):
            await self.app(scope, receive, send)
        elif await run_in_threadpool(self._may_pass, scope["path"], token_of(Headers(scope=scope))):
            await self.app(scope, receive, _never_stored(send))
        elif scope["type"] == "websocket":
            # Closing before accepting is answered with 403 by the server.
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse("Sign in first.", status_code=403, headers={"Cache-Control": "no-store"})
            await refusal(scope, receive, send)

    def _may_pass(self, path: str, token: str | None) -> bool:
        return token is not None and self.is_live(token) and self.is_theirs(path, token)


def is_closed(path: str) -> bool:
    """Tell whether an address needs a live session before anything is looked at.

    Pages, their scripts and styles, and the socket are open: behind the socket the script itself asks who is there.
    """
    plain = re.sub(r"/+", "/", path).rstrip("/") or "/"
    return plain not in OPEN and any(plain == closed or plain.startswith(f"{closed}/") for closed in CLOSED)


def _comes_from_elsewhere(request: Request) -> bool:
    """Tell whether another site sent the browser here: another site's link may sign no person in or out."""
    return request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}


def _onward(path: str) -> Response:
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})


def _set_cookie(answer: Response, value: str, seconds: int, *, secure: bool) -> None:
    answer.set_cookie(COOKIE, value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


def _forget_identity(request: Request, answer: Response) -> None:
    """Let the browser forget who an organisation said it is: its next user has to be vouched for anew."""
    for name in request.cookies:
        if name == WANTED_COOKIE or _IDENTITY.fullmatch(name):
            answer.delete_cookie(name, path="/")


def _never_stored(send: Send) -> Send:
    async def send_unstored(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message.get("headers", []) if name.lower() != b"cache-control"]
            message = {**message, "headers": [*kept, (b"cache-control", b"no-store")]}
        await send(message)

    return send_unstored
