"""Damage: a store as a machine or a hand may leave it. Every one must be noticed, or take nothing away."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from core.domain.errors import Refused
from core.store.database import Database, open_database
from drills import worked_store
from drills.figures import Figure

PAGE = 4_096
ROUNDS_AFTER_THE_COPY = 2
Damage = Callable[[Path, Path, random.Random], None]


def run(times: int, seed: int = 11) -> list[Figure]:
    """Damage one store many times over, each time in another way or place, and open it.

    Args:
        times: how many damages.
        seed: of the places that are hit.
    """
    with TemporaryDirectory() as folder:
        silent, noticed, harmless = [], 0, 0
        for name, found in outcomes(Path(folder), times, seed):
            noticed += found == "noticed"
            harmless += found == "harmless"
            silent += [name] if found == "silent" else []
    told = f"{times} damages: {noticed} noticed, {harmless} took nothing away, {len(silent)} silent"
    return [Figure(told + (f" ({', '.join(silent)})" if silent else ""), not silent)]


def outcomes(folder: Path, times: int, seed: int) -> Iterator[tuple[str, str]]:
    """Name of each damage, and whether it was noticed, harmless or silent."""
    whole, older = folder / "whole", folder / "older"
    held = _made(folder / "home", whole, older)
    chance, names = random.Random(seed), list(DAMAGES)  # noqa: S311 - places to hit, no secret
    for number in range(times):
        name = names[number % len(names)]
        home = worked_store.copied(whole, folder / "damaged")
        DAMAGES[name](home, older, chance)
        yield name, _outcome(home, held)
        shutil.rmtree(home)


def _made(home: Path, whole: Path, older: Path) -> dict[str, str]:
    """Work on a store, and copy it twice while it is open: once in the middle, and once at the end."""
    worked_store.begin(home)
    db = open_database(home)
    _work(db, 1)
    worked_store.copied(home, older)
    for number in range(2, 2 + ROUNDS_AFTER_THE_COPY):
        _work(db, number)
    worked_store.copied(home, whole)
    held = worked_store.held_by(db)
    db.close()
    return held


def _work(db: Database, number: int) -> None:
    for kind in worked_store.WRITES:
        if worked_store.write(db, kind, number) is None:
            raise RuntimeError(f"the {kind} {number} was refused")


def _outcome(home: Path, held: dict[str, str]) -> str:
    try:
        db = open_database(home)
    except Refused:
        return "noticed"
    try:
        if worked_store.found_wrong(db):
            return "noticed"
        return "harmless" if worked_store.held_by(db) == held else "silent"
    finally:
        db.close()


def _cut(path: Path, chance: random.Random) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(chance.randrange(size))


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _zero_tail(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    kept = chance.randrange(len(content))
    path.write_bytes(content[:kept] + bytes(len(content) - kept))


def _zero_page(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    start = chance.randrange(max(len(content) // PAGE, 1)) * PAGE
    content[start : start + PAGE] = bytes(len(content[start : start + PAGE]))
    path.write_bytes(content)


def _settled(home: Path) -> Path:
    """Bring everything into the state file, as the last to close it does."""
    with closing(sqlite3.connect(home / "state.db")) as state:
        state.execute("pragma wal_checkpoint(truncate)")
    return home / "state.db"


def _parquet(home: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((home / "evidence").glob("*.parquet")))


def _by_hand(home: Path, statement: str, *triggers: str) -> None:
    with closing(sqlite3.connect(home / "state.db")) as state:
        for trigger in triggers:
            state.execute(f"drop trigger {trigger}")
        state.execute(statement)
        state.commit()


def _older_state(home: Path, older: Path, *names: str) -> None:
    for name in ("state.db", "state.db-wal"):
        (home / name).unlink(missing_ok=True)
    for name in names:
        shutil.copy(older / name, home / name)


WAL = "state.db-wal"
DAMAGES: dict[str, Damage] = {
    "log cut": lambda home, _, chance: _cut(home / WAL, chance),
    "log with a bit flipped": lambda home, _, chance: _flip(home / WAL, chance),
    "log with its tail zeroed": lambda home, _, chance: _zero_tail(home / WAL, chance),
    "log gone": lambda home, _, chance: (home / WAL).unlink(),
    "log empty": lambda home, _, chance: (home / WAL).write_bytes(b""),
    "log of an earlier moment": lambda home, older, chance: shutil.copy(older / WAL, home / WAL) and None,
    "older state without its log": lambda home, older, chance: _older_state(home, older, "state.db"),
    "older state with its log": lambda home, older, chance: _older_state(home, older, "state.db", WAL),
    "state with a bit flipped": lambda home, _, chance: _flip(_settled(home), chance),
    "state with a page zeroed": lambda home, _, chance: _zero_page(_settled(home), chance),
    "state cut": lambda home, _, chance: _cut(_settled(home), chance),
    "state gone": lambda home, _, chance: _older_state(home, home),
    "state empty": lambda home, _, chance: _settled(home).write_bytes(b"") and None,
    "table gone": lambda home, _, chance: _parquet(home, chance).unlink(),
    "table with a bit flipped": lambda home, _, chance: _flip(_parquet(home, chance), chance),
    "table cut": lambda home, _, chance: _cut(_parquet(home, chance), chance),
    "log of commits gone": lambda home, _, chance: (home / "commits.log").unlink(),
    "log of commits cut": lambda home, _, chance: _cut(home / "commits.log", chance),
    "log of commits with a bit flipped": lambda home, _, chance: _flip(home / "commits.log", chance),
    "a row of loads altered": lambda home, _, chance: _by_hand(home, "update loads set rows = rows + 1 where load_id = 2"),
    "a comment altered": lambda home, _, chance: _by_hand(home, "update comments set text = 'No.' where comment_id = 2"),
    "a version taken away": lambda home, _, chance: _by_hand(
        home, "update versions set state = 'undone' where version_id = (select max(version_id) from versions)"
    ),
}
