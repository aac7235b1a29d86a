"""Triggers that keep written rows as they are: SQLite refuses to change or delete them, however it is asked."""

from collections.abc import Iterable

from alembic import op

REFUSES = """
create trigger {table}_refuses_{verb} before {verb}{of} on {table} {when}
begin
    select raise(abort, '{because}');
end
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
    if op.get_bind().dialect.name != "sqlite":
        return
    for verb in verbs:
        op.execute(REFUSES.format(table=table, verb=verb, of=f" of {of}" if of else "", when=when, because=because))


def only_added_to(table: str, because: str = "") -> None:
    """Refuse to change or delete a row of a table."""
    refuse(table, ("update", "delete"), because or f"{table} can only be added to")
