"""Signatures: kinds of file that are known by their first bytes and are not CSV."""

_SAVE_SHEET = "Save the sheet as CSV (UTF-8) and send that."
_SEND_CSV = "Send the table as a CSV file (UTF-8)."
_UNPACK = "Unpack it and send the CSV files, or send a whole case folder as one zip."

# Where the bytes stand, the bytes, what the file is, what to do.
_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file", _SAVE_SHEET),
    (0, b"\x1f\x8b", "a gzip archive", _UNPACK),
    (0, b"BZh", "a bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (0, b"\x04\x22\x4d\x18", "an LZ4 archive", _UNPACK),
    (0, b"MSCF", "a cabinet archive", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"%PDF-", "a PDF", _SEND_CSV),
    (0, b"%!PS", "a PostScript file", _SEND_CSV),
    (0, b"{\\rtf", "a rich text document", _SEND_CSV),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", _SEND_CSV),
    (0, b"\xff\xd8\xff", "a JPEG image", _SEND_CSV),
    (0, b"GIF87a", "a GIF image", _SEND_CSV),
    (0, b"GIF89a", "a GIF image", _SEND_CSV),
    (0, b"II*\x00", "a TIFF image", _SEND_CSV),
    (0, b"MM\x00*", "a TIFF image", _SEND_CSV),
    (8, b"WEBP", "a WebP image", _SEND_CSV),
    (8, b"WAVE", "a sound file", _SEND_CSV),
    (4, b"ftyp", "a video or HEIC image", _SEND_CSV),
    (0, b"ID3", "a sound file", _SEND_CSV),
    (0, b"OggS", "a sound or video file", _SEND_CSV),
    (0, b"\x7fELF", "a program", _SEND_CSV),
    (0, b"MZ\x90\x00", "a Windows program", _SEND_CSV),
    (0, b"\xcf\xfa\xed\xfe", "a macOS program", _SEND_CSV),
    (0, b"\xca\xfe\xba\xbe", "a program", _SEND_CSV),
    (0, b"\x00asm", "a program", _SEND_CSV),
    (0, b"#!/", "a script", _SEND_CSV),
    (0, b"PAR1", "a Parquet file", _SEND_CSV),
    (0, b"ARROW1", "an Arrow file", _SEND_CSV),
    (0, b"FEA1", "a Feather file", _SEND_CSV),
    (0, b"SQLite format 3\x00", "a SQLite database", _SEND_CSV),
    (8, b"DUCK", "a DuckDB database", _SEND_CSV),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file", _SEND_CSV),
    (0, b"\x93NUMPY", "a NumPy array", _SEND_CSV),
    (0, b"RDX3\n", "an R data file", _SEND_CSV),
    (0, b"$FL2@(#)", "an SPSS file", _SEND_CSV),
    (0, b"<stata_dta>", "a Stata file", _SEND_CSV),
)

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LOOK_AT = 4_000


def not_a_csv_because(data: bytes) -> tuple[str, str] | None:
    """Say what a file is, and what to do, when its first bytes show that it is not CSV; None when they do not."""
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    for offset, marks, what, todo in _SIGNATURES:
        if data.startswith(marks, offset):
            return _sentence(what), todo
    return _markup(data.removeprefix(_BYTE_ORDER_MARK)[:_LOOK_AT].lstrip())


def _sentence(what: str) -> str:
    return f"this is {what}, not a CSV file."


def _kind_of_zip(data: bytes) -> tuple[str, str]:
    if b"xl/workbook" in data:
        return _sentence("an Excel workbook"), _SAVE_SHEET
    if b"opendocument.spreadsheet" in data[:_LOOK_AT]:
        return _sentence("an OpenDocument spreadsheet"), _SAVE_SHEET
    if b"word/document" in data:
        return _sentence("a Word document"), _SEND_CSV
    if b"ppt/presentation" in data:
        return _sentence("a PowerPoint presentation"), _SEND_CSV
    return _sentence("a zip archive"), _UNPACK


def _markup(start: bytes) -> tuple[str, str] | None:
    """Tell web pages, XML and JSON, which are text but not tables."""
    lower = start[:200].lower()
    if lower.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table")):
        return _sentence("a web page"), "Perhaps a sign-in page was saved in place of the file. " + _SEND_CSV
    if lower.startswith((b"<?xml", b"<svg")):
        return _sentence("an XML file"), _SEND_CSV
    if lower.startswith((b"{", b"[")) and lower.rstrip()[1:].lstrip().startswith((b'"', b"{", b"[", b"}", b"]")):
        return _sentence("a JSON file"), _SEND_CSV
    return None
