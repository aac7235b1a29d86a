"""Moved inputs: those that differ between two versions, and the tables with only some of them moved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from core.domain.tables import SPEC_OF, SPECS, Table

Key = tuple[str, ...]
Row = dict[str, str]
WHOLE_ROW = ""


@dataclass(frozen=True)
class Atom:
    """One input that moved: a cell, or a row that was added or removed (column WHOLE_ROW)."""

    table: str
    key: Key
    column: str


@dataclass(frozen=True)
class Moved:
    """Two sets of tables and the inputs that differ, in the order of the files: tables, then rows, then columns."""

    older: Mapping[str, Table]
    newer: Mapping[str, Table]
    older_rows: Mapping[str, Mapping[Key, Row]]
    newer_rows: Mapping[str, Mapping[Key, Row]]
    atoms: tuple[Atom, ...]

    def tables_at(self, applied: Collection[Atom]) -> dict[str, Table]:
        """Give the tables as they are once these inputs have moved and the others have not.

        None applied gives the older tables, all applied the newer ones, to the letter.
        """
        of_table: dict[str, set[Atom]] = {}
        for atom in applied:
            of_table.setdefault(atom.table, set()).add(atom)
        all_of: dict[str, int] = {}
        for atom in self.atoms:
            all_of[atom.table] = all_of.get(atom.table, 0) + 1
        tables = {}
        for name in _in_order({*self.older, *self.newer}):
            table = self._table_at(name, of_table.get(name, set()), all_of.get(name, 0))
            if table is not None:
                tables[name] = table
        return tables

    def _table_at(self, name: str, applied: Collection[Atom], count: int) -> Table | None:
        if len(applied) == count:
            return self.newer.get(name)
        if not applied:
            return self.older.get(name)
        rows = self._rows_at(name, applied)
        columns = tuple(dict.fromkeys([*_columns(self.newer, name), *_columns(self.older, name)]))
        cells = tuple(tuple(row.get(column, "") for column in columns) for row in rows)
        table = self.newer.get(name) or self.older[name]
        return replace(table, columns=columns, rows=cells, lines=tuple(range(2, len(cells) + 2))) if cells else None

    def _rows_at(self, name: str, applied: Collection[Atom]) -> list[Row]:
        old, new = self.older_rows.get(name, {}), self.newer_rows.get(name, {})
        rows = []
        for key, row in new.items():
            if key in old:
                moved = {column for column in {*row, *old[key]} if Atom(name, key, column) in applied}
                still = {column: cell for column, cell in old[key].items() if column not in moved}
                rows.append({**still, **{column: row[column] for column in moved if column in row}})
            elif Atom(name, key, WHOLE_ROW) in applied:
                rows.append(row)
        return rows + [row for key, row in old.items() if key not in new and Atom(name, key, WHOLE_ROW) not in applied]

    def told(self, atoms: Collection[Atom]) -> tuple[str, str, str, str]:
        """Moved inputs in words: those of one table, by row, column, before, after."""
        keys = list(dict.fromkeys(atom.key for atom in atoms))
        row = " / ".join(keys[0]) if len(keys) == 1 else f"{len(keys)} rows"
        if len(keys) > 1:
            return row, "", "", ""
        columns = [atom.column for atom in atoms]
        if columns == [WHOLE_ROW]:
            was_there = keys[0] in self.older_rows.get(next(iter(atoms)).table, {})
            return row, "whole row", "", "removed" if was_there else "added"
        befores, afters = zip(*(self._cells(atom) for atom in atoms), strict=True)
        return row, ", ".join(columns), ", ".join(befores), ", ".join(afters)

    def _cells(self, atom: Atom) -> tuple[str, str]:
        before = self.older_rows[atom.table][atom.key].get(atom.column, "empty")
        return before, self.newer_rows[atom.table][atom.key].get(atom.column, "empty")


def moved_between(older: Mapping[str, Table], newer: Mapping[str, Table]) -> Moved:
    """Find every input that differs, rows being matched by their keys."""
    before, after = _keyed(older), _keyed(newer)
    atoms = [atom for name in _in_order({*older, *newer}) for atom in _atoms(name, before.get(name, {}), after.get(name, {}))]
    return Moved(older, newer, before, after, tuple(atoms))


def _atoms(name: str, old: Mapping[Key, Row], new: Mapping[Key, Row]) -> list[Atom]:
    atoms = []
    for key, row in new.items():
        if key not in old:
            atoms.append(Atom(name, key, WHOLE_ROW))
        else:
            columns = [column for column in SPEC_OF[name].columns if row.get(column, "") != old[key].get(column, "")]
            atoms += [Atom(name, key, column) for column in columns]
    return atoms + [Atom(name, key, WHOLE_ROW) for key in old if key not in new]


def _keyed(tables: Mapping[str, Table]) -> dict[str, dict[Key, Row]]:
    """Rows by key, blank cells left out; a table without a key has one row, and is told apart by place."""
    found = {}
    for name, table in tables.items():
        key = SPEC_OF[name].key
        rows = [{column: cell.strip() for column, cell in row.items()} for row in table.dicts()]
        found[name] = {tuple(row.get(part, "") for part in key) if key else (str(at),): row for at, row in enumerate(rows, 1)}
    return found


def _columns(tables: Mapping[str, Table], name: str) -> tuple[str, ...]:
    return tables[name].columns if name in tables else ()


def _in_order(names: Collection[str]) -> list[str]:
    return [spec.name for spec in SPECS if spec.name in names]
