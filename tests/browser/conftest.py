"""One service and one browser for all browser tests; one context for each look."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.harness.server import ROOT, Service, running

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1280, 390)
HEIGHT_OF = {1280: 720, 390: 844}
PageMaker = Callable[..., Page]
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
def contexts(browser: Browser) -> Iterator[dict[tuple[str, int, bool], BrowserContext]]:
    """Keep the contexts made so far, so that the browser loads the page's scripts once for each look."""
    made: dict[tuple[str, int, bool], BrowserContext] = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture
def new_page(browser: Browser, contexts: dict[tuple[str, int, bool], BrowserContext]) -> Iterator[PageMaker]:
    """Make pages of a theme and a width; they are closed after the test.

    `for_axe` lets the tests' own script into the page, which the page's policy would keep out. A test fails when the
    browser's console tells of an error.
    """
    opened: list[Page] = []
    told: list[str] = []

    def make(theme: str = "light", width: int = 1280, for_axe: bool = False) -> Page:
        look = (theme, width, for_axe)
        if look not in contexts:
            contexts[look] = browser.new_context(
                color_scheme=theme,  # type: ignore[arg-type]
                viewport={"width": width, "height": HEIGHT_OF.get(width, 720)},
                bypass_csp=for_axe,
                locale="en-GB",
                reduced_motion="reduce",
            )
        page = contexts[look].new_page()
        page.on("console", lambda message: told.append(f"{message.text} {message.location['url']}") if _is_wrong(message) else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        opened.append(page)
        return page

    yield make
    for page in opened:
        page.close()
    assert not told, f"The browser's console says: {told}"


def _is_wrong(message: ConsoleMessage) -> bool:
    """True for an error, save what Streamlit says of an unknown address and that it looks for its service below each page first."""
    is_expected = LOOKING_FOR_THE_SERVICE.search(message.location["url"]) or UNKNOWN_ADDRESS in message.text
    return message.type == "error" and not is_expected
