"""What others notice while ten people each send a bad file: `python -m bench bystanders`.

Ten people work on pages, first by themselves, then while ten others send a file within the size limit in which every cell is
wrong. The files go in through a real browser, since that is how they come.
"""

import asyncio
import random
import time
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from bench.bad_files import bad_file, command
from bench.pages import ours
from bench.sessions import Burden, arrived, burden_of, tokens_of, work
from bench.visitors import Visitor
from tests.browser.harness.server import ROOT, Service

WORKING, SENDING, BY_THEMSELVES_SECONDS = 10, 10, 30.0
# A browser that is gone may come back within two minutes; its files are kept for it as long.
LONGEST_KEPT_SECONDS, MEMORY_IS_BACK = 300.0, 1.1


def measure() -> list[dict[str, Any]]:
    """Time pages of people at work, alone and while ten bad files are read.

    Returns:
        One row per figure: name, seconds (or megabytes), its baseline in the same run, the ratio.

    Raises:
        RuntimeError: Chromium is missing, the service did not start, or a file got no answer.
    """
    with TemporaryDirectory() as folder, ours(Path(folder)) as service:
        file = Path(folder) / "sites.csv"
        file.write_bytes(bad_file())
        return asyncio.run(_with(service, tokens_of(service, WORKING + SENDING, ("analyst",)), file))


async def _with(service: Service, tokens: list[str], file: Path) -> list[dict[str, Any]]:
    chance = random.Random(20261130)  # noqa: S311 - a mix of pages, no secret
    people = [await arrived(service, token, "") for token in tokens[:WORKING]]
    await _working(people, chance, time.monotonic() + 5)  # what is drawn for the first time is not counted
    before, alone = burden_of(service.process_id), await _working(people, chance, time.monotonic() + BY_THEMSELVES_SECONDS)
    began, beside = time.monotonic(), asyncio.Event()
    at_work = [asyncio.create_task(_until(person, beside, chance)) for person in people]
    try:
        await _sent(command(service.address, file), tokens[WORKING:])
    finally:
        beside.set()
    took = time.monotonic() - began
    meanwhile = [seconds for each in await asyncio.gather(*at_work) for seconds in each]
    most = burden_of(service.process_id)
    await asyncio.gather(*(person.leave() for person in people))
    return [*_rows(alone, meanwhile, took), await _memory(service, before, most)]


async def _sent(senders: list[str], tokens: list[str]) -> None:
    process = await asyncio.create_subprocess_exec(
        *senders, cwd=ROOT, stdin=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    _, told = await process.communicate("\n".join(tokens).encode())
    if process.returncode != 0:
        raise RuntimeError(told.decode(errors="replace")[-800:])


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


async def _memory(service: Service, before: Burden, most: Burden) -> dict[str, Any]:
    """Memory once the senders' browsers have been gone for so long that nothing is kept for them."""
    began, now = time.monotonic(), most
    while now.megabytes > MEMORY_IS_BACK * before.megabytes and time.monotonic() - began < LONGEST_KEPT_SECONDS:
        await asyncio.sleep(5)
        now = burden_of(service.process_id)
    return {
        "name": "memory of the service after the bad files",
        "megabytes": now.megabytes,
        "megabytes_just_after": most.megabytes,
        "after_seconds": round(time.monotonic() - began),
        "baseline": "before them",
        "baseline_megabytes": before.megabytes,
        "ratio": round(now.megabytes / before.megabytes, 2),
        "target_ratio": MEMORY_IS_BACK,
    }


async def _working(people: list[Visitor], chance: random.Random, until: float) -> list[float]:
    return [seconds for each in await asyncio.gather(*(work(one, until, chance) for one in people)) for seconds in each]


async def _until(person: Visitor, over: asyncio.Event, chance: random.Random) -> list[float]:
    taken: list[float] = []
    while not over.is_set():
        taken += await work(person, time.monotonic() + 1, chance)
    return taken
