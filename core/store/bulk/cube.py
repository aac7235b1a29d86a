"""Cube: the sums of observations by site, cohort, period, arm and outcome, made once when rows are loaded and read by the pages."""

from collections.abc import Iterator
from typing import Any

from core.domain.tables import SPEC_OF
from core.store.bulk.sums import ADDED_UP, GROUP, SUMS
from core.store.database import Database
from core.store.tables import manifest
from core.store.tables.observation_loads import CUBE, ROWS, StoredFile, files_of
from core.store.tables.parquet import StoredTable
from core.store.tables.views import literal, quoted, view_statements

OBSERVATIONS = "observations"
MOST_ROWS_AT_ONCE = 50_000


def sums_by_group(db: Database, version_id: int, outcome_id: str | None = None) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Read the sums of a version's observations. One row per site, cohort, period, arm and outcome.

    Args:
        db: the open store.
        version_id: the version.
        outcome_id: one outcome; None for all.

    Returns:
        Names of the columns, and every row.

    Raises:
        DamagedStore: a file is missing or altered.
    """
    group = ", ".join(GROUP)
    statement = (
        f"select {group}, {ADDED_UP} from cube where $outcome_id is null or outcome_id = $outcome_id "  # noqa: S608 - our own names
        f"group by {group} order by {group}"
    )
    stored = _stored(files_of(db, version_id, CUBE))
    written = manifest.stored_tables(db, version_id).get(OBSERVATIONS)
    stored |= {OBSERVATIONS: written} if written is not None else {}
    with db.readers.cursor((version_id, CUBE), stored, _cube_views) as cursor:
        cursor.execute(statement, {"outcome_id": outcome_id})
        return tuple(column[0] for column in cursor.description), cursor.fetchall()


def csv_lines(db: Database, version_id: int) -> Iterator[str]:
    """Write the observations that were loaded in bulk as CSV, some tens of thousands of rows at a time.

    Texts are as they were loaded; numbers are in their plainest form, so that 5 stays 5 and 5.0 becomes it.

    Raises:
        DamagedStore: a file is missing or altered.
    """
    columns = SPEC_OF[OBSERVATIONS].columns
    yield ",".join(columns) + "\n"
    line = " || ',' || ".join(f"coalesce({_cell(name)}, '')" for name in columns)
    for file in files_of(db, version_id, ROWS):
        for first in range(0, file.rows, MOST_ROWS_AT_ONCE):
            wanted = {"first": first, "last": first + MOST_ROWS_AT_ONCE - 1}
            with db.readers.cursor((version_id, file.sha256), _stored([file]), _rows_view) as cursor:
                cursor.execute(
                    f"select {line} from kept_rows where file_row_number between $first and $last order by file_row_number",  # noqa: S608
                    wanted,
                )
                yield "".join(f"{row[0]}\n" for row in cursor.fetchall())


def _cell(name: str) -> str:
    """Write a cell as SQL that gives its CSV text. Whole numbers have no point; others the fewest digits that tell them apart."""
    cell = quoted(name)
    if name in ("value", "people"):
        return f"case when {cell} = trunc({cell}) and abs({cell}) < 1e15 then {cell}::bigint::varchar else {cell}::varchar end"
    return f"case when regexp_matches({cell}, '[,\"\\r\\n]') then '\"' || replace({cell}, '\"', '\"\"') || '\"' else {cell} end"


def _stored(files: list[StoredFile]) -> dict[str, StoredTable]:
    return {file.sha256: StoredTable(OBSERVATIONS, file.path, file.sha256) for file in files}


def _cube_views(stored: dict[str, StoredTable]) -> list[str]:
    """One row per group of each load; the rows of a table observations.csv of the case folder are summed as they are read."""
    paths = [table.path for name, table in stored.items() if name != OBSERVATIONS]
    columns = ", ".join(GROUP)
    kept = f"select * from read_parquet([{', '.join(literal(str(path)) for path in paths)}])"  # noqa: S608 - quoted paths
    written = (
        f"select {columns}, {SUMS} from (select * replace (coalesce(people, 1.0) as people) from {OBSERVATIONS}) "  # noqa: S608
        f"group by {columns}"
    )
    folder = {OBSERVATIONS: stored[OBSERVATIONS]} if OBSERVATIONS in stored else {}
    both = " union all ".join([kept, written] if paths else [written])
    return [*view_statements(folder), f"create view cube as {both}"]


def _rows_view(stored: dict[str, StoredTable]) -> list[str]:
    (table,) = stored.values()
    rows = f"read_parquet({literal(str(table.path))}, file_row_number = true)"
    return [f"create view kept_rows as select *, file_row_number from {rows}"]  # noqa: S608 - the path is quoted
