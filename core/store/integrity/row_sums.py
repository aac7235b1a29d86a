"""Sums of rows: for every table, how many rows it has and the sum of what they say, kept in step with every change.

Damage to a page, or a row changed by hand, leaves a table that no longer agrees with its sum. The order of rows does not
matter, so that a change costs as much as the rows it changes and not as many as there are.
"""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import sqlalchemy as sa

from core.store.integrity import server_sums
from core.store.schema.integrity import commits, row_sums
from core.store.tables.views import literal, quoted

# These come and go with who is signed in. Losing a row of them loses nobody's work.
PASSING = frozenset({"sessions", "tickets", "reset_codes", "guesses", "known_places", "service_clock", "link_views"})
NOT_SUMMED = PASSING | {"alembic_version", row_sums.name}
MODULUS = 1 << 128
ROWS_AT_ONCE = 2_000
_FUNCTION = "scale_case_row"
_TRIGGER = "create temp trigger {name} after {verb} on {table} begin {calls} end"


class Summed(Protocol):
    """How many rows a table has, and the sum of what they say as it is kept."""

    @property
    def rows(self) -> int:
        """How many rows."""

    @property
    def text(self) -> str:
        """The sum."""


@dataclass
class RowSum:
    """How many rows, and the sum of what they say."""

    rows: int = 0
    total: int = 0

    def add(self, sign: int, table: str, cells: tuple[Any, ...]) -> None:
        """Count one row more (1) or less (-1)."""
        digest = hashlib.blake2b(repr((table, cells)).encode("utf-8", "backslashreplace"), digest_size=16).digest()
        self.rows += sign
        self.total = (self.total + sign * int.from_bytes(digest)) % MODULUS

    @property
    def text(self) -> str:
        """The sum as it is kept."""
        return f"{self.total:032x}"


UNREADABLE = RowSum(-1)


@dataclass
class RowChanges:
    """What one connection has changed since it began to write, by table."""

    of: dict[str, RowSum] = field(default_factory=lambda: defaultdict(RowSum))

    def note(self, table: str, sign: int, *cells: Any) -> None:
        """Take note of a row that came (1) or went (-1). Triggers call it."""
        self.of[table].add(sign, table, cells)

    def forget(self) -> None:
        """Begin anew: what was noted so far was kept, or was taken back."""
        self.of.clear()


def watch(connection: Any, statements: Iterable[str]) -> RowChanges:
    """Make a driver's connection tell of every row it changes. The triggers are its own and are not in the file."""
    changes = RowChanges()
    connection.create_function(_FUNCTION, -1, changes.note)
    for statement in statements:
        connection.execute(statement)
    return changes


def trigger_statements(connection: sa.Connection) -> tuple[str, ...]:
    """Write the statements that make the triggers of every summed table."""
    return tuple(statement for table, columns in _summed_tables(connection).items() for statement in _statements_of(table, columns))


def keep(connection: sa.Connection, changes: RowChanges) -> int:
    """Count one more commit and bring the sums in step with it, in the transaction that made the changes.

    Returns:
        the number of the commit.
    """
    number = count_commit(connection)
    for table, change in changes.of.items():
        held = connection.execute(sa.select(row_sums.c.rows, row_sums.c.row_sum).where(row_sums.c.table_name == table)).one()
        after = RowSum(held.rows + change.rows, (int(held.row_sum, 16) + change.total) % MODULUS)
        values = {"rows": after.rows, "row_sum": after.text}
        connection.execute(row_sums.update().where(row_sums.c.table_name == table).values(values))
    changes.forget()
    return number


def count_commit(connection: sa.Connection) -> int:
    """Count one more commit; gives its number."""
    counted = commits.update().values(number=commits.c.number + 1).returning(commits.c.number)
    return int(connection.execute(counted).scalar_one())


def write_all(connection: sa.Connection) -> None:
    """Sum every table anew, as after a change of schema."""
    connection.execute(row_sums.delete())
    found = sums_of(connection)
    connection.execute(row_sums.insert(), [{"table_name": t, "rows": s.rows, "row_sum": s.text} for t, s in found.items()])


def begin_at_nothing(connection: sa.Connection) -> None:
    """Make a copied state a store of its own: it counts its commits from nothing, and its sums are those of what it holds."""
    connection.execute(commits.update().values(number=0))
    write_all(connection)


def altered_tables(connection: sa.Connection) -> tuple[str, ...]:
    """List the tables whose rows are not what was written, or that are there without a sum, or gone. Read in one transaction."""
    kept = {row.table_name: (row.rows, row.row_sum) for row in connection.execute(sa.select(row_sums))}
    found = {table: (total.rows, total.text) for table, total in sums_of(connection).items()}
    return tuple(sorted(table for table in kept.keys() | found.keys() if kept.get(table) != found.get(table)))


def sums_of(connection: sa.Connection) -> Mapping[str, Summed]:
    """Sums of every table now."""
    if connection.dialect.name == server_sums.DIALECT:
        return server_sums.sums_of(connection, NOT_SUMMED)
    return {table: _sum_of(connection, table, columns) for table, columns in _summed_tables(connection).items()}


def _sum_of(connection: sa.Connection, table: str, columns: tuple[str, ...]) -> RowSum:
    total = RowSum()
    try:
        for cells in _cells(connection, table, columns):
            total.add(1, table, cells)
    except sqlite3.DatabaseError:  # such as a text that is none any more: whatever it was, it is not what was written
        return UNREADABLE
    return total


def _cells(connection: sa.Connection, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    statement = f"select {', '.join(map(quoted, columns))} from {quoted(table)}"  # noqa: S608 - names of our own schema
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows
    finally:
        cursor.close()


def _summed_tables(connection: sa.Connection) -> dict[str, tuple[str, ...]]:
    """List the columns of every table that is summed, by name of table."""
    listed = (
        "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c "
        "where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' order by m.name, c.cid"
    )
    tables: dict[str, tuple[str, ...]] = {}
    for table, column in connection.exec_driver_sql(listed):
        if table not in NOT_SUMMED:
            tables[table] = (*tables.get(table, ()), column)
    return tables


def _statements_of(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    came, went = _call(table, 1, "new", columns), _call(table, -1, "old", columns)
    for verb, calls in (("insert", came), ("delete", went), ("update", went + came)):
        yield _TRIGGER.format(name=quoted(f"row_sums_{table}_{verb}"), verb=verb, table=quoted(table), calls=calls)


def _call(table: str, sign: int, row: str, columns: tuple[str, ...]) -> str:
    cells = ", ".join(f"{row}.{quoted(column)}" for column in columns)
    return f"select {_FUNCTION}({literal(table)}, {sign}, {cells}); "
