"""Workbook keys: ids of the version it was taken from, with their names, and how many rows there were."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.ingest.grids import Grid

HEADING = ("What", "Id", "Title", "Label")
PROGRAMME, ROWS = "programme of this workbook", "rows of"


@dataclass(frozen=True)
class Remembered:
    """The hidden sheet Keys. `names` holds label and title by id for each table, `rows` how many each table had."""

    programme_id: str | None = None
    version: int | None = None
    names: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)


def read_keys(grid: Grid | None) -> Remembered:
    """Read the sheet; what cannot be made out is left aside, since it only helps to find what was meant."""
    if grid is None:
        return Remembered()
    programme_id, version = None, None
    names: dict[str, dict[str, tuple[str, str]]] = {}
    rows: dict[str, int] = {}
    for cells in grid.rows[1:]:
        what, id_, title, label = (*cells, "", "", "", "")[:4]
        if what == PROGRAMME:
            programme_id, version = id_, int(title) if title.isdecimal() else None
        elif what == ROWS:
            rows[id_] = int(title) if title.isdecimal() else 0
        elif what:
            names.setdefault(what, {})[id_] = (label, title)
    return Remembered(programme_id, version, names, rows)
