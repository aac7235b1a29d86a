"""Two people who change the same thing at once, each from a process of their own, and a check of the whole audit afterwards.

Run it with `python -m bench collaboration`.
"""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from core.actions.comments import begin_thread
from core.actions.programmes import import_case
from core.domain.comments import Anchor, On
from core.domain.people import OPERATOR
from core.reports.activity import audit_checked
from core.reports.live_changes import pulse
from core.store import audit
from core.store.database import Database, all_or_nothing, open_database
from core.store.tables.versions import every_version
from tests.core.actions.two_writers import PROGRAMME, Told, replace_outcomes, turn_a_thread
from tests.core.store.stored import tables_of

SAVES, ENTRIES, LOOKS = 600, 20_000, 1_000


def measure() -> list[dict[str, Any]]:
    """Let two people save 600 times, tables and then comments; then check a long audit, and look at a programme's pulse.

    Returns:
        One row per thing measured: name, seconds, target_seconds where there is one; of saves also how many were accepted,
        refused as stale, and lost.
    """
    with tempfile.TemporaryDirectory() as folder:
        tables = _saves(Path(folder) / "tables", "600 saves of one table", replace_outcomes)
        comments = _saves(Path(folder) / "comments", "600 changes of one thread of comments", turn_a_thread)
        return [tables, comments, *_audit(Path(folder) / "audit")]


def _saves(home: Path, name: str, write: Callable[[str, str, int], Told]) -> dict[str, Any]:
    db = _filled(home)
    began = time.perf_counter()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as people:
        running = [people.submit(write, str(home), person, SAVES // 2) for person in ("Anil Analyst", "Olga Analyst")]
        told = [one.result() for one in running]
    seconds = time.perf_counter() - began
    accepted = sum(len(one.accepted) for one in told)
    kept = len(every_version(db, PROGRAMME)) - 1 if write is replace_outcomes else _turns(db)
    row = {
        "name": f"two people: {name}",
        "seconds": seconds,
        "accepted": accepted,
        "refused_as_stale": sum(len(one.refused) for one in told),
        "stale_and_accepted": sum(len(one.late_accepted) for one in told),
        "lost": accepted - kept,
        "audit_is_whole": audit_checked(db).is_whole,
    }
    db.close()
    return row


def _filled(home: Path) -> Database:
    db, now = open_database(home), datetime.now(UTC)
    import_case(db, tables_of("one_hospital"), by=OPERATOR, at=now, what="Imported for a measurement.")
    anchor = Anchor(programme_id=PROGRAMME, kind=On.figure, id="npsv")
    begin_thread(db, anchor, "Net public value", "Measured.", by=OPERATOR, at=now)
    return db


def _turns(db: Database) -> int:
    return len(audit.entries(db, PROGRAMME, actions=("resolve_comments", "reopen_comments"), most=SAVES + 1))


def _audit(home: Path) -> list[dict[str, Any]]:
    db = _filled(home)
    with all_or_nothing(db) as connection:
        for number in range(ENTRIES):
            detail = {"what": f"Replaced costs for the {number}th time.", "tables": ["costs"], "number": number}
            audit.add(connection, at=datetime.now(UTC), by=OPERATOR, action="replace_tables", programme_id=PROGRAMME, detail=detail)
    began = time.perf_counter()
    whole = audit_checked(db).is_whole
    checked = time.perf_counter() - began
    began = time.perf_counter()
    for _ in range(LOOKS):
        pulse(db, OPERATOR, PROGRAMME)
    looked = (time.perf_counter() - began) / LOOKS
    db.close()
    return [
        {"name": f"check of an audit of {ENTRIES:,} entries", "seconds": checked, "target_seconds": 1.0, "audit_is_whole": whole},
        {"name": "one look at a programme's pulse", "seconds": looked, "target_seconds": 0.005},
    ]
