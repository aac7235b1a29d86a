"""Sums of rows: in step with every change, and in step with nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.errors import ReadOnlyStore
from core.store.database import Database, all_or_nothing, open_database, reading
from core.store.integrity.row_sums import NOT_SUMMED, altered_tables, sums_of
from core.store.schema.people import grants, people
from core.store.schema.programmes import audit, metadata
from core.store.schema.realisation import realised
from tests.core.every_action import everything
from tests.new_store import copy_store, store_with

CHANGES = st.lists(st.tuples(st.sampled_from(["put in", "change", "take away", "undone"]), st.floats(-1e9, 1e9)), max_size=12)


@pytest.fixture
def full(tmp_path: Path) -> Database:
    """A store in which something stands in nearly every table."""
    return store_with(everything, tmp_path / "full")


def wrong_in(db: Database) -> tuple[str, ...]:
    with reading(db) as connection:
        return altered_tables(connection)


def test_every_table_agrees_with_its_sum_after_everything_people_can_do(full: Database) -> None:
    assert wrong_in(full) == ()
    with reading(full) as connection:
        assert set(sums_of(connection)) == set(metadata.tables) - NOT_SUMMED


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_sums_follow_rows_that_come_change_and_go(full: Database, changes: list[tuple[str, float]]) -> None:
    for what, amount in changes:
        try:
            with all_or_nothing(full) as connection:
                _change(connection, what, amount)
                if what == "undone":
                    raise RuntimeError("taken back")
        except RuntimeError:
            assert what == "undone"
    assert wrong_in(full) == ()


def _change(connection: sa.Connection, what: str, amount: float) -> None:
    """Change rows: amounts, whole ones too, which SQLite keeps as whole numbers, and texts."""
    first = dict(connection.execute(sa.select(realised).limit(1)).mappings().one())
    newest = connection.execute(sa.select(sa.func.max(realised.c.realised_id))).scalar_one()
    if what in ("put in", "undone"):
        more = {"realised_id": newest + 1, "version": newest + 1, "amount_gbp": float(round(amount)), "units": amount}
        connection.execute(realised.insert().values({**first, **more}))
    elif what == "change":
        connection.execute(people.update().values(name=f"Né {amount}", version=people.c.version + 1))
    else:
        oldest = sa.select(sa.func.min(grants.c.grant_id)).scalar_subquery()
        connection.execute(grants.delete().where(grants.c.grant_id == oldest))


@pytest.mark.state_file
def test_a_row_altered_by_hand_is_noticed_in_any_table(full: Database, tmp_path: Path) -> None:
    with reading(full) as connection:
        held = [table for table, found in sums_of(connection).items() if found.rows]
    full.close()
    assert len(held) > 20
    for table in held:
        home = copy_store(full.home, tmp_path / table)
        _alter_a_row(home, table)
        opened = open_database(home)
        assert opened.loss is not None and table in opened.loss.sentence
        with pytest.raises(ReadOnlyStore, match="can only be read"), all_or_nothing(opened):
            pytest.fail("written to")
        opened.close()


def _alter_a_row(home: Path, table: str) -> None:
    """Change what the last column of a row says, or take the row away where its columns are its key."""
    with closing(sqlite3.connect(home / "state.db")) as state:
        for (trigger,) in state.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            state.execute(f"drop trigger {trigger}")
        column = [row[1] for row in state.execute(f"pragma table_info({table})")][-1]
        first = f"where rowid = (select min(rowid) from {table})"
        try:
            state.execute(f"update {table} set {column} = coalesce({column}, '') || '0' {first}")
        except sqlite3.IntegrityError:
            state.execute(f"delete from {table} {first}")
        state.commit()


@pytest.mark.state_file
def test_what_comes_and_goes_with_who_is_signed_in_is_not_summed(full: Database) -> None:
    full.close()
    with closing(sqlite3.connect(full.home / "state.db")) as state:
        state.execute("update sessions set ended_because = 'by hand'")
        state.commit()
    opened = open_database(full.home)
    assert opened.loss is None
    opened.close()


@pytest.mark.state_file
def test_a_text_that_is_none_any_more_is_noticed(full: Database) -> None:
    full.close()
    with closing(sqlite3.connect(full.home / "state.db")) as state:
        state.execute("update comments set text = cast(x'ff41' as text)")
        state.commit()
    opened = open_database(full.home)
    assert opened.loss is not None and "comments" in opened.loss.sentence
    opened.close()


def test_the_sum_of_the_audit_moves_with_it(full: Database) -> None:
    with reading(full) as connection:
        before = sums_of(connection)[audit.name]
        assert before.rows == connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar_one()
