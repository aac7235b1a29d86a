"""The parts of an xlsx file, trusting nothing the file says of itself.

A workbook is a zip of XML. It is read part by part as a stream that is counted as it comes out, so that neither a bomb
nor a sheet that claims a million columns takes memory before it is refused.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.etree import ElementTree

from core.ingest.grids import NotReadable

LARGEST_UNPACKED_BYTES = 300 * 1024 * 1024
MOST_PARTS = 2_000
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

_START = 4_096
_CHUNK = 64 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ElementTree.ParseError,
)
SAVE_AS_XLSX = "Open it in Excel and save it as an ordinary workbook (.xlsx), or save the sheet as CSV UTF-8."


def is_workbook(data: bytes) -> bool:
    """True for what Excel saves as a workbook, of any age, read by us or not."""
    return data.startswith(_OLE) or (data.startswith(_ZIP) and (b"xl/" in data or b"opendocument.spreadsheet" in data[:4_000]))


class Parts:
    """The parts of one open workbook. Reading stops once all parts together have given more than the limit."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        self._room = LARGEST_UNPACKED_BYTES

    def has(self, name: str) -> bool:
        """True where the workbook has this part."""
        return name.lower() in self._names

    @contextmanager
    def opened(self, name: str) -> Iterator["Counted"]:
        """Open one part for reading; what comes out is counted.

        Raises:
            NotReadable: where the part is not there, or defines its own XML entities.
        """
        if not self.has(name):
            raise NotReadable(f"the workbook is damaged: its part {name[:80]} is missing. {SAVE_AS_XLSX}")
        with self._archive.open(self._names[name.lower()]) as source:
            start = source.read(_START)
            # Without its NUL bytes, so that UTF-16 hides nothing.
            if b"<!DOCTYPE" in start.replace(b"\x00", b""):
                raise NotReadable(f"the workbook defines XML entities, as Excel never does, so it is not read. {SAVE_AS_XLSX}")
            yield Counted(start, source, self)

    def tree(self, name: str) -> ElementTree.Element:
        """Read a small part whole."""
        with self.opened(name) as source:
            return ElementTree.parse(source).getroot()  # noqa: S314 - no entities: checked on opening

    def took(self, count: int) -> None:
        """Note that so many bytes came out.

        Raises:
            NotReadable: once that is more than the limit.
        """
        self._room -= count
        if self._room < 0:
            limit = f"{LARGEST_UNPACKED_BYTES / 1024**2:,.0f} MiB"
            raise NotReadable(f"the workbook is larger than {limit} when unpacked, the limit. Save the sheet that is meant as CSV.")


class Counted:
    """A part as a stream that says how much came out of it."""

    def __init__(self, start: bytes, source: IO[bytes], parts: Parts) -> None:
        self._start, self._source, self._parts = start, source, parts

    def read(self, size: int = -1) -> bytes:
        """Read on; at most 64 KiB at a time."""
        data, self._start = self._start or self._source.read(_CHUNK if size < 0 else size), b""
        self._parts.took(len(data))
        return data


@contextmanager
def parts_of(data: bytes) -> Iterator[Parts]:
    """Open a workbook.

    Raises:
        NotReadable: where it is encrypted, of another age or kind, damaged, too large, or carries macros.
    """
    _must_not_be_ole(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _must_be_ordinary(archive)
            yield Parts(archive)
    except _DAMAGED:
        raise NotReadable(f"the workbook is damaged. {SAVE_AS_XLSX}") from None


def relations_of(parts: Parts, place: str) -> dict[str, tuple[str, str]]:
    """Id of each part that the workbook, or a sheet, speaks of -> what it is and where it lies."""
    folder, name = posixpath.split(place)
    found = {}
    for node in parts.tree(f"{folder}/_rels/{name}.rels"):
        target = node.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[node.get("Id", "")] = (node.get("Type", "").rpartition("/")[2], whole)
    return found


def local(node: ElementTree.Element) -> str:
    """The name of an XML element without its namespace."""
    return node.tag.rpartition("}")[2]


def text_of(node: ElementTree.Element) -> str:
    """The text of a string item: its runs put together, without the readings East Asian text may carry."""
    texts = [child.text or "" for child in node if local(child) == "t"]
    runs = [t.text or "" for run in node if local(run) == "r" for t in run if local(t) == "t"]
    return "".join(texts + runs)


def place_of(cell: str) -> tuple[int, int]:
    """Row as Excel counts it and column from 0 of a cell such as "B7".

    Raises:
        ValueError: that is no cell.
    """
    found = CELL.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)), column - 1


def _must_not_be_ole(data: bytes) -> None:
    if not data.startswith(_OLE):
        return
    if _ENCRYPTED in data:
        raise NotReadable(
            "the workbook has a password. Take the password off in Excel (File, Info, Protect Workbook), then send it."
        )
    raise NotReadable(f"this is an old Excel file (.xls), which is not read. {SAVE_AS_XLSX}")


def _must_be_ordinary(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    if len(names) > MOST_PARTS:
        raise NotReadable(
            f"the workbook has {len(names):,} parts; the limit is {MOST_PARTS:,}. Save the sheet that is meant as CSV."
        )
    if any(name.endswith("vbaproject.bin") for name in names):
        raise NotReadable(f"the workbook carries macros, so it is not read. {SAVE_AS_XLSX}")
    if any(name.endswith("workbook.bin") for name in names):
        raise NotReadable(f"this is a binary Excel workbook (.xlsb), which is not read. {SAVE_AS_XLSX}")
    if "content.xml" in names:
        raise NotReadable(f"this is an OpenDocument spreadsheet, which is not read. {SAVE_AS_XLSX}")
    if any(member.flag_bits & 0x1 for member in archive.infolist()):
        raise NotReadable("the workbook has a password. Take it off, then send it.")
