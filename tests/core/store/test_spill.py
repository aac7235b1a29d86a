"""Spill: what a killed process left is swept while the service runs, and what is in use stays."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.store.spill import READER, spill_name, sweep_spill

HALF_AN_HOUR = timedelta(minutes=30)


def now() -> datetime:
    return datetime.now(UTC)


def made(spill: Path, name: str) -> Path:
    """A folder with a file in it, written to just now."""
    (spill / name).mkdir()
    (spill / name / "part.tmp").write_bytes(b"rows")
    return spill / name


def name_of_an_ended_process(kind: str) -> str:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return spill_name(kind).replace(f"-{os.getpid()}-", f"-{ended.pid}-")


def test_what_a_killed_upload_left_is_swept_after_ten_minutes(tmp_path: Path) -> None:
    left = made(tmp_path, name_of_an_ended_process("load"))
    assert sweep_spill(tmp_path, (), now()) == ()
    assert sweep_spill(tmp_path, (), now() + HALF_AN_HOUR) == (left.name,)
    assert not left.exists()


def test_what_this_process_works_with_stays_however_long_it_takes(tmp_path: Path) -> None:
    upload, reader = made(tmp_path, spill_name("load")), made(tmp_path, spill_name(READER))
    assert sweep_spill(tmp_path, {reader}, now() + timedelta(days=30)) == ()
    assert sweep_spill(tmp_path, (), now() + HALF_AN_HOUR) == (reader.name,)
    assert upload.exists()


def test_what_another_machine_or_release_left_stays_for_a_day(tmp_path: Path) -> None:
    names = [spill_name("load").replace("load-", "load-other", 1), "0" * 32, f"{name_of_an_ended_process('copy')}-x1"]
    elsewhere, earlier, copy = (made(tmp_path, name) for name in names)
    assert sweep_spill(tmp_path, (), now() + HALF_AN_HOUR) == (copy.name,)
    assert set(sweep_spill(tmp_path, (), now() + timedelta(days=2))) == {elsewhere.name, earlier.name}
