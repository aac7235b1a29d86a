"""Copies: rows of an option that were made of another's remember what they were made of, and follow when that is changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.drafts import AddRow, Cells, Change, Draft, PutCell, TakeRow, key_of
from core.domain.tables import Key

MADE_FROM, MADE_OF = "made_from", "made_of"
MEMORY = frozenset({MADE_FROM, MADE_OF})
# What a copy has of its own from the start, so that it is no change of the source.
_OWN = {
    "options": {"option_id", "title", "kind", "gate_year"},
    "costs": {"cost_id", "option_id", "start_year"},
    "levers": {"lever_id", "option_id"},
    "option_sites": {"option_id", "site_id"},
}
_SHARES = "who pays"


@dataclass(frozen=True)
class Line:
    """One line of a copy whose source was changed since, and the answers that let it follow."""

    title: str
    changes: tuple[Change, ...]


def copied(draft: Draft, table: str, source: Cells, cells: Cells) -> AddRow:
    """A row made of another, which remembers of which and what that was."""
    said = json.dumps(_compared(draft, table, source), sort_keys=True)
    return AddRow(table, {**cells, MADE_FROM: json.dumps(key_of(table, source)), MADE_OF: said})


def lines_to_follow(draft: Draft, option_id: str) -> list[Line]:
    """Lines of an option whose source was changed after the copy was made. What was answered in the copy alone stays."""
    found = []
    for table in _OWN:
        for row in draft.of(table):
            if row.get("option_id") != option_id or MADE_OF not in row:
                continue
            source = draft.row(table, *json.loads(row[MADE_FROM]))
            if source is not None and (changes := _following(draft, table, row, source)):
                found.append(Line(_title(draft, table, row), changes))
    return found


def _following(draft: Draft, table: str, row: Cells, source: Cells) -> tuple[Change, ...]:
    was, now, key = json.loads(row[MADE_OF]), _compared(draft, table, source), key_of(table, row)
    moved = [column for column in sorted({*was, *now}) if was.get(column, "") != now.get(column, "")]
    changes: list[Change] = [PutCell(table, key, column, now.get(column, "")) for column in moved if column != _SHARES]
    if _SHARES in moved:
        changes += _paid_alike(draft, key, source)
    return (*changes, PutCell(table, key, MADE_OF, json.dumps(now, sort_keys=True))) if moved else ()


def _paid_alike(draft: Draft, key: Key, source: Cells) -> list[Change]:
    own, shares = [[row for row in draft.of("cost_shares") if row["cost_id"] == one] for one in (key[0], source["cost_id"])]
    gone: list[Change] = [TakeRow("cost_shares", key_of("cost_shares", row)) for row in own]
    return [*gone, *(AddRow("cost_shares", {**row, "cost_id": key[0]}) for row in shares)]


def _compared(draft: Draft, table: str, source: Cells) -> dict[str, str]:
    cells = {column: cell for column, cell in source.items() if column not in _OWN[table] | MEMORY}
    if table == "costs":
        paid = {
            row["partner_id"]: row.get("pay_share", "") for row in draft.of("cost_shares") if row["cost_id"] == source["cost_id"]
        }
        cells[_SHARES] = json.dumps(paid, sort_keys=True)
    return cells


def _title(draft: Draft, table: str, row: Cells) -> str:
    if table == "option_sites":
        return draft.titles("sites").get(row["site_id"], row["site_id"])
    return row.get("title", "")


def without_memory(row: Cells) -> Mapping[str, str]:
    """The cells of a row that stand in a case folder."""
    return {column: cell for column, cell in row.items() if column not in MEMORY}
