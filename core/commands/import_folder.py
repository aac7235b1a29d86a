"""python -m core import FOLDER, for a folder as its writers left it: what is open is printed, and answered by --answer."""

import sys
from collections.abc import Mapping

from core.commands.import_open import lines_of_open
from core.ingest.case import Reading, build_case
from core.ingest.messy import ACCEPT, EVERY_SUGGESTION, LEAVE_ROW_OUT, Answer, MendedFolder, mend_folder, value

_ALL = (
    f"To take every suggestion above at once, give --answer {EVERY_SUGGESTION}=accept; "
    "to answer one, --answer TABLE:ID=ANSWER. Nothing was stored."
)


def mended(files: Mapping[str, bytes], told: list[str]) -> Reading | None:
    """Mend a folder with the answers given; the case, or None with everything that is open printed.

    A folder that needs nothing but what the strict reader says is left to that reader.
    """
    answers = {what: _answer(text) for what, _, text in (one.rpartition("=") for one in told)}
    folder = mend_folder(files, answers)
    if not folder.conversions:
        return None
    if not told:
        _offer(folder)
        return None
    if folder.is_open:
        _say(folder)
        return Reading(None)
    for change in folder.changes:
        print(f"note: {change}", file=sys.stderr)
    return build_case(folder.tables)


def _answer(text: str) -> Answer:
    return {"accept": ACCEPT, "leave_row_out": LEAVE_ROW_OUT}.get(text, value(text))


def _offer(folder: MendedFolder) -> None:
    """Say beside the strict reader's problems what would be mended on one answer, where anything would."""
    if folder.suggestions:
        _say(folder)


def _say(folder: MendedFolder) -> None:
    for problem in folder.problems:
        print(problem.sentence)
    for table, done in folder.conversions.items():
        for line in lines_of_open(done):
            print(f"{table}: {line}")
    for one in folder.names:
        print(f"[{one.name_id}] {one.sentence} Answer accept.")
    print(_ALL)
