"""Signing in through an organisation's own directory, from the first page asked for to signing out, with the real service."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from core.actions.people import add_person, disable_person
from core.domain.people import OPERATOR, Grant, Role
from core.store.database import open_database
from pages.shell.identity import COOKIE
from tests.browser.harness.organisation import Organisation, an_organisation
from tests.browser.harness.raw import Heard, Line, line
from tests.browser.harness.server import ROOT, Service, free_port, running

KNOWN, GONE, UNKNOWN = "ann@example.org", "bo@example.org", "eve@example.org"
GO, GO_ON = "Go to your organisation's sign-in", "Go on as"
WANTED = ("compare", "option=x")


@pytest.fixture(scope="module")
def organisation() -> Iterator[Organisation]:
    with an_organisation() as started:
        yield started


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, organisation: Organisation) -> Iterator[Service]:
    """A service whose secrets name the organisation, and which knows two of its people."""
    home = tmp_path_factory.mktemp("organisation")
    _keep_people(home)
    secrets, port = home / "secrets.toml", free_port()
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{"0" * 32}"
client_id = "scale-case"
client_secret = "a secret of this test"
server_metadata_url = "{organisation.address}/.well-known/openid-configuration"
"""
    )
    with running(ROOT / "app.py", home, options=("--secrets.files", str(secrets)), port=port) as started:
        yield started


def _keep_people(home: Path) -> None:
    db, now = open_database(home), datetime.now(UTC)
    add_person(db, KNOWN, "Ann", None, by=OPERATOR, at=now, grants=[Grant(role=Role.viewer)])
    gone = add_person(db, GONE, "Bo", None, by=OPERATOR, at=now, grants=[Grant(role=Role.viewer)])
    disable_person(db, gone.person.person_id, by=OPERATOR, at=now)
    db.close()


@contextmanager
def opened(service: Service, browser: httpx.Client) -> Iterator[Line]:
    """The socket of a page in a browser with these cookies, as the page's own script opens it."""
    browser.get("/_stcore/health")
    cookies = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)}
    with line(service.address, headers=cookies, proof=browser.cookies["_streamlit_xsrf"]) as talk:
        yield talk


def press(service: Service, browser: httpx.Client, label: str, page: str = "", query: str = "") -> Heard:
    """Open a page, press the button whose label begins so, and listen."""
    with opened(service, browser) as talk:
        wanted = next(button.id for button in talk.ask(page, query).elements("button") if button.label.startswith(label))
        return talk.ask(page, query, widgets=[WidgetState(id=wanted, trigger_value=True)])


def buttons(service: Service, browser: httpx.Client) -> list[str]:
    """The labels of the buttons on the first page."""
    with opened(service, browser) as talk:
        return [button.label for button in talk.ask().elements("button")]


def sent_to(heard: Heard) -> str:
    """Where a page sends the browser."""
    return next(message.auth_redirect.url for message in heard.messages if message.HasField("auth_redirect"))


def vouched_for(service: Service, organisation: Organisation, browser: httpx.Client, **says: object) -> None:
    """Go to the organisation's sign-in from a page, and come back as the person it vouches for."""
    organisation.says = says
    answer = browser.get(sent_to(press(service, browser, GO, *WANTED)), follow_redirects=True)
    assert (answer.status_code, answer.url.path) == (200, "/")
    assert organisation.address in {f"http://{earlier.url.netloc.decode()}" for earlier in answer.history}


def test_who_is_known_comes_in_where_they_wanted_to_be_and_leaves_for_good(service: Service, organisation: Organisation) -> None:
    with httpx.Client(base_url=service.address) as browser:
        vouched_for(service, organisation, browser, email=KNOWN.title(), email_verified=True)
        entered = browser.get(sent_to(press(service, browser, GO_ON)))
        assert entered.headers["location"] == "/compare?option=x"
        assert [one.name for one in browser.cookies.jar if one.name.startswith("_streamlit_user")] == []
        assert COOKIE in browser.cookies
        browser.get(sent_to(press(service, browser, "Sign out")))
        assert COOKIE not in browser.cookies
        assert GO in buttons(service, browser)


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ({"email": UNKNOWN, "email_verified": True}, "not one of this service"),
        ({"email": GONE, "email_verified": True}, "not one of this service"),
        ({"email": KNOWN, "email_verified": False}, "does not vouch"),
        ({"email": KNOWN, "email_verified": "false"}, "does not vouch"),
        ({}, "does not vouch"),
    ],
    ids=["unknown", "disabled", "unverified", "unverified in words", "nobody"],
)
def test_nobody_else_comes_in(service: Service, organisation: Organisation, says: dict[str, object], told: str) -> None:
    with httpx.Client(base_url=service.address) as browser:
        vouched_for(service, organisation, browser, **says)
        heard = press(service, browser, GO_ON)
        assert told in heard.text
        assert not [message for message in heard.messages if message.HasField("auth_redirect")]
        assert COOKIE not in browser.cookies
