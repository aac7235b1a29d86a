"""A store that is worked on: five ways to write to it, each with a mark to look for afterwards, and what it holds."""

import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from core.actions.comments import begin_thread
from core.actions.decisions import record_decision
from core.actions.observations import load_observations
from core.actions.offers import make_offer
from core.actions.programmes import import_case, replace_tables
from core.domain.comments import Anchor, On
from core.domain.errors import Refused
from core.domain.offers import Offer, Rule
from core.domain.people import Person
from core.reports.activity import audit_checked
from core.store import comments, decisions, offers
from core.store.database import Database, open_database, reading
from core.store.integrity.row_sums import sums_of
from core.store.tables import observation_loads
from core.store.tables.tables import read_tables
from core.store.tables.versions import every_version, version_numbered
from tests.canaries import PROGRAMME, case_files
from tests.canary_state import OPTION, a_decision, costs_in
from tests.core.every_action import tables_of
from tests.people import ADMIN, ANALYST, BOARD
from tests.signed_in import session_for

# Who may do all of it.
WORKER = Person(
    person_id="worker", sign_in_name="worker", name="Wanda Worker", grants=(*ADMIN.grants, *ANALYST.grants, *BOARD.grants)
)
NET = Anchor(programme_id=PROGRAMME, kind=On.figure, id="npsv")
SEEN = "site_id,cohort,period,arm,outcome_id,value,people\nnorth,a,2026-Q1,treated,stays,0.{number},10\n"


def begin(home: Path) -> str:
    """Make a store with one programme and one person, who is signed in; gives what their cookie holds."""
    db = open_database(home)
    token = session_for(db, WORKER)
    import_case(db, tables_of(case_files()), by=WORKER, at=datetime.now(UTC), what="Imported it.")
    db.close()
    return token


def _comment(db: Database, mark: str, number: int) -> None:
    begin_thread(db, NET, "Net", mark, by=WORKER, at=datetime.now(UTC))


def _save(db: Database, mark: str, number: int) -> None:
    read = version_numbered(db, PROGRAMME).number
    replace_tables(db, PROGRAMME, {"costs": costs_in(number)}, read_version=read, by=WORKER, at=datetime.now(UTC), what=mark)


def _upload(db: Database, mark: str, number: int) -> None:
    read, file = version_numbered(db, PROGRAMME).number, io.BytesIO(SEEN.format(number=number).encode())
    load_observations(db, PROGRAMME, file, by=WORKER, at=datetime.now(UTC), read_version=read, source=mark, file_name="seen.csv")


def _decide(db: Database, mark: str, number: int) -> None:
    read = version_numbered(db, PROGRAMME).number
    record_decision(db, PROGRAMME, a_decision(question=mark), version_number=read, by=WORKER, at=datetime.now(UTC))


def _offer(db: Database, mark: str, number: int) -> None:
    offer = Offer(option_id=OPTION, rule=Rule.equal, conditions=mark)
    read = version_numbered(db, PROGRAMME).number
    make_offer(db, PROGRAMME, offer, version_number=read, by=WORKER, at=datetime.now(UTC))


WRITES: dict[str, Callable[[Database, str, int], None]] = {
    "comment": _comment,
    "save": _save,
    "upload": _upload,
    "decision": _decide,
    "offer": _offer,
}


def write(db: Database, kind: str, number: int) -> str | None:
    """Write once; gives the mark that the store must hold from now on, or None where it was refused."""
    mark = f"{kind} {number}"
    try:
        WRITES[kind](db, mark, number)
    except Refused:
        return None
    return mark


def marks_in(db: Database) -> set[str]:
    """Find every mark that the store holds, each once it can be read the way a page reads it."""
    versions = every_version(db, PROGRAMME)
    threads = comments.threads_of(db, PROGRAMME)
    said = comments.comments_of(db, [thread.thread_id for thread in threads])
    loads = observation_loads.of_version(db, versions[0].version_id)
    return {
        *(one.text for one in said),
        *(version.what for version in versions),
        *(load.source for load in loads),
        *(one.question for one in decisions.of_programme(db, PROGRAMME)),
        *(one.offer.conditions for one in offers.of_programme(db, PROGRAMME)),
    }


def held_by(db: Database) -> dict[str, str]:
    """Sum every table of the state: the same twice only where both hold the same."""
    with reading(db) as connection:
        return {table: found.text for table, found in sums_of(connection).items() if table != "commits"}


def found_wrong(db: Database) -> tuple[str, ...]:
    """What the store itself says is wrong: its check of everything, and every table of every version read."""
    checked = audit_checked(db)
    told = [] if checked.is_whole else list(checked.sentences)
    for version in every_version(db, PROGRAMME):
        try:
            read_tables(db, version.version_id)
        except Refused as refusal:
            told.append(refusal.sentence)
    return tuple(told)


def copied(home: Path, to: Path) -> Path:
    """Copy the folder of a store as it lies, with the write-ahead log of those who have it open."""
    return Path(shutil.copytree(home, to, ignore=shutil.ignore_patterns("*-shm", "spill")))
