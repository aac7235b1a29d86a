"""Same headings: columns of one sheet under one heading: which of them is meant, where they differ."""

import re

from core.ingest.messy.grids import Sheet

_COUNTED = re.compile(r"(.+) \(([0-9]+)\)", re.DOTALL)


def columns_headed_alike(sheet: Sheet, heading: str) -> tuple[str, ...]:
    """List the headings that stand in the file as this one does, itself too; those of columns that hold the very same stand once.

    A second column under the heading "Cost" is called "Cost (2)" here.
    """
    if not any(_COUNTED.fullmatch(one) for one in sheet.layout.headings):
        return (heading,)
    name = _as_written(sheet, heading).lower()
    alike = [one for one in sheet.layout.headings if _as_written(sheet, one).lower() == name]
    distinct: dict[tuple[str, ...], str] = {}
    for one in sorted(alike, key=lambda other: other != heading):
        distinct.setdefault(_cells(sheet, one), one)
    return tuple(one for one in alike if one in distinct.values())


def _as_written(sheet: Sheet, heading: str) -> str:
    """Take the number off that was put behind a heading to tell it from others; one that stands in the file stays."""
    counted, place = _COUNTED.fullmatch(heading), sheet.layout.headings.index(heading)
    if counted is None or counted[1].lower() not in {one.lower() for one in sheet.layout.headings}:
        return heading
    at = next(at for at, number in enumerate(sheet.grid.row_numbers) if number == sheet.layout.header_row)
    row = sheet.grid.rows[at]
    stands = " ".join(row[place].split()) if place < len(row) else ""
    return heading if stands.endswith(f"({counted[2]})") else counted[1]


def _cells(sheet: Sheet, heading: str) -> tuple[str, ...]:
    place, rows = sheet.layout.headings.index(heading), sheet.grid.rows
    return tuple(rows[at][place].strip() if place < len(rows[at]) else "" for at in sheet.layout.body)
