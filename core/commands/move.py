"""python -m core move --to ADDRESS|FOLDER: the whole store taken to another place, compared there, and left as it is here."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core.domain.errors import BadAddress
from core.store.copies.move import move
from core.store.database import Database, open_database
from core.store.state.address import ALLOWED, THIS_MACHINE, Address, read_address

WHAT = "Take the whole store to a folder, a database or an S3 store that is new, and compare it there."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say what the command is called with."""
    command.add_argument("--to", metavar="ADDRESS|FOLDER", required=True, help=f"where it goes. {ALLOWED}".replace("%", "%%"))
    command.add_argument("--into", metavar="FOLDER", help="the folder of this machine that the store is to have there")


def run(call: argparse.Namespace, db: Database) -> int:
    """Move, and say what arrived and how it is used."""
    address, folder = _place(call)
    with _home(address, folder) as home, closing(open_database(home, address)) as target:
        moved = move(db, target)
    print(
        f"{address.shown if address != THIS_MACHINE else folder}: {moved.rows:,} rows and {moved.files:,} files arrived, and every "
        f"sum agrees; the audit of {moved.entries:,} entries is whole. What was here is as it was."
    )
    print(_how_to_use(address, folder))
    return 0


def _place(call: argparse.Namespace) -> tuple[Address, Path | None]:
    """Read where the store goes: an address, or a folder of this machine."""
    into = Path(call.into).absolute() if call.into else None
    if "://" not in call.to and not call.to.startswith("?"):
        return THIS_MACHINE, Path(call.to).absolute()
    address = read_address(call.to, "--to")
    if into is None and (address.state is None or address.data is None):
        what = "the state" if address.state is None else "the data"
        raise BadAddress(f"With this address {what} stays on this machine: name its folder by --into FOLDER.")
    return address, into


@contextmanager
def _home(address: Address, folder: Path | None) -> Iterator[Path]:
    """Lend the folder of this machine: a passing one where nothing of the store stays in it."""
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="scale_case_move_") as passing:
        yield Path(passing)


def _how_to_use(address: Address, folder: Path | None) -> str:
    home = f"SCALECASE_HOME to {folder}" if folder is not None else "SCALECASE_HOME to a folder of each machine"
    url = "SCALECASE_URL to that address" if address != THIS_MACHINE else "SCALECASE_URL to nothing"
    return f"To use it, set {url} and {home}, and start."
