"""Signing in, as the pages see it: nothing before it, one way through it, and nothing after it has ended."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.actions.people import add_person, disable_person
from core.actions.sample_people import add_sample_people
from core.actions.sign_in import NOT_SIGNED_IN, end_session, swap_ticket, use_reset_code
from core.domain.people import OPERATOR, Grant, Person, Role
from core.reports.people import who_is
from core.store import people
from core.store.database import all_or_nothing, open_database
from core.web.session import AWAY_ADDRESS
from pages.sections.menu import menu
from pages.sections.sign_in import other_ways
from pages.shell import identity
from pages.shell.page_list import built
from tests.pages.conftest import Opener, seen, texts
from tests.people import ANALYST, BOARD, NOBODY, VIEWER
from tests.signed_in import session_in

LONG = "correct donkey lamp 9 ☂ " * 2
TITLE = "Thinking skills on probation"


@pytest.fixture
def sent_to(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the pages send the browser."""
    addresses: list[str] = []

    def go_to(address: str) -> None:
        addresses.append(address)
        st.stop()

    monkeypatch.setattr(other_ways, "go_to", go_to)
    monkeypatch.setattr(menu, "go_to", go_to)
    return addresses


def add_ann(home: Path) -> str:
    """Add Ann; gives her one-time code."""
    db = open_database(home)
    now = datetime.now(UTC)
    added = add_person(db, "ann@example.org", "Ann Example", None, by=OPERATOR, at=now, grants=[Grant(role=Role.viewer)])
    db.close()
    assert added.reset_code is not None
    return added.reset_code


@pytest.fixture
def ann(home: Path, app: Opener) -> str:
    """Ann, who has chosen a password; gives her sign-in name."""
    app("sample", person=None)
    code = add_ann(home)
    db = open_database(home)
    use_reset_code(db, "ann@example.org", code, LONG, address="here", at=datetime.now(UTC))
    db.close()
    return "ann@example.org"


def press(page: AppTest, label: str) -> AppTest:
    return seen(next(button for button in page.button if button.label == label).click().run())


def sign_in_as(page: AppTest, name: str, password: str) -> AppTest:
    fields = {field.label: field for field in page.text_input}
    fields["Sign-in name"].input(name)
    fields["Password"].input(password)
    return press(page, "Sign in")


def person_behind(home: Path, address: str) -> str:
    """Swap the ticket in an address for a session; gives the name of whose it is."""
    db = open_database(home)
    now = datetime.now(UTC)
    token = swap_ticket(db, parse_qs(urlsplit(address).query)["ticket"][0], at=now)
    person = who_is(db, token, now)
    db.close()
    assert person is not None
    return person.name


@pytest.mark.parametrize("page", [place.file for place in built()])
def test_without_a_session_every_page_shows_the_sign_in_and_nothing_else(look: Opener, page: str) -> None:
    shown = look("two", page, person=None, programme="cbt_probation")
    assert [title.value for title in shown.title] == ["Scale Case"]
    assert TITLE not in str(shown) and "Integrated case" not in str(shown) and "cbt_probation" not in str(shown.main)
    assert not shown.metric and not shown.table and not shown.selectbox


