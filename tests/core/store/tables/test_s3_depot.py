"""Data in an S3 store: written before it counts, read through a bounded folder, refused where its sum is wrong."""

import os
from datetime import UTC, datetime, timedelta
from time import time

import pytest

from core.domain.errors import BadAddress, DamagedStore, UnreachableStore
from core.reports.store_state import store_checked
from core.store import backup, unit_costs
from core.store.database import open_database
from core.store.state.address import read_address
from core.store.tables import manifest
from core.store.tables.s3_depot import S3Depot
from core.store.tables.tables import read_tables, table_page
from tests.core.store.stored import NOON, store, table_of, tables_of
from tests.s3_server import BUCKET, SECRET

pytestmark = pytest.mark.grown


@pytest.fixture
def address(tmp_path):
    return read_address(f"?data=s3://{BUCKET}/{tmp_path.name}", "the address")


@pytest.fixture
def kept(tmp_path, s3):
    """Where the store has the files of this test."""
    return s3.folder / BUCKET / tmp_path.name


@pytest.fixture
def db(tmp_path, address, s3, monkeypatch):
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    opened = open_database(tmp_path / "home", address)
    yield opened
    opened.close()


def forget(db):
    for path in db.evidence.iterdir():
        path.unlink()


def test_a_version_is_read_from_the_store_by_a_machine_that_never_saw_it(db, kept):
    version = store(db, tables_of("one_hospital"))
    assert {path.name for path in kept.iterdir()} == db.depot.names() >= {path.name for path in db.evidence.iterdir()}
    forget(db)
    assert read_tables(db, version.version_id) == tables_of("one_hospital")
    forget(db)
    assert table_page(db, version.version_id, "partners", 5).rows
    forget(db)
    assert store_checked(db).is_whole
    assert list(db.evidence.iterdir()) == []


def test_a_workbook_of_unit_costs_is_kept_there_too(db, kept):
    sha256 = unit_costs.keep_workbook(db, b"PK whatever")
    assert (kept / f"{sha256}.xlsx").read_bytes() == b"PK whatever"


def test_a_damaged_copy_is_fetched_anew_and_a_damaged_file_refused(db, kept, address):
    version = store(db, {"partners": table_of("partners", "partner_id,title,kind\np1,P,nhs\n")})
    (copy,) = db.evidence.iterdir()
    copy.write_bytes(b"damaged")
    assert read_tables(db, version.version_id)["partners"].rows == (("p1", "P", "nhs"),)
    (kept / copy.name).write_bytes(b"damaged")
    forget(db)
    with pytest.raises(DamagedStore, match=f"{copy.name} is not what was stored"):
        read_tables(db, version.version_id)
    assert list(db.evidence.iterdir()) == []
    assert not store_checked(db).is_whole
    (kept / copy.name).unlink()
    with pytest.raises(DamagedStore, match="missing from the place where the data is kept"):
        read_tables(db, version.version_id)
    db.close()
    assert "1 stored table is gone" in open_database(db.home, address).loss.sentence


def test_what_is_kept_here_can_be_read_while_the_store_is_gone_and_nothing_is_stored(db, s3):
    version = store(db, tables_of("one_hospital"))
    s3.stop()
    try:
        assert read_tables(db, version.version_id) == tables_of("one_hospital")
        with pytest.raises(UnreachableStore, match="try again in a minute"):
            manifest.keep(db, [table_of("partners", "partner_id,title,kind\np9,P,nhs\n")])
        forget(db)
        with pytest.raises(UnreachableStore, match="cannot be reached") as refused:
            read_tables(db, version.version_id)
        assert SECRET not in repr(refused.value.__cause__)
    finally:
        s3.start()
    assert read_tables(db, version.version_id) == tables_of("one_hospital")


def test_files_that_nothing_names_are_swept_and_others_stay(db, s3):
    store(db, {"partners": table_of("partners", "partner_id,title,kind\np1,P,nhs\n")})
    (orphan,) = manifest.keep(db, [table_of("partners", "partner_id,title,kind\np2,P,nhs\n")])
    assert manifest.sweep_orphans(db, NOON - timedelta(days=900)) == ()
    assert manifest.sweep_orphans(db, datetime.now(UTC) + timedelta(hours=1)) == (orphan.path.name,)
    assert len(db.depot.names()) == 1


def test_the_folder_of_this_machine_holds_no_more_than_it_may(tmp_path, s3):
    depot = S3Depot(tmp_path, f"{BUCKET}/bounded", {**s3.environment, "SCALECASE_CACHE_MB": "1"})
    for number in range(4):
        (tmp_path / f"{number}.parquet").write_bytes(os.urandom(400_000))
        depot.put(f"{number}.parquet")
    assert len(list(tmp_path.iterdir())) == 4, "what was read just now may be in use"
    for number in range(4):
        os.utime(tmp_path / f"{number}.parquet", (time() - 3_000 + number, time() - 3_000))
    depot.bring("0.parquet", "")
    depot.put("3.parquet")
    assert {path.name for path in tmp_path.iterdir()} == {"0.parquet", "3.parquet"}
    assert len(depot.names()) == 4


def test_a_backup_holds_what_lies_in_the_store(db, tmp_path):
    version = store(db, tables_of("one_hospital"))
    forget(db)
    backup.back_up(db, tmp_path / "copy", at=NOON)
    backup.restore(tmp_path / "copy", tmp_path / "restored")
    restored = open_database(tmp_path / "restored")
    assert read_tables(restored, version.version_id) == tables_of("one_hospital")
    restored.close()


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both in the environment"),
        ({"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B", "SCALECASE_CACHE_MB": "much"}, "is a whole number above 0"),
    ],
)
def test_what_the_environment_lacks_is_said(tmp_path, environment, said):
    with pytest.raises(BadAddress, match=said):
        S3Depot(tmp_path, "bucket", environment)
