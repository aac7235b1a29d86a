"""Sums of rows on a PostgreSQL server: triggers of the database keep them in step with whatever the service writes.

They count only what is written inside a save of ours, which says so by a setting of its transaction. A row that is changed by
hand, or lost, leaves a table that no longer agrees with its sum, as it does in a state file.
"""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

DIALECT = "postgresql"
SETTING = "scale_case.saves"
_FUNCTIONS = """
create or replace function scale_case_row_sum(named text, said text) returns numeric language sql immutable strict as $$
    select ('x' || substr(encode(sha256(convert_to(named || said, 'UTF8')), 'hex'), 1, 15))::bit(60)::bigint::numeric
        * 1152921504606846976 + ('x' || substr(encode(sha256(convert_to(named || said, 'UTF8')), 'hex'), 16, 15))::bit(60)::bigint
$$;
create or replace function scale_case_keep_sums() returns trigger language plpgsql
set datestyle = 'ISO, MDY' set bytea_output = 'hex' set extra_float_digits = 1 as $$
declare
    more numeric := 0; less numeric := 0; rows_more bigint := 0; rows_less bigint := 0;
begin
    if current_setting('scale_case.saves', true) is distinct from 'on' then
        return null;
    end if;
    if tg_op <> 'DELETE' then
        select count(*), coalesce(sum(scale_case_row_sum(tg_table_name, came::text)), 0) into rows_more, more from came;
    end if;
    if tg_op <> 'INSERT' then
        select count(*), coalesce(sum(scale_case_row_sum(tg_table_name, went::text)), 0) into rows_less, less from went;
    end if;
    if rows_more + rows_less > 0 then
        update row_sums set rows = rows + rows_more - rows_less,
            row_sum = mod(mod(row_sum::numeric + more - less, {modulus}) + {modulus}, {modulus})::text
        where table_name = tg_table_name;
    end if;
    return null;
end
$$;
"""
_TRIGGER = """
drop trigger if exists {name} on {table};
create trigger {name} after {verb} on {table} referencing {rows} for each statement execute function scale_case_keep_sums();
"""
_ROWS = {"insert": "new table as came", "delete": "old table as went", "update": "old table as went new table as came"}
_MODULUS = 1 << 128


@dataclass(frozen=True)
class ServerSum:
    """How many rows a table has, and the sum of what they say, in decimal digits."""

    rows: int
    text: str


def install(connection: sa.Connection) -> None:
    """Make the triggers of every table anew, as after a change of schema. Those of tables without a sum change nothing."""
    connection.exec_driver_sql(_FUNCTIONS.replace("{modulus}", str(_MODULUS)))
    for table in sorted(sa.inspect(connection).get_table_names()):
        for verb, rows in _ROWS.items():
            if table != "row_sums":
                quoted = _quoted(connection, table)
                name = _quoted(connection, f"row_sums_{table}_{verb}")
                connection.exec_driver_sql(_TRIGGER.format(name=name, table=quoted, verb=verb, rows=rows))


def sums_of(connection: sa.Connection, left_out: Collection[str]) -> dict[str, ServerSum]:
    """Sums of every table now, but for those that are left out."""
    tables = [name for name in sorted(sa.inspect(connection).get_table_names()) if name not in left_out]
    return {table: _sum_of(connection, table) for table in tables}


def _sum_of(connection: sa.Connection, table: str) -> ServerSum:
    rows = _quoted(connection, table)
    statement = f"select count(*), coalesce(sum(scale_case_row_sum(%s, (r.*)::text)), 0) from {rows} r"  # noqa: S608 - our own names
    count, total = connection.exec_driver_sql(statement, (table,)).one()
    return ServerSum(int(count), str(int(total) % _MODULUS))


def _quoted(connection: sa.Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
