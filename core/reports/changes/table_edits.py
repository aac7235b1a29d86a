"""Table edits: cells or rows of a table changed, and everything else the same, to the letter."""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.domain.tables import SPEC_OF, Table

Cells = Mapping[str, str]


def six_figures(value: float) -> str:
    """Write a figure with six significant digits and no exponent, as people read it."""
    return np.format_float_positional(value, precision=6, unique=False, fractional=False, trim="-")


def table_of(tables: Mapping[str, Table], name: str) -> Table:
    """Give a table of a version, or one without rows where the version lacks it."""
    spec = SPEC_OF[name]
    return tables[name] if name in tables else _hashed(Table(name, spec.required_columns, (), (), spec.file_name, ""))


def with_cells(table: Table, key: Cells, cells: Cells) -> Table:
    """Change cells of the rows that have a key; columns that are not there yet are added.

    Args:
        table: the table.
        key: column -> cell that tells the row.
        cells: column -> what it is to say.

    Raises:
        KeyError: when no row has the key.
    """
    places = {name: table.columns.index(name) for name in key}
    matches = [all(row[place].strip() == key[name] for name, place in places.items()) for row in table.rows]
    if not any(matches):
        raise KeyError(f"{table.name} has no row {', '.join(key.values())}")
    wider = _with_columns(table, cells)
    rows = [_changed(wider.columns, row, cells) if is_it else row for row, is_it in zip(wider.rows, matches, strict=True)]
    return _hashed(replace(wider, rows=tuple(rows)))


def with_rows(table: Table, rows: Sequence[Cells]) -> Table:
    """Add rows at the end, with the lines that follow the last."""
    wider = table
    for cells in rows:
        wider = _with_columns(wider, cells)
    added = tuple(tuple(cells.get(name, "") for name in wider.columns) for cells in rows)
    first = max(wider.lines, default=1) + 1
    lines = (*wider.lines, *range(first, first + len(added)))
    return _hashed(replace(wider, rows=(*wider.rows, *added), lines=lines))


def rows_where(table: Table, stays: Callable[[Cells], bool]) -> Table:
    """Keep the rows for which something holds, each on its line."""
    kept = [(row, line) for row, line, cells in zip(table.rows, table.lines, table.dicts(), strict=True) if stays(cells)]
    return _hashed(replace(table, rows=tuple(row for row, _ in kept), lines=tuple(line for _, line in kept)))


def _with_columns(table: Table, cells: Cells) -> Table:
    """Add the columns that cells need and the table lacks, empty in every row."""
    added = tuple(name for name, cell in cells.items() if name not in table.columns and cell)
    rows = tuple((*row, *("" for _ in added)) for row in table.rows)
    return replace(table, columns=(*table.columns, *added), rows=rows)


def _changed(columns: tuple[str, ...], row: tuple[str, ...], cells: Cells) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(columns, row, strict=True))


def _hashed(table: Table) -> Table:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([table.columns, *table.rows])
    return replace(table, sha256=hashlib.sha256(written.getvalue().encode()).hexdigest())
