"""Unit costs: workbooks as they came, and the partner settled for each agency.

A workbook is kept under the hash of its bytes beside all other evidence. Entries of the audit say which programme holds which
workbook and what was settled; since such entries are only ever added, who settled what, and when, stays known.
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from core.domain.errors import CannotStore
from core.domain.people import Person
from core.domain.unit_costs import KeptWorkbook
from core.store import audit
from core.store.database import Connection, Database, Source
from core.store.tables.named_files import WORKBOOK, WORKBOOK_BROUGHT
from core.store.tables.parquet import UNFINISHED, flush_folder, must_be_whole

IMPORTED, SETTLED = WORKBOOK_BROUGHT, "settle_agencies"
MOST_ENTRIES = 100_000
Answer = str | dict[str, float]


def keep_workbook(db: Database, data: bytes) -> str:
    """Put a workbook beside all other evidence, so that it is on the disk when this returns; gives the hash of its bytes.

    Raises:
        CannotStore: the disk is full or may not be written to.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    place = _place(db, sha256)
    try:
        if not place.exists():
            handle, unfinished = tempfile.mkstemp(dir=db.evidence, suffix=UNFINISHED)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(place)
            flush_folder(db.evidence)
    except OSError as refusal:
        raise CannotStore(f"The folder {db.evidence} cannot be written ({refusal.strerror}): nothing was stored.") from refusal
    db.depot.put(place.name)
    return sha256


def add_workbook(
    connection: Connection, programme_id: str, sha256: str, *, file_name: str, rows: int, at: datetime, by: Person
) -> None:
    """Write down that a programme holds a workbook from now on."""
    what = f"Brought the unit costs {file_name}, {rows:,} rows."
    detail = {"what": what, "sha256": sha256, "file_name": file_name, "rows": rows}
    audit.add(connection, at=at, by=by, action=IMPORTED, programme_id=programme_id, detail=detail)


def workbook_of(source: Source, programme_id: str) -> KeptWorkbook | None:
    """Find the workbook a programme holds, the last that was brought; None where there is none."""
    for entry in audit.entries(source, programme_id, actions=(IMPORTED,), most=1):
        detail = entry.detail
        return KeptWorkbook(detail["sha256"], detail["file_name"], detail["rows"], entry.at, entry.by)
    return None


def read_workbook(db: Database, kept: KeptWorkbook) -> bytes:
    """Read a workbook's bytes as they came.

    Raises:
        DamagedStore: the file is missing or altered.
    """
    place = _place(db, kept.sha256)
    db.depot.bring(place.name, kept.sha256)
    must_be_whole(place, kept.sha256, f"The unit costs {kept.file_name}")
    return place.read_bytes()


def add_settled(connection: Connection, programme_id: str, answers: Mapping[str, Answer], *, at: datetime, by: Person) -> None:
    """Write down who bears what, by agency or by row; the latest word on each counts."""
    what = f"Settled who bears {len(answers)} of the unit costs' agencies or rows."
    detail = {"what": what, "settled": dict(answers)}
    audit.add(connection, at=at, by=by, action=SETTLED, programme_id=programme_id, detail=detail)


def settled_of(source: Source, programme_id: str) -> dict[str, Answer]:
    """Gather what was settled so far, for any edition of the workbook."""
    settled: dict[str, Answer] = {}
    for entry in reversed(audit.entries(source, programme_id, actions=(SETTLED,), most=MOST_ENTRIES)):
        settled |= entry.detail["settled"]
    return settled


def _place(db: Database, sha256: str) -> Path:
    return db.evidence / f"{sha256}{WORKBOOK}"
