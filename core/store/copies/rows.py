"""Rows of a whole state, taken from one database into another that is new, whatever kind each of them is."""

import hashlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import sqlalchemy as sa

from core.store import schema
from core.store.schema.integrity import commits, row_sums
from core.store.schema.programmes import audit_head, metadata

ROWS_AT_ONCE = 500
# A new state counts its own commits and keeps its own sums. Its end of the audit moves on by one entry at a time, but for now.
_OWN = frozenset({commits.name, row_sums.name})


def copy_rows(source: sa.Connection, target: sa.Connection) -> int:
    """Copy every row, and how far each table has counted its ids, in the order in which tables point to one another.

    Args:
        source: sees one moment of the store that is copied.
        target: the write transaction of a new one.

    Returns:
        how many rows.
    """
    copied = 0
    with _end_of_audit_may_move(target):
        for table in reversed(_tables()):
            if table.name not in _OWN:
                target.execute(table.delete())
        for table in _tables():
            if table.name not in _OWN:
                copied += _copy_table(source, target, table)
    for table, last in _counted(source).items():
        _count_on(target, table, last)
    return copied


def sums_of_rows(connection: sa.Connection) -> dict[str, tuple[int, str]]:
    """Sum what every table says, by name, so that it is the same in every kind of database: how many rows, and their sum."""
    return {table.name: _sum_of(connection, table) for table in _tables() if table.name not in _OWN}


@cache
def _tables() -> tuple[sa.Table, ...]:
    """Every table of the state, in the order in which they point to one another."""
    for module in pkgutil.iter_modules(schema.__path__):
        import_module(f"{schema.__name__}.{module.name}")
    return tuple(metadata.sorted_tables)


def _copy_table(source: sa.Connection, target: sa.Connection, table: sa.Table) -> int:
    copied, insert = 0, sa.insert(_verbatim(table))
    for rows in _runs(source, table):
        target.execute(insert, [dict(row) for row in rows])
        copied += len(rows)
    return copied


def _verbatim(table: sa.Table) -> sa.TableClause:
    """The table with JSON as the text it is, so that nothing is read and written anew that a sum may be of."""
    plain: list[sa.ColumnClause[Any]] = [
        sa.column(each.name, sa.types.NullType() if isinstance(each.type, sa.JSON) else each.type) for each in table.columns
    ]
    return sa.table(table.name, *plain)


def _runs(connection: sa.Connection, table: sa.Table) -> Iterator[list[sa.RowMapping]]:
    """Read a table some hundred rows at a time, in the order of its key: what rows point to stands before them."""
    plain = _verbatim(table)
    cells = [sa.cast(each, sa.Text).label(each.name) if isinstance(each.type, sa.types.NullType) else each for each in plain.c]
    query = sa.select(*cells).order_by(*(plain.c[key.name] for key in table.primary_key.columns))
    with connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE)) as found:
        yield from (list(rows) for rows in found.mappings().partitions(ROWS_AT_ONCE))


def _sum_of(connection: sa.Connection, table: sa.Table) -> tuple[int, str]:
    summed, count = hashlib.sha256(), 0
    for rows in _runs(connection, table):
        for row in rows:
            summed.update(repr(tuple(map(_plain, row.values()))).encode("utf-8", "backslashreplace"))
        count += len(rows)
    return count, summed.hexdigest()


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview | bytearray) else value


@contextmanager
def _end_of_audit_may_move(connection: sa.Connection) -> Iterator[None]:
    """Lift what keeps the end of the audit where it is, inside one transaction, and put it back as it was."""
    if connection.dialect.name == "sqlite":
        asked = "select name, sql from sqlite_master where type = 'trigger' and tbl_name = ?"
        triggers = connection.exec_driver_sql(asked, (audit_head.name,)).all()
        for name, _ in triggers:
            connection.exec_driver_sql(f"drop trigger {name}")
        yield
        for _, made in triggers:
            connection.exec_driver_sql(made)
    else:
        _let_end_of_audit_move(connection, "disable")
        yield
        _let_end_of_audit_move(connection, "enable")


def _let_end_of_audit_move(connection: sa.Connection, how: str) -> None:
    for verb in ("update", "delete", "insert"):
        connection.exec_driver_sql(f"alter table {audit_head.name} {how} trigger {audit_head.name}_refuses_{verb}")


def _id_column(table: sa.Table) -> sa.Column[Any] | None:
    column = table.autoincrement_column
    return None if column is None or column.foreign_keys else column


def _counted(connection: sa.Connection) -> dict[str, int]:
    """How far each table has counted its ids: an id of a row that is gone is never given again."""
    columns = {table.name: column for table in _tables() if (column := _id_column(table)) is not None}
    highest = {name: connection.execute(sa.select(sa.func.max(column))).scalar_one() or 0 for name, column in columns.items()}
    if connection.dialect.name == "sqlite":
        told = {str(name): last for name, last in connection.exec_driver_sql("select name, seq from sqlite_sequence")}
    else:
        told = {name: connection.execute(_last_of(name, column)).scalar_one() for name, column in columns.items()}
    return {name: max(last, told.get(name) or 0) for name, last in highest.items()}


def _last_of(table: str, column: sa.Column[Any]) -> sa.TextClause:
    asked = "select pg_sequence_last_value(pg_get_serial_sequence(:of, :column)::regclass)"
    return sa.text(asked).bindparams(of=f'"{table}"', column=column.name)


def _count_on(connection: sa.Connection, table: str, last: int) -> None:
    if last == 0:
        return
    if connection.dialect.name == "sqlite":
        if metadata.tables[table].dialect_options["sqlite"]["autoincrement"]:
            connection.exec_driver_sql("delete from sqlite_sequence where name = ?", (table,))
            connection.exec_driver_sql("insert into sqlite_sequence (name, seq) values (?, ?)", (table, last))
        return
    column = _id_column(metadata.tables[table])
    if column is not None:
        moved = sa.text("select setval(pg_get_serial_sequence(:of, :column), :last)")
        connection.execute(moved.bindparams(of=f'"{table}"', column=column.name, last=last))
