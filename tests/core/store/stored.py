"""Cases for tests of the store: read by the ingest part, and kept without any check."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.domain.tables import SPEC_OF, Table
from core.ingest.tables import read_table
from core.store import programmes
from core.store.database import Database, all_or_nothing
from core.store.tables import manifest, versions
from core.store.tables.folders import read_folder
from core.store.tables.versions import Version
from tests.case_files import CASES

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def minutes_later(minutes: int) -> datetime:
    """A moment after noon."""
    return NOON + timedelta(minutes=minutes)


def table_of(name: str, text: str) -> Table:
    """Read the text of one CSV file, which must have no problems."""
    reading = read_table(name, text.encode(), f"{name}.csv")
    assert reading.table is not None, reading.problems
    return reading.table


def tables_of(case: str) -> dict[str, Table]:
    """Read a case folder of tests/cases."""
    return tables_in(CASES / case)


def tables_in(folder: Path) -> dict[str, Table]:
    """Read any case folder."""
    files = {Path(name).stem: data for name, data in read_folder(folder).items()}
    return {name: table_of(name, data.decode()) for name, data in files.items() if name in SPEC_OF}


def store(db: Database, tables: Mapping[str, Table], programme_id: str = "made") -> Version:
    """Keep tables as a version of a programme."""
    kept = manifest.keep(db, tables.values())
    with all_or_nothing(db) as connection:
        before = versions.current_version(connection, programme_id)
        if before is None:
            programmes.add(connection, programme_id, "Made", is_sample=False, at=NOON, by="Ann")
        old = manifest.of_version(connection, before.version_id) if before else {}
        load_ids = manifest.add_changed(connection, programme_id, kept, old, at=NOON, by="Ann")
        return versions.add(connection, programme_id, load_ids.values(), before, what="Made it.", at=NOON, by="Ann")
