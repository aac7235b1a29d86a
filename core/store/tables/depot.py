"""Depot: where the immutable files of accepted tables are kept for good. Each bears the sum of its bytes as its name."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.store.tables.parquet import must_be_whole


class Depot(Protocol):
    """Where files are put, found and taken from; every reader has them in a folder of this machine."""

    @property
    def folder(self) -> Path:
        """The folder of this machine in which files are written and read."""

    @property
    def place(self) -> str:
        """Where files are kept for good, for who looks after the service."""

    def answers(self) -> bool:
        """Tell whether files can be read there at this moment."""

    def names(self) -> set[str]:
        """Names of all that is kept."""

    def written(self) -> dict[str, float]:
        """When each file was last written, in seconds, by name."""

    def put(self, name: str) -> None:
        """Keep for good what stands whole in the folder of this machine, before a row names it."""

    def bring(self, name: str, sha256: str) -> None:
        """Have a file in the folder of this machine, wherever it is kept."""

    def renew(self, name: str, sha256: str) -> bool:
        """Have anew a file that turned out damaged here; False where this is the only copy."""

    def must_hold(self, name: str, sha256: str) -> None:
        """Refuse a file that is missing, or not byte for byte what was stored."""

    def drop(self, name: str) -> None:
        """Delete a file that nothing names."""


@dataclass(frozen=True)
class FolderDepot:
    """Files kept in a folder of this machine: where they are written is where they stay."""

    folder: Path

    @property
    def place(self) -> str:
        """Where files are kept for good."""
        return str(self.folder)

    def answers(self) -> bool:
        """Tell whether the folder is there."""
        return self.folder.is_dir()

    def names(self) -> set[str]:
        """Names of all that is kept."""
        return {entry.name for entry in os.scandir(self.folder)} if self.folder.is_dir() else set()

    def written(self) -> dict[str, float]:
        """When each file was last written, in seconds, by name."""
        found = {}
        for path in self.folder.iterdir():
            try:
                found[path.name] = path.stat().st_mtime
            except FileNotFoundError:  # its writer has just given it its name
                continue
        return found

    def put(self, name: str) -> None:
        """Nothing more is to be done: it was flushed to the disk when it was written."""

    def bring(self, name: str, sha256: str) -> None:
        """Nothing is to be done: it is here."""

    def renew(self, name: str, sha256: str) -> bool:
        """Nothing can be done: this is the only copy."""
        return False

    def must_hold(self, name: str, sha256: str) -> None:
        """Refuse a file that is missing, or not byte for byte what was stored.

        Raises:
            DamagedStore: it is.
        """
        must_be_whole(self.folder / name, sha256, name)

    def drop(self, name: str) -> None:
        """Delete a file that nothing names."""
        (self.folder / name).unlink(missing_ok=True)
