"""Sessions on the web: the cookie's flags, where a browser is sent on, and what is closed without a session."""

from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from core.actions.sign_in import SignInRefused
from core.web.session import (
    AWAY_ADDRESS,
    COOKIE,
    FINISH_ADDRESS,
    GONE_ADDRESS,
    WANTED_COOKIE,
    SessionGate,
    is_closed,
    local_path,
    routes,
    token_of,
    wanted_in,
)
from tests.core.web.requests_made import Answer, asked

GOOD_TICKET = "good-ticket"
LIVE, ANOTHERS = "live", "/media/anothers.csv"


def finished(ticket: str, replaced: str | None) -> str:
    """Swap one ticket, as a store would."""
    if ticket != GOOD_TICKET:
        raise SignInRefused("too late")
    return f"token-after-{replaced}"


def finish(query: str, headers: dict[str, str] | None = None, *, behind_tls: bool = False, scheme: str = "http") -> Answer:
    """Ask to finish a sign-in."""
    return asked(Starlette(routes=routes(finished, behind_tls=behind_tls)), "/session/finish", headers, query=query, scheme=scheme)


def test_a_good_ticket_sets_a_cookie_no_script_can_read_and_goes_on():
    answer = finish(f"ticket={GOOD_TICKET}&next=/compare%3Fversion=2")
    assert (answer.status, answer.header("location")) == (303, "/compare?version=2")
    parts = [part.strip().lower() for part in str(answer.header("set-cookie")).split(";")]
    assert parts[0] == f"{COOKIE}=token-after-none"
    assert {"httponly", "samesite=lax", "path=/", "max-age=604800"} <= set(parts)
    assert "secure" not in parts and not any(part.startswith("domain") for part in parts)
    assert answer.header("cache-control") == "no-store"


@pytest.mark.parametrize(("behind_tls", "scheme"), [(True, "http"), (False, "https"), (True, "https")])
def test_over_tls_the_cookie_never_travels_without(behind_tls, scheme):
    answer = finish(f"ticket={GOOD_TICKET}", behind_tls=behind_tls, scheme=scheme)
    assert "; Secure" in str(answer.header("set-cookie"))


@pytest.mark.parametrize("query", ["", "ticket=", "ticket=old", "ticket=old&next=/compare", "next=/compare"])
def test_a_bad_ticket_goes_to_the_start_and_sets_nothing(query):
    answer = finish(query)
    assert (answer.status, answer.header("location"), answer.header("set-cookie")) == (303, "/", None)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nobody_is_signed_in_or_out_by_a_link_on_another_site(site):
    answer = finish(f"ticket={GOOD_TICKET}", {"sec-fetch-site": site})
    assert (answer.header("location"), answer.header("set-cookie")) == ("/", None)
    gone = asked(Starlette(routes=routes(finished, behind_tls=False)), "/session/gone", {"sec-fetch-site": site})
    assert gone.header("set-cookie") is None


def test_the_session_the_browser_held_before_is_handed_over_to_be_ended():
    answer = finish(f"ticket={GOOD_TICKET}", {"cookie": f"a=b; {COOKIE}=old; c=d", "sec-fetch-site": "same-origin"})
    assert f"{COOKIE}=token-after-old" in str(answer.header("set-cookie"))


def test_gone_clears_the_cookie():
    answer = asked(Starlette(routes=routes(finished, behind_tls=True)), "/session/gone", {"cookie": f"{COOKIE}=old"})
    assert (answer.status, answer.header("location")) == (303, "/")
    assert "Max-Age=0" in str(answer.header("set-cookie"))
    assert "HttpOnly" in str(answer.header("set-cookie"))


@pytest.mark.parametrize("path", ["/", "/compare", "/compare?version=2&option=a%20b", "/a//b", "/words#net"])
def test_a_local_path_is_gone_on_to(path):
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
        "/\n//evil.example",
        "/a\\b",
        " /a",
        "/a b",
        "/é",
        "/x\r\nset-cookie: a=b",
        "/" + "a" * 3_000,
        "///evil.example",
    ],
)
def test_what_could_lead_elsewhere_leads_to_the_start(path):
    assert local_path(path) == "/"


@pytest.mark.parametrize(
    ("cookie", "token"),
    [
        (f"{COOKIE}=abc", "abc"),
        (f"a=1; {COOKIE}=abc; b=2", "abc"),
        (f"x{COOKIE}=abc", None),
        (f"{COOKIE}=", None),
        (f"{COOKIE}", None),
        ("", None),
        (None, None),
    ],
)
def test_the_token_is_read_from_the_cookie(cookie, token):
    assert token_of({} if cookie is None else {"cookie": cookie}) == token
    assert token_of({} if cookie is None else {"Cookie": cookie}) == token


