"""Behind TLS every cookie is Secure and for this host alone; what another host or a page in the clear set is not believed."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.web.server.starlette import starlette_server_config as of_the_framework

from core.web.cookies import READ_BY_SCRIPT, HostCookies, inward, outward
from core.web.session import BROWSER_COOKIE, COOKIE, WANTED_COOKIE, routes, token_of
from pages.shell import identity
from tests.core.web.requests_made import Answer, asked


def test_pages_ask_for_cookies_by_the_names_under_which_they_are_set() -> None:
    assert (identity.COOKIE, identity.BROWSER_COOKIE) == (COOKIE, BROWSER_COOKIE)


OURS = [COOKIE, BROWSER_COOKIE, WANTED_COOKIE]
OF_THE_FRAMEWORK = [value for name, value in vars(of_the_framework).items() if name.endswith("_COOKIE_NAME")]


def answering(headers: dict[str, str] | None = None, *, behind_tls: bool = True) -> Answer:
    """Ask a service that sets every cookie there is, and says which it was sent."""

    async def answer(request: Request) -> Response:
        said = JSONResponse(dict(request.cookies) | {"token": token_of(request.headers)})
        for name in [*OURS, *OF_THE_FRAMEWORK]:
            said.set_cookie(name, "value", max_age=9, path="/", domain="example.org", samesite="lax", httponly=True)
        said.delete_cookie("_streamlit_user_tokens_1", path="/")
        return said

    app = Starlette(routes=[Route("/", answer)])
    return asked(HostCookies(app, behind_tls=behind_tls), "/", headers)


def test_every_cookie_leaves_secure_for_this_host_and_every_path() -> None:
    set_cookies = answering().every("set-cookie")
    assert len(set_cookies) == len([*OURS, *OF_THE_FRAMEWORK]) + 1
    for cookie in set_cookies:
        name, attributes = cookie.partition("=")[0], {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "path=/"} <= attributes and not any(part.startswith("domain") for part in attributes)
        assert name.startswith("__Host-") or name in READ_BY_SCRIPT
    assert {of_the_framework.XSRF_COOKIE_NAME} == READ_BY_SCRIPT


@pytest.mark.parametrize("name", [*OURS, *OF_THE_FRAMEWORK])
def test_a_cookie_comes_back_as_it_was_set(name: str) -> None:
    sent = outward(f"{name}=a|b=c; HttpOnly; Path=/; SameSite=lax").partition(";")[0]
    assert inward(f"x=1; {sent}; y=2") == f"{name}=a|b=c"


@pytest.mark.parametrize(
    "sent", [f"{COOKIE}=planted", f"{COOKIE}=planted; __Host-{COOKIE}=own", f"__Host-{COOKIE}=own; {COOKIE}=planted"]
)
def test_a_session_that_was_planted_under_the_plain_name_is_not_believed(sent: str) -> None:
    told = answering({"cookie": sent}).body.decode()
    assert "planted" not in told
    assert ("own" in told) == ("own" in sent)


def test_other_headers_stay_as_they_are_and_without_tls_cookies_do_too() -> None:
    plain = answering({"cookie": f"{COOKIE}=own"}, behind_tls=False)
    assert '"token":"own"' in plain.body.decode()
    assert not any(cookie.startswith("__Host-") for cookie in plain.every("set-cookie"))
    assert answering({"x-empty": ""}).header("content-type") == "application/json"


def test_a_sign_in_behind_tls_sets_a_session_for_this_host_alone_and_a_browser_that_is_known_again() -> None:
    known: list[tuple[str, str]] = []
    app = Starlette(routes=routes(lambda _ticket, _replaced: "token", behind_tls=True, remember=lambda *told: known.append(told)))
    first = asked(HostCookies(app, behind_tls=True), "/session/finish", query="ticket=good")
    names = {cookie.partition("=")[0]: cookie for cookie in first.every("set-cookie")}
    assert set(names) == {f"__Host-{COOKIE}", f"__Host-{BROWSER_COOKIE}"}
    assert all("HttpOnly" in cookie and "Secure" in cookie for cookie in names.values())
    again = {"cookie": names[f"__Host-{BROWSER_COOKIE}"].partition(";")[0]}
    asked(HostCookies(app, behind_tls=True), "/session/finish", again, query="ticket=good")
    assert known[0] == known[1] and known[0][0] == "token" and len(known[0][1]) >= 40


@pytest.mark.parametrize("held", ["short", "a b", "x" * 101, "<script>-of-twenty-letters"])
def test_what_a_browser_made_up_is_replaced(held: str) -> None:
    known: list[tuple[str, str]] = []
    app = Starlette(routes=routes(lambda _ticket, _replaced: "token", behind_tls=False, remember=lambda *told: known.append(told)))
    asked(app, "/session/finish", {"cookie": f"{BROWSER_COOKIE}={held}"}, query="ticket=good")
    assert known[0][1] != held
