"""A hostile insider, and a stranger, with clients that are no browsers: every byte they are sent is looked through."""

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from core.actions.people import disable_person, give_grant, take_grant
from core.actions.sign_in import end_session
from core.domain.people import OPERATOR, Grant, Person, Role
from core.reports.activity import audit_checked
from core.reports.people import grants_of
from core.store.database import Database, open_database
from core.store.tables.versions import every_version
from pages.shell.page_list import address_of, built
from tests.browser.harness.insiders import (
    BOSS,
    HIDDEN,
    LEAD,
    NHS_ANALYST,
    NHS_BOARD,
    VIEWER,
    cookie_for,
    fill,
    leaked,
    told_to_strangers,
)
from tests.browser.harness.raw import Heard, Line, hear, line
from tests.browser.harness.server import ROOT, Service, running
from tests.canaries import COUNCIL, NHS, OTHER_PROGRAMME, POLICE, PROGRAMME, found_in
from tests.people import a_person

PAGES = [place.address for place in built()]
# What of somebody else's an address can name.
OTHERS = f"programme={OTHER_PROGRAMME}&version=1&option=out&partner={COUNCIL}&decision=1&meeting=1&opportunity=1&view=history"
OWN = f"programme={PROGRAMME}&version=1&option=out&partner={COUNCIL}&decision=1&meeting=1&offer=1"
HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service of these tests' own: two programmes, no sample and no sample people."""
    home = tmp_path_factory.mktemp("hostile")
    fill(home)
    with running(ROOT / "app.py", home) as started:
        yield started


@pytest.fixture(scope="module")
def db(service: Service) -> Iterator[Database]:
    """The store of the running service, opened beside it."""
    opened = open_database(service.home)
    yield opened
    opened.close()


def fetched(
    service: Service, path: str, cookie: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, str, dict[str, str]]:
    """Ask for an address; gives the status, the text and the headers."""
    wanted = Request(service.address + path, headers=cookie or {}, method=method)  # noqa: S310 - our own service
    try:
        with urlopen(wanted, timeout=60) as answer:  # noqa: S310
            return answer.status, answer.read().decode("latin-1"), _lower(answer.headers)
    except HTTPError as refusal:
        return refusal.code, refusal.read().decode("latin-1"), _lower(refusal.headers)


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def presses(heard: Heard) -> list[WidgetState]:
    """Press every button that a page showed."""
    return [WidgetState(id=button.id, trigger_value=True) for button in heard.elements("button")]


def file_made_on_click(talk: Line, session_id: str, file_id: str) -> str:
    """Ask for a file that is made on a click; gives its address, or nothing."""
    message = BackMsg()
    message.backend_operation_request.request_id = "1"
    message.backend_operation_request.session_id = session_id
    message.backend_operation_request.deferred_file.file_id = file_id
    answers = [answer.backend_operation_response for answer in talk.send(message, 1.5).messages]
    return next((answer.deferred_file.url for answer in answers if answer.deferred_file.url), "")


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_at_the_socket_is_shown_the_form_and_nothing_else(service: Service, page: str) -> None:
    with line(service.address) as talk:
        heard = talk.ask(page, OWN)
        again = talk.ask(page, OTHERS, widgets=presses(heard))
    assert "Sign in" in heard.text
    assert told_to_strangers(heard.text + again.text) == []


def test_a_stranger_is_told_nothing_at_any_address(service: Service) -> None:
    closed = (
        "/media/x.csv",
        "/media/",
        "/_stcore/upload_file/a/b",
        "/_stcore/metrics",
        "/_stcore/agent/interact",
        "/component/x/y",
    )
    unknown = ("/s/wrong", "/s/", "/no-such-page", "/app/static/none", "/app/static/../pages/main.py", "/session/finish?ticket=x")
    usual = ("/session/gone", "/api/ready", "/_stcore/health", "/_stcore/host-config", *(address_of(place) for place in built()))
    for path in (*closed, *unknown, *usual):
        status, text, headers = fetched(service, path)
        assert told_to_strangers(text) == [], path
        assert [name for name in HEADERS if name not in headers] == [], path
        assert (status == 403) == (path in closed), path


