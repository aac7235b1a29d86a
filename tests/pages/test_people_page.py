"""People and access, Your account, and Accessibility."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.people import add_person
from core.actions.sign_in import sign_in
from core.domain.people import OPERATOR, Grant, Person, Role
from core.reports.people import who_is
from core.store import people
from core.store.database import open_database
from tests.pages.conftest import Opener, seen, texts
from tests.people import ADMIN, ANALYST, BOARD, VIEWER, a_person
from tests.signed_in import session_in

LOCAL_ADMIN = a_person("admin", "cbt_probation", name="Lou Local")
LONG = "correct donkey lamp 9 ☂"


def press(page: AppTest, label: str) -> AppTest:
    """Press the button of this label."""
    return seen(next(button for button in page.button if button.label == label).click().run())


def fill_in(page: AppTest, sign_in_name: str, name: str) -> AppTest:
    page.text_input(key="new-sign-in").input(sign_in_name)
    page.text_input(key="new-name").input(name)
    return press(page, "Add this person")


def person_called(home: Path, sign_in_name: str) -> Person | None:
    db = open_database(home)
    found = people.by_sign_in_name(db, sign_in_name)
    person = None if found is None else people.as_person(db, found)
    db.close()
    return person


def choose(page: AppTest, person: Person) -> AppTest:
    return seen(page.selectbox(key="people-picked").select(person.person_id).run())


def test_a_person_who_is_added_is_listed_and_their_code_shown_until_it_is_passed_on(app: Opener, home: Path) -> None:
    page = fill_in(app("sample", "people.py"), "New.Person@example.org", "Nora New")
    assert "Added Nora New" in texts(page)
    code = page.code[0].value
    added = person_called(home, "new.person@example.org")
    assert added is not None and added.grants == (Grant(role=Role.viewer, programme_id="cbt_probation"),)
    assert page.selectbox(key="people-picked").value == added.person_id
    assert page.text_input(key="new-name").value == ""
    assert not press(page, "I have passed it on").code
    assert code not in texts(page)


@pytest.mark.parametrize(
    ("sign_in_name", "name", "why"),
    [
        ("", "Nora", "A sign-in name has 2 to 254 characters"),
        ("nora@example.org", " ", "A name has 1 to 120 characters"),
        ("lead.analyst", "Lena Again", "Somebody signs in as"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_stays_typed(
    app: Opener, home: Path, sign_in_name: str, name: str, why: str
) -> None:
    page = fill_in(app("sample", "people.py"), sign_in_name, name)
    assert why in texts(page)
    assert page.text_input(key="new-sign-in").value == sign_in_name
    assert not page.code


def test_a_role_is_given_for_one_partner_and_taken_away(app: Opener, home: Path) -> None:
    app("sample", "people.py", person=VIEWER)
    page = choose(app(None, "people.py"), VIEWER)
    key = f"give-{VIEWER.person_id}"
    seen(page.selectbox(key=f"{key}-role").select(Role.analyst).run())
    seen(page.selectbox(key=f"{key}-in").select("cbt_probation").run())
    seen(page.selectbox(key=f"{key}-for").select("gmp").run())
    seen(page.button(key=key).click().run())
    assert "Given to Vic Viewer: Analyst in Thinking skills on probation, for Greater Manchester Police." in texts(page)
    given = Grant(role=Role.analyst, programme_id="cbt_probation", partner_id="gmp")
    held = person_called(home, VIEWER.sign_in_name)
    assert held is not None and given in held.grants
    seen([button for button in page.button if button.label.startswith("Take away")][-1].click().run())
    held = person_called(home, VIEWER.sign_in_name)
    assert held is not None and given not in held.grants


def test_a_person_is_disabled_and_enabled(app: Opener, home: Path) -> None:
    app("sample", person=VIEWER)
    token = session_in(home, VIEWER)
    page = choose(app(None, "people.py"), VIEWER)
    press(page, "Disable")
    db = open_database(home)
    assert who_is(db, token, datetime.now(UTC)) is None
    db.close()
    assert "signed out and kept out" in texts(page)
    assert "may sign in again" in texts(press(page, "Enable"))


def test_a_reset_gives_a_code(app: Opener) -> None:
    app("sample", person=VIEWER)
    page = press(choose(app(None, "people.py"), VIEWER), "Reset password")
    assert len(page.code) == 1


def test_the_last_administrator_cannot_be_disabled(app: Opener, home: Path) -> None:
    app("sample", person=VIEWER)
    page = press(choose(app(None, "people.py", person=ADMIN), ADMIN), "Disable")
    assert "is the last administrator of every programme: nothing was changed" in texts(page)


def test_an_administrator_of_one_programme_gives_access_there_alone(app: Opener, home: Path) -> None:
    app("two", person=ADMIN)
    page = app(None, "people.py", person=LOCAL_ADMIN)
    assert page.selectbox(key="new-where").options == ["Thinking skills on probation"]
    assert "Ann Admin" not in str(page.table[0].value.values)
    assert page.selectbox(key="people-picked").options == ["Lou Local (lou local)"]


@pytest.mark.parametrize("person", [ANALYST, BOARD, VIEWER])
def test_nobody_else_sees_who_there_is(app: Opener, person: Person) -> None:
    page = app("sample", "people.py", person=person)
    assert "does not let you manage people and their access" in texts(page)
    assert not page.table


def test_the_account_says_who_one_is_and_where_one_is_signed_in(app: Opener) -> None:
    page = app("sample", "account.py", person=BOARD)
    assert "You are **Bea Board**" in texts(page)
    assert page.table[0].value.iloc[0].tolist()[:3] == ["Board member", "every programme", "the whole partnership"]
    assert page.table[2].value["Now"].tolist() == ["signed in"]


def test_signing_out_everywhere_else_leaves_this_browser(app: Opener, home: Path) -> None:
    page = app("sample", "account.py", person=BOARD)
    other = session_in(home, BOARD)
    assert "Signed out of 1 other browser." in texts(press(page, "Sign out everywhere else"))
    db = open_database(home)
    assert who_is(db, other, datetime.now(UTC)) is None
    db.close()


def with_a_password(home: Path) -> Person:
    db = open_database(home)
    added = add_person(db, "pat", "Pat", "first donkey lamp 7", by=OPERATOR, at=datetime.now(UTC), grants=[Grant(role=Role.viewer)])
    db.close()
    return added.person


def change(page: AppTest, old: str, new: str, again: str) -> AppTest:
    for key, value in (("old", old), ("new", new), ("again", again)):
        page.text_input(key=f"account-{key}").input(value)
    return press(page, "Change password")


def test_a_first_password_is_replaced_before_anything_is_shown(app: Opener, home: Path) -> None:
    app("sample")
    page = app(None, person=with_a_password(home))
    assert page.title[0].value == "Choose a password"
    assert not page.metric and "Thinking skills" not in texts(page)
    assert "are not the same" in texts(change(page, "first donkey lamp 7", LONG, "something else entirely"))
    assert "present password is not right" in texts(change(page, "wrong donkey lamp 7", LONG, LONG))
    assert "use 12 or more" in texts(change(page, "first donkey lamp 7", "short", "short"))
    assert change(page, "first donkey lamp 7", LONG, LONG).title[0].value != "Choose a password"
    db = open_database(home)
    assert sign_in(db, "PAT", LONG, address="here", at=datetime.now(UTC)).must_change is False
    db.close()


def test_the_accessibility_page_names_whom_to_tell(app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "with the setting SCALECASE_CONTACT" in texts(app("sample", "accessibility.py"))
    monkeypatch.setenv("SCALECASE_CONTACT", "access@council.example")
    assert "Tell access" in texts(app(None, "accessibility.py"))
