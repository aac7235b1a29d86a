"""How long people wait for the grid of a table of 10,000 rows, beside a bare editor of the rows that it shows."""

import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.pages import BARE_SETTINGS, Figure, figure_of, signed_in
from core.actions.programmes import import_case
from core.ingest.case import read_files
from core.store.tables.folders import read_folder
from tests.browser.harness.chromium import chromium_for
from tests.browser.harness.look import open_page, wait_until_settled
from tests.browser.harness.server import ROOT, Service, running
from tests.case_files import CASES
from tests.new_store import new_store
from tests.people import ANN

ROWS, TIMES = 10_000, 5
BARE = ROOT / "bench" / "bare_grid" / "app.py"
HEADING = "effect_id,title,direction,size,unit,units_per_year"
TABLE = "/data?view=tables&table=unmonetised"
EDITOR = '[data-testid="stDataFrame"] canvas'


def measure() -> list[Figure]:
    """Time the first draw of the grid, ours and the bare editor's in turn.

    Raises:
        RuntimeError: Chromium is missing, or a service did not start.
    """
    chromium = chromium_for("the grid cannot be timed")
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        home, empty = Path(folder) / "long", Path(folder) / "empty"
        empty.mkdir()
        keep_a_long_table(home)
        with running(ROOT / "app.py", home) as service, running(BARE, empty, "/_stcore/health", BARE_SETTINGS) as baseline:
            first, *pairs = [(_drawn(browser, service, TABLE), _drawn(browser, baseline)) for _ in range(TIMES + 1)]
        browser.close()
    name, beside = "first draw of the grid of 10,000 rows", "a bare editor of the 500 rows that are shown"
    return [figure_of(f"{name}, first of all", beside, [first]), figure_of(name, beside, pairs)]


def keep_a_long_table(home: Path) -> None:
    """Keep a programme with a table of 10,000 rows in a store."""
    rows = (f"effect_{number},Effect {number},for,small,people,{number % 90 + 1}" for number in range(ROWS))
    files = {**read_folder(CASES / "one_hospital"), "unmonetised.csv": "\n".join([HEADING, *rows]).encode()}
    db = new_store(home)
    import_case(db, read_files(files).tables, by=ANN, at=datetime.now(UTC), what="Imported a long table.")
    db.close()


def _drawn(browser: Browser, service: Service, address: str = "") -> float:
    """Seconds from the press that opens the editor until its rows are drawn."""
    page: Page = signed_in(browser, service)
    open_page(page, service.address + address)
    wait_until_settled(page)
    before = page.locator(EDITOR).count()
    began = time.perf_counter()
    page.get_by_text("Edit this table").click()
    expect(page.locator(EDITOR)).not_to_have_count(before)
    wait_until_settled(page)
    took = time.perf_counter() - began
    page.context.close()
    return took
