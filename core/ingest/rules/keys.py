"""Rules about which rows may stand in a table, and how many."""

from collections.abc import Iterator

from core.domain.fields import MOST_SITES
from core.domain.problems import Problem
from core.domain.wording import counted, joined, printable
from core.ingest.sheets import Folder, Sheet


def no_key_twice(folder: Folder) -> Iterator[Problem]:
    """Every key stands once."""
    for sheet in folder.sheets.values():
        if sheet.spec.key and not sheet.spec.single_row:
            yield from _keys_twice(sheet)


def _keys_twice(sheet: Sheet) -> Iterator[Problem]:
    key = sheet.spec.key
    for values, rows in sheet.by(*key).items():
        first, *others = rows
        for other in others:
            yield Problem(
                sheet.file_name,
                f"the same {joined(key)} as on line {first.line}.",
                other.line,
                key[0] if len(key) == 1 else None,
                printable(", ".join(map(str, values))),
                "Each may stand once: change one of the two or take it out.",
            )


def one_row_only(folder: Folder) -> Iterator[Problem]:
    """Tables that speak of the whole programme have one row."""
    for sheet in folder.sheets.values():
        if sheet.spec.single_row and len(sheet.rows) > 1:
            yield Problem(
                sheet.file_name,
                f"{len(sheet.rows):,} rows where one is allowed.",
                sheet.rows[1].line,
                what_to_do="Keep one; another programme needs a folder of its own.",
            )


def not_too_many_sites(folder: Folder) -> Iterator[Problem]:
    """A programme has at most so many sites."""
    sites = folder["sites"]
    if len(sites.rows) > MOST_SITES:
        yield Problem(
            sites.file_name,
            f"{counted(len(sites.rows), 'site')}; the limit is {MOST_SITES:,}.",
            sites.rows[MOST_SITES].line,
            what_to_do="Put small sites together, for example by district.",
        )
