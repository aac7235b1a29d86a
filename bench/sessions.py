"""Many people at once: a hundred open pages, twenty who work, thirty who arrive together, and a leader who opens a link.

Run it with `python -m bench sessions`. Everybody holds a real socket to the real service, signed in, and asks for the parts of
a page that are drawn anew every few seconds as a browser does.
"""

import asyncio
import http.client
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from bench.pages import bare, ours
from bench.timer import figure_row
from bench.visitors import Visitor
from core.domain.links import MOST_PAGE_BYTES, LinkOrder
from core.domain.people import OPERATOR, Person
from core.papers.shared_page import share
from core.store.database import open_database
from pages.shell.page_list import built
from tests.browser.harness.server import Service
from tests.people import a_person
from tests.signed_in import session_for

HELD, ACTIVE, ARRIVING, ARRIVE_WITHIN_SECONDS = 100, 20, 30, 5.0
SOAK_SECONDS, THINKING_SECONDS = 60.0, (1.0, 3.0)
LINK_OPENINGS = 100
SAMPLE, OPTION = "cbt_probation", "ten_boroughs"
ROLES = ("analyst", "board", "viewer")
PAGES = [place.address for place in built() if place.file not in {"people.py", "account.py"}]


@dataclass(frozen=True)
class Burden:
    """What a process holds at a moment, and the seconds it has computed since its start."""

    seconds: float
    megabytes: float
    threads: int
    files: int


def measure() -> list[dict[str, Any]]:
    """Hold a hundred sessions, let twenty work for a minute, let thirty arrive at once, and open a shared link.

    Returns:
        One row per figure: name, seconds (or megabytes, bytes), its baseline in the same run, the ratio, the target.

    Raises:
        RuntimeError: the service did not start, or showed an error on a page.
    """
    with TemporaryDirectory() as folder:
        with bare(Path(folder)) as baseline:
            alone = [_health_seconds(baseline) for _ in range(LINK_OPENINGS)]
            bare_burden = asyncio.run(_bare_burden(baseline))
        with ours(Path(folder)) as service:
            link = _links(service, median(alone))
            tokens = tokens_of(service, HELD + ARRIVING)
            return [*asyncio.run(_crowd(service, tokens, bare_burden)), *link]


async def _crowd(service: Service, tokens: list[str], bare_burden: Burden) -> list[dict[str, Any]]:
    chance = random.Random(20261123)  # noqa: S311 - a mix of pages, no secret
    await _open_each(service, tokens[0])
    alone = [await _open_each(service, tokens[0]) for _ in range(2)]
    one_alone = quantiles([seconds for each in alone for seconds in each], n=20)[-1]
    held = [await arrived(service, token, chance.choice(PAGES)) for token in tokens[:HELD]]
    before = burden_of(service.process_id)
    until = time.monotonic() + SOAK_SECONDS
    taken = [seconds for each in await asyncio.gather(*(work(one, until, chance) for one in held[:ACTIVE])) for seconds in each]
    after = burden_of(service.process_id)
    rush = await _rush(service, tokens[HELD:])
    await asyncio.gather(*(visitor.leave() for visitor in held))
    _no_errors(service, held)
    p95 = quantiles(taken, n=20)[-1]
    return [
        figure_row(f"{HELD} sessions held, {ACTIVE} of them working: 95% of pages within", p95, "one person alone", one_alone,
             target_seconds=2.0, median_seconds=round(median(taken), 4), pages_drawn=len(taken),
             asked_again=sum(one.asked_again for one in held),
             parts_asked=sum(one.parts_asked for one in held), parts_drawn=sum(one.parts_drawn for one in held),
             load_average=os.getloadavg()[0],
             cores_used=round((after.seconds - before.seconds) / SOAK_SECONDS, 2)),
        {"name": "memory with all of them", "megabytes": after.megabytes, "baseline": "a bare service with one page open",
         "baseline_megabytes": bare_burden.megabytes, "ratio": round(after.megabytes / bare_burden.megabytes, 2),
         "target_megabytes": 1024},
        {"name": f"what {SOAK_SECONDS:.0f} seconds of work leave behind", "megabytes_before": before.megabytes,
         "megabytes_after": after.megabytes, "threads": [before.threads, after.threads], "files": [before.files, after.files]},
        figure_row(f"{ARRIVING} people open one page within {ARRIVE_WITHIN_SECONDS:.0f} seconds: the last has it after", rush,
             "the moment the last one comes", ARRIVE_WITHIN_SECONDS, target_seconds=10.0),
    ]  # fmt: skip


