"""python -m core audit verify: whether every entry of the audit is as it was written, and in its place."""

import argparse

from core.reports.activity import audit_checked
from core.store.database import Database

WHOLE, BROKEN = 0, 1


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Describe what a check of the audit takes."""
    command.add_argument("what", choices=["verify"], help="verify: work every hash out anew")
    command.add_argument("--noted", metavar="HASH", help="a head written down earlier, to see that the audit still holds it")


def run(call: argparse.Namespace, db: Database) -> int:
    """Check the audit, say what was found, and return the exit code."""
    checked = audit_checked(db, noted_sha256=call.noted)
    for sentence in checked.sentences:
        print(sentence)
    return WHOLE if checked.is_whole else BROKEN
