"""Two services on one folder: what each acknowledges is there for both."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from core.store.database import open_database
from drills import worked_store
from drills.figures import Figure
from drills.service import Driven, driven

CLIENTS_OF_EACH = 2
FAR_APART = 1_000_000


def run(seconds: float) -> list[Figure]:
    """Let two services be written to at once by two people each, and look what is there."""
    acknowledged: list[str] = []
    stop = Event()
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        worked_store.begin(home)
        with driven(home) as one, driven(home) as other:
            clients = [
                Thread(target=_write_on, args=(service, stop, acknowledged, number * FAR_APART))
                for number, service in enumerate((one, other) * CLIENTS_OF_EACH)
            ]
            for client in clients:
                client.start()
            time.sleep(seconds)
            stop.set()
            for client in clients:
                client.join()
        db = open_database(home)
        lost, wrong = set(acknowledged) - worked_store.marks_in(db), worked_store.found_wrong(db)
        db.close()
    says = f"two services on one folder: {len(acknowledged)} writes acknowledged, {len(lost)} lost, {len(wrong)} faults found"
    return [Figure(says + (f" ({wrong[0]})" if wrong else ""), bool(acknowledged) and not lost and not wrong)]


def _write_on(service: Driven, stop: Event, acknowledged: list[str], number: int) -> None:
    kinds = list(worked_store.WRITES)
    while not stop.is_set():
        mark = service.write(kinds[number % len(kinds)], number)
        if mark is not None:
            acknowledged.append(mark)
        number += 1
