"""A look round that would find nothing is not run; whatever there is to find, is found by the next one."""

from datetime import UTC, datetime
from secrets import token_hex

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from core.actions.comments import begin_thread
from core.actions.people import disable_person, give_grant
from core.actions.sign_in import end_session
from core.domain.comments import Anchor, On
from core.domain.people import OPERATOR, Grant, Person, Role
from core.store.database import Database
from pages.shell.identity import COOKIE
from tests.browser.harness.raw import Heard, Line, line
from tests.browser.harness.server import Service
from tests.people import LEAD_ANALYST, a_person
from tests.signed_in import session_for

PROGRAMME, TITLE = "cbt_probation", "Thinking skills on probation"
A_WHILE = 1.5
ABOUT_A_PROGRAMME, ABOUT_NONE = "who", "account"


@pytest.fixture
def person() -> Person:
    """A person of this test's own, who is told of no one else."""
    return a_person("viewer", PROGRAMME, name=f"Vera {token_hex(4)}")


def as_cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={token}"}


def looks(page: Heard) -> list[str]:
    """The parts of a page that look round."""
    return [message.auto_rerun.fragment_id for message in page.messages if message.HasField("auto_rerun")]


def said_by_the_clock(part: str, page: str) -> BackMsg:
    """What a browser says when it is time to look round again."""
    message = BackMsg()
    message.rerun_script.fragment_id, message.rerun_script.page_name = part, page
    message.rerun_script.is_auto_rerun = True
    return message


def is_run(talk: Line, part: str, page: str = ABOUT_A_PROGRAMME) -> bool:
    """Let the time come, and tell whether anything is run for it."""
    talk.connection.send(said_by_the_clock(part, page).SerializeToString())
    answered = talk.send(BackMsg(app_heartbeat=True), A_WHILE)
    assert answered.messages, "the service said nothing at all"
    return any(not message.HasField("heartbeat_ack") for message in (*answered.messages, *talk.listen(A_WHILE).messages))


def looked(talk: Line, part: str, page: str = ABOUT_A_PROGRAMME) -> Heard:
    """Let the time come, and hear what is drawn for it."""
    return talk.send(said_by_the_clock(part, page))


@pytest.mark.parametrize("page", [ABOUT_A_PROGRAMME, ABOUT_NONE])
def test_a_look_that_would_find_nothing_is_not_run(service: Service, db: Database, person: Person, page: str) -> None:
    with line(service.address, headers=as_cookie(session_for(db, person))) as talk:
        parts = looks(talk.ask(page))
        assert len(parts) == 1
        assert not is_run(talk, parts[0], page)
        assert not is_run(talk, parts[0], page)


def test_what_a_person_does_is_run_whether_or_not_there_is_news(service: Service, db: Database, person: Person) -> None:
    with line(service.address, headers=as_cookie(session_for(db, person))) as talk:
        parts = looks(talk.ask(ABOUT_A_PROGRAMME))
        assert any(message.HasField("script_finished") for message in talk.ask("who", fragment_id=parts[0]).messages)
        assert TITLE in talk.ask(ABOUT_A_PROGRAMME).text


def test_what_others_do_is_shown_by_the_next_look(service: Service, db: Database, person: Person) -> None:
    with line(service.address, headers=as_cookie(session_for(db, person))) as talk:
        parts = looks(talk.ask(ABOUT_A_PROGRAMME))
        session_for(db, LEAD_ANALYST)
        anchor = Anchor(programme_id=PROGRAMME, kind=On.figure, id="elsewhere")
        begin_thread(db, anchor, "Elsewhere", "Is it so?", by=LEAD_ANALYST, at=datetime.now(UTC))
        assert TITLE in looked(talk, parts[0]).text  # the page itself is drawn anew
        assert not is_run(talk, parts[0])


@pytest.mark.parametrize("page", [ABOUT_A_PROGRAMME, ABOUT_NONE])
@pytest.mark.parametrize("how", ["signed out", "disabled"])
def test_who_is_let_in_no_more_is_shown_the_sign_in_by_the_next_look(
    service: Service, db: Database, person: Person, page: str, how: str
) -> None:
    token = session_for(db, person)
    with line(service.address, headers=as_cookie(token)) as talk:
        parts = looks(talk.ask(page))
        if how == "signed out":
            end_session(db, token, at=datetime.now(UTC), because=how)
        else:
            disable_person(db, person.person_id, by=OPERATOR, at=datetime.now(UTC))
        after = looked(talk, parts[0], page)
        assert "Sign in" in after.text and TITLE not in after.text


def test_other_access_is_shown_by_the_next_look(service: Service, db: Database, person: Person) -> None:
    with line(service.address, headers=as_cookie(session_for(db, person))) as talk:
        before = talk.ask(ABOUT_A_PROGRAMME)
        give_grant(db, person.person_id, Grant(role=Role.analyst, programme_id=PROGRAMME), by=OPERATOR, at=datetime.now(UTC))
        after = looked(talk, looks(before)[0])
        assert "Where these figures come from" in after.text and "Where these figures come from" not in before.text


def test_who_takes_a_page_over_is_never_left_with_what_is_on_it(service: Service, db: Database, person: Person) -> None:
    with line(service.address, headers=as_cookie(session_for(db, LEAD_ANALYST))) as talk:
        held = talk.ask(ABOUT_A_PROGRAMME)
    with line(service.address, headers=as_cookie(session_for(db, person)), session_id=held.session_id) as stolen:
        after = looked(stolen, looks(held)[0])
        assert LEAD_ANALYST.name not in after.text and "Where these figures come from" not in after.text


def test_a_page_that_is_opened_again_is_looked_after_as_before(service: Service, db: Database, person: Person) -> None:
    cookie = as_cookie(session_for(db, person))
    with line(service.address, headers=cookie) as talk:
        held = talk.ask(ABOUT_A_PROGRAMME)
    with line(service.address, headers=cookie, session_id=held.session_id) as again:
        parts = looks(again.ask(ABOUT_A_PROGRAMME))
        assert not is_run(again, parts[0])
