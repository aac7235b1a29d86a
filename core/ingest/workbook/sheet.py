"""One sheet of a workbook to a grid, row by row, so that a large sheet is never in memory as XML."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree import ElementTree

from core.ingest.csv_lines import LONGEST_CELL, MOST_COLUMNS
from core.ingest.grids import CellKind, Grid, Merged, NotReadable
from core.ingest.labels import letter_of
from core.ingest.letters import TAKE_IT_OUT, what_is_unseen
from core.ingest.too_much import LONG_ONES, MOST_CELLS, MOST_ROWS, TOO_MANY_ROWS
from core.ingest.workbook.notes import notes_of
from core.ingest.workbook.parts import CELL, Parts, place_of
from core.ingest.workbook.styles import PLAIN, Style, number_as_text

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Shared:
    """What all sheets of a workbook share: strings, styles, and the day it counts from."""

    strings: list[str]
    styles: list[Style]
    counts_from_1904: bool


@dataclass
class _Reading:
    """What has been read of a sheet so far."""

    shared: Shared
    name: str
    rows: list[tuple[str, ...]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    cells: int = 0


def grid_of_sheet(parts: Parts, place: str, name: str, is_hidden: bool, shared: Shared) -> Grid:
    """Read one sheet.

    Raises:
        NotReadable: where it has too many cells or columns.
    """
    reading = _Reading(shared, name)
    with parts.opened(place) as source:
        events = ElementTree.iterparse(source, events=("start", "end"))  # noqa: S314 - no entities
        holder: ElementTree.Element | None = None
        for event, node in events:
            tag = node.tag.rpartition("}")[2]
            if event == "start":
                holder = node if tag == "sheetData" else holder
            elif tag == "row":
                _take_row(reading, node)
                if holder is not None:
                    holder.clear()
            elif tag == "col":
                _take_hidden_columns(reading, node)
            elif tag == "mergeCell":
                _take_merged(reading, node)
    return _grid(reading, is_hidden, notes_of(parts, place, name))


def _grid(reading: _Reading, is_hidden: bool, notes: dict[tuple[int, int], str]) -> Grid:
    return Grid(
        reading.name,
        tuple(reading.rows),
        reading.numbers,
        reading.numbers,
        tuple(reading.kinds),
        is_hidden,
        reading.formulas,
        tuple(reading.hidden_rows),
        tuple(reading.hidden_columns),
        tuple(reading.merged),
        notes,
    )


def _take_row(reading: _Reading, node: ElementTree.Element) -> None:
    last = reading.numbers[-1] if reading.numbers else 0
    number = int(node.get("r", last + 1))
    if len(reading.rows) >= MOST_ROWS:
        raise NotReadable(f"sheet {reading.name}, row {number:,}: {TOO_MANY_ROWS} {LONG_ONES}")
    if number <= last:
        raise NotReadable(f"sheet {reading.name}: its rows are out of order, so the workbook is damaged.")
    cells: list[str] = []
    kinds: list[str] = []
    for cell in node:
        place = _column_of(cell.get("r"), len(cells))
        text, kind = _read_cell(reading, cell, number, place)
        if kind is CellKind.blank:
            continue
        _must_fit(reading, number, place, text)
        if place < len(cells):
            raise NotReadable(f"sheet {reading.name}, row {number:,}: its cells are out of order, so the workbook is damaged.")
        missing = place - len(cells)
        cells += [""] * missing + [text]
        kinds += [" "] * missing + [kind.value]
    reading.rows.append(tuple(cells))
    reading.kinds.append("".join(kinds))
    reading.numbers.append(number)
    if node.get("hidden") in ("1", "true"):
        reading.hidden_rows.append(number)


def _must_fit(reading: _Reading, number: int, place: int, text: str) -> None:
    reading.cells += 1
    if reading.cells > MOST_CELLS:
        raise NotReadable(f"sheet {reading.name} has more than {MOST_CELLS:,} filled cells, the limit. Save it as CSV.")
    if place >= MOST_COLUMNS:
        raise NotReadable(f"sheet {reading.name}, row {number:,}: there are more than {MOST_COLUMNS} columns, the limit.")
    if unseen := what_is_unseen(text):
        raise NotReadable(
            f"sheet {reading.name}, cell {letter_of(place)}{number}: there is {unseen}, which no spreadsheet shows. {TAKE_IT_OUT}"
        )
    if len(text) > LONGEST_CELL:
        raise NotReadable(
            f"sheet {reading.name}, cell {letter_of(place)}{number}: longer than {LONGEST_CELL:,} characters, the limit."
        )


def _column_of(place: str | None, following: int) -> int:
    if place is None:
        return following
    return place_of(place)[1]


def _read_cell(reading: _Reading, cell: ElementTree.Element, number: int, place: int) -> tuple[str, CellKind]:
    raw: str | None = None
    inline: ElementTree.Element | None = None
    formula: str | None = None
    for child in cell:
        tag = child.tag.rpartition("}")[2]
        if tag == "v":
            raw = child.text
        elif tag == "f":
            formula = child.text or ""
        elif tag == "is":
            inline = child
    if formula is not None:
        reading.formulas[number, place] = f"={formula}"
        if raw is None and cell.get("t") != "str":
            return f"={formula}", CellKind.not_calculated
    return _typed(reading.shared, cell, raw, inline)


def _typed(shared: Shared, cell: ElementTree.Element, raw: str | None, inline: ElementTree.Element | None) -> tuple[str, CellKind]:
    kind = cell.get("t", "n")
    if kind == "inlineStr" and inline is not None:
        raw = "".join(node.text or "" for node in inline.iter() if node.tag.rpartition("}")[2] == "t")
    if raw is None or raw == "":
        return "", CellKind.blank
    if kind == "n":
        style = int(cell.get("s", 0))
        return number_as_text(raw, shared.styles[style] if style < len(shared.styles) else PLAIN, shared.counts_from_1904)
    if kind in _PLAIN_KINDS:
        return _PLAIN_KINDS[kind](raw)
    return _as_text(_shared_string(shared, raw) if kind == "s" else raw)


def _shared_string(shared: Shared, raw: str) -> str:
    place = int(raw)
    if place < 0:
        raise IndexError(raw)
    return shared.strings[place]


_PLAIN_KINDS: dict[str, Callable[[str], tuple[str, CellKind]]] = {
    "b": lambda raw: ("true" if raw == "1" else "false", CellKind.true_or_false),
    "e": lambda raw: (raw, CellKind.error),
    "d": lambda raw: (raw.removesuffix("T00:00:00").replace("T", " "), CellKind.date),
}


def _as_text(text: str) -> tuple[str, CellKind]:
    # Excel writes a control character as _x000D_, and what only looks so with its first mark as _x005F_.
    text = _ESCAPED.sub(_unescaped, text)
    return text, CellKind.text if text else CellKind.blank


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


def _take_hidden_columns(reading: _Reading, node: ElementTree.Element) -> None:
    if node.get("hidden") in ("1", "true") and len(reading.hidden_columns) < MOST_COLUMNS:
        first, last = int(node.get("min", 1)), int(node.get("max", 1))
        reading.hidden_columns.extend(range(first - 1, min(last, MOST_COLUMNS)))


def _take_merged(reading: _Reading, node: ElementTree.Element) -> None:
    first, _, last = node.get("ref", "").partition(":")
    if CELL.fullmatch(first) and CELL.fullmatch(last or first):
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        reading.merged.append(Merged(top, bottom, left, right))
