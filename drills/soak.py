"""Pages asked for over and over: no fault is shown, and memory, threads and open files stay where they were."""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.sessions import SAMPLE, Burden, burden_of
from bench.visitors import Visitor
from core.store.database import open_database
from drills.figures import Figure
from pages.shell.page_list import built
from tests.browser.harness.server import ROOT, running
from tests.people import a_person
from tests.signed_in import session_for

VISITORS = 4
MOST_MEGABYTES_MORE, MOST_THREADS_MORE, MOST_FILES_MORE = 0.10, 4, 8
PAGES = [place.address for place in built() if place.file not in {"people.py", "account.py"}]


def run(reruns: int, seconds: float) -> list[Figure]:
    """Open pages in turn with four people, as many times and no longer than said, after one round to warm up."""
    with TemporaryDirectory() as folder, running(ROOT / "app.py", Path(folder)) as service:
        db = open_database(service.home)
        tokens = [session_for(db, a_person("analyst", SAMPLE, name=f"Person {number}")) for number in range(VISITORS)]
        db.close()
        drawn, faults, before, after = asyncio.run(_visited(service.address, service.process_id, tokens, reruns, seconds))
        faults += service.log.read_text(encoding="utf-8").count("Traceback")
    says = (
        f"{drawn} pages drawn: {faults} faults; memory {before.megabytes:.0f} to {after.megabytes:.0f} MB, "
        f"threads {before.threads} to {after.threads}, files {before.files} to {after.files}"
    )
    return [Figure(says, not faults and _is_flat(before, after))]


async def _visited(
    address: str, process_id: int, tokens: list[str], reruns: int, seconds: float
) -> tuple[int, int, Burden, Burden]:
    visitors = [await Visitor(address, token).arrive() for token in tokens]
    for visitor in visitors[:1] if reruns < len(PAGES) * VISITORS else visitors:
        for page in PAGES:
            await visitor.open(page)
    before = burden_of(process_id)
    until = time.monotonic() + seconds
    drawn = await asyncio.gather(*(_go_round(visitor, reruns // VISITORS, until) for visitor in visitors))
    after = burden_of(process_id)
    for visitor in visitors:
        await visitor.leave()
    return sum(drawn), sum(len(visitor.errors) for visitor in visitors), before, after


async def _go_round(visitor: Visitor, times: int, until: float) -> int:
    drawn = 0
    while drawn < times and time.monotonic() < until:
        await visitor.open(PAGES[drawn % len(PAGES)])
        drawn += 1
    return drawn


def _is_flat(before: Burden, after: Burden) -> bool:
    return (
        after.megabytes <= before.megabytes * (1 + MOST_MEGABYTES_MORE)
        and after.threads <= before.threads + MOST_THREADS_MORE
        and after.files <= before.files + MOST_FILES_MORE
    )
