import os

import pytest

from core.domain.errors import CannotStore, NotACaseFolder, WouldOverwrite
from core.store.tables.folders import other_files, read_file, read_folder, write_folder
from tests.case_files import CASES


def test_a_case_folder_is_read_as_it_stands_and_other_files_are_listed():
    found = read_folder(CASES / "bench")
    assert found["costs.csv"] == (CASES / "bench" / "costs.csv").read_bytes()
    assert set(found) == {path.name for path in (CASES / "bench").glob("*.csv")}
    assert other_files(CASES / "bench") == ("expected.json",)


def test_what_programs_leave_beside_files_and_folders_are_not_tables(tmp_path):
    for name in ("costs.csv", ".~lock.costs.csv#", "._costs.csv", "Sites.CSV", "notes.txt"):
        (tmp_path / name).write_text("x\n")
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")  # reading it would wait for ever
    assert set(read_folder(tmp_path)) == {"costs.csv", "Sites.CSV"}
    assert other_files(tmp_path) == ("folder.csv", "notes.txt", "pipe.csv")


def test_a_folder_that_is_not_there_or_a_file_or_without_tables_is_refused(tmp_path):
    (tmp_path / "file.csv").write_text("x\n")
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("x")
    for name, reason in (
        ("none", "does not exist"),
        ("file.csv", "is a file"),
        ("empty", "no CSV files"),
        ("other", "no CSV files"),
    ):
        with pytest.raises(NotACaseFolder, match=reason):
            read_folder(tmp_path / name)


def test_a_file_over_the_limit_is_named(tmp_path):
    (tmp_path / "costs.csv").write_bytes(b"x" * 11)
    assert read_folder(tmp_path, most_bytes=11)
    with pytest.raises(NotACaseFolder, match=r"costs\.csv is over the limit"):
        read_folder(tmp_path, most_bytes=10)


def test_one_file_is_read_whatever_it_holds_up_to_the_limit(tmp_path):
    (tmp_path / "case.zip").write_bytes(b"PK\x00")
    assert read_file(tmp_path / "case.zip") == b"PK\x00"
    with pytest.raises(NotACaseFolder, match="over the limit"):
        read_file(tmp_path / "case.zip", most_bytes=2)
    with pytest.raises(NotACaseFolder, match="cannot be read"):
        read_file(tmp_path / "none.zip")


def test_a_folder_is_written_and_the_same_again_is_no_quarrel(tmp_path):
    files = {"costs.csv": "cost_id\nä\r\n", "sites.csv": "site_id\n"}
    write_folder(tmp_path / "new" / "case", files)
    write_folder(tmp_path / "new" / "case", files)
    assert read_folder(tmp_path / "new" / "case") == {name: text.encode() for name, text in files.items()}


def test_other_content_is_not_overwritten_unless_told(tmp_path):
    write_folder(tmp_path, {"costs.csv": "old\n"})
    with pytest.raises(WouldOverwrite, match=r"costs\.csv"):
        write_folder(tmp_path, {"costs.csv": "new\n", "sites.csv": "new\n"})
    assert read_folder(tmp_path) == {"costs.csv": b"old\n"}
    write_folder(tmp_path, {"costs.csv": "new\n"}, replace=True)
    assert read_folder(tmp_path) == {"costs.csv": b"new\n"}


def test_a_case_is_never_mixed_with_the_tables_of_another(tmp_path):
    write_folder(tmp_path, {"levers.csv": "lever_id\n"})
    for replace in (False, True):
        with pytest.raises(WouldOverwrite, match=r"already holds levers\.csv"):
            write_folder(tmp_path, {"costs.csv": "new\n"}, replace=replace)
    assert set(read_folder(tmp_path)) == {"levers.csv"}


@pytest.mark.parametrize("name", ["../costs.csv", "/costs.csv", "a/b.csv", "..", ""])
def test_a_file_name_is_never_a_path(tmp_path, name):
    with pytest.raises(ValueError, match="plain file names"):
        write_folder(tmp_path / "case", {name: "x"})
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotStore, match="cannot be written"):
        write_folder(tmp_path / "file" / "case", {"costs.csv": "x"})
