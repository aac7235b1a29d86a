import pytest
import sqlalchemy as sa

from core.store.database import all_or_nothing
from core.store.schema import people
from core.store.schema.gates import (
    gate_decisions,
    gate_settings,
    opportunities,
    opportunity_changes,
    problem_agreements,
    readiness_assessments,
)
from tests.road_sample import BOARD, NOON, SAMPLE, hold_to, keep_sample, override

TABLES = (gate_settings, gate_decisions, problem_agreements, opportunities, opportunity_changes, readiness_assessments)
ONLY_ADDED_TO = (gate_settings, gate_decisions, problem_agreements, opportunity_changes, readiness_assessments)


@pytest.mark.state_file
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_migration_made_the_table_as_the_code_expects_it(db, table):
    found = sa.inspect(db.engine)
    made = {column["name"]: (str(column["type"]), column["nullable"]) for column in found.get_columns(table.name)}
    dialect = db.engine.dialect
    assert made == {column.name: (column.type.compile(dialect), column.nullable) for column in table.columns}
    keys = {(key["constrained_columns"][0], key["referred_table"]) for key in found.get_foreign_keys(table.name)}
    assert keys == {(key.parent.name, key.target_fullname.split(".")[0]) for key in table.foreign_keys}
    checks = {check["sqltext"] for check in found.get_check_constraints(table.name)}
    assert checks == {str(rule.sqltext) for rule in table.constraints if isinstance(rule, sa.CheckConstraint)}
    assert people.people.name in {key.target_fullname.split(".")[0] for key in table.foreign_keys}


@pytest.mark.state_file
@pytest.mark.parametrize("table", ONLY_ADDED_TO, ids=lambda table: table.name)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_what_was_written_down_is_never_altered(db, table, verb):
    found = db.engine.connect().exec_driver_sql(f"select sql from sqlite_master where name = '{table.name}_refuses_{verb}'")
    assert f"before {verb} on {table.name}" in found.scalar_one()


def test_a_decision_that_was_made_cannot_be_taken_out(db):
    keep_sample(db)
    hold_to(db)
    override(db)
    with pytest.raises(sa.exc.IntegrityError, match="can only be added to"), all_or_nothing(db) as connection:
        connection.execute(gate_decisions.delete())


def test_an_override_without_a_reason_or_a_day_cannot_be_kept(db):
    keep_sample(db)
    row = {
        "programme_id": SAMPLE, "version_id": 1, "gate": "effective", "ruling": "overridden", "reason": "", "review_by": None,
        "evidence": [], "findings": [], "decided_at": NOON, "decided_by": BOARD.name, "decided_by_id": BOARD.person_id,
    }  # fmt: skip
    with pytest.raises(sa.exc.IntegrityError, match="override"), all_or_nothing(db) as connection:
        connection.execute(gate_decisions.insert().values(row))
