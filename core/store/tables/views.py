"""Views over a version's files: each table as it was written, and the same table typed.

The files hold every cell as text, exactly as it was accepted. The typed views are generated from the models.
Money is DOUBLE in them, not DECIMAL: figures are computed in floating point and rounded only when shown, and a
DECIMAL would round 10.555 on the way in, so that a sum here and the same sum in the engine would differ.
List cells (`1|0.75|0.5`) stay text. Observations that were loaded in bulk are not in these views: core.store.bulk reads them.
"""

from pathlib import Path

import pyarrow.parquet as pq

from core.domain.columns.schema import TRUE_WORDS, Kind, columns_of
from core.domain.tables import SPECS, TableSpec
from core.store.tables.parquet import LINE_COLUMN, StoredTable

ROW_COLUMN = "_row"
SEARCH_COLUMN = "_text"
SQL_TYPES = {
    Kind.id: "varchar",
    Kind.text: "varchar",
    Kind.word: "varchar",
    Kind.number: "double",
    Kind.whole_number: "bigint",
    Kind.true_or_false: "boolean",
    Kind.date: "date",
}
# What Python takes off the ends of a text, so that both sides see the same blank cells.
WHITE_SPACE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def as_written(table: str) -> str:
    """Name the view that holds a table's cells as text, in the file's own order."""
    return f"{table}_as_written"


def view_statements(stored: dict[str, StoredTable]) -> list[str]:
    """Write the statements that make a version's views. A table the version lacks has a typed view without rows."""
    statements = []
    for spec in SPECS:
        columns: tuple[str, ...] = ()
        if spec.name in stored:
            columns = _columns_of(stored[spec.name].path)
            statements.append(_as_written_view(spec.name, stored[spec.name].path, columns))
        statements.append(_typed_view(spec, columns, is_stored=spec.name in stored))
    return statements


def _columns_of(path: Path) -> tuple[str, ...]:
    return tuple(name for name in pq.read_schema(path).names if name != LINE_COLUMN)


def _as_written_view(table: str, path: Path, columns: tuple[str, ...]) -> str:
    """One row per row of the file: its place, its line, all its text in one cell to search in, and its cells."""
    names = ", ".join(quoted(name) for name in columns)
    return (
        f"create view {quoted(as_written(table))} as "  # noqa: S608 - names come from the models, the path is quoted
        f"select file_row_number as {ROW_COLUMN}, {LINE_COLUMN}, concat_ws(chr(31), {names}) as {SEARCH_COLUMN}, {names} "
        f"from read_parquet({literal(str(path))}, file_row_number = true)"
    )


def _typed_view(spec: TableSpec, columns: tuple[str, ...], *, is_stored: bool) -> str:
    """One row per row of the file, with every column of the model: typed, and null where the cell is blank or absent."""
    cells = ", ".join(
        f"{_typed(name, sql_type) if name in columns else f'cast(null as {sql_type})'} as {quoted(name)}"
        for name, sql_type in sql_types(spec).items()
    )
    place = f"{ROW_COLUMN}, {LINE_COLUMN}" if is_stored else f"0 as {ROW_COLUMN}, 0 as {LINE_COLUMN}"
    rows = f"from {quoted(as_written(spec.name))}" if is_stored else "where false"
    return f"create view {quoted(spec.name)} as select {place}, {cells} {rows}"


def sql_types(spec: TableSpec) -> dict[str, str]:
    """Find the SQL type of every column of a table, in the published order."""
    return {column.name: "varchar" if column.many else SQL_TYPES[column.kind] for column in columns_of(spec.model)}


def _typed(name: str, sql_type: str) -> str:
    text = f"nullif(trim({quoted(name)}, {literal(WHITE_SPACE)}), '')"
    if sql_type == "varchar":
        return text
    if sql_type == "boolean":
        return f"case when {text} is null then null else lower({text}) in ({', '.join(map(literal, TRUE_WORDS))}) end"
    return f"cast({text} as {sql_type})"


def quoted(name: str) -> str:
    """Write a name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Write a text as SQL."""
    return "'" + text.replace("'", "''") + "'"