@pytest.mark.parametrize("person", HIDDEN, ids=lambda person: person.name)
def test_no_page_sends_anybody_what_is_not_theirs(service: Service, db: Database, person: Person) -> None:
    cookie = cookie_for(db, person)
    for page, query in itertools.chain(((page, OWN) for page in PAGES), ((page, OTHERS) for page in PAGES[:4])):
        with line(service.address, headers=cookie) as talk:
            heard = talk.ask(page, query)
            assert leaked(person, heard.text) == [], (page, query)
            assert not heard.elements("exception"), page
            for file in heard.files:
                status, text, _ = fetched(service, file, cookie)
                assert (status, leaked(person, text)) == (200, []), (page, file)


def test_a_socket_that_is_refused_carries_the_headers_too(service: Service) -> None:
    address = service.address.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus) as refused, connect(address, origin=Origin("https://evil.example")):
        pytest.fail("The socket was opened.")
    assert refused.value.response.status_code == 403
    assert [name for name in HEADERS if name not in refused.value.response.headers] == []


def test_what_is_looked_for_is_sent_to_those_it_is_meant_for(service: Service, db: Database) -> None:
    for page in ("who", "data", "sure", "deal"):
        assert found_in(hear(service.address, page, headers=cookie_for(db, LEAD)).text, COUNCIL, POLICE), page
    assert found_in(hear(service.address, "data", headers=cookie_for(db, NHS_ANALYST)).text, NHS)


@pytest.mark.parametrize("page", ["", "who", "sure", "data", "deal", "compare"])
def test_a_session_that_is_taken_over_yields_what_the_thief_may_see(service: Service, db: Database, page: str) -> None:
    for thief, cookie in ((None, {}), (NHS_BOARD, cookie_for(db, NHS_BOARD))):
        with line(service.address, headers=cookie_for(db, LEAD)) as victim:
            held = victim.ask(page)
            assert held.session_id
        for part in (*held.fragments, ""):
            with line(service.address, headers=cookie, session_id=held.session_id) as stolen:
                text = stolen.ask(page, fragment_id=part, widgets=presses(held), patience=3).text
            assert (told_to_strangers(text) if thief is None else leaked(thief, text)) == [], (page, part)


def test_what_was_under_way_when_a_session_was_taken_over_is_not_sent_to_the_thief(service: Service, db: Database) -> None:
    with line(service.address, headers=cookie_for(db, LEAD)) as victim:
        held = victim.ask("words")
        wanted = BackMsg()
        wanted.rerun_script.page_name = "sure"
        victim.connection.send(wanted.SerializeToString())
        with line(service.address, headers=cookie_for(db, NHS_BOARD), session_id=held.session_id) as stolen:
            assert leaked(NHS_BOARD, stolen.listen(3).text) == []


@pytest.mark.parametrize("change", ["signed out", "disabled", "narrowed"])
def test_an_open_socket_yields_nothing_more_after_a_change_of_access(service: Service, db: Database, change: str) -> None:
    now, person = datetime.now(UTC), a_person("analyst", PROGRAMME, name=f"Una {change} {token_hex(4)}")
    cookie = cookie_for(db, person)
    with line(service.address, headers=cookie) as talk:
        held = talk.ask("who")
        assert found_in(held.text, COUNCIL)
        if change == "signed out":
            end_session(db, cookie["Cookie"].partition("=")[2], at=now, because="signed out")
        elif change == "disabled":
            disable_person(db, person.person_id, by=OPERATOR, at=now)
        else:
            give_grant(db, person.person_id, Grant(role=Role.analyst, programme_id=PROGRAMME, partner_id=NHS), by=OPERATOR, at=now)
            take_grant(db, int(grants_of(db, OPERATOR, person.person_id).grant_id[0]), by=OPERATOR, at=now)
        for part in (*held.fragments, ""):
            assert found_in(talk.ask("who", fragment_id=part, widgets=presses(held), patience=3).text, COUNCIL, POLICE) == []
    if change != "narrowed":
        assert {fetched(service, file, cookie)[0] for file in held.files} <= {403}