CLOSED = [
    "/media/abc.csv",
    "/media",
    "//media/abc.csv",
    "/media//abc.csv",
    "/_stcore/upload_file/session/file",
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/script-health-check",
    "/_stcore/bidi-components/x.js",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/anything-new",
    "/component/x/index.html",
]
OPEN = [
    "/",
    "/compare",
    "/static/js/index.js",
    "/app/static/icon.png",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/api/ready",
    "/s/token",
    "/session/finish",
    "/oauth2callback",
    "/auth/login",
    "/mediation",
]


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE"])
def test_files_uploads_and_figures_of_the_service_are_closed_without_a_session(path, method):
    assert is_closed(path)
    for headers in ({}, {"cookie": f"{COOKIE}=dead"}, {"authorization": "Bearer live"}):
        answer = asked(gated(), path, headers, method=method)
        assert (answer.status, answer.header("cache-control")) == (403, "no-store")


@pytest.mark.parametrize("path", OPEN)
def test_the_empty_page_and_what_it_needs_is_open(path):
    assert asked(gated(), path).status == 200


@pytest.mark.parametrize("path", CLOSED)
def test_with_a_session_they_are_served_and_never_stored(path):
    answer = asked(gated(), path, {"cookie": f"{COOKIE}=live"})
    assert (answer.status, answer.every("cache-control")) == (200, ["no-store"])


def test_a_session_opens_nothing_that_is_anothers():
    assert asked(gated(), ANOTHERS, {"cookie": f"{COOKIE}={LIVE}"}).status == 403


def test_a_socket_elsewhere_than_the_stream_is_closed_before_it_opens():
    assert asked(gated(), "/_stcore/other", kind="websocket").kinds == ("websocket.close",)
    assert asked(gated(), "/_stcore/stream", kind="websocket").kinds == ("http.response.start", "http.response.body")


def gated() -> SessionGate:
    """A gate that lets in one token, before something that answers everything."""

    async def behind(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"cache-control", b"public")]})
        await send({"type": "http.response.body", "body": b"ok"})

    return SessionGate(behind, lambda token: token == LIVE, lambda path, _token: path != ANOTHERS)


def away(to: str, wanted: str = "/who?partner=a%26b", headers: dict[str, str] | None = None) -> Answer:
    """Ask to be sent to an organisation's sign-in."""
    query = urlencode({"to": to, "next": wanted})
    return asked(Starlette(routes=routes(finished, behind_tls=True)), AWAY_ADDRESS, headers, query=query)


def test_on_the_way_to_an_organisation_the_browser_keeps_what_was_asked_for():
    answer = away("/auth/login?provider=x.y-z")
    assert answer.header("location") == "/auth/login?provider=x.y-z"
    written = str(answer.header("set-cookie"))
    assert {"httponly", "secure", "samesite=lax"} <= {part.strip().lower() for part in written.split(";")}
    assert wanted_in({WANTED_COOKIE: written.partition(";")[0].partition("=")[2]}) == "/who?partner=a%26b"


@pytest.mark.parametrize("to", ["//evil.example/auth/login?", "https://evil.example", "/auth/logout", "/who", ""])
def test_nobody_is_sent_anywhere_else(to):
    assert (away(to).header("location"), away(to).header("set-cookie")) == ("/", None)
    assert away("/auth/login?a=b", headers={"sec-fetch-site": "cross-site"}).header("set-cookie") is None


@pytest.mark.parametrize("kept", [None, "", "%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "x" * 9000, "%00"])
def test_what_was_asked_for_never_leads_elsewhere(kept):
    assert wanted_in({} if kept is None else {WANTED_COOKIE: kept}) == "/"


@pytest.mark.parametrize(("address", "query"), [(FINISH_ADDRESS, f"ticket={GOOD_TICKET}"), (GONE_ADDRESS, "")])
def test_who_an_organisation_said_it_was_is_forgotten_at_signing_in_and_out(address, query):
    held = ("_streamlit_user", "_streamlit_user__1", "_streamlit_user_tokens", "_streamlit_user_tokens_2", WANTED_COOKIE)
    cookies = "; ".join(f"{name}=x" for name in (*held, "_streamlit_xsrf"))
    answer = asked(Starlette(routes=routes(finished, behind_tls=False)), address, {"cookie": cookies}, query=query)
    gone = {written.partition("=")[0] for written in answer.every("set-cookie") if "Max-Age=0" in written}
    assert gone - {COOKIE} == set(held)
