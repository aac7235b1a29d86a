"""The sample in a store of its own, with the people who decide its gates, and the few things tests of the road do to it."""

from datetime import UTC, date, datetime, timedelta

from core.actions.gates import decide_gate, set_gates
from core.actions.programmes import import_case, replace_tables
from core.domain.gates import GateKey, GateSettings, Ruling
from core.domain.people import Person
from core.domain.scenario import Scenario
from core.ingest.case import read_files
from core.reports.appraisals import Appraised, appraise_loaded, load_version
from core.reports.changes.table_edits import with_cells
from core.reports.gates.standing import GateStanding, standings
from core.reports.uncertainty import simulated
from core.store import people
from core.store.database import Database, all_or_nothing
from core.store.gates import latest_decisions, settings_of
from core.store.tables.versions import version_numbered
from tests.core.reports.read_versions import files_of
from tests.kept_people import keep_people
from tests.people import ADMIN, ANALYST, ANN, BOARD, OTHER_ANALYST, VIEWER, a_person

SAMPLE, OUT, UP, OUT_THEN_UP = "cbt_probation", "ten_boroughs", "new_rules", "boroughs_then_rules"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()
NEXT_YEAR = date(2027, 11, 22)
POLICE = a_person("board", SAMPLE, "gmp", name="Pat Police")
PEOPLE = (ADMIN, ANALYST, ANN, BOARD, OTHER_ANALYST, VIEWER, POLICE)
HELD_TO = GateSettings(
    tolerance_share=0.2, least_chance=0.75, has_existing_model=True, least_maturity=3, least_readiness=3,
    agreed_by="The board", agreed_on=date(2025, 9, 18),
)  # fmt: skip


def keep_sample(db: Database, files: dict[str, bytes] | None = None) -> Database:
    """Keep the sample, or files like it, and everybody who decides."""
    reading = read_files(files or dict(files_of("sample")))
    assert reading.case is not None, reading.problems
    import_case(db, reading.tables, by=ANN, at=NOON, what="Imported a folder.", is_sample=True)
    keep_people(db, *PEOPLE)
    with all_or_nothing(db) as connection:
        for person in PEOPLE:
            for grant in person.grants:
                people.add_grant(connection, person.person_id, grant, at=NOON, by="the tests")
    return db


def hold_to(db: Database, by: Person = BOARD, **changed: object) -> None:
    """Say what gates are held to, with some of it changed."""
    settings = HELD_TO.model_copy(update=changed)
    set_gates(db, SAMPLE, settings, read_settings=settings_of(db, SAMPLE).settings_id, by=by, at=NOON)


def worked_out(db: Database) -> Appraised:
    """The current version, as entered."""
    return appraise_loaded(load_version(db, SAMPLE), Scenario())


def gates(db: Database, option_id: str = OUT, *, today: date = TODAY, person: Person = BOARD) -> dict[GateKey, GateStanding]:
    """How each gate stands, by its key."""
    appraised = worked_out(db)
    found = standings(db, person, appraised, option_id, today=today, simulation=simulated(appraised, draws=256))
    return {row.gate.key: row for row in found}


def decide(
    db: Database, gate: GateKey, ruling: Ruling, *, option_id: str = OUT, by: Person = BOARD, days_later: int = 0, **given: object
) -> str:
    """Decide a gate, having seen the last decision and the current version."""
    of = option_id if gate in (GateKey.valuable, GateKey.system) else None
    last = latest_decisions(db, SAMPLE).get((gate, of))
    told = {
        "read_version": version_numbered(db, SAMPLE).number,
        "read_decision": last.decision_id if last else 0,
        "at": NOON + timedelta(days=days_later),
        **given,
    }
    return decide_gate(db, SAMPLE, gate, option_id, ruling, by=by, **told)


def override(db: Database, gate: GateKey = GateKey.effective, reason: str = "The grant ends in March.", **given: object) -> str:
    """Pass a gate against what the data say."""
    return decide(db, gate, Ruling.overridden, reason=reason, review_by=date(2027, 3, 3), **given)


def change_cell(db: Database, table: str, key: dict[str, str], **cells: str) -> None:
    """Make a new version in which some cells of one row say something else."""
    version = version_numbered(db, SAMPLE)
    changed = with_cells(load_version(db, SAMPLE).tables[table], key, cells)
    replace_tables(db, SAMPLE, {table: changed}, read_version=version.number, by=ANN, at=NOON)
