"""The grown form: its database stopped under load, its S3 store gone, its copies killed with -9; what was acknowledged is there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from core.actions.programmes import import_case
from core.store.database import PROJECT, Database, open_database
from core.store.state.address import URL_VARIABLE, address_of_service
from drills import worked_store
from drills.figures import Figure
from tests import postgresql_server, s3_server
from tests.canaries import case_files
from tests.core.every_action import tables_of
from tests.postgresql_server import Server, url_of
from tests.s3_server import BUCKET, S3Server
from tests.signed_in import session_for

WRITERS = 4
FAR_APART = 1_000_000
PAUSE = 0.2


def run(stopped_seconds: float, kills: int) -> Iterator[Figure]:
    """Try all three, one after another on one store, where the servers can be had; else say why they cannot."""
    missing = postgresql_server.why_not() or s3_server.why_not()
    if missing:
        yield Figure(f"left out: {missing}", True)
        return
    with TemporaryDirectory() as folder, _servers() as (state, data):
        with closing(open_database(Path(folder) / "first", address_of_service())) as db:
            session_for(db, worked_store.WORKER)
            import_case(db, tables_of(case_files()), by=worked_store.WORKER, at=datetime.now(UTC), what="Imported it.")
        yield _interrupted(Path(folder), "PostgreSQL", state, stopped_seconds, 1)
        yield _interrupted(Path(folder), "the S3 store", data, stopped_seconds, 2)
        yield _killed(Path(folder), kills)


@contextmanager
def _servers() -> Iterator[tuple[Server, S3Server]]:
    """A database that loses nothing when its power is cut, and an S3 store, named in the environment as a service finds them."""
    state, data = Server("-c", "max_connections=100"), S3Server()
    before = dict(os.environ)
    try:
        state.make("scalecase")
        os.environ |= {**data.environment, URL_VARIABLE: f"{url_of('scalecase', state.port)}?data=s3://{BUCKET}/drill"}
        yield state, data
    finally:
        os.environ.clear()
        os.environ |= before
        data.close()
        state.close()


def _interrupted(folder: Path, what: str, server: Server | S3Server, seconds: float, turn: int) -> Figure:
    """Let people write on two machines while something is stopped and started again."""
    acknowledged: list[str] = []
    refused: list[float] = []
    ended = Event()
    machines = [open_database(folder / name, address_of_service()) for name in ("first", "second")]
    writers = [
        Thread(target=_write_on, args=(machines[number % 2], ended, acknowledged, refused, turn * FAR_APART + number))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    time.sleep(seconds / 4)
    server.stop()
    time.sleep(seconds)
    server.start()
    again, before = time.monotonic(), len(acknowledged)
    while len(acknowledged) < before + WRITERS and time.monotonic() - again < 60:
        time.sleep(0.05)
    back = time.monotonic() - again
    time.sleep(seconds / 4)
    ended.set()
    for writer in writers:
        writer.join()
    for machine in machines:
        machine.close()
    lost, wrong = _looked_at(folder, set(acknowledged))
    longest = max(refused, default=0.0)
    says = (
        f"{what} stopped for {seconds:.0f} s under {WRITERS} writers on two machines: {len(acknowledged)} writes acknowledged, "
        f"{len(lost)} lost, {len(refused)} refused with a sentence within {longest:.1f} s, saving again after {back:.1f} s, "
        f"{len(wrong)} faults found by the store"
    )
    return Figure(says + (f" ({wrong[0]})" if wrong else ""), not lost and not wrong and bool(refused) and back < 30)


def _write_on(db: Database, ended: Event, acknowledged: list[str], refused: list[float], number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - a mix of writes, no secret
    while not ended.is_set():
        began = time.monotonic()
        mark = worked_store.write(db, chance.choice(list(worked_store.WRITES)), number)
        if mark is None:
            refused.append(time.monotonic() - began)
        else:
            acknowledged.append(mark)
        ended.wait(PAUSE)
        number += WRITERS


def _killed(folder: Path, times: int) -> Figure:
    """Kill a machine that writes, over and over."""
    acknowledged: set[str] = set()
    chance = random.Random(7)  # noqa: S311 - moments, no secret
    for turn in range(times):
        command = [
            sys.executable,
            "-c",
            f"from drills.grown import write_until_killed; write_until_killed({str(folder)!r}, {turn})",
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as writer:
            assert writer.stdout is not None  # noqa: S101 - it was asked for
            writer.stdout.readline()
            time.sleep(chance.uniform(0.1, 1.5))
            writer.send_signal(signal.SIGKILL)
            acknowledged |= {line.strip() for line in writer.stdout if line.endswith("\n")}
    lost, wrong = _looked_at(folder, acknowledged, read_whole=True)
    says = f"{times} kills of a machine that writes: {len(acknowledged)} acknowledged, {len(lost)} lost, {len(wrong)} faults found"
    return Figure(says + (f" ({wrong[0]})" if wrong else ""), not lost and not wrong and bool(acknowledged))


def write_until_killed(folder: str, turn: int) -> None:
    """Write, and say what was acknowledged, until this process is killed."""
    db = open_database(Path(folder) / "killed", address_of_service())
    chance, number = random.Random(turn), (turn + 10) * FAR_APART  # noqa: S311 - a mix of writes, no secret
    print("open", flush=True)
    while True:
        mark = worked_store.write(db, chance.choice(list(worked_store.WRITES)), number)
        if mark is not None:
            print(mark, flush=True)
        number += 1


def _looked_at(folder: Path, acknowledged: set[str], *, read_whole: bool = False) -> tuple[set[str], list[str]]:
    """Open the store as after a restart; read whole, every file of every version is looked at where it is kept."""
    with closing(open_database(folder / "first", address_of_service())) as db:
        told = [] if db.loss is None else [db.loss.sentence]
        return acknowledged - worked_store.marks_in(db), [*told, *(worked_store.found_wrong(db) if read_whole else ())]
