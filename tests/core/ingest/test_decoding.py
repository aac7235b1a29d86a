"""Bytes become text by a fixed order of attempts, and what is not text is refused with what to do."""

import codecs
import gzip
import io
import zipfile

import pytest

from core.ingest.decoding import Unreadable, decode

TEXT = "site_id,title\nnorth,Café £5\n"


def refusal(data: bytes, largest_bytes: int = 1_000_000) -> str:
    with pytest.raises(Unreadable) as refused:
        decode(data, largest_bytes)
    return f"{refused.value.message} {refused.value.what_to_do}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_without_a_warning(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.warning is None


def test_utf_16_is_read_with_either_byte_order_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")).text == TEXT
    assert decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")).text == TEXT


def test_windows_1252_is_read_with_a_warning_that_names_the_line() -> None:
    decoded = decode(TEXT.encode("windows-1252"))
    assert decoded.text == TEXT
    assert decoded.warning is not None
    assert "windows-1252" in decoded.warning
    assert "line 2" in decoded.warning


def test_bytes_that_are_no_letters_are_refused() -> None:
    assert "neither UTF-8 nor windows-1252" in refusal(b"site_id,title\nnorth,\x81\x8d\n")


def test_nul_bytes_are_refused() -> None:
    assert "NUL" in refusal(b"site_id,title\nnorth,a\x00b\n")
    assert "NUL" in refusal("site_id,title\nnorth,a\x00b\n".encode("utf-16"))


def test_damaged_utf_16_is_refused() -> None:
    assert "damaged" in refusal(TEXT.encode("utf-16") + b"\n")


def test_utf_32_is_refused() -> None:
    assert "UTF-32" in refusal(TEXT.encode("utf-32"))


@pytest.mark.parametrize("data", [b"", b"\n\n", b"  \r\n\t"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert "the file is empty" in refusal(data)


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read() -> None:
    assert decode(b"a" * 100, 100).text == "a" * 100
    assert "the file is 101 bytes; the limit is 100 bytes" in refusal(b"a" * 101, 100)
    assert "the limit is 10.0 MiB" in refusal(b"a" * (10 * 1024 * 1024 + 1), 10 * 1024 * 1024)


def _zip_of(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_zip_of("benefits.csv"), "this is a zip archive, not a CSV file. Unpack it"),
        (_zip_of("xl/workbook.xml"), "this is an Excel workbook, not a CSV file. Save the sheet as CSV (UTF-8)"),
        (_zip_of("word/document.xml"), "this is a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "this is an old Excel or Word file"),
        (gzip.compress(b"a,b", mtime=0), "this is a gzip archive"),
        (b"%PDF-1.7\n", "this is a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "this is a PNG image"),
        (b"\xff\xd8\xff\xe0", "this is a JPEG image"),
        (b"\x7fELF\x02", "this is a program"),
        (b"MZ\x90\x00", "this is a Windows program"),
        (b"PAR1\x15\x04", "this is a Parquet file"),
        (b"SQLite format 3\x00", "this is a SQLite database"),
        (b"x" * 8 + b"DUCK" + b"\x00" * 10, "this is a DuckDB database"),
        (b"x" * 257 + b"ustar\x00", "this is a tar archive"),
        (b"<!DOCTYPE html><html>", "this is a web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "this is an XML file"),
        (b'{"benefits": []}', "this is a JSON file"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(data: bytes, told: str) -> None:
    assert refusal(data).startswith(told)
