"""Signing in with a real browser and with a client that is none: what is sent before it, through it and after it."""

from datetime import UTC, datetime
from secrets import token_hex
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, WebSocket, expect

from core.actions.people import add_person, disable_person, take_grant
from core.actions.sign_in import end_session, use_reset_code
from core.domain.people import OPERATOR, Grant, Person, Role
from core.reports.people import grants_of
from core.store.database import Database
from pages.shell.identity import COOKIE
from pages.shell.page_list import Place, address_of, built
from tests.browser.conftest import HEIGHT_OF, WIDTHS, PageMaker, cookie_of
from tests.browser.harness.look import axe_violations, errors_shown, open_page, save_picture, sideways_scroll, wait_until_settled
from tests.browser.harness.raw import Heard, hear
from tests.browser.harness.server import Service
from tests.people import LEAD_ANALYST, a_person
from tests.signed_in import session_for

TITLE, PARTNER, PROGRAMME_ID = "Thinking skills on probation", "Greater Manchester Police", "cbt_probation"
OF_THE_SAMPLE = (TITLE, PARTNER, PROGRAMME_ID, "Whalley Range")
LONG = "correct donkey lamp 9 ☂ " * 2
every_page = pytest.mark.parametrize("place", built(), ids=lambda place: place.title)


@pytest.fixture
def ann(db: Database) -> Person:
    """A person of this test's own, who has chosen a password and reads every programme."""
    now, name = datetime.now(UTC), f"ann.{token_hex(4)}@example.org"
    added = add_person(db, name, "Ann Example", None, by=OPERATOR, at=now, grants=[Grant(role=Role.viewer)])
    use_reset_code(db, name, added.reset_code or "", LONG, address="here", at=now)
    return added.person


def told_of_the_sample(heard: Heard) -> list[str]:
    return [text for text in OF_THE_SAMPLE if heard.holds(text)]


def cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={token}"}


def sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")


def shows_the_form(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="Scale Case")).to_be_visible()
    expect(page.get_by_text(TITLE)).to_have_count(0)


@pytest.mark.parametrize(
    "place",
    # What is sent is looked through for every page by a client that is no browser.
    [pytest.param(one, marks=[] if one.address in {"", "data"} else [pytest.mark.thorough], id=one.title) for one in built()],
)
def test_a_browser_without_a_session_is_sent_nothing_of_any_programme(service: Service, new_page: PageMaker, place: Place) -> None:
    page = new_page(signed_in=False)
    received: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(frame if isinstance(frame, bytes) else frame.encode()))

    page.on("websocket", listen)
    page.on("response", lambda response: received.append(response.body()) if response.url.endswith(("json", "html")) else None)
    open_page(page, f"{service.address}{address_of(place)}")
    shows_the_form(page)
    data = b"".join(received)
    assert b"Sign in" in data
    assert [text for text in OF_THE_SAMPLE if text.encode() in data] == []


@pytest.mark.thorough  # the hostile tests ask every page by the same way
@every_page
def test_a_raw_client_without_a_session_is_sent_nothing_of_any_programme(service: Service, place: Place) -> None:
    for headers in ({}, cookie("made-up"), cookie("")):
        heard = hear(service.address, place.address, f"option=new_rules&page={place.address}", headers=headers)
        assert told_of_the_sample(heard) == []
        assert heard.holds("Sign in")


def test_the_raw_client_hears_what_is_sent_to_who_is_signed_in(service: Service, db: Database) -> None:
    heard = hear(service.address, headers=cookie(session_for(db, LEAD_ANALYST)))
    assert {TITLE, PARTNER, PROGRAMME_ID} <= set(told_of_the_sample(heard))


def test_a_streamlit_session_that_is_taken_over_without_the_cookie_yields_nothing(service: Service, db: Database) -> None:
    token = session_for(db, LEAD_ANALYST)
    parts = hear(service.address, "compare", headers=cookie(token)).fragments
    assert parts
    for part in ("", *parts):
        held = hear(service.address, "compare", headers=cookie(token))
        assert TITLE in told_of_the_sample(held)
        stolen = hear(service.address, session_id=held.session_id, fragment_id=part, patience_seconds=4)
        assert stolen.data
        assert told_of_the_sample(stolen) == []
        assert part or stolen.holds("Sign in")


def test_an_old_cookie_yields_nothing_after_signing_out_disabling_or_a_reset(service: Service, db: Database) -> None:
    now = datetime.now(UTC)
    leaver = a_person("viewer", name=f"Lee Leaver {token_hex(4)}")
    signed_out, disabled = session_for(db, leaver), session_for(db, leaver)
    assert TITLE in told_of_the_sample(hear(service.address, headers=cookie(signed_out)))
    end_session(db, signed_out, at=now, because="signed out")
    assert told_of_the_sample(hear(service.address, headers=cookie(signed_out))) == []
    disable_person(db, leaver.person_id, by=OPERATOR, at=now)
    assert told_of_the_sample(hear(service.address, headers=cookie(disabled))) == []


