"""What others notice while ten people each send a bad file: `python -m bench bystanders`.

Ten people work on pages, first by themselves, then while ten others send a file within the size limit in which every cell is
wrong. The files go in through a real browser, since that is how they come.
"""

import asyncio
import random
import shutil
import time
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, async_playwright

from bench.pages import ours
from bench.sessions import SAMPLE, Burden, arrived, burden_of, tokens_of, work
from bench.visitors import Visitor
from core.web.session import COOKIE
from tests.browser.harness.server import Service

WORKING, SENDING, BY_THEMSELVES_SECONDS = 10, 10, 30.0
ROWS_OF_A_BAD_FILE = 600_000
LONGEST_SECONDS = 420.0
ANSWERED = "() => /reading stopped|rows are wrong|is allowed|are allowed|limit/i.test(document.body.innerText)"


def bad_file() -> bytes:
    """Make some seven megabytes of CSV with a table's own name and headings, in which every cell is wrong."""
    return b"site_id,title,people_per_year\n" + b"s,x,wrong\n" * ROWS_OF_A_BAD_FILE


def measure() -> list[dict[str, Any]]:
    """Time pages of people at work, alone and while ten bad files are read.

    Returns:
        One row per figure: name, seconds (or megabytes), its baseline in the same run, the ratio.

    Raises:
        RuntimeError: Chromium is missing, the service did not start, or a file got no answer.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("Chromium is missing: files cannot be sent without it.")
    with TemporaryDirectory() as folder, ours(Path(folder)) as service:
        # The senders' browsers run on machines of their own; here they stand behind the service.
        browser = Path(folder) / "browser"
        browser.write_text(f'#!/bin/sh\nexec nice -n 19 {chromium} "$@"\n', encoding="utf-8")
        browser.chmod(0o700)
        return asyncio.run(_with(service, tokens_of(service, WORKING + SENDING, ("analyst",)), str(browser)))


async def _with(service: Service, tokens: list[str], chromium: str) -> list[dict[str, Any]]:
    chance = random.Random(20261130)  # noqa: S311 - a mix of pages, no secret
    people = [await arrived(service, token, "") for token in tokens[:WORKING]]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        await _working(people, chance, time.monotonic() + 5)  # what is drawn for the first time is not counted
        before, alone = burden_of(service.process_id), await _working(people, chance, time.monotonic() + BY_THEMSELVES_SECONDS)
        began, beside = time.monotonic(), asyncio.Event()
        at_work = [asyncio.create_task(_until(person, beside, chance)) for person in people]
        await asyncio.gather(*(_send(browser, service, token) for token in tokens[WORKING:]))
        took = time.monotonic() - began
        beside.set()
        meanwhile = [seconds for each in await asyncio.gather(*at_work) for seconds in each]
        await browser.close()
    await asyncio.gather(*(person.leave() for person in people))
    return [*_rows(alone, meanwhile, took), _memory(before, burden_of(service.process_id))]


def _rows(alone: list[float], meanwhile: list[float], took: float) -> list[dict[str, Any]]:
    p95, p95_alone = (quantiles(seconds, n=20)[-1] for seconds in (meanwhile, alone))
    return [
        {
            "name": f"{WORKING} people at work while {SENDING} bad files are read: 95% of pages within",
            "seconds": round(p95, 4),
            "baseline": "the same people by themselves",
            "baseline_seconds": round(p95_alone, 4),
            "ratio": round(p95 / p95_alone, 2),
            "target_ratio": 2.0,
            "pages_drawn": len(meanwhile),
        },
        {"name": f"{SENDING} bad files at once: the last is answered after", "seconds": round(took, 1)},
    ]


def _memory(before: Burden, after: Burden) -> dict[str, Any]:
    return {
        "name": "memory of the service after the bad files",
        "megabytes": after.megabytes,
        "baseline": "before them",
        "baseline_megabytes": before.megabytes,
        "ratio": round(after.megabytes / before.megabytes, 2),
    }


async def _working(people: list[Visitor], chance: random.Random, until: float) -> list[float]:
    return [seconds for each in await asyncio.gather(*(work(one, until, chance) for one in people)) for seconds in each]


async def _until(person: Visitor, over: asyncio.Event, chance: random.Random) -> list[float]:
    taken: list[float] = []
    while not over.is_set():
        taken += await work(person, time.monotonic() + 1, chance)
    return taken


async def _send(browser: Browser, service: Service, token: str) -> None:
    context = await browser.new_context()
    await context.add_cookies([{"name": COOKIE, "value": token, "url": service.address, "httpOnly": True, "sameSite": "Lax"}])
    page = await context.new_page()
    await page.goto(f"{service.address}/data?programme={SAMPLE}&view=add", timeout=LONGEST_SECONDS * 1000)
    box = page.locator('input[type="file"]').first
    await box.wait_for(state="attached", timeout=LONGEST_SECONDS * 1000)
    await box.set_input_files({"name": "sites.csv", "mimeType": "text/csv", "buffer": bad_file()})
    try:
        await page.wait_for_function(ANSWERED, timeout=LONGEST_SECONDS * 1000)
    except Exception as late:
        raise RuntimeError(f"A bad file got no answer: {(await page.locator('body').inner_text())[:400]}") from late
    await context.close()
