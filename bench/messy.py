"""How long awkward files take to be looked at, mapped and converted, against reading the same bytes plainly.

Run it with `python -m bench messy`.
"""

import csv
import io
import time
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook

from core.ingest.messy import NotReadable, convert, propose, survey
from tests.core.ingest.messy.corpus import UNREADABLE, Awkward
from tests.core.ingest.messy.test_corpus import EVERYTHING

FILES = (EVERYTHING * 2)[:240]


def measure() -> list[dict[str, Any]]:
    """Time 240 files, good and bad, from bytes to a table or a refusal.

    Returns:
        One row: name, seconds, target_seconds, baseline, baseline_seconds, ratio.
    """
    ours, plain = _seconds(_converted), _seconds(_plainly_read)
    return [
        {
            "name": f"{len(FILES)} awkward files: looked at, mapped, converted",
            "seconds": ours,
            "target_seconds": 60.0,
            "baseline": "the csv module or openpyxl reading the cells of those that can be read",
            "baseline_seconds": plain,
            "ratio": ours / plain,
        }
    ]


def _converted(file: Awkward) -> None:
    try:
        found = survey(file.data, file.file_name)
    except NotReadable:
        return
    convert(found, file.mapping or propose(found, file.table))


def _plainly_read(file: Awkward) -> None:
    """Read its cells; what cannot be read at all counts for nothing here."""
    if file.expected == UNREADABLE:
        return
    if not file.data.startswith(b"PK"):
        list(csv.reader(io.StringIO(file.data.decode("latin-1").replace("\0", ""), newline="")))
        return
    for sheet in load_workbook(io.BytesIO(file.data), read_only=True):
        list(sheet.iter_rows(values_only=True))


def _seconds(work: Callable[[Awkward], None]) -> float:
    began = time.perf_counter()
    for file in FILES:
        work(file)
    return time.perf_counter() - began
