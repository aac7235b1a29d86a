"""A copy of the store, made while people work, and a store made from it."""

import threading
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from core.__main__ import main
from core.actions.programmes import export_case, replace_tables
from core.actions.sample import load_sample
from core.domain.errors import BadBackup, Refused, WouldOverwrite
from core.domain.people import SERVICE
from core.store.backup import back_up, restore
from core.store.database import Database, open_database
from core.store.programmes import list_programmes
from core.store.tables.tables import read_tables
from core.store.tables.versions import every_version
from tests.core.store.stored import NOON, table_of
from tests.new_store import store_with

pytestmark = pytest.mark.state_file


@pytest.fixture
def kept(tmp_path: Path) -> Database:
    return store_with(_sample, tmp_path / "home")


def _sample(db: Database) -> None:
    load_sample(db, by=SERVICE, at=NOON)


@pytest.fixture
def sample(kept: Database) -> str:
    return list_programmes(kept)[0].programme_id


def test_a_store_comes_back_from_its_copy_cell_for_cell(kept: Database, sample: str, tmp_path: Path) -> None:
    made = back_up(kept, tmp_path / "copy.zip", at=NOON)
    assert restore(tmp_path / "copy.zip", tmp_path / "again") == made
    again = open_database(tmp_path / "again")
    assert export_case(again, sample, by=SERVICE) == export_case(kept, sample, by=SERVICE)
    assert every_version(again, sample) == every_version(kept, sample)


def _a_little_more(cell: str) -> str:
    return str(float(cell) * 1.0001) if float(cell) > 1 else cell


def test_every_version_of_a_copy_made_while_two_people_save_is_whole(kept: Database, sample: str, tmp_path: Path) -> None:
    stop = threading.Event()

    def save_on() -> None:
        while not stop.is_set():
            number = every_version(kept, sample)[0].number
            people = read_tables(kept, every_version(kept, sample)[0].version_id)["population"].dicts()
            rows = pd.DataFrame(people).map(_a_little_more).to_csv(index=False)
            try:
                replace_tables(
                    kept,
                    sample,
                    {"population": table_of("population", rows)},
                    read_version=number,
                    by=SERVICE,
                    at=NOON,
                )
            except Refused:
                continue  # the other one was first, which is what is meant to happen

    writers = [threading.Thread(target=save_on) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for turn in range(4):
            back_up(kept, tmp_path / f"{turn}.zip", at=NOON)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    for turn in range(4):
        restore(tmp_path / f"{turn}.zip", tmp_path / f"again-{turn}")
        again = open_database(tmp_path / f"again-{turn}")
        for version in every_version(again, sample):
            assert export_case(again, sample, version.number, by=SERVICE)
        again.close()
    assert len(every_version(kept, sample)) > 1


@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_copy_of_which_one_byte_was_changed_is_refused(kept: Database, tmp_path: Path, part: float) -> None:
    back_up(kept, tmp_path / "copy.zip", at=NOON)
    damaged = bytearray((tmp_path / "copy.zip").read_bytes())
    damaged[int(len(damaged) * part)] ^= 1
    (tmp_path / "copy.zip").write_bytes(damaged)
    with pytest.raises(BadBackup, match="nothing was restored"):
        restore(tmp_path / "copy.zip", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_copy_that_names_files_outside_its_folder_is_refused(kept: Database, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(
            "manifest.json", '{"format": 1, "made_at": "2026-11-22T12:00:00+00:00", "files": {"state.db": "", "../x": ""}}'
        )
        archive.writestr("state.db", "")
        archive.writestr("../x", "")
    with pytest.raises(BadBackup):
        restore(tmp_path / "bad.zip", tmp_path / "again")
    assert not (tmp_path / "x").exists()


def test_nothing_is_written_over(kept: Database, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "copy.zip", at=NOON)
    with pytest.raises(WouldOverwrite):
        back_up(kept, tmp_path / "copy.zip", at=NOON)
    with pytest.raises(WouldOverwrite):
        restore(tmp_path / "copy.zip", kept.home)


def test_no_copy_is_left_of_a_store_with_a_missing_file(kept: Database, tmp_path: Path) -> None:
    next(kept.evidence.glob("*.parquet")).unlink()
    with pytest.raises(BadBackup, match="gone"):
        back_up(kept, tmp_path / "copy.zip", at=NOON)
    assert not list(tmp_path.glob("*.zip"))


def test_one_command_makes_a_copy_and_one_brings_it_back(
    kept: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "copy.zip"), "--home", str(kept.home)]) == 0
    assert main(["restore", str(tmp_path / "copy.zip"), "--into", str(tmp_path / "again")]) == 0
    assert "every sum agrees" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "none.zip"), "--into", str(tmp_path / "other")]) == 1


def test_a_copy_is_for_whoever_made_it_alone(kept: Database, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "copy.zip", at=NOON)
    assert (tmp_path / "copy.zip").stat().st_mode & 0o077 == 0


def test_a_folder_is_told_to_be_no_copy(tmp_path: Path) -> None:
    with pytest.raises(BadBackup, match="is a folder"):
        restore(tmp_path, tmp_path / "again")
    assert not (tmp_path / "again").exists()
