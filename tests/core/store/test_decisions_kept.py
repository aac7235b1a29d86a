"""What the store itself holds on to: a decision cannot be rewritten, by any person and in any way."""

import pytest
import sqlalchemy as sa

from core.domain.decisions import Outcome, Stance
from core.store.database import all_or_nothing
from core.store.schema.meetings import decision_actions, decision_positions, decisions, meeting_screens, meetings
from core.store.schema.programmes import metadata
from tests.core.decided import recorded_in, with_sample

TABLES = (meetings, meeting_screens, decisions, decision_positions, decision_actions)


@pytest.fixture
def recorded(db):
    """A decision with positions and an action."""
    return recorded_in(with_sample(db))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_the_columns_that_its_migration_makes(db, table):
    with db.engine.connect() as connection:
        found = {row["name"]: (row["nullable"], type(row["type"])) for row in sa.inspect(connection).get_columns(table.name)}
    wanted = {column.name: column.nullable for column in table.columns}
    assert {name: nullable for name, (nullable, _) in found.items()} == wanted
    assert table.metadata is metadata


@pytest.mark.parametrize(
    "statement",
    [
        "update decisions set reasons = 'other reasons'",
        "update decisions set figures = '{}'",
        "delete from decisions",
        "update decision_positions set stance = 'agrees'",
        "delete from decision_positions",
        "update decision_actions set owner = 'somebody else'",
        "update decision_actions set due_on = '2030-01-01'",
        "delete from decision_actions",
    ],
)
def test_what_was_decided_cannot_be_rewritten_by_a_statement(db, recorded, statement):
    with pytest.raises(sa.exc.IntegrityError, match="never rewritten"), all_or_nothing(db) as connection:
        connection.execute(sa.text(statement))


def test_the_checks_of_words_are_the_words_of_the_program():
    found = {
        str(rule.sqltext)
        for table in (decisions, decision_positions)
        for rule in table.constraints
        if isinstance(rule, sa.CheckConstraint)
    }
    outcomes, stances = (", ".join(repr(word.value) for word in words) for words in (Outcome, Stance))
    assert found == {f"outcome in ({outcomes})", f"stance in ({stances})"}
