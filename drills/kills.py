"""Killed with -9 in the middle of uploads, saves, decisions, offers and comments: what was acknowledged is there afterwards."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from core.store.database import open_database
from drills import worked_store
from drills.figures import Figure
from drills.service import Driven, driven

CLIENTS = 3
ALIVE_SECONDS = (0.1, 1.5)
READ_WHOLE_EVERY = 20
FAR_APART = 1_000_000


def run(times: int, seed: int = 11) -> list[Figure]:
    """Start the service, let three people write, kill it, and look what is there; over and over on one store."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secret
    acknowledged: set[str] = set()
    lost: set[str] = set()
    wrong: list[str] = []
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        worked_store.begin(home)
        for turn in range(times):
            acknowledged |= _one_life(home, turn, chance)
            gone, told = _looked_at(home, acknowledged, read_whole=turn % READ_WHOLE_EVERY == 0 or turn == times - 1)
            lost |= gone
            wrong += told
    says = f"{times} kills: {len(acknowledged)} writes acknowledged, {len(lost)} lost, {len(wrong)} faults found by the store"
    return [Figure(says + (f" ({wrong[0]})" if wrong else ""), not lost and not wrong and bool(acknowledged))]


def _one_life(home: Path, turn: int, chance: random.Random) -> set[str]:
    """Let people write until the service is killed; gives the marks of what it acknowledged."""
    acknowledged: list[str] = []
    stop = Event()
    with driven(home) as service:
        clients = [
            Thread(target=_write_on, args=(service, stop, acknowledged, turn * FAR_APART + number, chance.random()))
            for number in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        stop.wait(chance.uniform(*ALIVE_SECONDS))
        service.kill()
        stop.set()
        for client in clients:
            client.join()
    return set(acknowledged)


def _write_on(service: Driven, stop: Event, acknowledged: list[str], number: int, seed: float) -> None:
    chance = random.Random(seed)  # noqa: S311 - a mix of writes, no secret
    while not stop.is_set():
        mark = service.write(chance.choice(list(worked_store.WRITES)), number)
        if mark is not None:
            acknowledged.append(mark)
        number += CLIENTS


def _looked_at(home: Path, acknowledged: set[str], *, read_whole: bool) -> tuple[set[str], list[str]]:
    db = open_database(home)
    try:
        told = [] if db.loss is None else [db.loss.sentence]
        if read_whole:
            told += worked_store.found_wrong(db)
        return acknowledged - worked_store.marks_in(db), told
    finally:
        db.close()
