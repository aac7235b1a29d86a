"""An Excel workbook opened with care: size, kind and what is inside are looked at before it is read."""

import io
import zipfile
import zlib
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.ingest.signatures import not_a_csv_because
from core.ingest.wording import printable

LARGEST_WORKBOOK_BYTES = 10 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 60 * 1024 * 1024
MOST_MEMBERS = 500
MOST_ROWS, MOST_COLUMNS = 20_000, 200
_SAVE = "Save it anew as an Excel workbook (.xlsx)."
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,  # what the XML parser raises
)


class BadWorkbook(Exception):  # noqa: N818
    """A workbook that is not read, with what is wrong and what to do."""

    def __init__(self, message: str, what_to_do: str = _SAVE) -> None:
        super().__init__(message)
        self.message, self.what_to_do = message, what_to_do


def open_workbook(data: bytes) -> Any:
    """Open a workbook with the values its formulas last gave.

    Raises:
        BadWorkbook: it is no workbook, too large, encrypted or damaged.
    """
    if len(data) > LARGEST_WORKBOOK_BYTES:
        raise BadWorkbook(f"the workbook is larger than {LARGEST_WORKBOOK_BYTES / 1024**2:,.0f} MiB, the limit.")
    what = not_a_csv_because(data)
    if what is None or "Excel workbook" not in what[0]:
        found = what[0].removesuffix(", not a CSV file.") if what else "this is not an Excel workbook"
        raise BadWorkbook(f"{found}, and unit costs are read from an Excel workbook (.xlsx).")
    try:
        _must_be_safe(data)
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        vast = next(
            (sheet.title for sheet in book.worksheets if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS), None
        )
    except _DAMAGED as damage:
        raise BadWorkbook("the workbook is damaged.") from damage
    if vast is not None:
        raise BadWorkbook(f'sheet "{printable(vast, 60)}" is larger than {MOST_ROWS:,} rows by {MOST_COLUMNS} columns, the limit.')
    return book


def _must_be_safe(data: bytes) -> None:
    """Refuse an archive that would unpack to too much, or XML that defines entities, which no workbook needs."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        # What is read of a member is cut at the size it states, so these sizes can be relied on as limits.
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED_BYTES:
            raise BadWorkbook(f"the workbook unpacks to more than {LARGEST_UNPACKED_BYTES / 1024**2:,.0f} MiB, the limit.")
        if any(member.flag_bits & 0x1 for member in members):
            raise BadWorkbook("the workbook is encrypted.", "Save it without a password.")
        for member in members:
            if member.filename.endswith((".xml", ".rels")) and b"<!ENTITY" in archive.read(member):
                raise BadWorkbook("the workbook defines XML entities, as no spreadsheet program does.")