def test_a_file_is_made_on_a_click_for_the_page_that_has_the_button_alone(service: Service, db: Database) -> None:
    owner_cookie, thief_cookie = cookie_for(db, LEAD), cookie_for(db, NHS_ANALYST)
    with line(service.address, headers=owner_cookie) as owner, line(service.address, headers=thief_cookie) as thief:
        page, theirs = owner.ask("data"), thief.ask("data")
        button = next(one.deferred_file_id for one in page.elements("download_button") if one.deferred_file_id)
        assert file_made_on_click(thief, theirs.session_id, button) == ""
        assert file_made_on_click(thief, page.session_id, button) == ""
        address = file_made_on_click(owner, page.session_id, button)
        assert fetched(service, address, owner_cookie)[0] == 200
        # The thief's own page has such a button too; the address is another's all the same.
        assert fetched(service, address, thief_cookie)[0] == 403
        assert fetched(service, address)[0] == 403


def test_nobody_empties_what_the_service_keeps_for_everybody(service: Service, db: Database) -> None:
    with line(service.address, headers=cookie_for(db, BOSS)) as talk:
        talk.ask("words")
        for message in (BackMsg(clear_cache=True), BackMsg(set_run_on_save=True), BackMsg(load_git_info=True)):
            assert talk.send(message, 0.5).messages == ()
        # Emptying would have emptied this page's memory too, and with it who is here.
        assert "Words we use" in talk.ask("words").text


def test_frames_that_are_no_messages_are_as_if_they_had_not_come(service: Service, db: Database) -> None:
    for frame in (b"\xff\xfe\x00garbage", b"", b"\x00" * 1000, "words"):
        with line(service.address) as talk:
            talk.connection.send(frame)
            assert talk.listen(0.5).data == b""
    assert "Summary" in hear(service.address, headers=cookie_for(db, LEAD)).text


def test_pressing_what_was_shown_to_somebody_else_changes_nothing(service: Service, db: Database) -> None:
    versions = every_version(db, PROGRAMME)
    states: list[WidgetState] = []
    with line(service.address, headers=cookie_for(db, LEAD)) as owner:
        for page in ("data", "versions", "deal", "realisation", "road"):
            heard = owner.ask(page, "view=history")
            states += presses(heard)
    for person in (VIEWER, NHS_BOARD):
        with line(service.address, headers=cookie_for(db, person)) as talk:
            for page in ("data", "versions", "deal", "realisation", "road"):
                talk.ask(page, "view=history")
                assert leaked(person, talk.ask(page, "view=history", widgets=states).text) == []
    assert every_version(db, PROGRAMME) == versions
    assert audit_checked(db).is_whole


def test_the_log_holds_no_traceback_after_all_this(service: Service) -> None:
    assert "Traceback" not in service.log.read_text(encoding="utf-8")


def test_a_damaged_store_is_told_in_a_sentence_and_nothing_of_the_program_is(tmp_path: Path) -> None:
    fill(tmp_path)
    db = open_database(tmp_path)
    cookie = cookie_for(db, LEAD)
    db.close()
    for file in (tmp_path / "evidence").rglob("*.parquet"):
        file.write_bytes(b"PAR1 no longer what it was")
    with running(ROOT / "app.py", tmp_path) as damaged:
        for page in PAGES:
            heard = hear(damaged.address, page, OWN, headers=cookie)
            shown = "\n".join(str(element) for element in heard.elements("markdown") + heard.elements("alert"))
            assert not heard.elements("exception"), page
            assert not re.search(r"Traceback|site-packages|\.py\b|\.parquet.*Error", shown), page
        alerts = [alert.body for alert in hear(damaged.address, "", OWN, headers=cookie).elements("alert")]
        assert alerts, "The summary says nothing of the damage."
        assert "Traceback" not in damaged.log.read_text(encoding="utf-8")
