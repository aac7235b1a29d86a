"""Warnings of one place or partner that seems to stand twice."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from core.domain.problems import Problem
from core.domain.wording import joined, lines_of
from core.ingest.sheets import Folder, ReadRow, Sheet

_NOT_A_LETTER = re.compile(r"[\W_]+")


def places_that_share_an_area_code(folder: Folder) -> Iterator[Problem]:
    """Warn of sites with one area code: they may be one place that stands twice."""
    sheet = folder["sites"]
    yield from _told(sheet, "site_id", "area_code", _by(sheet, "area_code", str.strip), "share the area code")


def names_that_differ_in_capitals_only(folder: Folder) -> Iterator[Problem]:
    """Warn of sites and of partners whose ids differ in capitals or punctuation only."""
    for table, key in (("sites", "site_id"), ("partners", "partner_id")):
        sheet = folder[table]
        yield from _told(
            sheet, key, key, _by(sheet, key, lambda name: _NOT_A_LETTER.sub("", name.casefold())), "differ in capitals"
        )


def _letters(name: str) -> str:
    return _NOT_A_LETTER.sub("", name.casefold())


def _by(sheet: Sheet, column: str, same: Callable[[str], str]) -> list[list[ReadRow]]:
    groups: dict[str, list[ReadRow]] = defaultdict(list)
    for read in sheet.having(column):
        groups[same(str(read.values[column]))].append(read)
    return [rows for name, rows in groups.items() if name and len(rows) > 1]


def _told(sheet: Sheet, key: str, column: str, groups: list[list[ReadRow]], how: str) -> Iterator[Problem]:
    for rows in groups:
        names = joined(f'"{read.values[key]}"' for read in rows if key in read.values)
        end = f" {rows[0].values[column]}" if column != key else " or punctuation only"
        told = f"{names} ({lines_of([read.line for read in rows])}) {how}{end}: are they one that stands twice?"
        yield Problem(sheet.file_name, told, rows[1].line, column)
