"""Ten people who each send a bad file, in a process of their own: `python -m bench.bad_files ADDRESS FILE`, one token a line.

Their browsers stand for machines of their own: the process and all it starts give way to everything else.
"""

import asyncio
import os
import sys
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from bench.sessions import SAMPLE
from core.web.session import COOKIE
from tests.browser.harness.chromium import chromium_for

ROWS_OF_A_BAD_FILE = 600_000
LONGEST_SECONDS = 420.0
ANSWERED = "() => /reading stopped|rows are wrong|is allowed|are allowed|limit/i.test(document.body.innerText)"
BEHIND_OTHERS = 19


def bad_file() -> bytes:
    """Some seven megabytes of CSV with a table's own name and headings, in which every cell is wrong."""
    return b"site_id,title,people_per_year\n" + b"s,x,wrong\n" * ROWS_OF_A_BAD_FILE


def command(address: str, file: Path) -> list[str]:
    """Command that sends the file for everybody whose token stands in its standard input."""
    return [sys.executable, "-m", "bench.bad_files", address, str(file)]


async def send_all(address: str, file: Path, tokens: list[str]) -> None:
    """Send one file for each token, all at once, and wait for the answers.

    Raises:
        RuntimeError: Chromium is missing, or a file got no answer.
    """
    chromium = chromium_for("files cannot be sent")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        await asyncio.gather(*(_send(browser, address, file, token) for token in tokens))
        await browser.close()


async def _send(browser: Browser, address: str, file: Path, token: str) -> None:
    context = await browser.new_context()
    await context.add_cookies([{"name": COOKIE, "value": token, "url": address, "httpOnly": True, "sameSite": "Lax"}])
    page = await context.new_page()
    await page.goto(f"{address}/data?programme={SAMPLE}&view=add", timeout=LONGEST_SECONDS * 1000)
    box = page.locator('input[type="file"]').first
    await box.wait_for(state="attached", timeout=LONGEST_SECONDS * 1000)
    await box.set_input_files(file)
    try:
        await page.wait_for_function(ANSWERED, timeout=LONGEST_SECONDS * 1000)
    except Exception as late:
        raise RuntimeError(f"A bad file got no answer: {(await page.locator('body').inner_text())[:400]}") from late
    await context.close()


if __name__ == "__main__":
    os.nice(BEHIND_OTHERS)
    asyncio.run(send_all(sys.argv[1], Path(sys.argv[2]), sys.stdin.read().split()))