@pytest.mark.parametrize("token", ["", "x", "'; drop table sessions", "\ud800", "a" * 5000])
def test_a_cookie_that_is_made_up_opens_nothing(app: Opener, monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    app("sample", person=None)
    monkeypatch.setattr(identity, "_cookie", lambda: token)
    page = AppTest.from_file(str(built()[0].path.parent / "main.py"), default_timeout=180).run()
    assert seen(page).title[0].value == "Scale Case"
    assert TITLE not in str(page)


def test_the_right_password_leads_to_the_page_that_was_asked_for(app: Opener, home: Path, ann: str, sent_to: list[str]) -> None:
    sign_in_as(app(None, "options.py", person=None, programme="cbt_probation", option="a&b"), "ANN@example.org ", LONG)
    address = urlsplit(sent_to[0])
    assert address.path == "/session/finish"
    assert parse_qs(address.query)["next"] == ["/compare?programme=cbt_probation&option=a%26b"]
    assert person_behind(home, sent_to[0]) == "Ann Example"


def test_unknown_name_wrong_password_and_disabled_are_refused_in_the_same_words(
    app: Opener, home: Path, ann: str, sent_to: list[str]
) -> None:
    page = app(None, person=None)
    for name, password in (("nobody", LONG), (ann, "something else entirely"), (ann, LONG[:-1]), ("", "")):
        assert [error.value.replace("\\", "") for error in sign_in_as(page, name, password).error] == [NOT_SIGNED_IN]
    db = open_database(home)
    add_person(db, "bob", "Bob", LONG, by=OPERATOR, at=datetime.now(UTC))
    stored = people.by_sign_in_name(db, ann)
    assert stored is not None
    disable_person(db, stored.person_id, by=OPERATOR, at=datetime.now(UTC))
    db.close()
    assert [error.value.replace("\\", "") for error in sign_in_as(page, ann, LONG).error] == [NOT_SIGNED_IN]
    assert not sent_to


def test_too_many_guesses_wait_even_with_the_right_password(app: Opener, ann: str, sent_to: list[str]) -> None:
    page = app(None, person=None)
    for _ in range(10):
        sign_in_as(page, ann, "something else entirely")
    assert "Too many guesses were made" in texts(sign_in_as(page, ann, LONG))
    assert not sent_to


def test_a_one_time_code_lets_a_person_choose_a_password(app: Opener, home: Path, sent_to: list[str]) -> None:
    app("sample", person=None)
    code = add_ann(home)
    page = press(app(None, person=None), "I have a one-time code")

    def send(new: str, again: str) -> AppTest:
        for key, value in (("name", "ann@example.org"), ("code", code.lower()), ("new", new), ("again", again)):
            page.text_input(key=f"code-{key}").input(value)
        return press(page, "Choose this password and sign in")

    assert "are not the same" in texts(send(LONG, LONG + "x"))
    assert "use 12 or more" in texts(send("short", "short"))
    assert page.text_input(key="code-name").value == "ann@example.org"
    send(LONG, LONG)
    assert person_behind(home, sent_to[0]) == "Ann Example"


def test_the_sample_people_can_be_entered_on_this_machine_only(
    app: Opener, home: Path, sent_to: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app("sample", person=None)
    db = open_database(home)
    add_sample_people(db, at=datetime.now(UTC))
    db.close()
    assert not app(None, person=None).radio
    monkeypatch.setattr(identity, "is_local", lambda: True)
    page = app(None, person=None)
    assert page.radio[0].options[0] == "Amina Clarke \\(sample\\)\\: administrator"
    press(page, "Look round as this sample person")
    assert person_behind(home, sent_to[0]) == "Amina Clarke"
    page = app(None, person=None)
    monkeypatch.setattr(identity, "is_local", lambda: False)
    press_again = next(button for button in page.button if button.label == "Look round as this sample person").click().run()
    assert not seen(press_again).radio
    assert len(sent_to) == 1


@pytest.mark.parametrize(
    "vouched",
    [
        ({"is_logged_in": True, "email": "Ann@Example.org"}, "Ann Example"),
        ({"is_logged_in": True, "email": "ann@example.org", "email_verified": False}, None),
        ({"is_logged_in": True, "email": "eve@example.org"}, None),
        ({"is_logged_in": True}, None),
    ],
)
def test_an_identity_provider_lets_in_whom_it_vouches_for(
    app: Opener, home: Path, ann: str, sent_to: list[str], vouched: tuple[dict[str, object], str | None]
) -> None:
    user, name = vouched
    page = app(None, person=None)
    assert "Sign in with your organisation" not in [header.value for header in page.header]
    page.user = user | {"iat": int(datetime.now(UTC).timestamp())}
    page = seen(page.run())
    seen(next(button for button in page.button if button.label.startswith("Go on as")).click().run())
    assert [person_behind(home, address) for address in sent_to] == ([] if name is None else [name])
    assert bool(page.error) == (name is None)


@pytest.mark.parametrize(
    "iat",
    [None, 0, "x", "1e400", datetime.now(UTC).timestamp() - 3600],
    ids=["never", "in 1970", "x", "1e400", "an hour ago"],  # the same in every process that runs tests
)
def test_what_an_identity_provider_said_long_ago_lets_nobody_in(app: Opener, ann: str, iat: object) -> None:
    page = app(None, person=None)
    page.user = {"is_logged_in": True, "email": "ann@example.org", "iat": iat}
    labels = [button.label for button in seen(page.run()).button]
    assert "Go to your organisation's sign-in" in labels
    assert not [label for label in labels if label.startswith("Go on as")]


def test_the_way_to_an_organisation_lets_the_browser_keep_what_was_asked_for(
    app: Opener, sent_to: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_ways, "validate_auth_credentials", lambda _provider: None)
    monkeypatch.setattr(other_ways, "generate_login_redirect_url", lambda _provider: "/auth/login?provider=x.y")
    page = app("sample", "options.py", person=None, option="a")
    page.user = {"is_logged_in": False}
    press(seen(page.run()), "Go to your organisation's sign-in")
    address = urlsplit(sent_to[0])
    assert address.path == AWAY_ADDRESS
    assert parse_qs(address.query) == {"to": ["/auth/login?provider=x.y"], "next": ["/compare?option=a"]}


def test_signing_out_ends_the_session_and_sends_the_browser_to_drop_its_cookie(app: Opener, home: Path, sent_to: list[str]) -> None:
    page = app("sample")
    press(page, "Sign out")
    assert sent_to == ["/session/gone"]
    assert seen(page.run()).title[0].value == "Scale Case"
    assert TITLE not in str(page)


def test_an_open_page_of_a_session_that_ended_elsewhere_shows_nothing_at_its_next_click(app: Opener, home: Path) -> None:
    page = app("sample", "options.py")
    token = identity.token()
    assert token is not None
    db = open_database(home)
    end_session(db, token, at=datetime.now(UTC), because="signed out")
    db.close()
    page = seen(page.run())
    assert page.title[0].value == "Scale Case"
    assert TITLE not in str(page) and not page.table


def test_what_the_page_remembers_of_one_person_is_not_there_for_the_next(
    app: Opener, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = app("sample")
    page.session_state["half an upload"] = "canary"
    page = seen(page.run())
    assert page.session_state["half an upload"] == "canary"
    other = session_in(home, BOARD)
    monkeypatch.setattr(identity, "_cookie", lambda: other)
    assert "half an upload" not in seen(page.run()).session_state
    assert "Signed in as Bea Board" in texts(page)


def test_a_person_without_access_is_told_whom_to_ask(app: Opener) -> None:
    page = app("sample", person=NOBODY)
    assert "Ask an administrator of your partnership" in texts(page)
    assert TITLE not in str(page)
    assert "Words we use" in [title.value for title in app(None, "terms.py", person=NOBODY).title]


@pytest.mark.parametrize(
    ("person", "page", "is_shown"),
    [
        (VIEWER, "data.py", False),
        (BOARD, "data.py", True),
        (ANALYST, "data.py", True),
        (VIEWER, "people.py", False),
        (ANALYST, "people.py", False),
        (VIEWER, "account.py", True),
        (VIEWER, "summary.py", True),
    ],
)
def test_a_page_opens_to_whom_it_is_for(look: Opener, person: Person, page: str, is_shown: bool) -> None:
    shown = look("sample", page, person=person)
    assert ("does not let you" in texts(shown)) != is_shown


def test_access_that_is_taken_away_is_gone_at_the_next_click(app: Opener, home: Path) -> None:
    page = app("sample", "data.py", person=BOARD)
    db = open_database(home)
    with all_or_nothing(db) as connection:
        for grant in people.stored_grants(connection, BOARD.person_id):
            people.remove_grant(connection, grant.grant_id)
    db.close()
    page = seen(page.run())
    assert "Ask an administrator of your partnership" in texts(page)
    assert TITLE not in str(page)
