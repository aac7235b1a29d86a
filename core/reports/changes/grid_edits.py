"""Grid edits: rows typed in a grid or a form replace the stored ones; every other row stays the same, to the letter."""

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from core.domain.fields import LIST_SEPARATOR
from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table

Cells = Mapping[str, str]
FIRST_LINE = 2  # the heading is line 1
_A_LINE = re.compile(r"\bline (\d+)")


@dataclass(frozen=True)
class Edited:
    """Edited table: some of its rows typed anew, and how many were added, changed and removed."""

    table: Table
    lines: tuple[int, ...]  # on which the typed rows stand, in the order they were typed
    added: int
    changed: int
    removed: int

    @property
    def changes_nothing(self) -> bool:
        """True when every typed row says what was there."""
        return not (self.added or self.changed or self.removed)

    @property
    def words(self) -> str:
        """Summary of the edit: '1 added, 2 changed and none removed'."""
        return f"{self.added or 'none'} added, {self.changed or 'none'} changed and {self.removed or 'none'} removed"


def with_part(table: Table, part: Cells, rows: Sequence[Cells]) -> Edited:
    """Put typed rows in the place of those rows of a table that belong to a part of it.

    A typed row that has the key of one that is there changes it: cells that mean the same stay to the letter, and so do the
    cells of columns that were not typed. One with another key is added. Rows of the part that are not typed any more go.

    Args:
        table: the table.
        part: column -> cell that tells which rows may change; every typed row belongs to it.
        rows: column -> cell of each typed row, in order; the part's columns need not be in it.
    """
    columns = _wide_enough(table, part, rows)
    held = [_padded(row, len(columns)) for row in table.rows]
    mine = [row for row in held if _is_in(part, columns, row)]
    typed = _typed(table.name, columns, mine, part, rows)
    first = next((index for index, row in enumerate(held) if _is_in(part, columns, row)), len(held))
    before = held[:first]
    after = [row for row in held[first:] if not _is_in(part, columns, row)]
    lines = tuple(range(FIRST_LINE + first, FIRST_LINE + first + len(typed)))
    added = sum(was is None for was, _ in typed)
    changed = sum(was is not None and was != now for was, now in typed)
    made = _hashed(table, columns, [*before, *(now for _, now in typed), *after])
    if not added and not changed and [was for was, _ in typed] == mine:
        made = table
    return Edited(made, lines, added, changed, len(mine) - (len(typed) - added))


def cell_of(value: Any) -> str:
    """Write what a grid or a form holds as the text of a cell."""
    if isinstance(value, list | tuple | np.ndarray):
        return LIST_SEPARATOR.join(cell_of(each) for each in value)
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value).strip()


def rows_in_words(problems: Sequence[Problem], edited: Edited, named: str | None = None) -> tuple[str, ...]:
    """Say what is wrong with typed rows by their place in the grid; what is wrong elsewhere keeps its place in the files.

    Args:
        problems: of the case with the edited table.
        edited: the table and the lines on which the typed rows stand.
        named: what the one row that was typed in a form is called; None for a grid.
    """
    return tuple(_in_words(problem, edited, named) for problem in problems)


def _in_words(problem: Problem, edited: Edited, named: str | None) -> str:
    if problem.file != edited.table.file_name or problem.line not in edited.lines:
        return problem.sentence
    place = edited.lines.index(problem.line) + 1
    row = dict(zip(edited.table.columns, edited.table.rows[problem.line - FIRST_LINE], strict=True))
    name = row.get("title", "").strip() or row.get(SPEC_OF[edited.table.name].key[-1], "").strip()
    where = named or f"Row {place}{f' ({name})' if name else ''}"
    message = _A_LINE.sub(lambda found: _row_of(int(found[1]), edited) or found[0], problem.message)
    column = (problem.column or "").replace("_", " ") or None
    return replace(problem, file=where, line=None, column=column, message=message).sentence


def _row_of(line: int, edited: Edited) -> str:
    """The place in the grid of a line of the file; nothing for a line that was not typed."""
    return f"row {edited.lines.index(line) + 1}" if line in edited.lines else ""


def _typed(
    name: str, columns: tuple[str, ...], mine: Sequence[tuple[str, ...]], part: Cells, rows: Sequence[Cells]
) -> list[tuple[tuple[str, ...] | None, tuple[str, ...]]]:
    """Pair each typed row with the one it changes, or with None: (as it was, as it is to be)."""
    waiting = {_key(name, columns, row): row for row in mine}
    pairs = []
    for cells in rows:
        whole = {**cells, **part}
        blank = tuple(whole.get(column, "") for column in columns)
        was = waiting.pop(_key(name, columns, blank), None)
        pairs.append((was, blank if was is None else _changed(columns, was, whole)))
    return pairs


def _changed(columns: tuple[str, ...], row: tuple[str, ...], cells: Cells) -> tuple[str, ...]:
    return tuple(
        cell if column not in cells or _means_the_same(cell, cells[column]) else cells[column]
        for column, cell in zip(columns, row, strict=True)
    )


def _means_the_same(held: str, typed: str) -> bool:
    if held.strip() == typed.strip():
        return True
    try:
        return float(held) == float(typed)
    except ValueError:
        return [each.strip() for each in held.split(LIST_SEPARATOR)] == [each.strip() for each in typed.split(LIST_SEPARATOR)]


def _key(name: str, columns: tuple[str, ...], row: tuple[str, ...]) -> tuple[str, ...]:
    cells = dict(zip(columns, row, strict=True))
    return tuple(cells.get(column, "").strip() for column in SPEC_OF[name].key)


def _is_in(part: Cells, columns: tuple[str, ...], row: tuple[str, ...]) -> bool:
    cells = dict(zip(columns, row, strict=True))
    return all(cells.get(column, "").strip() == cell for column, cell in part.items())


def _wide_enough(table: Table, part: Cells, rows: Sequence[Cells]) -> tuple[str, ...]:
    """The table's columns, and those that typed cells need; in the published order where columns are added."""
    needed = {column for row in [part, *rows] for column, cell in row.items() if cell}
    added = [column for column in SPEC_OF[table.name].columns if column in needed and column not in table.columns]
    return (*table.columns, *added)


def _padded(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*row, *("" for _ in range(width - len(row))))


def _hashed(table: Table, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([columns, *rows])
    lines = tuple(range(FIRST_LINE, FIRST_LINE + len(rows)))
    digest = hashlib.sha256(written.getvalue().encode()).hexdigest()
    return replace(table, columns=columns, rows=tuple(rows), lines=lines, sha256=digest)