async def arrived(service: Service, token: str, page: str) -> Visitor:
    """Let a person come and open a page."""
    visitor = await Visitor(service.address, token).arrive()
    await visitor.open(page)
    return visitor


async def _open_each(service: Service, token: str) -> list[float]:
    """One person opens every page in turn."""
    visitor = await Visitor(service.address, token).arrive()
    taken = [await visitor.open(page) for page in PAGES]
    await visitor.leave()
    _no_errors(service, [visitor])
    return taken


async def work(visitor: Visitor, until: float, chance: random.Random) -> list[float]:
    """Let a person open pages, thinking in between; gives the seconds of each."""
    taken = []
    while time.monotonic() < until:
        await asyncio.sleep(chance.uniform(*THINKING_SECONDS))
        taken.append(await visitor.open(chance.choice(PAGES)))
    return taken


async def _rush(service: Service, tokens: list[str]) -> float:
    began = time.perf_counter()

    async def come(number: int, token: str) -> float:
        await asyncio.sleep(number * ARRIVE_WITHIN_SECONDS / (len(tokens) - 1))
        visitor = await arrived(service, token, "")
        seconds = time.perf_counter() - began
        await visitor.leave()
        return seconds

    return max(await asyncio.gather(*(come(number, token) for number, token in enumerate(tokens))))


async def _bare_burden(service: Service) -> Burden:
    visitor = await arrived(service, "", "")
    burden = burden_of(service.process_id)
    await visitor.leave()
    return burden


def _links(service: Service, baseline_seconds: float) -> list[dict[str, Any]]:
    db, token = open_database(service.home), token_urlsafe(32)
    share(db, LinkOrder(SAMPLE, 1, OPTION, "Measured"), token=token, by=OPERATOR, at=datetime.now(UTC))
    db.close()
    taken, sizes = zip(*(_fetched(service, f"/s/{token}") for _ in range(LINK_OPENINGS)), strict=True)
    return [
        figure_row("a leader's link: 95% of openings within", quantiles(taken, n=20)[-1], "a bare service says it is well",
             baseline_seconds, target_seconds=0.05, bytes=max(sizes), target_bytes=MOST_PAGE_BYTES)
    ]  # fmt: skip


def _health_seconds(service: Service) -> float:
    return _fetched(service, "/_stcore/health")[0]


def _fetched(service: Service, path: str) -> tuple[float, int]:
    """Fetch an address over a connection of its own; gives seconds and bytes."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("localhost", int(service.address.rpartition(":")[2]))
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path.partition('/s/')[0] or 'The link'} answered {answer.status}.")
    return time.perf_counter() - began, len(body)


def tokens_of(service: Service, count: int, roles: tuple[str, ...] = ROLES) -> list[str]:
    """Sign people in, of these roles in turn."""
    db = open_database(service.home)
    tokens = [session_for(db, person) for person in _people(count, roles)]
    db.close()
    return tokens


def _people(count: int, roles: tuple[str, ...]) -> Iterator[Person]:
    for number in range(count):
        yield a_person(roles[number % len(roles)], SAMPLE, name=f"Person {number}")


def burden_of(process_id: int) -> Burden:
    """Read what a process of this machine holds."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process_id}/status").read_text().splitlines())
    files = len(list(Path(f"/proc/{process_id}/fd").iterdir()))
    ticks = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    seconds = (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
    return Burden(seconds, round(int(status["VmRSS"].split()[0]) / 1024, 1), int(status["Threads"]), files)


def _no_errors(service: Service, visitors: list[Visitor]) -> None:
    told = [error for visitor in visitors for error in visitor.errors]
    if told:
        raise RuntimeError(f"Pages showed {len(told)} errors. The log ends:\n{service.log.read_text(encoding='utf-8')[-3000:]}")
