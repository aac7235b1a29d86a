"""Rows that were taken away and brought back: what was not changed stays to the letter, and what others changed since stays too."""

from collections.abc import Iterator, Mapping, Sequence

from core.domain.columns.schema import Column, columns_of
from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Key, Table
from core.ingest.case_workbook.cells import means_the_same
from core.ingest.case_workbook.read_workbook import hashed

Cells = Mapping[str, str]


def as_held(sent: Table, held: Table | None) -> Table:
    """A table that was sent, with each cell that means what is held written as it is held, and the columns in that order.

    Rows are matched by key. A column nobody filled in is not added.
    """
    if held is None:
        return sent
    old = _by_key(held)
    rows = [_like(sent.name, row, old.get(key)) for key, row in sent.keyed()]
    added = [name for name in sent.columns if name not in held.columns and any(row.get(name) for row in rows)]
    return _table(sent, (*held.columns, *added), rows)


def both_changes(sent: Table, base: Table | None, held: Table | None) -> Table:
    """Put together what a workbook changed and what others changed since it was taken, cell by cell.

    Args:
        sent: the table as it is brought.
        base: as it was when the workbook was taken; None where it was not there.
        held: as it is now.
    """
    if base is None or held is None:
        return sent
    was, now = _by_key(base), _by_key(held)
    rows: list[Cells] = []
    for key, row in sent.keyed():
        if key in was and key not in now and not _changed(sent.name, was[key], row):
            continue
        rows.append(_both(sent.name, row, was[key], now[key]) if key in was and key in now else row)
    keys = {key for key, _ in sent.keyed()}
    rows += [row for key, row in held.keyed() if key not in was and key not in keys]
    columns = tuple(dict.fromkeys([*held.columns, *sent.columns]))
    return _table(sent, columns, rows, [*sent.lines, *(0 for _ in rows)][: len(rows)])


def conflicts(sent: Table, base: Table | None, held: Table | None) -> Iterator[Problem]:
    """Conflicts: the cells that both the workbook and another person changed, each to something else."""
    if base is None or held is None:
        return
    was, now = _by_key(base), _by_key(held)
    for line, (key, row) in zip(sent.lines, sent.keyed(), strict=True):
        if key not in was or key not in now:
            continue
        theirs = _changed(sent.name, was[key], now[key])
        for column in sorted(_changed(sent.name, was[key], row) & theirs & _changed(sent.name, now[key], row)):
            yield Problem(
                sent.file_name,
                f'somebody else changed this to "{now[key].get(column, "")}" since the workbook was taken.',
                line,
                column,
                row.get(column, ""),
                "Write theirs here, or take a new workbook and make your change in it.",
            )


def _both(table: str, sent: Cells, was: Cells, now: Cells) -> Cells:
    mine = _changed(table, was, sent)
    return {**now, **{column: sent.get(column, "") for column in mine}}


def _changed(table: str, before: Cells, after: Cells) -> set[str]:
    columns = {column.name: column for column in columns_of(SPEC_OF[table].model)}
    return {name for name in {*before, *after} if not means_the_same(columns[name], before.get(name, ""), after.get(name, ""))}


def _like(table: str, row: Cells, old: Cells | None) -> Cells:
    if old is None:
        return row
    columns: dict[str, Column] = {column.name: column for column in columns_of(SPEC_OF[table].model)}
    return {
        name: old[name] if name in old and means_the_same(columns[name], old[name], cell) else cell for name, cell in row.items()
    }


def _by_key(table: Table) -> dict[Key, Cells]:
    return dict(table.keyed())


def _table(like: Table, columns: tuple[str, ...], rows: Sequence[Cells], lines: Sequence[int] | None = None) -> Table:
    cells = tuple(tuple(row.get(name, "") for name in columns) for row in rows)
    return hashed(Table(like.name, columns, cells, tuple(lines if lines is not None else like.lines), like.file_name, ""))
