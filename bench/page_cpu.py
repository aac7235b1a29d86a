"""What a page costs the service each time it is drawn: seconds of processor beside a bare page with as many charts."""

import asyncio
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.pages import BARE_SETTINGS, ours
from bench.sessions import PAGES, SAMPLE, arrived, burden_of, tokens_of
from bench.timer import figure_row
from bench.visitors import Visitor
from tests.browser.harness.server import ROOT, Service, running

BARE_CHARTS = ROOT / "bench" / "bare_charts" / "app.py"
DRAWN, TARGET = 10, 1.2


def measure() -> list[dict[str, Any]]:
    """Draw every page ten times, and bare pages with as many charts as many times.

    Returns:
        One row per page: seconds of processor a time, its baseline in the same run, the ratio; and one of all pages together.

    Raises:
        RuntimeError: a service did not start, or showed an error on a page.
    """
    with TemporaryDirectory() as folder, ours(Path(folder)) as service, _bare_charts(Path(folder)) as baseline:
        return asyncio.run(_pages(service, baseline, tokens_of(service, 1, ("analyst",))[0]))


async def _pages(service: Service, baseline: Service, token: str) -> list[dict[str, Any]]:
    visitor, plain = await arrived(service, token, ""), await arrived(baseline, "", "")
    found = []
    for page in PAGES:
        charts, seconds = await _cost(service, visitor, page, f"programme={SAMPLE}")
        _, bare_seconds = await _cost(baseline, plain, "", f"charts={charts}")
        found.append((page, charts, seconds, bare_seconds))
    await asyncio.gather(visitor.leave(), plain.leave())
    if visitor.errors:
        raise RuntimeError(f"Pages showed {len(visitor.errors)} errors, the first: {visitor.errors[0]}")
    rows = [
        figure_row(f"page {page or 'summary'}", seconds, f"a bare page, charts: {charts}", bare, target_ratio=TARGET)
        for page, charts, seconds, bare in found
    ]
    ours_all, bare_all = sum(each[2] for each in found), sum(each[3] for each in found)
    return [figure_row("every page once", ours_all, "bare pages with as many charts", bare_all, target_ratio=TARGET), *rows]


async def _cost(service: Service, visitor: Visitor, page: str, query: str) -> tuple[int, float]:
    """How many charts a page has, and the seconds of processor it takes each time once it has been drawn."""
    await visitor.open(page, query)
    await visitor.open(page, query)
    before = burden_of(service.process_id)
    for _ in range(DRAWN):
        await visitor.open(page, query)
    return len(visitor.charts), (burden_of(service.process_id).seconds - before.seconds) / DRAWN


def _bare_charts(folder: Path) -> AbstractContextManager[Service]:
    """Start the baseline at Streamlit's defaults: it collects garbage after each run, which ours leaves to Python."""
    home = folder / "bare"
    home.mkdir()
    return running(BARE_CHARTS, home, "/_stcore/health", BARE_SETTINGS)
