"""What a person with a database tool can do to the state, behind the product's back."""

import sqlite3
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from core.store.database import Database
from core.store.state.postgresql import PostgreSQL

Statement = str | tuple[str, tuple[Any, ...]]


def tamper(db: Database, *statements: Statement) -> None:
    """Take the triggers off, or pass them by, and write."""
    every = [(statement, ()) if isinstance(statement, str) else statement for statement in statements]
    if isinstance(db.state, PostgreSQL):
        _on_the_server(db.state.url, every)
        return
    with closing(sqlite3.connect(db.home / "state.db")) as state:
        for (name,) in state.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            state.execute(f"drop trigger {name}")
        for statement, values in every:
            state.execute(statement, values)
        state.commit()


def _on_the_server(url: sa.URL, statements: list[tuple[str, tuple[Any, ...]]]) -> None:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("set session_replication_role = replica")
        for statement, values in statements:
            connection.exec_driver_sql(statement.replace("?", "%s"), values or None)
