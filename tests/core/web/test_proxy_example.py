"""The example of a proxy: what it keeps out of its log, and what it tells the service of who asks."""

import re

import pytest

from core.store.database import PROJECT

EXAMPLE = (PROJECT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
FILTERS = re.findall(r"^\t+(request>\S+) (\w+)(.*)$", EXAMPLE, re.MULTILINE)


def test_no_field_of_the_log_is_filtered_twice():
    # Of two filters for one field the proxy keeps the last, and says nothing.
    fields = [field for field, _, _ in FILTERS]
    assert len(fields) == len(set(fields)) == 2


@pytest.mark.parametrize(
    ("asked", "logged"),
    [
        ("/s/a-KEY_to-a-page", "/s/-"),
        ("/s/a-KEY/more?x=1", "/s/-/more?x=1"),
        ("/session/finish?ticket=KEY&next=%2F", "/session/finish?ticket=-&next=%2F"),
        ("/session/finish?next=%2F&ticket=KEY", "/session/finish?next=%2F&ticket=-"),
        ("/who?programme=x", "/who?programme=x"),
    ],
)
def test_keys_of_shared_pages_and_tickets_are_not_logged(asked, logged):
    (arguments,) = [words for field, kind, words in FILTERS if (field, kind) == ("request>uri", "regexp")]
    pattern, instead = re.findall(r'"([^"]*)"', arguments)
    assert re.sub(pattern, instead.replace("$1", r"\1"), asked) == logged


def test_what_a_browser_says_of_where_it_is_is_replaced():
    assert "header_up X-Forwarded-For {remote_host}" in EXAMPLE
    assert "request>headers>Cookie delete" in EXAMPLE
