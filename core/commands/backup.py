"""python -m core backup FILE and restore FILE --into FOLDER: a copy of everything, and everything from a copy."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from core.store.backup import BackedUp, back_up, restore
from core.store.database import Database


def run_backup(call: argparse.Namespace, db: Database) -> str:
    """Copy the whole store into one file, while people work."""
    told = f"{call.file}: {_told(back_up(db, Path(call.file).absolute(), at=datetime.now(UTC)))}"
    return told if db.loss is None else f"{told} The copy holds what is left. {' '.join(db.loss.found)}"


def run_restore(call: argparse.Namespace) -> str:
    """Make a store from a copy, in an empty folder."""
    told = restore(Path(call.file), Path(call.into).absolute())
    return f"{call.into}: {_told(told)} To use it, set SCALECASE_HOME to that folder and start."


def _told(copy: BackedUp) -> str:
    size = copy.size_bytes / 1_000_000
    return f"{copy.files} files, {size:.1f} MB, as of {copy.made_at:%d %B %Y at %H:%M} UTC; every sum agrees."
