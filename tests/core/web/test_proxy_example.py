"""The example of a proxy: what it keeps out of its log, and what it tells the service of who asks."""

import re

import pytest

from core.store.database import PROJECT

EXAMPLE = (PROJECT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
FILTERS = re.findall(r"^\t+((?:request|resp_headers)>\S+) (\w+)(.*)$", EXAMPLE, re.MULTILINE)


def test_no_field_of_the_log_is_filtered_twice():
    # Of two filters for one field the proxy keeps the last, and says nothing.
    fields = [field for field, _, _ in FILTERS]
    assert len(fields) == len(set(fields)) >= 2


@pytest.mark.parametrize(
    ("asked", "logged"),
    [
        ("/s/a-KEY_to-a-page", "/s/-"),
        ("/s/a-KEY/more?x=1", "/s/-/more?x=1"),
        ("/session/finish?ticket=KEY&next=%2F", "/session/finish?ticket=-&next=%2F"),
        ("/session/finish?next=%2F&ticket=KEY", "/session/finish?next=%2F&ticket=-"),
        ("/session/finish?next=%2Fs%2FKEY&x=1", "/session/finish?next=%2Fs%2F-&x=1"),
        ("/session/away?next=%2fs%2fKEY%3Fx", "/session/away?next=%2fs%2f-%3Fx"),
        ("/who?programme=x", "/who?programme=x"),
        ("/services/sites?a=s", "/services/sites?a=s"),
    ],
)
def test_keys_of_shared_pages_and_tickets_are_not_logged(asked, logged):
    (arguments,) = [words for field, kind, words in FILTERS if (field, kind) == ("request>uri", "regexp")]
    pattern, instead = re.findall(r'"([^"]*)"', arguments)
    assert re.sub(pattern, instead.replace("$1", r"\1"), asked) == logged


def test_what_a_browser_says_of_where_it_is_is_replaced():
    assert "header_up X-Forwarded-For {remote_host}" in EXAMPLE
    assert "request>headers>Cookie delete" in EXAMPLE


@pytest.mark.parametrize(
    "field",
    [
        "request>headers>Cookie",
        "request>headers>Referer",
        "request>headers>Sec-Websocket-Protocol",
        "request>headers>X-Xsrftoken",
        "resp_headers>Set-Cookie",
        "resp_headers>Location",
        "resp_headers>Sec-Websocket-Protocol",
    ],
)
def test_headers_that_carry_keys_are_not_logged(field):
    # The proxy writes names of headers with a capital after each hyphen, and finds no other.
    assert (field, "delete") in [(name, kind) for name, kind, _ in FILTERS]
    assert all(part == part.capitalize() for part in field.rpartition(">")[2].split("-"))
