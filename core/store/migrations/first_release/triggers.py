"""Triggers that keep written rows as they are: the database refuses to change or delete them, however it is asked."""

from collections.abc import Iterable

from alembic import op

REFUSES = """
create trigger {table}_refuses_{verb} before {verb}{of} on {table} {when}
begin
    select raise(abort, '{because}');
end
"""


# A check that did not hold, so that every kind of database says the same kind of thing.
REFUSES_ON_A_SERVER = """
create function {table}_refuses_{verb}() returns trigger language plpgsql as $refused$
begin
    raise exception '{because}' using errcode = 'check_violation';
end
$refused$;
create trigger {table}_refuses_{verb} before {verb}{of} on {table} for each row {when} execute function {table}_refuses_{verb}();
"""
REFUSES_TO_EMPTY = """
create trigger {table}_refuses_truncate before truncate on {table} for each statement execute function {table}_refuses_delete();
"""


def refuse(table: str, verbs: Iterable[str], because: str, *, of: str = "", when: str = "") -> None:
    """Make triggers on a table that refuse each of the verbs (insert, update, delete) and say why.

    Args:
        table: the table that is kept.
        verbs: what is refused.
        because: what the refused statement is answered with.
        of: for an update, the columns that may not change; every column when empty.
        when: the rows it is about, as a clause of SQL; every row when empty.
    """
    on_a_server = op.get_bind().dialect.name == "postgresql"
    for verb in verbs:
        clause = f"when ({when.removeprefix('when ')})" if on_a_server and when else when
        statements = REFUSES_ON_A_SERVER if on_a_server else REFUSES
        if on_a_server and verb == "delete":
            statements += REFUSES_TO_EMPTY
        op.execute(statements.format(table=table, verb=verb, of=f" of {of}" if of else "", when=clause, because=because))


def only_added_to(table: str, because: str = "") -> None:
    """Refuse to change or delete a row of a table."""
    refuse(table, ("update", "delete"), because or f"{table} can only be added to")
