import os
from datetime import timedelta

import pyarrow.parquet as pq
import pytest

from core.domain.errors import CannotStore
from core.domain.tables import Table
from core.store.database import all_or_nothing
from core.store.tables import manifest
from core.store.tables.parquet import content_sha256, keep_tables
from tests.core.store.stored import NOON, store, table_of, tables_of

PARTNERS = "partner_id,title,kind\np1,P,nhs\n"
partners = table_of("partners", PARTNERS)


def names_of(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_holds_text_columns_lines_and_the_name_of_its_table(db):
    (kept,) = keep_tables(db.evidence, [partners])
    found = pq.read_table(kept.path)
    assert found.to_pydict() == {"partner_id": ["p1"], "title": ["P"], "kind": ["nhs"], "_line": [2]}
    assert found.schema.metadata[b"table"] == b"partners"
    assert kept.path.name == f"{kept.sha256}.parquet"


def test_the_same_cells_are_stored_once(db):
    first, second = store(db, {"partners": partners}), store(db, {"partners": partners}, "other")
    assert len(names_of(db.evidence)) == 1
    assert (
        manifest.of_version(db, first.version_id)["partners"].sha256
        == manifest.of_version(db, second.version_id)["partners"].sha256
    )


def test_a_table_that_did_not_change_keeps_its_load_and_its_source(db):
    tables = tables_of("one_hospital")
    first = store(db, tables)
    moved = table_of("partners", "\n" + "\n".join(",".join(row) for row in (tables["partners"].columns, *tables["partners"].rows)))
    changed = table_of("outcomes", "outcome_id,title,unit\nwork,Work,person in work\n")
    second = store(db, {**tables, "partners": moved, "outcomes": changed})
    before, after = (manifest.of_version(db, version.version_id) for version in (first, second))
    assert {name for name in after if after[name] != before[name]} == {"outcomes"}


def test_the_manifest_says_where_a_table_came_from(db):
    load = manifest.of_version(db, store(db, {"partners": partners}).version_id)["partners"]
    assert (load.source_file_name, load.source_sha256, load.rows) == ("partners.csv", partners.sha256, 1)
    assert (load.loaded_at, load.loaded_by, load.table_name) == (NOON, "Ann", "partners")


def test_equal_cells_in_other_columns_are_other_content():
    split = Table("partners", ("partner_id", "title"), (("a", "b"),), (2,), "", "")
    assert (
        len({content_sha256(split), content_sha256(Table("partners", ("partner_id", "title"), (("ab", ""),), (2,), "", ""))}) == 2
    )
    assert content_sha256(split) == content_sha256(Table("partners", split.columns, split.rows, (9,), "x.csv", "1"))


def test_a_file_without_its_row_counts_for_nothing_and_is_swept_after_a_day(db):
    store(db, {"partners": partners})
    (orphan,) = keep_tables(db.evidence, [table_of("partners", PARTNERS + "p2,P,nhs\n")])
    (db.evidence / "half.tmp").write_bytes(b"half")
    (db.evidence / "notes.txt").write_text("a person's own")
    (db.home / "spill" / "left").mkdir()
    for path in (
        orphan.path,
        db.evidence / "half.tmp",
        db.evidence / "notes.txt",
        *db.evidence.glob("*.parquet"),
        db.home / "spill" / "left",
    ):
        os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    assert manifest.sweep_orphans(db, NOON - timedelta(days=1)) == ()
    assert set(manifest.sweep_orphans(db, NOON + timedelta(seconds=1))) == {orphan.path.name, "half.tmp", "left"}
    assert len(names_of(db.evidence)) == 2


def test_keeping_a_table_again_saves_its_old_file_from_the_sweep(db):
    (kept,) = keep_tables(db.evidence, [partners])
    os.utime(kept.path, (0, 0))
    keep_tables(db.evidence, [partners])
    assert manifest.sweep_orphans(db, NOON - timedelta(days=3_650)) == ()
    assert kept.path.exists()


def test_no_row_is_written_for_a_file_that_is_gone(db):
    (kept,) = keep_tables(db.evidence, [partners])
    kept.path.unlink()
    with pytest.raises(CannotStore, match="try once more"), all_or_nothing(db) as connection:
        manifest.add(connection, "made", kept, at=NOON, by="Ann")


@pytest.mark.parametrize("columns", [("partner_id", "recipe"), ("partner_id", "partner_id")])
def test_a_column_that_is_not_of_the_model_or_comes_twice_is_never_written(db, columns):
    with pytest.raises(ValueError, match="columns of its model"):
        keep_tables(db.evidence, [Table("partners", columns, (("a", "b"),), (2,), "", "")])
    assert names_of(db.evidence) == []


def test_a_folder_that_is_gone_is_said_plainly(db):
    db.evidence.rmdir()
    with pytest.raises(CannotStore, match="nothing was stored"):
        keep_tables(db.evidence, [partners])
