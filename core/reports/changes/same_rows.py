"""Same place or partner under two names: ids that differ in capitals or punctuation, titles alike, one area code."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from core.domain.tables import SPEC_OF, Table
from core.domain.wording import counted, joined, printable
from core.reports.changes.doubts import Choice, Doubt
from core.reports.changes.merge import Key, Mode

TABLES = {"sites": "place", "partners": "partner"}
YES, NO = "yes", "no"
_MOST_NAMED = 4
_NOT_A_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Alike:
    """Pair of rows that seem to be one thing: the id in the file, the stored id, and why."""

    sent: str
    held: str
    why: str


def alike_rows(old: Table | None, new: Table) -> tuple[Alike, ...]:
    """Rows of a file that seem to be stored under another id; rows whose id is stored are not among them."""
    if new.name not in TABLES or old is None:
        return ()
    key = SPEC_OF[new.name].key[0]
    held = old.dicts()
    known = {row.get(key, "").strip() for row in held}
    found = []
    for row in new.dicts():
        name = row.get(key, "").strip()
        pair = None if name in known else next(_pairs(key, name, row, held), None)
        found += [] if pair is None else [pair]
    return tuple(found)


def _pairs(key: str, name: str, row: Mapping[str, str], held: list[dict[str, str]]) -> Iterator[Alike]:
    code, title = row.get("area_code", "").strip(), _letters(row.get("title", ""))
    for other in held:
        stored = other.get(key, "").strip()
        whys = [
            ("both have the area code " + code, bool(code) and code == other.get("area_code", "").strip()),
            ("the ids differ in capitals or punctuation only", _letters(name) == _letters(stored)),
            ("both have the same title", bool(title) and title == _letters(other.get("title", ""))),
        ]
        if why := joined(told for told, holds in whys if holds):
            yield Alike(name, stored, why)


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.casefold())


def staying(old: Table | None, mode: Mode, brought: Set[Key]) -> Table | None:
    """Stored rows that stay beside a file's: all, or those its source did not bring; None where the whole is replaced."""
    if old is None or mode is Mode.replace_all:
        return None
    if mode is Mode.add:
        return old
    key = SPEC_OF[old.name].key
    rows = zip(old.dicts(), old.rows, old.lines, strict=True)
    kept = [(cells, line) for row, cells, line in rows if tuple(row.get(name, "").strip() for name in key) not in brought]
    return replace(old, rows=tuple(cells for cells, _ in kept), lines=tuple(line for _, line in kept))


def same_rows_doubt(old: Table | None, new: Table, answers: Mapping[str, str]) -> Doubt | None:
    """Same rows in doubt: one question about all rows of a file that seem to be stored under another id."""
    alike = [one for one in alike_rows(old, new) if _said(new.name, one, answers) is None]
    if not alike:
        return None
    thing = TABLES[new.name]
    named = "; ".join(f'"{printable(one.sent, 40)}" and "{printable(one.held, 40)}", {one.why}' for one in alike[:_MOST_NAMED])
    more = f"; and {len(alike) - _MOST_NAMED} more" if len(alike) > _MOST_NAMED else ""
    told = f"{counted(len(alike), thing)} of the file seem{'s' if len(alike) == 1 else ''} to be stored already: {named}{more}. "
    told += f"Is each the same {thing}?"
    choices = (Choice(YES, "they are the same: the stored rows take the file's figures"), Choice(NO, "they are others: add them"))
    return Doubt(f"same:{new.name}", told, choices)


def _said(table: str, one: Alike, answers: Mapping[str, str]) -> str | None:
    said = answers.get(f"same:{table}:{one.sent}", answers.get(f"same:{table}"))
    return said if said in (YES, NO) else None


def settled_rows(old: Table | None, new: Table, mode: Mode, answers: Mapping[str, str]) -> tuple[Table | None, Table]:
    """Rows as answered: those that are the same take the stored id, and cells the file does not have stay as they are stored.

    Returns:
        The stored table and the file's: where rows are only added, the stored row is updated and leaves the file's rows.
    """
    same = {one.sent: one.held for one in alike_rows(old, new) if _said(new.name, one, answers) == YES}
    if not same or old is None:
        return old, new
    key = SPEC_OF[new.name].key[0]
    columns = tuple(dict.fromkeys([*new.columns, *old.columns]))
    stored = {row.get(key, "").strip(): row for row in old.dicts()}
    rows, lines, updated = [], [], {}
    for row, line in zip(new.dicts(), new.lines, strict=True):
        stored_id = same.get(row.get(key, "").strip())
        whole = row if stored_id is None else {**stored[stored_id], **row, key: stored_id}
        if stored_id is not None:
            updated[stored_id] = whole
        if stored_id is None or mode is not Mode.add:
            rows.append(tuple(whole.get(column, "") for column in columns))
            lines.append(line)
    sent = replace(new, columns=columns, rows=tuple(rows), lines=tuple(lines))
    return (_updated(old, key, updated, columns) if mode is Mode.add else old), sent


def _updated(old: Table, key: str, updated: Mapping[str, Mapping[str, str]], more: tuple[str, ...]) -> Table:
    columns = tuple(dict.fromkeys([*old.columns, *more]))
    whole = (updated.get(row.get(key, "").strip(), row) for row in old.dicts())
    return replace(old, columns=columns, rows=tuple(tuple(row.get(column, "") for column in columns) for row in whole))
