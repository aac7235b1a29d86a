"""Workbooks on the command line: python -m core template FILE.xlsx, and import, check and export with a workbook."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from core.actions.programmes import import_case, replace_tables, tables_taken
from core.commands.operator import operator
from core.domain.errors import WouldOverwrite
from core.domain.people import OPERATOR
from core.ingest.case_workbook.read_workbook import holds_tables, programme_of
from core.ingest.grids import Grid, NotReadable
from core.ingest.workbook.read import grids_of_workbook
from core.papers.data.write_workbook import write_workbook
from core.reports.appraisals import load_version
from core.reports.changes.workbook import PreparedBook, earlier_version, prepare_workbook, report_lines
from core.store.database import Database
from core.store.programmes import list_programmes
from core.store.tables.folders import read_file

DONE, WRONG_DATA = 0, 1
SUFFIX = ".xlsx"


def is_named_workbook(path: Path) -> bool:
    """True for a file that is called a workbook."""
    return path.suffix.lower() == SUFFIX


def of_workbook(path: Path, run: Callable[[], int]) -> int:
    """Do something with a workbook, unless it cannot be read or is none with a sheet for each table."""
    try:
        if holds_tables(_sheets(path)):
            return run()
    except NotReadable as reason:
        print(f"{path}: {reason.sentence}")
        return WRONG_DATA
    print(
        f"{path}: none of its sheets is called as the tables are, so nothing was read. "
        "Take one sheet of it with --table, or fill in the workbook that python -m core template FILE.xlsx writes."
    )
    return WRONG_DATA


def write_template(path: Path) -> None:
    """Write the empty workbook.

    Raises:
        WouldOverwrite: a file is there already.
    """
    _write(path, write_workbook({}, None, datetime.now(UTC)))


def export(db: Database, programme_id: str, number: int | None, path: Path) -> str:
    """Write a version as a workbook, and say so.

    Raises:
        WouldOverwrite: a file is there already.
        UnknownProgramme, UnknownVersion: there is none.
    """
    tables = tables_taken(db, programme_id, number, by=operator(OPERATOR.name))
    version = load_version(db, programme_id, number).version.number
    _write(path, write_workbook(tables, version, datetime.now(UTC)))
    return f"{path}: version {version} written, {len(tables)} tables."


def check(path: Path) -> int:
    """Say what is wrong with a workbook, sheet by sheet.

    Raises:
        NotReadable: it is no workbook that can be read.
    """
    return _say(prepare_workbook(_sheets(path), path.name, None, None, person=OPERATOR))


def run(db: Database, path: Path, by: str) -> int:
    """Bring a workbook: a new programme, or a new version of the one it is of. Every sheet is reported.

    Raises:
        NotReadable: it is no workbook that can be read.
        Refused: the store refuses it.
    """
    grids, person = _sheets(path), operator(by)
    held = [programme.programme_id for programme in list_programmes(db)]
    programme_id = programme_of(grids)
    current = load_version(db, programme_id) if programme_id in held and programme_id is not None else None
    earlier = earlier_version(grids, current) if current is not None else None
    base = load_version(db, current.case.programme.programme_id, earlier).tables if current is not None and earlier else None
    done = prepare_workbook(grids, path.name, current, base, person=person, programmes=held)
    if _say(done) != DONE:
        return WRONG_DATA
    if done.changes_nothing or (current is not None and not done.tables):
        print(f"{done.programme_id}: nothing is changed by this workbook.")
        return DONE
    at, what = datetime.now(UTC), f"Imported from {path.name}"
    if current is None:
        saved = import_case(db, done.tables, by=person, at=at, what=what)
    else:
        number = current.version.number
        saved = replace_tables(db, done.programme_id, done.tables, read_version=number, by=person, at=at, what=what)
    print(f"{saved.programme_id}: {saved.sentence}")
    return DONE


def _sheets(path: Path) -> tuple[Grid, ...]:
    return grids_of_workbook(read_file(path))


def _say(done: PreparedBook) -> int:
    for line in report_lines(done):
        print(line, file=sys.stderr)
    for problem in done.problems:
        print(problem.sentence)
    if done.problem_count > len(done.problems):
        print(f"and {done.problem_count - len(done.problems)} more.")
    return WRONG_DATA if done.problems else DONE


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        raise WouldOverwrite(f"{path} is there already: nothing was written.")
    path.write_bytes(data)
