import duckdb
import pytest

from core.domain.errors import DamagedStore
from core.store.tables.manifest import of_version
from core.store.tables.tables import ask, read_tables
from tests.core.store.stored import store, table_of

PARTNERS = "partner_id,title,kind\np1,P,nhs\n"


@pytest.fixture
def version_id(db):
    return store(db, {"partners": table_of("partners", PARTNERS)}).version_id


def file_of(db, version_id, table="partners"):
    return db.evidence / of_version(db, version_id)[table].path


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/etc/*')",
        "copy partners to '{home}/out.csv'",
        "copy partners to '{own}' (format parquet)",
        "copy partners to '{home}/spill/out.csv'",
        "attach '{home}/state.db'",
        "export database '{home}/out'",
        "install httpfs",
        "load httpfs",
        "install httpfs from community",
        "set enable_external_access = true",
        "set allowed_paths = ['/etc/passwd']",
        "set memory_limit = '64GB'",
        "set lock_configuration = false",
        "select * from statement",
    ],
)
def test_a_query_reaches_nothing_but_its_version(db, version_id, statement):
    own = file_of(db, version_id)
    before = own.read_bytes()
    with pytest.raises(duckdb.Error):
        ask(db, version_id, statement.format(home=db.home, own=own))
    assert own.read_bytes() == before
    assert ask(db, version_id, "select partner_id from partners")[1] == [("p1",)]


def test_a_query_cannot_read_the_files_of_another_version(db, version_id):
    other = store(db, {"partners": table_of("partners", PARTNERS.replace("p1", "secret"))}, "other")
    with pytest.raises(duckdb.PermissionException):
        ask(db, version_id, f"select * from read_parquet('{file_of(db, other.version_id)}')")


def test_an_altered_file_is_noticed_before_it_is_read(db, version_id):
    path = file_of(db, version_id)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedStore, match="The table partners is damaged"):
        read_tables(db, version_id)


def test_a_file_altered_after_it_was_read_is_noticed_too(db, version_id):
    read_tables(db, version_id)
    path = file_of(db, version_id)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedStore, match="The table partners is damaged"):
        read_tables(db, version_id)


def test_a_missing_file_is_named(db, version_id):
    file_of(db, version_id).unlink()
    with pytest.raises(DamagedStore, match="The table partners is missing"):
        read_tables(db, version_id)


def test_loading_the_same_cells_again_mends_a_damaged_file(db, version_id):
    path = file_of(db, version_id)
    path.write_bytes(b"damaged")
    store(db, {"partners": table_of("partners", PARTNERS)})
    assert read_tables(db, version_id)["partners"].rows == (("p1", "P", "nhs"),)


def test_a_folder_with_a_quotation_mark_in_its_name_is_read(tmp_path):
    from core.store.database import open_database

    opened = open_database(tmp_path / 'Ann\'s "home" 100%')
    version_id = store(opened, {"partners": table_of("partners", PARTNERS)}).version_id
    assert ask(opened, version_id, "select partner_id from partners")[1] == [("p1",)]
    opened.close()
