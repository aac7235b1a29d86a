"""Merge: a file's rows and the stored rows, put together as one table."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from core.domain.tables import SPEC_OF, Table
from core.domain.wording import counted, joined

Key = tuple[str, ...]
HEADING_LINES = 1
_NO_NAME = "file"


class Mode(StrEnum):
    """Mode of a load: the stored rows stay, those of the same source go, or all go."""

    add = "add"
    replace_source = "replace_source"
    replace_all = "replace_all"


@dataclass(frozen=True)
class JoinedTable:
    """Merged table, as it would be stored.

    Args:
        table: its rows; those of a joined table are counted from the heading down, because they come from several files.
        keys: keys of the rows that would count as the source's own.
        lines: line in `table` -> line in the file, for the rows that come from the file.
        notes: what the person should know about it, in whole sentences.
    """

    table: Table
    keys: frozenset[Key]
    lines: Mapping[int, int]
    notes: tuple[str, ...] = ()


def source_name(file_name: str) -> str:
    """Source name until the person gives another: the file's name, without the figures that change each time."""
    stem = file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(re.sub(r"[\d_.\-()]+", " ", stem).split()) or _NO_NAME


def modes_of(table: str) -> tuple[Mode, ...]:
    """Modes a table allows: rows without a key, or a single row, can only be replaced."""
    spec = SPEC_OF[table]
    return tuple(Mode) if spec.bulk or (spec.key and not spec.single_row) else (Mode.replace_all,)


def join(old: Table | None, new: Table, mode: Mode, brought: Set[Key] = frozenset()) -> JoinedTable:
    """Merge: put a file's rows and the stored rows together.

    Args:
        old: the table that is held; None when there is none.
        new: the table the file became.
        mode: `add` keeps every row that is held and takes those with a new key; `replace_source` lets the rows go that the
            same source brought before and takes all of the file's; `replace_all` takes the file's alone.
        brought: keys of the rows the source brought before.

    Raises:
        ValueError: the table's rows have no key to be told apart by, and it is not to be replaced as a whole.
    """
    if mode not in modes_of(new.name):
        raise ValueError(f"{new.name} has no key: it can only be replaced as a whole")
    sent = _by_key(new)
    if mode is Mode.replace_all or old is None:
        return JoinedTable(new, frozenset(sent), {line: line for line in new.lines})
    held = _by_key(old)
    if mode is Mode.add:
        added = {key: place for key, place in sent.items() if key not in held}
        table, lines = _joined(old, new, list(held.values()), list(added.values()))
        return JoinedTable(table, frozenset(added) | (brought & held.keys()), lines, _there(old, new, held, sent))
    stay = [place for key, place in held.items() if key not in brought and key not in sent]
    taken = sorted(key for key in sent if key in held and key not in brought)
    notes = (f"{_rows(taken)} came from elsewhere before and would be this source's now.",) if taken and brought else ()
    table, lines = _joined(old, new, stay, list(sent.values()))
    return JoinedTable(table, frozenset(sent), lines, notes)


def _joined(old: Table, new: Table, stay: list[int], taken: list[int]) -> tuple[Table, dict[int, int]]:
    """Put some rows of each under one heading, those that are held first."""
    if not stay:
        return new, {line: line for line in new.lines}
    columns = tuple(dict.fromkeys([*old.columns, *new.columns]))
    rows = (*(_under(columns, old, place) for place in stay), *(_under(columns, new, place) for place in taken))
    first = len(stay) + HEADING_LINES + 1
    places = tuple(range(HEADING_LINES + 1, HEADING_LINES + 1 + len(rows)))
    name = f"{new.file_name}, joined to what was held" if taken else old.file_name
    table = Table(new.name, columns, rows, places, name, new.sha256 if taken else old.sha256)
    return table, {first + count: new.lines[place] for count, place in enumerate(taken)}


def _there(old: Table, new: Table, held: Mapping[Key, int], sent: Mapping[Key, int]) -> tuple[str, ...]:
    """Say which rows are held already and stay as they are, those that differ first."""
    before, after = old.dicts(), new.dicts()
    both = [key for key in sent if key in held]
    other = [key for key in both if any(before[held[key]].get(name) != text for name, text in after[sent[key]].items())]
    same = len(both) - len(other)
    told = []
    if other:
        told.append(f"{_rows(other)} held already with other contents: they stay as they are held. To take the file's, replace.")
    if same:
        told.append(f"{counted(same, 'row')} held already just like this.")
    return tuple(told)


def _rows(keys: list[Key]) -> str:
    return f"{counted(len(keys), 'row')} ({joined(' / '.join(key) for key in keys)})"


def _by_key(table: Table) -> dict[Key, int]:
    key = SPEC_OF[table.name].key
    if not key:
        return {}
    return {tuple(row.get(name, "").strip() for name in key): index for index, row in enumerate(table.dicts())}


def _under(columns: tuple[str, ...], table: Table, place: int) -> tuple[str, ...]:
    cells = dict(zip(table.columns, table.rows[place], strict=True))
    return tuple(cells.get(name, "") for name in columns)
