"""What a test does and sees in a page: open it, wait for it, check it."""

import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Locator, Page

from pages.shell.errors import SENTENCE
from pages.shell.page_list import PLACES

PICTURES = "SCALECASE_PICTURES"
TALL = 6000
SETTLING_SECONDS = 3
LONGEST_SECONDS = 60.0

# Put before a page's own scripts, it notes what the page has asked of the service and is not answered yet: a run is asked for in
# the field 11 of a message, and its end is told in the field 6 (2: another run begins at once). What a page asks by itself every
# few seconds (field 6 of what is asked) is answered only where there is news, and is not waited for.
LISTEN = """(() => {
  const heard = window.heardByTests = {asked: 0, isWaiting: false};
  const field = (data, wanted) => {
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
    let at = 0;
    const number = () => {
      let value = 0, shift = 1;
      for (; bytes[at] > 127; shift *= 128) value += (bytes[at++] - 128) * shift;
      return value + bytes[at++] * shift;
    };
    while (at < bytes.length) {
      const tag = number(), kind = tag % 8, start = at;
      const value = kind === 0 ? number() : kind === 2 ? number() : 0;
      if (Math.floor(tag / 8) === wanted) return kind === 2 ? bytes.subarray(at, at + value) : value;
      at = kind === 2 ? at + value : kind === 1 ? start + 8 : kind === 5 ? start + 4 : at;
    }
    return null;
  };
  const isMessage = data => data instanceof ArrayBuffer || ArrayBuffer.isView(data);
  window.WebSocket = class extends WebSocket {
    constructor(...told) {
      super(...told);
      this.addEventListener("message", ({data}) => {
        const end = isMessage(data) ? field(data, 6) : null;
        if (end !== null && end !== 2) heard.isWaiting = false;
      });
      this.addEventListener("close", () => { heard.isWaiting = false; });
    }
    send(data) {
      const run = isMessage(data) ? field(data, 11) : null;
      if (run !== null && !field(run, 6)) { heard.asked += 1; heard.isWaiting = true; }
      super.send(data);
    }
  };
})()"""
# Quiet for a few frames on end: a run may follow on the heels of a run, and what has come is drawn in the frames after it.
_SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]'), now = performance.now();
  const isQuiet = app && app.dataset.testScriptState === "notRunning"
    && !(window.heardByTests && window.heardByTests.isWaiting)
    && document.querySelector('[data-testid="stMain"] h1')
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stSpinner"]');
  const quiet = window.quietSince;
  window.quietSince = isQuiet ? quiet || {since: now, frames: 0} : null;
  return isQuiet && ++window.quietSince.frames > 4 && now - window.quietSince.since > 80;
}"""
_REMEMBER = """pattern => {
  window.textsSeenByTests = new Set();
  const look = () => (document.body.textContent.match(new RegExp(pattern, "g")) || []).forEach(text => textsSeenByTests.add(text));
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
  look();
}"""
_INK = """chart => [...chart.querySelectorAll('.role-mark :is(path, text, line, rect, image)')]
  .filter(mark => { const box = mark.getBBox(); return box.width + box.height > 0.5; }).length"""
_SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const over = element => element ? element.scrollWidth - element.clientWidth : 0;
  return Math.max(over(document.documentElement), over(main));
}"""
# Follows an address inside an open page, as the browser's own Back does: nothing is loaded anew.
_FOLLOW = """to => { history.pushState({}, "", to); dispatchEvent(new PopStateEvent("popstate", {state: {}})); }"""
# Rows of a table whose cells have the colours, sizes and weights of a row above are judged with it, for contrast alone: thousands
# of cells make most of the work.
_ALIKE = """() => document.querySelectorAll('tbody').forEach(body => {
  const seen = new Set();
  for (const row of body.rows) {
    const parts = [row, ...row.querySelectorAll('*')];
    const looks = parts.map(part => {
      const style = getComputedStyle(part);
      return [part.tagName, style.color, style.backgroundColor, style.fontSize, style.fontWeight, style.opacity].join();
    });
    const look = [...new Set(looks)].join(';');
    parts.forEach(part => part.toggleAttribute('data-alike', seen.has(look)));
    seen.add(look);
  }
})"""
_CONTRAST_OF_EACH_LOOK = "axe.configure({rules: [{id: 'color-contrast', selector: ':not([data-alike])'}]})"


def open_page(page: Page, address: str) -> None:
    """Go to a page and wait until it has been drawn."""
    page.goto(address)
    wait_until_settled(page)


def follow(page: Page, title: str) -> None:
    """Go to a page by the menu at the top: open its group, then follow its link."""
    group = next(place.group for place in PLACES if place.title == title)
    page.get_by_test_id("stTopNavSection").filter(has_text=group).first.click()
    page.get_by_role("menuitem", name=title, exact=True).click()


def turn_to(page: Page, address: str) -> None:
    """Go to a page within the session that is open already; the first address is opened as usual.

    What an address says of choices counts when a session begins: here it carries the page and the programme.
    """
    if not page.url.startswith("http"):
        open_page(page, address)
        return
    after_a_run(page, lambda: page.evaluate(_FOLLOW, address))


def after_a_run(page: Page, change: Callable[[], object]) -> None:
    """Make a change that asks the page for a run, and wait until a run was asked for and answered."""
    asked = page.evaluate("heardByTests.asked")
    change()
    page.wait_for_function("asked => heardByTests.asked > asked", arg=asked, timeout=LONGEST_SECONDS * 1000)
    wait_until_settled(page)


def remember_texts(page: Page, pattern: str) -> None:
    """Have the page keep every text of a pattern that it shows from now on, so that one that stands for a moment is not missed."""
    page.evaluate(_REMEMBER, pattern)


def wait_until_was_shown(page: Page, text: str) -> None:
    """Wait until the page has shown a text since `remember_texts`, be it there still or not."""
    page.wait_for_function("text => textsSeenByTests.has(text)", arg=text, timeout=LONGEST_SECONDS * 1000)


def wait_until_settled(page: Page, seconds: float = LONGEST_SECONDS) -> None:
    """Wait until every run asked for is answered, the page has a title and nothing on it is about to be replaced."""
    page.evaluate("window.quietSince = null")
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
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    page.evaluate(_CONTRAST_OF_EACH_LOOK)
    found = _judged(page)
    if found and page.url.startswith("http"):
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
    page.evaluate(_ALIKE)
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
    chart = charts_shown(page)[0]
    chart.locator(".role-mark").first.wait_for(state="attached")
    return str(chart.evaluate("chart => [...chart.querySelectorAll('.role-mark')].map(mark => mark.innerHTML).join()"))


def marks_once(page: Page, wanted: Callable[[str], bool]) -> str:
    """What the first chart draws once it is as wanted: a chart is drawn a moment after the page has settled."""
    give_up_at = time.monotonic() + LONGEST_SECONDS
    while not wanted(marks_of(page)) and time.monotonic() < give_up_at:
        page.wait_for_timeout(100)
    assert wanted(marks_of(page)), "The chart is not drawn as it should be."
    return marks_of(page)


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
