"""A shared page as a leader meets it: on a phone, without an account, without script, in both themes and on paper."""

import http.client
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from secrets import token_urlsafe

import pytest
from playwright.sync_api import Browser

from core.domain.links import MOST_PAGE_BYTES, LinkOrder
from core.domain.people import OPERATOR
from core.papers.shared_page import share
from core.reports.links import links_of
from core.store.database import open_database
from tests.browser.harness.look import axe_source
from tests.browser.harness.server import Service

SAMPLE = "cbt_probation"
OTHER_LOOKS = ((640, "light"), (390, "light"), (1280, "dark"), (640, "dark"), (320, "dark"))


@pytest.fixture(scope="module")
def shared(service: Service) -> Iterator[str]:
    """The address of a link to the sample."""
    db, token = open_database(service.home), token_urlsafe(32)
    order = LinkOrder(SAMPLE, 1, "ten_boroughs", "Thinking skills: all ten boroughs")
    share(db, order, token=token, by=OPERATOR, at=datetime.now(UTC))
    yield f"{service.address}/s/{token}"
    db.close()


@pytest.mark.parametrize(
    ("width", "theme"),
    [
        *((1280, "light"), (390, "dark"), (320, "light")),
        *(pytest.param(width, theme, marks=pytest.mark.thorough) for width, theme in OTHER_LOOKS),
    ],
)
def test_the_page_has_no_fault_that_axe_finds_and_fits_its_window(browser: Browser, shared: str, theme: str, width: int) -> None:
    context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 844}, bypass_csp=True)
    page = context.new_page()
    page.goto(shared)
    page.evaluate(axe_source())
    found = page.evaluate("axe.run().then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert (found, over) == ([], 0)


def test_the_page_is_whole_without_script_and_cookies_and_the_browser_complains_of_nothing(browser: Browser, shared: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, told, asked = context.new_page(), [], []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shared)
    assert page.get_by_role("heading", level=1).inner_text() == "Thinking skills: all ten boroughs"
    assert page.get_by_text("Draft, not checked").first.is_visible()
    assert page.locator("svg").count() == 2
    assert page.locator("body").evaluate("body => getComputedStyle(body).fontSize") == "17px"
    assert (told, context.cookies()) == ([], [])
    assert [url for url in asked if not url.endswith("/favicon.ico")] == [shared]
    context.close()


def test_the_page_prints_on_paper(browser: Browser, shared: str) -> None:
    page = browser.new_page()
    page.goto(shared)
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()


def test_the_page_is_small_and_every_opening_counted(
    service: Service, shared: str, record_property: Callable[[str, object], None]
) -> None:
    """How soon it is answered is noted here and promised by the benchmark: a busy machine is slower and not wrong."""
    port, path = int(service.address.rpartition(":")[2]), shared.removeprefix(service.address)
    db = open_database(service.home)
    before = links_of(db, SAMPLE, person=OPERATOR)[0].views
    taken = []
    for _ in range(100):
        started = time.perf_counter()
        connection = http.client.HTTPConnection("localhost", port)
        connection.request("GET", path)
        body = connection.getresponse().read()
        taken.append((time.perf_counter() - started) * 1000)
        connection.close()
        assert len(body) < MOST_PAGE_BYTES
    record_property("answered_after_ms", round(statistics.quantiles(taken, n=20)[-1], 1))
    counted_by = time.monotonic() + 60
    while links_of(db, SAMPLE, person=OPERATOR)[0].views < before + 100 and time.monotonic() < counted_by:
        time.sleep(0.1)
    assert links_of(db, SAMPLE, person=OPERATOR)[0].views == before + 100
    db.close()
