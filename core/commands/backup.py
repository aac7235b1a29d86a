"""python -m core backup FILE and restore FILE --into FOLDER [--to ADDRESS]: a copy of everything, and everything from a copy."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from core.store.backup import BackedUp, back_up, restore, restore_to
from core.store.database import Database
from core.store.state.address import read_address


def run_backup(call: argparse.Namespace, db: Database) -> str:
    """Copy the whole store into one file, while people work."""
    told = f"{call.file}: {_told(back_up(db, Path(call.file).absolute(), at=datetime.now(UTC)))}"
    return told if db.loss is None else f"{told} The copy holds what is left. {' '.join(db.loss.found)}"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say what restore is called with."""
    command.add_argument("file", metavar="FILE", help="what backup wrote")
    command.add_argument("--into", metavar="FOLDER", required=True, help="an empty folder, or one that is not there yet")
    command.add_argument("--to", metavar="ADDRESS", help="a new database, S3 store or both, as SCALECASE_URL says it")


def run_restore(call: argparse.Namespace) -> str:
    """Make a store from a copy, in an empty folder."""
    if call.to is not None:
        told = restore_to(Path(call.file), Path(call.into).absolute(), address := read_address(call.to, "--to"))
        return (
            f"{address.shown}: {_told(told)} To use it, set SCALECASE_URL to that address, SCALECASE_HOME to {call.into} and start."
        )
    told = restore(Path(call.file), Path(call.into).absolute())
    return f"{call.into}: {_told(told)} To use it, set SCALECASE_HOME to that folder and start."


def _told(copy: BackedUp) -> str:
    size = copy.size_bytes / 1_000_000
    return f"{copy.files} files, {size:.1f} MB, as of {copy.made_at:%d %B %Y at %H:%M} UTC; every sum agrees."
