"""One service and one browser for all browser tests; one context for each look."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from core.domain.people import Person
from pages.shared.asking import COOKIE
from tests.browser.harness.server import ROOT, Service, running
from tests.people import LEAD_ANALYST
from tests.signed_in import session_in

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1280, 390)
HEIGHT_OF = {1280: 720, 390: 844}
PageMaker = Callable[..., Page]
# A context is kept for each service, theme, width, policy on scripts and person.
Look = tuple[str, str, int, bool, str | None]
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
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("Chromium is missing")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Start the service once, with a home of its own."""
    with running(ROOT / "app.py", tmp_path_factory.mktemp("service")) as started:
        yield started


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[Look, BrowserContext]]:
    """Keep the contexts made so far, so that the browser loads the page's scripts once for each look."""
    made: dict[Look, BrowserContext] = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture
def new_page(browser: Browser, service: Service, contexts: dict[Look, BrowserContext]) -> Iterator[PageMaker]:
    """Make pages of a theme and a width; they are closed after the test.

    `for_axe` lets the tests' own script into the page, which the page's policy would keep out. The browser holds a session of
    `person`; a page that is not `signed_in` has a browser of its own, which holds nothing. A test fails when the browser's
    console tells of an error.
    """
    opened: list[Page] = []
    told: list[str] = []

    alone: list[BrowserContext] = []

    def context_of(theme: str, width: int, for_axe: bool, person: Person | None) -> BrowserContext:
        look = (service.address, theme, width, for_axe, person and person.person_id)
        if person is not None and look in contexts:
            return contexts[look]
        context = browser.new_context(
            color_scheme=theme,  # type: ignore[arg-type]
            viewport={"width": width, "height": HEIGHT_OF.get(width, 720)},
            bypass_csp=for_axe,
            locale="en-GB",
            reduced_motion="reduce",
        )
        if person is None:
            alone.append(context)
        else:
            context.add_cookies([cookie_of(service, session_in(service.home, person))])
            contexts[look] = context
        return context

    def make(
        theme: str = "light", width: int = 1280, for_axe: bool = False, *, signed_in: bool = True, person: Person = LEAD_ANALYST
    ) -> Page:
        page = context_of(theme, width, for_axe, person if signed_in else None).new_page()
        page.on("console", lambda message: told.append(f"{message.text} {message.location['url']}") if _is_wrong(message) else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        opened.append(page)
        return page

    yield make
    for page in opened:
        page.close()
    for context in alone:
        context.close()
    assert not told, f"The browser's console says: {told}"


def cookie_of(service: Service, token: str) -> Any:
    """Write the cookie in which a browser holds a session's token, as the service itself sets it."""
    return {"name": COOKIE, "value": token, "url": service.address, "httpOnly": True, "sameSite": "Lax"}


def _is_wrong(message: ConsoleMessage) -> bool:
    """True for an error, save what Streamlit says of an unknown address and that it looks for its service below each page first."""
    is_expected = LOOKING_FOR_THE_SERVICE.search(message.location["url"]) or UNKNOWN_ADDRESS in message.text
    return message.type == "error" and not is_expected
