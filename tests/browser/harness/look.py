"""What a test does and sees in a page: open it, wait for it, check it."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Locator, Page

from pages.shared.faults import SENTENCE

PICTURES = "SCALECASE_PICTURES"
TALL = 6000
SETTLING_SECONDS = 3

_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === "notRunning"
    && document.querySelector('[data-testid="stMain"] h1')
    && !document.querySelector('[data-stale="true"]')
    && !document.querySelector('[data-testid="stSkeleton"]')
    && !document.querySelector('[data-testid="stSpinner"]');
}"""
_INK = """chart => [...chart.querySelectorAll('.role-mark :is(path, text, line, rect, image)')]
  .filter(mark => { const box = mark.getBBox(); return box.width + box.height > 0.5; }).length"""
_MARKS = "chart => [...chart.querySelectorAll('.role-mark')].map(mark => mark.innerHTML).join()"
_SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const over = element => element ? element.scrollWidth - element.clientWidth : 0;
  return Math.max(over(document.documentElement), over(main));
}"""


def open_page(page: Page, address: str) -> None:
    """Go to a page and wait until it has been drawn."""
    page.goto(address)
    wait_until_settled(page)


def wait_until_settled(page: Page, seconds: float = 20) -> None:
    """Wait until the script has run, the page has a title and nothing on it is about to be replaced."""
    page.wait_for_function(_SETTLED, timeout=seconds * 1000)
    # A rerun may follow on the heels of a run: what is settled must stay so for a moment.
    page.wait_for_timeout(150)
    page.wait_for_function(_SETTLED, timeout=seconds * 1000)


def unfold(page: Page) -> None:
    """Open whatever is folded away on a page."""
    page.evaluate(
        "document.querySelectorAll('[data-testid=\"stMain\"] details:not([open]) > summary').forEach(fold => fold.click())"
    )
    wait_until_settled(page)


def errors_shown(page: Page) -> list[str]:
    """List the texts of exceptions that the page shows, of the script or of one of its elements, and what it says of our faults."""
    faults = page.locator('[data-testid="stAlert"]').filter(has_text=SENTENCE).all_inner_texts()
    return faults + page.locator('[data-testid="stException"], [data-testid="stErrorElementStack"]').all_inner_texts()


def axe_violations(page: Page) -> list[str]:
    """List what axe finds wrong with a page, each with the pieces of the page it concerns.

    The window is made tall for it, since axe does not judge what is scrolled out of sight. The page's context must bypass the
    policy on scripts, because axe is not one of the page's own.
    """
    size = page.viewport_size or {"width": 1280, "height": 720}
    page.set_viewport_size({"width": size["width"], "height": TALL})
    wait_until_settled(page)
    page.evaluate(axe_source())
    found = _judged(page)
    if found:
        # A what-if draws the page anew once it has settled, and what is about to be replaced is faded for that moment.
        page.wait_for_timeout(SETTLING_SECONDS * 1000)
        wait_until_settled(page)
        found = _judged(page)
    page.set_viewport_size(size)
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]} - {node['failureSummary'][:300]}"
        for violation in found
        for node in violation["nodes"]
    ]


def _judged(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
    return found


def sideways_scroll(page: Page) -> int:
    """Measure by how many pixels a page is wider than its window."""
    return int(page.evaluate(_SIDEWAYS))


def charts_shown(page: Page) -> list[Locator]:
    """The charts a page shows at its width: each is there twice, for a desk and for a phone, and one of the two is hidden."""
    charts = page.locator('[data-testid="stVegaLiteChart"]')
    charts.first.wait_for(state="attached")
    return [chart for chart in charts.all() if chart.is_visible()]


def charts_without_ink(page: Page) -> list[str]:
    """List the charts a page shows that draw no mark: an axis alone is not ink.

    Charts come as SVG, and marks stand in groups of their own, apart from axes, legends and titles.
    """
    shown = charts_shown(page)
    for chart in shown:
        chart.locator("svg").first.wait_for()
    return [
        chart.get_attribute("aria-label") or f"chart {number}"
        for number, chart in enumerate(shown, start=1)
        if not chart.evaluate(_INK)
    ]


def marks_of(page: Page) -> str:
    """What the first chart that is shown draws."""
    return str(
        charts_shown(page)[0].evaluate("chart => [...chart.querySelectorAll('.role-mark')].map(mark => mark.innerHTML).join()")
    )


def save_picture(page: Page, name: str) -> None:
    """Keep a picture of the page in the folder the environment names; without one, keep none."""
    folder = os.environ.get(PICTURES)
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@cache
def axe_source() -> str:
    """The script that judges a page, for pages that are not of Streamlit."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
