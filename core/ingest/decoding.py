"""Decoding: bytes to text: what kind of file it is, and which letters its bytes are."""

import codecs
from dataclasses import dataclass

from core.domain.wording import counted, lines_of
from core.ingest.letters import TAKE_IT_OUT, lines_with_unseen, name_of
from core.ingest.signatures import not_a_csv_because

LARGEST_FILE_BYTES = 10 * 1024 * 1024

_SAVE_AS = 'Save it as "CSV UTF-8".'


class Unreadable(Exception):  # noqa: N818
    """A file nothing can be read from, with a sentence that says why and one that says what to do."""

    def __init__(self, message: str, what_to_do: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.message, self.what_to_do, self.line = message, what_to_do, line


@dataclass(frozen=True)
class Decoded:
    """The text of a file, how it was written and, where its letters had to be guessed, a warning."""

    text: str
    warning: str | None = None
    encoding: str = "utf-8"


def decode(data: bytes, largest_bytes: int = LARGEST_FILE_BYTES) -> Decoded:
    """Turn the bytes of a CSV file into text.

    Tries in order: size, known kinds of file that are not CSV, byte order mark, UTF-16 by its pattern of NUL bytes,
    strict UTF-8, windows-1252 with a warning.

    Raises:
        Unreadable: for a file that is empty, too large, of another kind, not text, or with control characters in it.
    """
    decoded = _decoded(data, largest_bytes)
    lines, first = lines_with_unseen(decoded.text)
    if lines:
        where = f" ({lines_of(lines)})" if len(lines) > 1 else ""
        raise Unreadable(f"there is {name_of(first)}, which no spreadsheet shows{where}.", TAKE_IT_OUT, lines[0])
    return decoded


def _decoded(data: bytes, largest_bytes: int) -> Decoded:
    _must_not_be_too_large(data, largest_bytes)
    if because := not_a_csv_because(data):
        raise Unreadable(*because)
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable("this is text in UTF-32, which is not read.", _SAVE_AS)
    if encoding := _utf_16(data):
        return Decoded(_with_no_nul(_decoded_strictly(data, encoding)), encoding=encoding)
    if b"\x00" in data:
        raise Unreadable("this is not a text file: it holds NUL bytes.", f"Send the table as a CSV file. {_SAVE_AS}")
    return _utf_8_or_windows(data)


def _must_not_be_too_large(data: bytes, largest_bytes: int) -> None:
    if len(data) > largest_bytes:
        raise Unreadable(
            f"the file is {_megabytes(len(data))}; the limit is {_megabytes(largest_bytes)}.",
            "Leave out what is not needed, or bring it in from the command line.",
        )
    if not data.strip():
        raise Unreadable("the file is empty.", "Give it a heading line and at least one row, or leave the file out.")


def _megabytes(count: int) -> str:
    return f"{count / 1024**2:,.1f} MiB" if count >= 1024**2 else counted(count, "byte")


def _utf_16(data: bytes) -> str | None:
    """Name the UTF-16 encoding of a file, known by its mark or because every other byte of plain text is NUL."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:4_000]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    enough = 0.4 * len(start) / 2
    if odd > enough and even == 0:
        return "utf-16-le"
    if even > enough and odd == 0:
        return "utf-16-be"
    return None


def _decoded_strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("this looks like text in UTF-16, but it is damaged.", _SAVE_AS) from None


def _with_no_nul(text: str) -> str:
    if "\x00" in text:
        raise Unreadable("this is not a text file: it holds NUL characters.", f"Send the table as a CSV file. {_SAVE_AS}")
    return text


def _utf_8_or_windows(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError as not_utf_8:
        line = data.count(b"\n", 0, not_utf_8.start) + 1
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        raise Unreadable(f"the letters on line {line} are neither UTF-8 nor windows-1252.", _SAVE_AS) from None
    return Decoded(
        text,
        f"not UTF-8, so it was read as windows-1252: look at the accents and pound signs (the first is on line {line}). {_SAVE_AS}",
        "windows-1252",
    )
