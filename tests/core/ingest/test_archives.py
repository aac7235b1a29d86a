"""A zip is unpacked in memory, and nothing it says of itself is believed."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.errors import BadArchive
from core.ingest.archives import HIGHEST_RATIO, MOST_MEMBERS, unpack
from core.ingest.case import read_files
from tests.core.ingest.folders import GOOD, files_of


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(BadArchive) as refused:
        unpack(data, "case.zip")
    assert refused.value.sentence.startswith("case.zip: ")
    return refused.value.sentence


@pytest.mark.parametrize("folder", ["", "home again/"])
def test_a_case_folder_is_unpacked_with_or_without_a_folder_round_it(folder: str) -> None:
    files = files_of(GOOD)
    assert unpack(zipped({folder + name: data for name, data in files.items()}), "case.zip") == files


def test_what_macos_adds_is_left_out() -> None:
    files = {"case/sites.csv": b"x", "case/.DS_Store": b"\x00", "__MACOSX/case/._sites.csv": b"\x00"}
    assert unpack(zipped(files), "case.zip") == {"sites.csv": b"x"}


def test_an_unpacked_case_is_read() -> None:
    assert read_files(unpack(zipped(files_of(GOOD)), "case.zip")).case is not None


def test_a_bomb_of_one_file_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"sites.csv": b"0" * (30 * 1024 * 1024)})
    assert len(bomb) < 40_000
    assert f"more than {HIGHEST_RATIO} times its size" in refusal(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(zipped({"sites.csv": b"0" * (30 * 1024 * 1024)}))
    at = bomb.rfind(b"PK\x01\x02")
    struct.pack_into("<I", bomb, at + 24, 10)
    told = refusal(bytes(bomb))
    assert "damaged" in told or "times its size" in told


def test_many_files_that_are_too_large_together_are_refused() -> None:
    block = bytes(range(256)) * 64 + b"0" * 1_000_000
    assert "more than 50 MiB when unpacked" in refusal(zipped({f"part_{number}.csv": block for number in range(55)}))


def test_too_many_files_are_refused() -> None:
    assert f"the limit is {MOST_MEMBERS}" in refusal(zipped({f"{number}.csv": b"x" for number in range(MOST_MEMBERS + 1)}))


@pytest.mark.parametrize("name", ["../sites.csv", "/etc/sites.csv", "case/../../sites.csv", "..\\sites.csv", "C:\\sites.csv"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    assert "names a place outside the archive" in refusal(zipped({name: b"x"}))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_whose_bombs_cannot_be_counted_are_refused(method: int) -> None:
    assert "packed by a rare method" in refusal(zipped({"sites.csv": b"0" * 1_000}, method))


def test_a_workbook_is_called_a_workbook() -> None:
    assert "this is an Excel workbook, and only zip archives are unpacked" in refusal(zipped({"xl/workbook.xml": b"x"}))


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(zipped({"sites.csv": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    assert "is encrypted. Make a zip without a password." in refusal(bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("sites.csv", "a")
        archive.writestr("sites.csv", "b")
    assert "is in the archive twice" in refusal(buffer.getvalue())


def test_an_archive_in_an_archive_is_refused() -> None:
    assert "is itself an archive" in refusal(zipped({"sites.csv": zipped({"a.csv": b"x"})}))


def test_files_in_several_folders_are_refused() -> None:
    assert "several folders" in refusal(zipped({"a/sites.csv": b"x", "b/costs.csv": b"y"}))
    assert "several folders" in refusal(zipped({"a/b/sites.csv": b"x"}))


def test_a_file_without_a_name_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        nameless = zipfile.ZipInfo("x")
        nameless.filename = ""
        archive.writestr(nameless, "1")
    assert '"" names a place outside the archive' in refusal(buffer.getvalue())


def test_an_empty_archive_is_refused() -> None:
    assert "there are no files in the archive" in refusal(zipped({}))


def test_what_is_no_zip_is_refused_by_its_name() -> None:
    assert "this is not a zip archive" in refusal(b"site_id,title\n")
    assert "this is a gzip archive, and only zip archives are unpacked" in refusal(b"\x1f\x8b\x08")


def test_a_zip_that_was_cut_short_is_refused() -> None:
    data = zipped({"sites.csv": bytes(range(256)) * 100})
    assert "damaged" in refusal(data[: len(data) // 2])


def test_an_archive_over_the_limit_is_refused() -> None:
    with pytest.raises(BadArchive, match="larger than 1 MiB"):
        unpack(b"PK\x03\x04" + b"x" * 1024 * 1024, "case.zip", largest_bytes=1024 * 1024)


WHOLE = zipped(files_of(GOOD))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_zip_is_refused_or_gives_files_and_never_crashes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    try:
        files = unpack(bytes(data), "case.zip")
    except BadArchive as refused:
        assert refused.sentence.startswith("case.zip: ")
    else:
        assert all("/" not in name for name in files)
