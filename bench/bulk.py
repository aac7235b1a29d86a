"""How long observations take to be loaded, against DuckDB's own copy of the same file, and how long pages wait for sums.

Run it with `python -m bench bulk`; SCALECASE_BENCH_ROWS says how many rows, 1,000,000 when it is not set.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from core.actions.observations import load_observations
from core.actions.programmes import import_case
from core.domain.people import OPERATOR
from core.ingest.case import read_files
from core.reports.evidence.observations import arms
from core.store.database import open_database
from core.store.tables.folders import read_folder
from core.store.tables.versions import version_numbered

CASE = Path(__file__).resolve().parents[1] / "tests" / "cases" / "one_hospital"
PROJECT = Path(__file__).resolve().parents[1]
SITES, TURNS = 100, 3
OUTCOMES = ("days_in_hospital_bed", "emergency_attendance", "in_work_after_six_months")
MOST_TIMES_THE_COPY, MOST_BYTES, MOST_SECONDS_FOR_SUMS = 2.0, 2_000_000_000, 0.3


def measure() -> list[dict[str, Any]]:
    """Time loads and plain copies of one file in turn, each in a process of its own, so that a busy machine slows both.

    Returns:
        One row per thing measured: name, its figure (seconds or bytes), its target; for the load also its baseline,
        baseline_seconds and ratio (how many times as long as the baseline), the median over pairs.
    """
    rows = int(os.environ.get("SCALECASE_BENCH_ROWS", "1000000"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "trial.csv"
        _write_rows(file, rows)
        pairs = [(_apart("load", file, Path(folder) / f"home_{turn}"), _apart("copy", file, Path(folder))) for turn in range(TURNS)]
    loads, copies = zip(*pairs, strict=True)
    seconds, baseline_seconds = (statistics.median(one["seconds"] for one in part) for part in (loads, copies))
    return [
        {
            "name": f"load of {rows:,} observations: read, check, add up, keep",
            "seconds": seconds,
            "baseline": "DuckDB's own copy of the same file to Parquet",
            "baseline_seconds": baseline_seconds,
            "ratio": statistics.median(load["seconds"] / copy["seconds"] for load, copy in pairs),
            "target_ratio": MOST_TIMES_THE_COPY,
        },
        {
            "name": "most memory while it loads",
            "bytes": max(load["bytes"] for load in loads),
            "target_bytes": MOST_BYTES,
        },
        {
            "name": "sums of one outcome by site, cohort, period and arm",
            "seconds": statistics.median(load["sums_seconds"] for load in loads),
            "first_time_seconds": statistics.median(load["first_sums_seconds"] for load in loads),
            "target_seconds": MOST_SECONDS_FOR_SUMS,
        },
    ]


def _apart(what: str, file: Path, folder: Path) -> dict[str, float]:
    """Run one thing in a new process and hand back its figures."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.bulk", what, str(file), str(folder)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _write_rows(file: Path, rows: int) -> None:
    """Write rows of about 114 bytes, the same ones every time."""
    with duckdb.connect() as connection:
        connection.execute(
            f"""copy (select 'site_' || lpad((i * 7919 % {SITES})::varchar, 3, '0') || '_community_team' as site_id,
            'people_referred_in_the_year_' || (2023 + i % 4)::varchar as cohort,
            '20' || (23 + i % 3)::varchar || '-Q' || (1 + i % 4)::varchar as period,
            if(hash(i) % 2 = 0, 'treated', 'comparison') as arm, {list(OUTCOMES)}[1 + i % {len(OUTCOMES)}] as outcome_id,
            round((hash(i * 3) % 1000000) / 7919.0, 10)::varchar as value, (1 + hash(i) % 3)::varchar as people
            from range({int(rows)}) t(i)) to '{file}' (header, delimiter ',')"""  # noqa: S608 - our own path and numbers
        )


def _load(file: Path, home: Path) -> dict[str, float]:
    db = open_database(home)
    files = read_folder(CASE)
    sites = [f"site_{number:03}_community_team,Team {number},10" for number in range(SITES)]
    outcomes = [f"{name},{name},unit" for name in OUTCOMES]
    files |= {"sites.csv": _with_more(files["sites.csv"], sites), "outcomes.csv": _with_more(files["outcomes.csv"], outcomes)}
    reading = read_files(files)
    if reading.case is None:
        raise RuntimeError(f"the benchmark's case does not read: {reading.problems[0].sentence}")
    now = datetime.now(UTC)
    saved = import_case(db, reading.tables, by=OPERATOR, at=now, what="Timed a load.")
    began = time.perf_counter()
    load_observations(db, saved.programme_id, file, by=OPERATOR, at=now, read_version=saved.number)
    seconds = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    version = version_numbered(db, saved.programme_id)
    waits = []
    for _ in range(5):
        began = time.perf_counter()
        arms(db, version, "emergency_attendance")
        waits.append(time.perf_counter() - began)
    db.close()
    return {"seconds": seconds, "bytes": most, "first_sums_seconds": waits[0], "sums_seconds": statistics.median(waits[1:])}


def _with_more(given: bytes, rows: list[str]) -> bytes:
    """Add rows to a table of the benchmark's case, with nothing in its last columns."""
    width = given.decode().splitlines()[0].count(",") + 1
    filled = [row + "," * (width - 1 - row.count(",")) for row in rows]
    return (given.decode().rstrip("\n") + "\n" + "\n".join(filled) + "\n").encode()


def _copy(file: Path, folder: Path) -> dict[str, float]:
    columns = dict.fromkeys(("site_id", "cohort", "period", "arm", "outcome_id"), "VARCHAR")
    columns |= {"value": "DOUBLE", "people": "DOUBLE"}
    began = time.perf_counter()
    with duckdb.connect() as connection:
        rows = f"read_csv('{file}', columns = {columns}, header = true, delim = ',', auto_detect = false)"
        connection.execute(f"copy (select * from {rows}) to '{folder / 'copy.parquet'}' (format parquet)")  # noqa: S608 - our own path
    return {"seconds": time.perf_counter() - began}


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit("Run it with `python -m bench bulk`.")
    work = {"load": _load, "copy": _copy}[sys.argv[1]]
    sys.stdout.write(json.dumps(work(Path(sys.argv[2]), Path(sys.argv[3]))) + "\n")
