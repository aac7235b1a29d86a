"""How long a case folder takes to be read, checked and kept, against plainly copying its files so that they last.

Run it with `python -m bench import_case`.
"""

import os
import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bench.timer import median_seconds
from core.actions.programmes import import_case
from core.domain.people import OPERATOR
from core.ingest.case import read_files
from core.store.database import open_database
from core.store.tables.folders import read_folder

CASE = Path(__file__).resolve().parents[1] / "tests" / "cases" / "bench"
TURNS = 9


def measure() -> list[dict[str, Any]]:
    """Time the import of a whole case into a new store, and the copying of its files.

    Returns:
        One row per thing timed: name, seconds (median), target_seconds, baseline, baseline_seconds, ratio.
    """
    with tempfile.TemporaryDirectory() as folder:
        turn = count()
        imported = median_seconds(lambda: _import(Path(folder) / f"home_{next(turn)}"), TURNS)
        copied = median_seconds(lambda: _copy(Path(folder) / f"copy_{next(turn)}"), TURNS)
    return [
        {
            "name": "import of a case folder: new store, read, check, keep",
            "seconds": imported,
            "target_seconds": 2.0,
            "baseline": "copying its files, flushed to the disk",
            "baseline_seconds": copied,
            "ratio": imported / copied,
        }
    ]


def _import(home: Path) -> None:
    db = open_database(home)
    reading = read_files(read_folder(CASE))
    saved = import_case(db, reading.tables, by=OPERATOR, at=datetime.now(UTC), what="Timed an import.")
    db.close()
    if not saved.is_new:
        raise RuntimeError("nothing was imported, so nothing was timed")


def _copy(folder: Path) -> None:
    folder.mkdir()
    for name, content in read_folder(CASE).items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
