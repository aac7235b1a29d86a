"""An xlsx file to grids of text cells, with formulas, hidden rows, merged blocks and what Excel says each cell is."""

from collections.abc import Iterator
from xml.etree import ElementTree

from core.ingest.grids import Grid, NotReadable
from core.ingest.workbook.parts import SAVE_AS_XLSX, Counted, Parts, local, parts_of, relations_of, text_of
from core.ingest.workbook.sheet import Shared, grid_of_sheet
from core.ingest.workbook.styles import Style, style_of

MOST_SHEETS = 200
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def grids_of_workbook(data: bytes) -> tuple[Grid, ...]:
    """Read every sheet of a workbook; chart sheets are passed over.

    Raises:
        NotReadable: where the file is not an ordinary workbook, damaged or too large.
    """
    try:
        with parts_of(data) as parts:
            return _grids(parts)
    except (ValueError, KeyError, IndexError, OverflowError, TypeError):
        raise NotReadable(f"the workbook is damaged. {SAVE_AS_XLSX}") from None


def _grids(parts: Parts) -> tuple[Grid, ...]:
    place = _workbook_place(parts)
    book = parts.tree(place)
    targets = relations_of(parts, place)
    shared = Shared(_strings(parts, targets), _styles(parts, targets), _counts_from_1904(book))
    sheets = [node for node in book.iter() if local(node) == "sheet"]
    if len(sheets) > MOST_SHEETS:
        raise NotReadable(f"the workbook has {len(sheets)} sheets; the limit is {MOST_SHEETS}.")
    grids = []
    for node in sheets:
        kind, target = targets.get(node.get(_RELATION) or node.get(_STRICT_RELATION) or "", ("", ""))
        if kind == "worksheet":
            is_hidden = node.get("state", "visible") != "visible"
            grids.append(grid_of_sheet(parts, target, node.get("name", "Sheet"), is_hidden, shared))
    if not grids:
        raise NotReadable("the workbook has no sheets with cells.")
    return tuple(grids)


def _workbook_place(parts: Parts) -> str:
    if parts.has("_rels/.rels"):
        for node in parts.tree("_rels/.rels"):
            if node.get("Type", "").endswith("/officeDocument"):
                return node.get("Target", "").lstrip("/")
    return "xl/workbook.xml"


def _of_kind(targets: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((place for what, place in targets.values() if what == kind), None)


def _strings(parts: Parts, targets: dict[str, tuple[str, str]]) -> list[str]:
    place = _of_kind(targets, "sharedStrings")
    if place is None or not parts.has(place):
        return []
    with parts.opened(place) as source:
        return list(_each_string(source))


def _each_string(source: Counted) -> Iterator[str]:
    for _, node in ElementTree.iterparse(source):  # noqa: S314 - no entities: checked on opening
        if local(node) == "si":
            yield text_of(node)
            node.clear()


def _styles(parts: Parts, targets: dict[str, tuple[str, str]]) -> list[Style]:
    place = _of_kind(targets, "styles")
    if place is None or not parts.has(place):
        return []
    root = parts.tree(place)
    codes = {node.get("numFmtId", ""): node.get("formatCode", "") for node in root.iter() if local(node) == "numFmt"}
    formats = [node.get("numFmtId", "0") for group in root if local(group) == "cellXfs" for node in group]
    return [style_of(int(number), codes.get(number)) for number in formats]


def _counts_from_1904(book: ElementTree.Element) -> bool:
    return any(local(node) == "workbookPr" and node.get("date1904") in ("1", "true") for node in book)
