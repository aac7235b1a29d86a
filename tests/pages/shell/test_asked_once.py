"""Who is asking is worked out once in a run, and never carried into the next, to another token or past a write."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.people import disable_person, give_grant
from core.domain.people import OPERATOR, Grant, Role
from core.store.database import all_or_nothing, open_database
from pages.shell import identity
from tests.pages.conftest import Opener, seen, texts
from tests.people import ANALYST, BOARD, LEAD_ANALYST, NOBODY, VIEWER
from tests.signed_in import session_in

TITLE = "Thinking skills on probation"


def shown(page: AppTest) -> list[str]:
    return [str(element.value) for element in page.markdown]


@pytest.fixture
def reads_of_the_cookie(app: Opener, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Two tokens of the store, an analyst's and a viewer's; the page is sent the first of what is left of the list."""
    app()
    tokens = [session_in(home, ANALYST), session_in(home, VIEWER)]
    monkeypatch.setattr(identity, "_cookie", lambda: tokens[0])
    yield tokens


def test_it_is_worked_out_once_in_a_run_and_anew_in_the_next(app: Opener) -> None:
    def script() -> None:
        import streamlit as st

        from pages.shell import identity

        def work() -> int:
            st.session_state["worked"] = st.session_state.get("worked", 0) + 1
            return int(st.session_state["worked"])

        for _ in range(3):
            st.write(str(identity.once("a thing", work)))

    app()
    page = AppTest.from_function(script)
    assert [shown(page.run()) for _ in range(3)] == [["1"] * 3, ["2"] * 3, ["3"] * 3]


def test_outside_a_run_nothing_is_kept() -> None:
    found = [identity.once("a thing", object) for _ in range(2)]
    assert found[0] is not found[1]


def test_another_token_in_the_same_run_is_another_person(reads_of_the_cookie: list[str]) -> None:
    def script(tokens: list[str]) -> None:
        import streamlit as st

        from pages.shell import identity

        st.write(identity.person().name)
        tokens.reverse()  # as when somebody takes over the session half-way
        st.write(identity.person().name)
        tokens.reverse()
        st.write(identity.person().name)

    page = seen(AppTest.from_function(script, args=(reads_of_the_cookie,)).run())
    assert shown(page) == [ANALYST.name, VIEWER.name, ANALYST.name]


def test_what_a_run_writes_is_known_to_the_rest_of_it(reads_of_the_cookie: list[str], home: Path) -> None:
    def script(person_id: str) -> None:
        from datetime import UTC, datetime

        import streamlit as st

        from core.actions.people import give_grant
        from core.domain.people import OPERATOR, Grant, Role
        from pages.shell import identity, store

        st.write(str(len(identity.person().grants)))
        give_grant(store.database(), person_id, Grant(role=Role.viewer), by=OPERATOR, at=datetime.now(UTC))
        st.write(str(len(identity.person().grants)))

    page = seen(AppTest.from_function(script, args=(ANALYST.person_id,)).run())
    assert shown(page) == ["1", "2"]


def test_a_write_that_was_refused_counts_as_one_too(home: Path) -> None:
    db = open_database(home)
    before = db.written.times
    with pytest.raises(ZeroDivisionError), all_or_nothing(db):
        raise ZeroDivisionError
    assert db.written.times > before
    db.close()


def test_somebody_who_is_disabled_gets_nothing_on_the_next_run(app: Opener, home: Path) -> None:
    page = app(person=BOARD)
    assert TITLE in str(page.main)
    db = open_database(home)
    disable_person(db, BOARD.person_id, by=OPERATOR, at=datetime.now(UTC))
    db.close()
    after = seen(page.run())
    assert [title.value for title in after.title] == ["Scale Case"] and TITLE not in str(after.main)


def test_access_that_is_given_meanwhile_counts_on_the_next_run(app: Opener, home: Path) -> None:
    page = app(person=NOBODY)
    assert TITLE not in str(page.main)
    db = open_database(home)
    give_grant(db, NOBODY.person_id, Grant(role=Role.viewer), by=OPERATOR, at=datetime.now(UTC))
    db.close()
    assert TITLE in str(seen(page.run()).main)


def test_two_people_one_after_the_other_see_each_their_own(app: Opener, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = app(person=LEAD_ANALYST)
    assert "Signed in as Lena Lead" in texts(page)
    viewers = session_in(home, VIEWER)
    monkeypatch.setattr(identity, "_cookie", lambda: viewers)
    after = texts(seen(page.run()))
    assert "Signed in as Vic Viewer" in after and "Lena Lead" not in after