def test_the_address_survives_signing_in_and_the_cookie_is_out_of_reach(service: Service, new_page: PageMaker, ann: Person) -> None:
    page = new_page(signed_in=False)
    open_page(page, f"{service.address}/compare?programme={PROGRAMME_ID}&horizon=5")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/session/" in request.url else None)
    sign_in(page, ann.sign_in_name.upper(), "something else entirely")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    field = page.get_by_label("Password", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-errormessage", page.get_by_role("alert").get_attribute("id") or "none")
    sign_in(page, ann.sign_in_name.upper(), LONG)
    expect(page.get_by_role("heading", level=1, name="Compare options")).to_be_visible()
    wait_until_settled(page)
    assert urlsplit(page.url).path == "/compare"
    assert {"programme=cbt_probation", "horizon=5"} <= set(urlsplit(page.url).query.split("&"))
    held = next(one for one in page.context.cookies() if one["name"] == COOKIE)
    assert held["httpOnly"] and held["sameSite"] == "Lax"
    assert page.evaluate("document.cookie").find(COOKIE) == -1
    # The ticket is used up, and not kept where Back would lead to it.
    assert len(asked) == 1
    page.go_back()
    expect(page.get_by_text("Signed in as Ann Example")).to_be_visible()
    assert "ticket" not in page.url and len(asked) == 1
    thief = new_page(signed_in=False)
    open_page(thief, asked[0])
    shows_the_form(thief)


def test_the_form_can_be_filled_in_by_a_password_manager_and_by_pasting(service: Service, new_page: PageMaker) -> None:
    page = new_page(signed_in=False)
    open_page(page, service.address)
    name, password = page.get_by_label("Sign-in name"), page.get_by_label("Password", exact=True)
    if not name.count():
        pytest.fail("The form is shown once anybody has an account.")
    expect(name).to_have_attribute("autocomplete", "username")
    expect(password).to_have_attribute("autocomplete", "current-password")
    name.fill("pasted by hand")
    name.press("Control+a")
    name.press("Control+c")
    password.focus()
    page.keyboard.press("Control+v")
    expect(password).to_have_value("pasted by hand")


def test_the_first_figure_is_one_click_away_on_ones_own_machine(service: Service, new_page: PageMaker) -> None:
    page = new_page(signed_in=False)
    open_page(page, service.address)
    page.get_by_role("button", name="Look round as this sample person").click()
    expect(page.locator('[data-testid="stMetricValue"]').first).to_be_visible()
    expect(page.get_by_text("Signed in as Amina Clarke")).to_be_visible()


def test_signing_out_closes_every_open_tab_of_the_browser(service: Service, new_page: PageMaker, ann: Person) -> None:
    page = new_page(signed_in=False)
    open_page(page, service.address)
    sign_in(page, ann.sign_in_name, LONG)
    expect(page.get_by_text("Signed in as Ann Example")).to_be_visible()
    other = page.context.new_page()
    open_page(other, f"{service.address}/compare")
    wait_until_settled(page)
    page.get_by_role("button", name="Sign out").click()
    shows_the_form(page)
    shows_the_form(other)
    assert not any(one["name"] == COOKIE for one in page.context.cookies())
    other.close()
    page.go_back()
    shows_the_form(page)


@pytest.mark.parametrize("change", ["disabled", "access taken away"])
def test_an_open_tab_shows_nothing_within_seconds_of_a_change_of_access(
    service: Service, new_page: PageMaker, db: Database, change: str
) -> None:
    person = a_person("viewer", name=f"Vera {change} {token_hex(4)}")
    page = new_page(signed_in=False)
    page.context.add_cookies([cookie_of(service, session_for(db, person))])
    open_page(page, service.address)
    expect(page.get_by_text(TITLE).first).to_be_visible()
    now = datetime.now(UTC)
    if change == "disabled":
        disable_person(db, person.person_id, by=OPERATOR, at=now)
        shows_the_form(page)
    else:
        take_grant(db, int(grants_of(db, OPERATOR, person.person_id).grant_id[0]), by=OPERATOR, at=now)
        expect(page.get_by_text("Ask an administrator of your partnership")).to_be_visible()
    expect(page.get_by_text(TITLE)).to_have_count(0)


@pytest.mark.parametrize(
    ("theme", "judged_at"),
    [
        ("light", (1280,)),
        ("dark", (390,)),
        *(pytest.param(theme, (*WIDTHS, 640, 320), marks=pytest.mark.thorough) for theme in ("light", "dark")),
    ],
)
def test_axe_finds_nothing_wrong_with_the_ways_in(
    service: Service, new_page: PageMaker, ann: Person, theme: str, judged_at: tuple[int, ...]
) -> None:
    page = new_page(theme, WIDTHS[0], for_axe=True, signed_in=False)
    open_page(page, service.address)
    sign_in(page, ann.sign_in_name, "something else entirely")
    expect(page.get_by_role("alert")).to_be_visible()
    for form in ("password", "code"):
        for width in (*WIDTHS, 640, 320):
            page.set_viewport_size({"width": width, "height": HEIGHT_OF.get(width, 720)})
            wait_until_settled(page)
            save_picture(page, f"sign-in-{form}-{theme}-{width}")
            assert sideways_scroll(page) == 0
            assert width not in judged_at or axe_violations(page) == []
        assert not errors_shown(page)
        if form == "password":
            page.get_by_role("button", name="I have a one-time code").click()
            expect(page.get_by_label("One-time code")).to_be_visible()
