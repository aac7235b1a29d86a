"""Case folders on disk: read as bytes, and written without losing what is there."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from core.domain.errors import CannotStore, NotACaseFolder, WouldOverwrite
from core.domain.tables import SPECS

MOST_BYTES_A_FILE = 200_000_000
TABLE_SUFFIX = ".csv"


def read_folder(path: Path, most_bytes: int = MOST_BYTES_A_FILE) -> dict[str, bytes]:
    """Read the CSV files of a case folder, by name. `other_files` lists what is left aside.

    Raises:
        NotACaseFolder: it is not there, not a folder, holds no CSV file, or a file is too large or cannot be read.
    """
    tables = [file for file in _files_of(path) if _is_table(file)]
    if not tables:
        raise NotACaseFolder(
            f"{path} holds no CSV files: a case folder is a folder of files such as programme.csv and partners.csv."
        )
    return {file.name: _read(file, most_bytes) for file in tables}


def other_files(path: Path) -> tuple[str, ...]:
    """List the files and folders of a case folder that are left aside because they are not CSV files.

    Raises:
        NotACaseFolder: it is not there or not a folder.
    """
    _files_of(path)
    return tuple(
        sorted(entry.name for entry in path.iterdir() if not _is_hidden(entry) and not (entry.is_file() and _is_table(entry)))
    )


def write_folder(path: Path, files: Mapping[str, str], *, replace: bool = False) -> None:
    """Write files of text into a folder, which is made when it is not there. Nothing is written unless all may be.

    Args:
        path: the folder.
        files: text by plain file name.
        replace: True when files of the same names may be replaced.

    Raises:
        WouldOverwrite: files are there with other content, or other tables are there that would mix with these.
        CannotStore: the folder cannot be made or written to.
    """
    misnamed = [name for name in files if Path(name).name != name or not name.strip(".")]
    if misnamed:
        raise ValueError(f"not plain file names: {misnamed}")
    try:
        path.mkdir(parents=True, exist_ok=True)
        _must_not_lose(path, files, replace=replace)
        for name, text in files.items():
            _write(path / name, text)
    except OSError as refusal:
        raise CannotStore(f"{path} cannot be written to ({refusal.strerror}): choose another folder.") from refusal


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write one new file of text piece by piece, however long it is; it is there when it is whole, and not before.

    Raises:
        WouldOverwrite: there is a file of that name.
        CannotStore: it cannot be written.
    """
    if path.exists():
        raise WouldOverwrite(f"{path} is there already: nothing was written, choose another name.")
    beside = path.with_name(f".{path.name}.tmp")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        beside.replace(path)
    except OSError as refusal:
        raise CannotStore(f"{path} cannot be written ({refusal.strerror}): choose another place.") from refusal
    finally:
        beside.unlink(missing_ok=True)


def _files_of(path: Path) -> list[Path]:
    if not path.exists():
        raise NotACaseFolder(f"{path} does not exist: give the folder that holds the CSV files.")
    if not path.is_dir():
        raise NotACaseFolder(f"{path} is a file, not a folder: give the folder that holds the CSV files.")
    try:
        return sorted(entry for entry in path.iterdir() if entry.is_file() and not _is_hidden(entry))
    except OSError as refusal:
        raise NotACaseFolder(f"{path} cannot be read ({refusal.strerror}).") from refusal


def _is_table(path: Path) -> bool:
    return path.suffix.lower() == TABLE_SUFFIX


def _is_hidden(path: Path) -> bool:
    """True for what programs leave beside files, such as a spreadsheet's lock."""
    return path.name.startswith(".")


def _read(file: Path, most_bytes: int) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(most_bytes + 1)  # not by its stated size: a file may grow while it is read
    except OSError as refusal:
        raise NotACaseFolder(f"{file} cannot be read ({refusal.strerror}).") from refusal
    if len(content) > most_bytes:
        raise NotACaseFolder(f"{file} is over the limit of {most_bytes / 1e6:g} MB for one file: split it, or take rows out.")
    return content


def _must_not_lose(path: Path, files: Mapping[str, str], *, replace: bool) -> None:
    tables = {spec.file_name for spec in SPECS}
    mixed = sorted(name for name in tables - set(files) if (path / name).exists())
    if mixed:
        raise WouldOverwrite(
            f"{path} already holds {', '.join(mixed)}, of another case: nothing was written, choose an empty folder."
        )
    different = sorted(name for name, text in files.items() if _differs(path / name, text))
    if different and not replace:
        raise WouldOverwrite(f"{path} already holds other files called {', '.join(different)}: nothing was written.")


def _differs(path: Path, text: str) -> bool:
    return path.exists() and (not path.is_file() or path.read_bytes() != text.encode())


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_bytes(text.encode())
    beside.replace(path)


def read_file(path: Path, most_bytes: int = MOST_BYTES_A_FILE) -> bytes:
    """Read one file, whatever it holds.

    Raises:
        NotACaseFolder: it cannot be read, or is over the limit.
    """
    return _read(path, most_bytes)
