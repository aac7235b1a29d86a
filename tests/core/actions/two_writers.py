"""What one of several people does who change the same thing at once, each from a process of their own."""

from dataclasses import dataclass, field
from pathlib import Path

from core.actions.comments import reopen, resolve
from core.actions.programmes import replace_tables
from core.domain.errors import StaleRow, StaleVersion
from core.domain.people import Person
from core.store import comments
from core.store.database import Database, open_database
from core.store.tables.versions import version_numbered
from tests.core.store.stored import minutes_later, table_of, tables_of
from tests.people import a_person

PROGRAMME = "return_to_work"
LATE_EVERY = 5


@dataclass
class Told:
    """What one writer was told: which saves were accepted, which were refused as stale, and late ones that were accepted."""

    accepted: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    late_accepted: list[int] = field(default_factory=list)


def turn_a_thread(home: str, name: str, times: int) -> Told:
    """Resolve a thread and open it again, over and over; each fifth time with a version that was read too long ago."""
    db, by, told, late = open_database(Path(home)), a_person("analyst", name=name), Told(), None
    for turn in range(times):
        found = comments.thread(db, 1)
        assert found is not None
        is_late = turn % LATE_EVERY == 0 and late is not None and late < found.version
        read = late if is_late else found.version
        try:
            (resolve if found.is_open else reopen)(db, 1, read_version=read, by=by, at=minutes_later(turn))
        except StaleRow:
            told.refused.append(read)
        else:
            (told.late_accepted if is_late else told.accepted).append(read)
        late = found.version
    db.close()
    return told


def replace_outcomes(home: str, name: str, times: int) -> Told:
    """Replace a table, each time with titles of one's own; each fifth time with a version that was read too long ago."""
    db, by, told, late = open_database(Path(home)), a_person("analyst", name=name), Told(), None
    for turn in range(times):
        current = version_numbered(db, PROGRAMME).number
        is_late = turn % LATE_EVERY == 0 and late is not None and late < current
        read = late if is_late else current
        try:
            _replace(db, name, turn, read, by)
        except StaleVersion:
            told.refused.append(read)
        else:
            (told.late_accepted if is_late else told.accepted).append(read)
        late = current
    db.close()
    return told


def _replace(db: Database, name: str, turn: int, read: int, by: Person) -> None:
    rows = tables_of("one_hospital")["outcomes"].dicts()
    text = "outcome_id,title,unit\n" + "".join(f"{row['outcome_id']},{name} {turn},{row['unit']}\n" for row in rows)
    replace_tables(
        db, PROGRAMME, {"outcomes": table_of("outcomes", text)}, read_version=read, by=by, at=minutes_later(turn),
        what=f"{name} {turn}.",
    )  # fmt: skip
