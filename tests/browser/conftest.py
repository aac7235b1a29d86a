"""One service and one browser for all browser tests; one context for each look."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from core.domain.people import Person
from core.store.database import Database, open_database
from pages.shell.identity import COOKIE
from tests.browser.harness.chromium import chromium_here
from tests.browser.harness.look import LISTEN, LONGEST_SECONDS
from tests.browser.harness.server import ROOT, Service, running
from tests.people import LEAD_ANALYST
from tests.signed_in import session_in

HERE = Path(__file__).parent
WIDTHS = (1280, 390)
HEIGHT_OF = {1280: 720, 390: 844}
PageMaker = Callable[..., Page]
# A context is kept for each service, theme, width, policy on scripts and person.
Look = tuple[str, str, int, bool, str]
LOOKING_FOR_THE_SERVICE = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
UNKNOWN_ADDRESS = "The page that you have requested does not seem to exist"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here as needing a browser, and run them last: what is wrong shows sooner in the quicker tests."""
    for item in items:
        if _is_here(item):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))  # a busy machine may be late once; what is wrong is wrong twice
    items.sort(key=_is_here)


def _is_here(item: pytest.Item) -> bool:
    return HERE in item.path.parents


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, or leave the test out where there is none."""
    found = chromium_here()
    if found is None:
        pytest.skip("Chromium is missing")
    with sync_playwright() as playwright:
        # The longest wait for what only has to happen: it costs nothing where it does happen, and a busy machine is slow.
        expect.set_options(timeout=LONGEST_SECONDS * 1000)
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"], timeout=LONGEST_SECONDS * 3000)
        yield started
        started.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Start the service once, with a home of its own."""
    with running(ROOT / "app.py", tmp_path_factory.mktemp("service")) as started:
        yield started


@pytest.fixture
def db(service: Service) -> Iterator[Database]:
    """The store of the running service, opened beside it."""
    opened = open_database(service.home)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[Look, BrowserContext]]:
    """Keep the contexts made so far, so that the browser loads the page's scripts once for each look."""
    made: dict[Look, BrowserContext] = {}
    yield made
    for context in made.values():
        context.close()


class Contexts:
    """The contexts made for one service, each kept for those who look in the same way."""

    def __init__(self, browser: Browser, service: Service, kept: dict[Look, BrowserContext]) -> None:
        self.browser, self.service, self.kept = browser, service, kept

    def of(self, theme: str, width: int, for_axe: bool, person: Person) -> BrowserContext:
        """The kept context of a look, in which `person` is signed in."""
        look = (self.service.address, theme, width, for_axe, person.person_id)
        if look not in self.kept:
            self.kept[look] = self.new(theme, width, for_axe)
            self.kept[look].add_cookies([cookie_of(self.service, session_in(self.service.home, person))])
        return self.kept[look]

    def new(self, theme: str, width: int, for_axe: bool) -> BrowserContext:
        """A context that holds nothing."""
        context = self.browser.new_context(
            color_scheme=theme,  # type: ignore[arg-type]
            viewport={"width": width, "height": HEIGHT_OF.get(width, 720)},
            bypass_csp=for_axe,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.add_init_script(LISTEN)
        context.set_default_timeout(LONGEST_SECONDS * 1000)
        return context


@pytest.fixture(scope="module")
def looking(browser: Browser, service: Service, contexts: dict[Look, BrowserContext]) -> Contexts:
    """The contexts of the service that a file's tests look at."""
    return Contexts(browser, service, contexts)


@pytest.fixture
def told() -> Iterator[list[str]]:
    """What the console of the browser tells of errors during a test, which fails for it."""
    heard: list[str] = []
    yield heard
    assert not heard, f"The browser's console says: {heard}"


@pytest.fixture
def new_page(looking: Contexts, told: list[str]) -> Iterator[PageMaker]:
    """Make pages of a theme and a width; they are closed after the test.

    `for_axe` lets the tests' own script into the page, which the page's policy would keep out. The browser holds a session of
    `person`; a page that is not `signed_in` has a browser of its own, which holds nothing. A test fails when the browser's
    console tells of an error.
    """
    opened: list[Page] = []
    alone: list[BrowserContext] = []

    def make(
        theme: str = "light", width: int = 1280, for_axe: bool = False, *, signed_in: bool = True, person: Person = LEAD_ANALYST
    ) -> Page:
        context = looking.of(theme, width, for_axe, person) if signed_in else looking.new(theme, width, for_axe)
        if not signed_in:
            alone.append(context)
        page = context.new_page()
        opened.append(page)
        _listen(page, told)
        return page

    yield make
    for page in opened:
        page.close()
    for context in alone:
        context.close()


@pytest.fixture(scope="module")
def open_pages() -> Iterator[dict[Look, Page]]:
    """Pages that stay open from one test of a file to the next."""
    kept: dict[Look, Page] = {}
    yield kept
    for page in kept.values():
        page.close()


@pytest.fixture
def kept_page(looking: Contexts, told: list[str], open_pages: dict[Look, Page]) -> Iterator[PageMaker]:
    """Give a page that stays open for the next test of the file with the same look: `turn_to` goes on from where it is.

    For tests that only look at page after page, to which it is all one what was looked at before.
    """
    heard: list[tuple[Page, str, Any]] = []

    def give(theme: str = "light", width: int = 1280, for_axe: bool = False, *, person: Person = LEAD_ANALYST) -> Page:
        look = (looking.service.address, theme, width, for_axe, person.person_id)
        if look not in open_pages:
            open_pages[look] = looking.of(theme, width, for_axe, person).new_page()
        page = open_pages[look]
        heard.extend((page, event, handler) for event, handler in _listen(page, told).items())
        page.set_viewport_size({"width": width, "height": HEIGHT_OF.get(width, 720)})
        return page

    yield give
    for page, event, handler in heard:
        page.remove_listener(event, handler)


def _listen(page: Page, told: list[str]) -> dict[str, Any]:
    """Note what the console tells of errors; gives the handlers by their event."""

    def on_message(message: ConsoleMessage) -> None:
        if _is_wrong(message):
            told.append(f"{message.text} {message.location['url']}")

    def on_error(error: Any) -> None:
        told.append(str(error))

    page.on("console", on_message)
    page.on("pageerror", on_error)
    return {"console": on_message, "pageerror": on_error}


def cookie_of(service: Service, token: str) -> Any:
    """Write the cookie in which a browser holds a session's token, as the service itself sets it."""
    return {"name": COOKIE, "value": token, "url": service.address, "httpOnly": True, "sameSite": "Lax"}


def _is_wrong(message: ConsoleMessage) -> bool:
    """True for an error, save what Streamlit says of an unknown address and that it looks for its service below each page first."""
    is_expected = LOOKING_FOR_THE_SERVICE.search(message.location["url"]) or UNKNOWN_ADDRESS in message.text
    return message.type == "error" and not is_expected
