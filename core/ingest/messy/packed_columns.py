r"""Columns that hold several things in one cell, taken apart: "freq,unit,geo\TIME_PERIOD" over "A,NR,UK"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.domain.wording import joined
from core.ingest.grids import Grid
from core.ingest.labels import letter_of
from core.ingest.messy.grids import Layout
from core.ingest.messy.layout import layout_of

_PARTS = re.compile(r"[^,\s][^,]{0,40}(?:,[^,\s][^,]{0,40})+")
_NUMBER = re.compile(r"[\s£$€(+-]*[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?[\s)%a-z\[\]]*", re.IGNORECASE)
_SIDEWAYS = re.compile(r"\s*\\.*")


def taken_apart(grid: Grid, layout: Layout) -> tuple[Grid, Layout]:
    """Split every column whose heading and cells all have the same number of parts; the rest stays as it is."""
    packed = {at: parts for at, heading in enumerate(layout.headings) if (parts := _parts(grid, layout, at, heading)) > 1}
    if not packed or layout.header_row is None:
        return grid, layout
    header = layout.header_row
    rows = tuple(
        _split(row, packed, number == header or at in set(layout.body))
        for at, (row, number) in enumerate(zip(grid.rows, grid.row_numbers, strict=True))
    )
    columns = _columns(len(layout.headings), packed)
    said = tuple(
        f'"{layout.headings[at]}" holds {parts} things in one cell: taken apart into '
        f"{joined(_names(layout.headings[at]), most=12)}."
        for at, parts in packed.items()
    )
    made = replace(grid, rows=rows, kinds=None, columns=columns, told=(*grid.told, *said))
    return made, layout_of(made, header)


def _parts(grid: Grid, layout: Layout, at: int, heading: str) -> int:
    if not _PARTS.fullmatch(heading) or not layout.body:
        return 0
    count = heading.count(",")
    cells = [grid.rows[place][at] if at < len(grid.rows[place]) else "" for place in layout.body]
    alike = all(cell.count(",") == count and all(part.strip() for part in cell.split(",")) for cell in cells)
    return count + 1 if alike and not any(_NUMBER.fullmatch(cell) for cell in cells) else 0


def _names(heading: str) -> list[str]:
    return [_SIDEWAYS.sub("", part).strip() or part for part in heading.split(",")]


def _split(row: Sequence[str], packed: dict[int, int], is_of_the_table: bool) -> tuple[str, ...]:
    cells: list[str] = []
    for at, cell in enumerate(row):
        parts = packed.get(at, 1)
        if parts == 1:
            cells.append(cell)
        elif is_of_the_table and cell.count(",") == parts - 1:
            cells += [_SIDEWAYS.sub("", part).strip() or part for part in cell.split(",")]
        else:
            cells += [cell, *[""] * (parts - 1)]
    return tuple(cells)


def _columns(width: int, packed: dict[int, int]) -> tuple[str, ...]:
    return tuple(letter_of(at) for at in range(width) for _ in range(packed.get(at, 1)))
