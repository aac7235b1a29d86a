"""Backups made under two writers, restored into empty folders: each a moment of the store, and a flipped byte is refused."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from core.domain.errors import BadBackup
from core.store.backup import back_up, restore
from core.store.database import Database, open_database
from drills import worked_store
from drills.figures import Figure

WRITERS, LONGEST_RESTORE_SECONDS = 2, 60.0
FAR_APART = 1_000_000


def run(times: int, seed: int = 11) -> list[Figure]:
    """Make a backup while two write, restore it, and compare it with what was acknowledged before and after."""
    chance = random.Random(seed)  # noqa: S311 - places to hit, no secret
    acknowledged: list[str] = []
    stop = Event()
    good, refused, longest = 0, 0, 0.0
    with TemporaryDirectory() as folder:
        place = Path(folder)
        worked_store.begin(place / "home")
        db = open_database(place / "home")
        writers = [Thread(target=_write_on, args=(db, stop, acknowledged, number * FAR_APART)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for turn in range(times):
            copy = place / f"{turn}.zip"
            before = set(acknowledged)
            back_up(db, copy, at=datetime.now(UTC))
            seconds, marks, wrong = _restored(copy, place / f"again-{turn}")
            longest = max(longest, seconds)
            # Who writes may have been answered a moment after the copy was made: what is in it is compared at the end.
            good += before <= marks and not wrong
            refused += _is_refused_when_hit(copy, place / f"hit-{turn}", chance)
        stop.set()
        for writer in writers:
            writer.join()
        db.close()
    says = (
        f"{times} backups under {WRITERS} writers ({len(acknowledged)} writes): {good} restored whole, in {longest:.1f} s at most; "
        f"{refused} of {times} with a flipped bit refused"
    )
    return [Figure(says, good == refused == times and longest < LONGEST_RESTORE_SECONDS and bool(acknowledged))]


def _write_on(db: Database, stop: Event, acknowledged: list[str], number: int) -> None:
    kinds = list(worked_store.WRITES)
    while not stop.is_set():
        mark = worked_store.write(db, kinds[number % len(kinds)], number)
        if mark is not None:
            acknowledged.append(mark)
        number += 1


def _restored(copy: Path, home: Path) -> tuple[float, set[str], tuple[str, ...]]:
    began = time.monotonic()
    restore(copy, home)
    seconds = time.monotonic() - began
    db = open_database(home)
    try:
        return seconds, worked_store.marks_in(db), worked_store.found_wrong(db)
    finally:
        db.close()


def _is_refused_when_hit(copy: Path, home: Path, chance: random.Random) -> bool:
    content = bytearray(copy.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    copy.write_bytes(content)
    try:
        restore(copy, home)
    except BadBackup:
        return not home.exists()
    return False
