"""Files kept in an S3 store, and read through a bounded folder of this machine: every file is summed on its way in and out.

Keys come from the environment alone, under the names every S3 client knows, and stand in no sentence and no log.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from time import time
from typing import Any, BinaryIO

from core.domain.errors import BadAddress, CannotStore, DamagedStore, UnreachableStore
from core.store.tables.parquet import UNFINISHED

CACHE_VARIABLE = "SCALECASE_CACHE_MB"
CACHE_MB = 20_000
# Whatever was read so lately may be in use by a query, and is never taken out of the folder.
IN_USE_SECONDS = 120
_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_ROLES = ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
_BLOCK = 1 << 20
GONE = (
    "The place where the data is kept cannot be reached at this moment. What you were told is saved is saved, and nothing was "
    "changed: try again in a minute."
)


class S3Depot:
    """A place in an S3 store, and the folder of this machine through which its files are written and read."""

    def __init__(self, folder: Path, place: str, environment: Mapping[str, str] = os.environ) -> None:
        """Look at nothing yet.

        Args:
            folder: of this machine; what lies there is only a copy.
            place: bucket and prefix.
            environment: has the keys, and how much the folder may hold.

        Raises:
            BadAddress: there are no keys, or the size is no number.
        """
        self.folder = folder
        self._prefix = place
        self._most_bytes = _cache_bytes(environment)
        self._given = _connection_of(environment)
        self._lock = Lock()

    @property
    def place(self) -> str:
        """Where files are kept for good."""
        return f"s3://{self._prefix}"

    def answers(self) -> bool:
        """Tell whether the store answers at this moment."""
        try:
            self._store.get_file_info(self._prefix)
        except OSError:
            return False
        return True

    def names(self) -> set[str]:
        """Names of all that is kept."""
        return set(self.written())

    def written(self) -> dict[str, float]:
        """When each file was last written, in seconds, by name."""
        from pyarrow import fs  # noqa: PLC0415 - slow to import, and only needed where the data is in an S3 store

        with _said_plainly():
            found = self._store.get_file_info(fs.FileSelector(self._prefix, allow_not_found=True))
        return {info.base_name: info.mtime_ns / 1e9 for info in found if info.is_file and info.mtime_ns is not None}

    def put(self, name: str) -> None:
        """Keep for good what stands whole in the folder of this machine: it is read back and summed before this returns.

        Raises:
            UnreachableStore: the store does not answer.
            CannotStore: it does not give back what it was given.
        """
        with _said_plainly(), (self.folder / name).open("rb") as file, self._store.open_output_stream(self._path(name)) as kept:
            sha256 = _copied(file.read, kept.write)
        with self._reading(name) as back:
            if _copied(back.read, lambda block: None) != sha256:
                raise CannotStore("The place where the data is kept did not give back what it was given: nothing was stored.")
        self._make_room()

    def bring(self, name: str, sha256: str) -> None:
        """Have a file in the folder of this machine, wherever it is kept.

        Raises:
            UnreachableStore: it is not here, and the store does not answer.
            DamagedStore: it is missing from the store, or is not what was stored.
        """
        path = self.folder / name
        try:
            os.utime(path, ns=(int(time() * 1e9), path.stat().st_mtime_ns))
        except FileNotFoundError:
            self._fetch(name, sha256)
            self._make_room()

    def renew(self, name: str, sha256: str) -> bool:
        """Fetch a file anew whose copy here turned out damaged."""
        self._fetch(name, sha256)
        return True

    def must_hold(self, name: str, sha256: str) -> None:
        """Refuse a file that is missing from the store, or not byte for byte what was stored.

        Raises:
            DamagedStore: it is.
        """
        with self._reading(name) as file:
            _must_agree(name, _copied(file.read, lambda block: None), sha256)

    def drop(self, name: str) -> None:
        """Delete a file that nothing names."""
        with _said_plainly():
            self._delete(self._path(name))
        (self.folder / name).unlink(missing_ok=True)

    @cached_property
    def _store(self) -> Any:
        from pyarrow import fs  # noqa: PLC0415

        # Stores other than Amazon's refuse the checksums that its client adds to what it sends; ours are the sums of the files.
        os.environ.setdefault("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
        retries = fs.AwsStandardS3RetryStrategy(max_attempts=3)
        return fs.S3FileSystem(connect_timeout=5, request_timeout=30, retry_strategy=retries, **self._given)

    def _path(self, name: str) -> str:
        return f"{self._prefix}/{name}"

    def _delete(self, path: str) -> None:
        """Delete a file. The client then marks its folder as still there, which some stores refuse, and the file is gone."""
        from pyarrow import fs  # noqa: PLC0415

        try:
            self._store.delete_file(path)
        except OSError:
            if self._store.get_file_info(path).type != fs.FileType.NotFound:
                raise

    @contextmanager
    def _reading(self, name: str) -> Iterator[BinaryIO]:
        with _said_plainly():
            try:
                file = self._store.open_input_stream(self._path(name))
            except FileNotFoundError as missing:
                raise DamagedStore(f"The stored table {name} is missing from the place where the data is kept.") from missing
            with file:
                yield file

    def _fetch(self, name: str, sha256: str) -> None:
        handle, beside = tempfile.mkstemp(dir=self.folder, suffix=UNFINISHED)
        try:
            with self._reading(name) as kept, os.fdopen(handle, "wb") as file:
                _must_agree(name, _copied(kept.read, file.write), sha256)
            Path(beside).replace(self.folder / name)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise

    def _make_room(self) -> None:
        """Take out of the folder what was not read for longest, until it holds no more than it may."""
        with self._lock:
            found = sorted((max(status.st_atime, status.st_mtime), status.st_size, path) for path, status in self._copies())
            held, now = sum(size for _, size, _ in found), time()
            for read_at, size, path in found:
                if held <= self._most_bytes or now - read_at < IN_USE_SECONDS:
                    return
                path.unlink(missing_ok=True)
                held -= size

    def _copies(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self.folder.iterdir():
            try:
                if path.suffix != UNFINISHED:
                    yield path, path.stat()
            except FileNotFoundError:  # another process has taken it out
                continue


def _cache_bytes(environment: Mapping[str, str]) -> int:
    text = environment.get(CACHE_VARIABLE, "").strip() or str(CACHE_MB)
    if not text.isdecimal() or int(text) < 1:
        raise BadAddress(f"{CACHE_VARIABLE} is {text}: how many megabytes of data this machine may hold is a whole number above 0.")
    return int(text) * 1_000_000


def _connection_of(environment: Mapping[str, str]) -> dict[str, Any]:
    """Say how the store is reached. What is not in the environment is left to the client, which reads a role's token itself."""
    given: dict[str, Any] = {}
    if all(environment.get(name) for name in _KEYS):
        given = {"access_key": environment[_KEYS[0]], "secret_key": environment[_KEYS[1]]}
        if environment.get("AWS_SESSION_TOKEN"):
            given["session_token"] = environment["AWS_SESSION_TOKEN"]
    elif not any(environment.get(name) for name in _ROLES):
        raise BadAddress(f"The data is to be kept in an S3 store, and {' and '.join(_KEYS)} are not both in the environment.")
    endpoint = next((environment[name] for name in _ENDPOINTS if environment.get(name)), "")
    if endpoint:
        scheme, _, host = endpoint.rpartition("://")
        given |= {"endpoint_override": host.rstrip("/"), "scheme": scheme or "https"}
    if region := environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or (endpoint and "us-east-1"):
        given["region"] = region
    return given


def _copied(read: Callable[[int], bytes], write: Callable[[bytes], object]) -> str:
    """Copy block by block, and give the sum of all."""
    summed = hashlib.sha256()
    while block := read(_BLOCK):
        summed.update(block)
        write(block)
    return summed.hexdigest()


def _must_agree(name: str, found: str, sha256: str) -> None:
    if found != sha256:
        raise DamagedStore(f"The stored table {name} is not what was stored, where the data is kept: restore it from a backup.")


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except OSError as refusal:
        raise UnreachableStore(GONE) from refusal
