"""The address of shared pages: what it answers, with which headers, and what it never says."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from core.domain.links import SharedPage
from core.web.headers import SecurityHeaders, security_headers
from core.web.links import UNDER, frame_hosts, routes
from tests.core.web.asked import Answer, ask

TOKEN = "t" * 43
PAGE = b"<!doctype html><style>h1{color:red}</style><h1>Page</h1>"
SITES = ("https://council.example",)


def behind_the_headers(*addresses) -> Starlette:
    """Addresses behind the headers of the service."""
    return Starlette(routes=list(addresses), middleware=[Middleware(SecurityHeaders, headers=security_headers(()), own=(UNDER,))])


def asked(token=TOKEN, find=None, count=None, *, embeddable=False, hosts=(), method="GET", **headers) -> Answer:
    """Ask for a shared page."""
    pages = {TOKEN: SharedPage(7, PAGE, embeddable)}
    app = behind_the_headers(*routes(find or pages.get, count or (lambda _: None), hosts))
    return ask(app, UNDER + token, method, {name.replace("_", "-"): value for name, value in headers.items()})


def test_a_page_is_answered_as_it_was_made_without_a_cookie_and_with_no_script_allowed():
    answer = asked()
    assert (answer.status, answer.content) == (200, PAGE)
    assert "set-cookie" not in answer.headers
    policy = answer.headers["content-security-policy"]
    style = b64encode(sha256(b"h1{color:red}").digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    assert (answer.headers["x-frame-options"], answer.headers["cache-control"]) == ("DENY", "no-store")
    assert (answer.headers["referrer-policy"], answer.headers["x-robots-tag"]) == ("no-referrer", "noindex, nofollow, noarchive")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["", "x", "o" * 43, f"{TOKEN}/", f"{TOKEN}/more", "%00", "..%2f..%2fetc%2fpasswd", "a" * 5_000])
def test_every_address_that_opens_nothing_gets_the_same_bytes_and_headers(path):
    usual, answer = asked("x"), asked(path)
    assert (answer.status, answer.content) == (404, usual.content)
    assert answer.headers == usual.headers


def test_only_an_embeddable_page_is_framed_and_only_by_the_sites_named():
    framed = asked(embeddable=True, hosts=SITES).headers
    assert framed["content-security-policy"].endswith("frame-ancestors https://council.example")
    assert "x-frame-options" not in framed
    for other in (asked(embeddable=False, hosts=SITES), asked(embeddable=True)):
        headers = other.headers
        assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
        assert headers["x-frame-options"] == "DENY"


def test_what_goes_wrong_is_told_to_nobody_who_reads(caplog):
    def broken(_token):
        raise RuntimeError("the secret path /somewhere/state.db")

    answer = asked(find=broken)
    assert answer.status == 503
    assert b"secret" not in answer.content and b"Traceback" not in answer.content
    assert "secret path" in caplog.text
    assert TOKEN not in caplog.text


def test_an_opening_is_counted_after_the_answer_and_a_count_that_fails_fails_no_reader(caplog):
    counted = []
    assert asked(count=counted.append).status == 200
    assert counted == [7]
    asked(count=counted.append, method="HEAD")
    asked(count=counted.append, sec_purpose="prefetch")
    asked("x", count=counted.append)
    assert counted == [7]

    def full(_link_id):
        raise OSError("no space left")

    assert asked(count=full).content == PAGE
    assert "not counted yet" in caplog.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_is_written_through_the_address(method):
    assert asked(method=method).status == 405


def test_only_pages_under_the_address_bring_rules_of_their_own():
    async def loose(_request):
        return Response("x", headers={"Content-Security-Policy": "default-src *", "X-Frame-Options": "ALLOWALL"})

    app = behind_the_headers(Route("/loose", loose), Route("/s", loose))
    for path in ("/loose", "/s"):
        headers = ask(app, path).headers
        assert "default-src *" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"


def test_the_sites_that_may_frame_are_read_from_the_environment_and_wrong_ones_stop_the_start():
    name = "SCALECASE_FRAME_HOSTS"
    assert frame_hosts({}) == frozenset()
    assert frame_hosts({name: " https://Council.example , https://b.example:8443,"}) == {
        "https://council.example",
        "https://b.example:8443",
    }
    for wrong in (
        "*",
        "http://council.example",
        "council.example",
        "https://a.example; script-src *",
        "https://a b",
        "https://*.x",
    ):
        with pytest.raises(ValueError, match=re.escape(name)):
            frame_hosts({name: wrong})
