"""Rows of groups of people that stand more than once in a file: found by SQL, under the rules of short files."""

from collections.abc import Collection
from dataclasses import dataclass

import duckdb

from core.domain.case.evidence import OBSERVED_GROUP
from core.domain.columns.schema import Column
from core.store.bulk.checks import typed
from core.store.tables.parquet import LINE_COLUMN
from core.store.tables.views import quoted

MOST_TOLD = 1_000
_KEY = ", ".join(map(quoted, OBSERVED_GROUP))


@dataclass(frozen=True)
class GroupRepeats:
    """Lines of rows whose group stands before: `again` counts those that say the same, `otherwise` lists others with the first.

    `first_again` are the first lines of the former; both lists are of the first thousand.
    """

    again: int = 0
    first_again: tuple[int, ...] = ()
    otherwise: tuple[tuple[int, int], ...] = ()


def stands_twice(connection: duckdb.DuckDBPyConnection, rows: str) -> bool:
    """Tell whether a group of more or fewer than one person stands twice among typed rows, given as SQL that selects from them."""
    row = connection.execute(f"select 1 {rows} where people <> 1 group by {_KEY} having count(*) > 1 limit 1")
    return row.fetchone() is not None


def rows_by_group(text_rows: str, columns: Collection[str], numbers: Collection[Column]) -> str:
    """Write SQL that gives each row of a group with its line, and the line and figures of the group's first row."""
    figures = ", ".join(f"{typed(column, columns)} as {quoted(column.name)}" for column in numbers)
    each = f"select {LINE_COLUMN}, {_KEY}, {figures} from {text_rows}"  # noqa: S608 - our own names
    firsts = ", ".join(
        f"first_value({quoted(name)}) over alike as first_{name}" for name in (LINE_COLUMN, *(column.name for column in numbers))
    )
    return f"(select *, {firsts} from ({each}) where people <> 1 window alike as (partition by {_KEY} order by {LINE_COLUMN}))"  # noqa: S608


_LATER = f"{LINE_COLUMN} <> first_{LINE_COLUMN}"
_SAME = "value is not distinct from first_value and people is not distinct from first_people"


def repeated(connection: duckdb.DuckDBPyConnection, by_group: str) -> GroupRepeats:
    """Find the rows whose group stands before, and which of them say something else of it."""
    again = connection.execute(
        f"select {LINE_COLUMN}, count(*) over () from {by_group} where {_LATER} and {_SAME} "  # noqa: S608
        f"order by {LINE_COLUMN} limit {MOST_TOLD}"
    ).fetchall()
    otherwise = connection.execute(
        f"select {LINE_COLUMN}, first_{LINE_COLUMN} from {by_group} where {_LATER} and not ({_SAME}) "  # noqa: S608
        f"order by {LINE_COLUMN} limit {MOST_TOLD}"
    ).fetchall()
    return GroupRepeats(
        int(again[0][1]) if again else 0, tuple(int(line) for line, _ in again), tuple((int(a), int(b)) for a, b in otherwise)
    )


def lines_said_again(by_group: str) -> str:
    """Write SQL that lists the lines of rows that say again what their group's first row says."""
    return f"(select {LINE_COLUMN} from {by_group} where {_LATER} and {_SAME})"  # noqa: S608
