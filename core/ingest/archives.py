"""Archives: a zip to the files of a case folder, trusting nothing it says of itself."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from core.domain.errors import BadArchive
from core.domain.wording import printable
from core.ingest.signatures import not_a_csv_because

MOST_MEMBERS = 60
LARGEST_UNPACKED_BYTES = 50 * 1024 * 1024
HIGHEST_RATIO = 200
LARGEST_ARCHIVE_BYTES = 10 * 1024 * 1024

_CHUNK = 64 * 1024
# A short member of one repeated letter may shrink by more than the ratio and is harmless.
_RATIO_COUNTS_FROM = 1024 * 1024
_LEFT_BY_MACOS = ("__MACOSX/", "._")
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
# The other methods give back all that a piece holds at once, which may be tens of thousands of times as much.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MAKE_ANEW = "Make the zip anew from the CSV files of one case folder."


def unpack(data: bytes, file_name: str, largest_bytes: int = LARGEST_ARCHIVE_BYTES) -> dict[str, bytes]:
    """Unpack the zip of one case folder in memory.

    One folder round all files is taken off. What macOS adds is left out.

    Args:
        data: the archive.
        file_name: its name, for sentences only.
        largest_bytes: how long the archive may be.

    Returns:
        Name of each file -> bytes.

    Raises:
        BadArchive: where it is not a zip, damaged, encrypted, too large when unpacked, or names files outside itself.
    """
    shown = printable(file_name)
    if len(data) > largest_bytes:
        raise BadArchive(f"{shown}: the archive is larger than {largest_bytes / 1024**2:,.0f} MiB, the limit.")
    _must_be_zip(data, shown)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = _unpacked(archive, len(data), shown)
    except _DAMAGED:
        raise BadArchive(f"{shown}: the zip archive is damaged. {_MAKE_ANEW}") from None
    return _without_common_folder(unpacked, shown)


def _must_be_zip(data: bytes, shown: str) -> None:
    what = not_a_csv_because(data)
    if what is None:
        raise BadArchive(f"{shown}: this is not a zip archive. {_MAKE_ANEW}")
    if not what[0].startswith("this is a zip archive"):
        told = what[0].removesuffix(", not a CSV file.")
        raise BadArchive(f"{shown}: {told}, and only zip archives are unpacked. {_MAKE_ANEW}")


def _unpacked(archive: zipfile.ZipFile, archive_bytes: int, shown: str) -> dict[str, bytes]:
    members = [member for member in archive.infolist() if not _is_folder(member) and not _is_left_by_macos(member.filename)]
    if len(members) > MOST_MEMBERS:
        raise BadArchive(f"{shown}: {len(members):,} files in the archive; the limit is {MOST_MEMBERS}. {_MAKE_ANEW}")
    unpacked: dict[str, bytes] = {}
    room = LARGEST_UNPACKED_BYTES
    for member in members:
        name = _safe_name(member, shown)
        if name in unpacked:
            raise BadArchive(f'{shown}: "{printable(name, 80)}" is in the archive twice. {_MAKE_ANEW}')
        packed = max(1, min(member.compress_size, archive_bytes))
        unpacked[name] = _bytes_of(archive, member, room, packed, shown)
        room -= len(unpacked[name])
    return unpacked


def _is_folder(member: zipfile.ZipInfo) -> bool:
    # ZipInfo.is_dir fails on a member without a name.
    return member.filename.endswith("/")


def _is_left_by_macos(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return name.startswith(_LEFT_BY_MACOS) or "/__MACOSX/" in name or last.startswith("._") or last == ".DS_Store"


def _safe_name(member: zipfile.ZipInfo, shown: str) -> str:
    # The name as the archive has it: zipfile cuts names at a NUL, which would hide what follows.
    given = member.orig_filename.replace("\\", "/")
    parts = given.split("/")
    if given.startswith("/") or ":" in parts[0] or "\x00" in given or any(part in ("..", ".", "") for part in parts):
        raise BadArchive(f'{shown}: "{printable(given, 80)}" names a place outside the archive. {_MAKE_ANEW}')
    if member.flag_bits & 0x1:
        raise BadArchive(f'{shown}: "{printable(given, 80)}" is encrypted. Make a zip without a password.')
    if member.compress_type not in _METHODS:
        raise BadArchive(f'{shown}: "{printable(given, 80)}" is packed by a rare method. Make an ordinary zip (deflate).')
    return given


def _bytes_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, packed: int, shown: str) -> bytes:
    """Read one member, counting what comes out: what the archive says of its sizes is not believed."""
    name = printable(member.filename, 80)
    chunks: list[bytes] = []
    size = 0
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > room:
                limit = f"{LARGEST_UNPACKED_BYTES / 1024**2:,.0f} MiB"
                raise BadArchive(f'{shown}: more than {limit} when unpacked, reached in "{name}". {_MAKE_ANEW}')
            if size > _RATIO_COUNTS_FROM and size > HIGHEST_RATIO * packed:
                raise BadArchive(
                    f'{shown}: "{name}" unpacks to more than {HIGHEST_RATIO} times its size, as no table does. {_MAKE_ANEW}'
                )
            chunks.append(chunk)
    unpacked = b"".join(chunks)
    if _is_archive(unpacked):
        raise BadArchive(f'{shown}: "{name}" is itself an archive or a workbook. Put the CSV files in, not archives of them.')
    return unpacked


def _is_archive(data: bytes) -> bool:
    what = not_a_csv_because(data)
    return what is not None and ("archive" in what[0] or "workbook" in what[0])


def _without_common_folder(unpacked: Mapping[str, bytes], shown: str) -> dict[str, bytes]:
    """Take off the folder all files lie in, if there is one; files may not lie deeper."""
    if not unpacked:
        raise BadArchive(f"{shown}: there are no files in the archive. {_MAKE_ANEW}")
    folders = {name.rpartition("/")[0] for name in unpacked}
    if len(folders) > 1 or any("/" in folder for folder in folders):
        raise BadArchive(f"{shown}: its files lie in several folders. Put the CSV files of one case into one folder.")
    return {name.rpartition("/")[2]: data for name, data in unpacked.items()}
