"""A whole store is taken up to a database and an S3 store and down again, and is the same in every place."""

from contextlib import closing

import pytest

from core.__main__ import main
from core.domain.errors import CannotStore, DamagedStore, WouldOverwrite
from core.reports.store_state import store_checked
from core.store import audit, backup
from core.store.audit_chain import head_of, verified
from core.store.copies.move import move
from core.store.copies.rows import sums_of_rows
from core.store.database import all_or_nothing, open_database, reading
from core.store.programmes import list_programmes
from core.store.schema.drafts import drafts
from core.store.state.address import THIS_MACHINE, read_address
from core.store.tables.tables import read_tables
from core.store.tables.versions import every_version
from tests import postgresql_server
from tests.core.every_action import everything
from tests.core.store.stored import NOON
from tests.kept_people import keep_people
from tests.new_store import copy_store, made_once
from tests.people import ANN
from tests.s3_server import BUCKET


@pytest.fixture
def full(tmp_path):
    """A store in a folder, in which something stands in nearly every table."""
    opened = open_database(copy_store(made_once(everything), tmp_path / "full"))
    yield opened
    opened.close()


@pytest.fixture
def up(tmp_path, s3, monkeypatch):
    """The address of an empty database and an empty place in an S3 store."""
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    state = postgresql_server.address_for(tmp_path / "up").state
    return read_address(f"{state}?data=s3://{BUCKET}/{tmp_path.name}", "the address")


def sums_of(db):
    with reading(db) as connection:
        return sums_of_rows(connection)


def tables_of(db):
    return {
        (programme.programme_id, version.number): read_tables(db, version.version_id)
        for programme in list_programmes(db)
        for version in every_version(db, programme.programme_id)
    }


def a_draft(db):
    keep_people(db, ANN)
    with all_or_nothing(db) as connection:
        row = {"owner_id": ANN.person_id, "title": "", "step": 0, "revision": 1, "rows": {}, "begun_at": NOON, "changed_at": NOON}
        return connection.execute(drafts.insert().values(row)).inserted_primary_key[0]


@pytest.mark.state_file
def test_a_folder_moves_into_another_and_is_the_same_there(full, tmp_path):
    with closing(open_database(tmp_path / "other", THIS_MACHINE)) as other:
        move(full, other)
        assert sums_of(other) == sums_of(full) and store_checked(other).is_whole
    with closing(open_database(tmp_path / "other", THIS_MACHINE)) as again:
        assert again.loss is None and tables_of(again) == tables_of(full)


@pytest.mark.grown
@pytest.mark.state_file
def test_a_store_goes_up_and_down_again_unaltered(full, tmp_path, up, capsys):
    before, head = sums_of(full), head_of(full)
    with closing(open_database(tmp_path / "machine", up)) as grown:
        moved = move(full, grown)
        assert sums_of(grown) == before and head_of(grown) == head and moved.entries == head.entries
        assert store_checked(grown).is_whole and tables_of(grown) == tables_of(full)
        assert verified(grown).broken is None
    with closing(open_database(tmp_path / "machine", up)) as grown, closing(open_database(tmp_path / "down", THIS_MACHINE)) as down:
        assert grown.loss is None
        move(grown, down)
        assert sums_of(down) == before and store_checked(down).is_whole and tables_of(down) == tables_of(full)


@pytest.mark.grown
@pytest.mark.state_file
def test_ids_go_on_where_they_were_in_every_place(full, tmp_path, up):
    last = a_draft(full)
    with all_or_nothing(full) as connection:
        connection.exec_driver_sql("delete from drafts where draft_id = ?", (last,))
    with closing(open_database(tmp_path / "machine", up)) as grown, closing(open_database(tmp_path / "down", THIS_MACHINE)) as down:
        move(full, grown)
        move(grown, down)
        assert a_draft(grown) == a_draft(down) == last + 1


@pytest.mark.grown
@pytest.mark.state_file
def test_a_backup_of_the_grown_form_is_restored_in_a_folder_and_in_a_new_database(full, tmp_path, up):
    with closing(open_database(tmp_path / "machine", up)) as grown:
        move(full, grown)
        backup.back_up(grown, tmp_path / "copy", at=NOON)
        backup.restore(tmp_path / "copy", tmp_path / "restored")
        with closing(open_database(tmp_path / "restored", THIS_MACHINE)) as restored:
            assert sums_of(restored) == sums_of(grown) and restored.loss is None
        again = read_address(f"{postgresql_server.address_for(tmp_path / 'again').state}", "the address")
        backup.restore_to(tmp_path / "copy", tmp_path / "again", again)
        with closing(open_database(tmp_path / "again", again)) as restored:
            assert sums_of(restored) == sums_of(grown) and tables_of(restored) == tables_of(full)


@pytest.mark.grown
@pytest.mark.state_file
def test_the_command_says_what_arrived_and_how_it_is_used(full, tmp_path, up, capsys):
    full.close()
    target = str(tmp_path / "plain")
    assert main(["move", "--home", str(full.home), "--to", target]) == 0
    told = capsys.readouterr().out
    assert "every sum agrees; the audit of" in told and f"set SCALECASE_URL to nothing and SCALECASE_HOME to {target}" in told
    assert main(["move", "--home", str(full.home), "--to", target]) == 2
    assert "with something in it already" in capsys.readouterr().err
    assert main(["move", "--home", str(full.home), "--to", f"?data=s3://{BUCKET}/x"]) == 1
    assert "name its folder by --into FOLDER" in capsys.readouterr().out


@pytest.mark.state_file
def test_nothing_is_moved_where_something_is_already_or_where_somebody_saves_meanwhile(full, tmp_path, monkeypatch):
    with closing(open_database(tmp_path / "other", THIS_MACHINE)) as other:
        with pytest.raises(WouldOverwrite):
            move(other, full)
        real = move.__globals__["copy_rows"]

        def copy_slowly(source, target):
            with all_or_nothing(full) as connection:
                audit.add(connection, at=NOON, by="Ann", action="import_case")
            return real(source, target)

        monkeypatch.setitem(move.__globals__, "copy_rows", copy_slowly)
        with pytest.raises(CannotStore, match="Somebody saved meanwhile"):
            move(full, other)
        assert list_programmes(other) == ()
        monkeypatch.setitem(move.__globals__, "copy_rows", real)
        move(full, other)
        assert sums_of(other) == sums_of(full)


@pytest.mark.state_file
def test_a_store_whose_files_are_damaged_is_not_moved(full, tmp_path):
    next(iter(sorted(full.evidence.glob("*.parquet")))).write_bytes(b"damaged")
    with closing(open_database(tmp_path / "other", THIS_MACHINE)) as other, pytest.raises(DamagedStore):
        move(full, other)
