"""How long people wait for pages: each time beside that of a bare page started and asked in the same way."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypedDict

from playwright.sync_api import Browser, Page, sync_playwright

from core.web.session import COOKIE
from pages.shell.page_list import address_of, built
from tests.browser.harness.chromium import chromium_for
from tests.browser.harness.look import open_page, wait_until_settled
from tests.browser.harness.server import ROOT, Service, running
from tests.people import LEAD_ANALYST
from tests.signed_in import session_in

BARE = ROOT / "bench" / "bare" / "app.py"
BARE_SETTINGS = (
    "--server.address=localhost",
    "--server.headless=true",
    "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false",
)
STARTS, VISITS, CHANGES = 2, 5, 5
# What is put into the number box: values both pages take, far enough apart for a chart to move.
FIRST_VALUE, STEP = 20, 12
CHARTS = (
    """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg .role-mark')].map(mark => mark.innerHTML).join()"""
)


class Figure(TypedDict):
    """One measured time, in seconds, and the time of its baseline in the same run."""

    name: str
    seconds: float
    baseline: str
    baseline_seconds: float
    ratio: float


def measure() -> list[Figure]:
    """Time the start, a visit and the change of a lever, ours and the bare page's in turn.

    Raises:
        RuntimeError: Chromium is missing, or a service did not start.
    """
    chromium = chromium_for("the pages cannot be timed")
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            return _measure_with(browser, Path(folder))
        finally:
            browser.close()


def _measure_with(browser: Browser, folder: Path) -> list[Figure]:
    cold = [(_start_to_page(browser, ours, folder), _start_to_page(browser, bare, folder)) for _ in range(STARTS)]
    figures = [figure_of("cold start to first page", "a bare page, started the same way", cold)]
    with ours(folder) as service, bare(folder) as baseline:
        _visit(browser, service)
        _visit(browser, baseline)
        visits = [(_visit(browser, service), _visit(browser, baseline)) for _ in range(VISITS)]
        figures.append(figure_of("first figures on a warm server", "a bare page with one chart", visits))
        compare = next((place for place in built() if place.file == "options.py"), None)
        if compare is not None:
            changes = zip(_changes(browser, service, address_of(compare)), _changes(browser, baseline), strict=True)
            figures.append(figure_of("lever change to new chart", "a bare page with one control and one chart", list(changes)))
    return figures


def ours(folder: Path) -> AbstractContextManager[Service]:
    """Start the product with an empty home."""
    return running(ROOT / "app.py", _empty(folder))


def bare(folder: Path) -> AbstractContextManager[Service]:
    """Start the baseline."""
    return running(BARE, _empty(folder), "/_stcore/health", BARE_SETTINGS)


def _empty(folder: Path) -> Path:
    home = folder / str(time.monotonic_ns())
    home.mkdir()
    return home


def _start_to_page(browser: Browser, start: Callable[[Path], AbstractContextManager[Service]], folder: Path) -> float:
    began = time.perf_counter()
    with start(folder) as service:
        _visit(browser, service)
        return time.perf_counter() - began


def _visit(browser: Browser, service: Service) -> float:
    """Time one visit by a person who is signed in and whose browser has never been there."""
    page = signed_in(browser, service)
    began = time.perf_counter()
    open_page(page, service.address)
    seconds = time.perf_counter() - began
    page.context.close()
    return seconds


def _changes(browser: Browser, service: Service, address: str = "") -> list[float]:
    page = signed_in(browser, service)
    open_page(page, service.address + address)
    page.wait_for_function(f"() => ({CHARTS})().length > 0")
    seconds = [_change(page, FIRST_VALUE + STEP * number) for number in range(CHANGES)]
    page.context.close()
    return seconds


def signed_in(browser: Browser, service: Service) -> Page:
    """Open a browser of its own that holds a session; the bare page looks at none."""
    page = browser.new_page()
    if (service.home / "state.db").exists():
        token = session_in(service.home, LEAD_ANALYST)
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": service.address, "httpOnly": True, "sameSite": "Lax"}])
    return page


def _change(page: Page, value: int) -> float:
    """Time a new value in the first number box, until the marks of a chart are others."""
    wait_until_settled(page)
    before = page.evaluate(CHARTS)
    box = page.locator('[data-testid="stNumberInput"] input').first
    began = time.perf_counter()
    box.fill(str(value))
    box.press("Enter")
    page.wait_for_function(f"before => ({CHARTS})() !== before", arg=before)
    return time.perf_counter() - began


def figure_of(name: str, baseline: str, pairs: list[tuple[float, float]]) -> Figure:
    seconds, baseline_seconds = (median(column) for column in zip(*pairs, strict=True))
    return Figure(
        name=name,
        seconds=round(seconds, 4),
        baseline=baseline,
        baseline_seconds=round(baseline_seconds, 4),
        ratio=round(seconds / baseline_seconds, 3),
    )
