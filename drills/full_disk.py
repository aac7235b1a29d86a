"""The disk fills up while people write: they are told so, nothing acknowledged is lost, and it goes on once there is room."""

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from core.domain.errors import Refused
from core.store.database import Database, open_database
from drills import worked_store
from drills.figures import Figure
from tests.browser.harness.server import ROOT

SIZE_MB, REFUSALS_WANTED, MOST_WRITES = 12, 6, 2_000
MOUNTED = 'mount -t tmpfs -o size={size}m tmpfs "{place}" && exec "{python}" -m drills.full_disk "{place}"'


def run() -> list[Figure]:
    """Fill a small disk of its own where this machine lets one be mounted; else let files grow no further."""
    with TemporaryDirectory() as folder:
        mounted = MOUNTED.format(size=SIZE_MB, place=folder, python=sys.executable)
        found = None
        if shutil.which("unshare"):
            found = subprocess.run(["unshare", "-Urm", "sh", "-c", mounted], cwd=ROOT, capture_output=True, text=True, check=False)
        how = f"a disk of {SIZE_MB} MB"
        if found is None or not found.stdout.startswith("{"):
            call = [sys.executable, "-m", "drills.full_disk", folder, "limited"]
            found = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
            how = "files that may grow no further"
    if not found.stdout.startswith("{"):
        raise RuntimeError(found.stderr[-2_000:])
    told = json.loads(found.stdout)
    says = (
        f"{how} full while writing: {told['acknowledged']} writes acknowledged, {told['refused']} refused with a sentence, "
        f"{told['lost']} lost, {told['wrong']} faults found, {told['afterwards']} written once there was room"
    )
    holds = told["refused"] >= REFUSALS_WANTED and not told["lost"] and not told["wrong"] and told["afterwards"] > 0
    return [Figure(says, holds)]


def _filled_up(place: Path, *, limited: bool) -> dict[str, int]:
    """Write until there is no room, make room, and write on."""
    worked_store.begin(place / "home")
    db = open_database(place / "home")
    acknowledged, refused = _written(db, 0, 10, 10)
    _take_room(place, limited=limited)
    more, refused = _written(db, 1_000, MOST_WRITES, REFUSALS_WANTED)
    _give_room(place)
    afterwards, _ = _written(db, 5_000, 10, 10)
    db.close()
    db = open_database(place / "home")
    lost = (acknowledged | more | afterwards) - worked_store.marks_in(db)
    wrong = worked_store.found_wrong(db)
    db.close()
    counts = {"acknowledged": len(acknowledged | more), "refused": refused, "lost": len(lost), "wrong": len(wrong)}
    return {**counts, "afterwards": len(afterwards)}


def _written(db: Database, first: int, most: int, refusals: int) -> tuple[set[str], int]:
    """Write until so many were refused; every refusal must be a sentence, for anything else ends the drill."""
    kinds, acknowledged, refused = list(worked_store.WRITES), set(), 0
    for number in range(first, first + most):
        kind, mark = kinds[number % len(kinds)], f"{kinds[number % len(kinds)]} {number}"
        try:
            worked_store.WRITES[kind](db, mark, number)
            acknowledged.add(mark)
        except Refused:
            refused += 1
        if refused >= refusals:
            break
    return acknowledged, refused


def _take_room(place: Path, *, limited: bool) -> None:
    """Leave a little room, so that writes of every kind run out of it at some point of their own."""
    if limited:
        largest = max(path.stat().st_size for path in (place / "home").rglob("*") if path.is_file())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, resource.RLIM_INFINITY))
        return
    with (place / "filler").open("wb") as filler:
        filler.write(bytes(max(shutil.disk_usage(place).free - 200_000, 0)))


def _give_room(place: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    (place / "filler").unlink(missing_ok=True)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_filled_up(Path(sys.argv[1]), limited="limited" in sys.argv[2:])))
