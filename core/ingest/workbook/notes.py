"""Notes of a sheet: the comments on its cells."""

import posixpath
from xml.etree import ElementTree

from core.ingest.csv_lines import LONGEST_CELL
from core.ingest.grids import NotReadable
from core.ingest.letters import TAKE_IT_OUT, what_is_unseen
from core.ingest.workbook.parts import Parts, local, place_of, relations_of, text_of

MOST_NOTES = 20_000


def notes_of(parts: Parts, sheet: str, name: str) -> dict[tuple[int, int], str]:
    """Notes (comments) of a sheet's cells, by row as Excel counts it and column from 0.

    Args:
        parts: the open workbook.
        sheet: where the sheet lies in it.
        name: what people call the sheet.

    Raises:
        NotReadable: there are too many, one is too long, or one holds what no spreadsheet shows.
    """
    folder, file = posixpath.split(sheet)
    if not parts.has(f"{folder}/_rels/{file}.rels"):
        return {}
    found: dict[tuple[int, int], str] = {}
    for kind, place in relations_of(parts, sheet).values():
        if kind == "comments" and parts.has(place):
            for node in parts.tree(place).iter():
                if local(node) == "comment":
                    found[place_of(node.get("ref", ""))] = _text(node, name)
    if len(found) > MOST_NOTES:
        raise NotReadable(f"sheet {name} has {len(found):,} notes; the limit is {MOST_NOTES:,}.")
    return found


def _text(node: ElementTree.Element, sheet: str) -> str:
    text = "".join(text_of(child) for child in node if local(child) == "text")
    where = f"sheet {sheet}, the note on cell {node.get('ref')}"
    if unseen := what_is_unseen(text):
        raise NotReadable(f"{where}: there is {unseen}, which no spreadsheet shows. {TAKE_IT_OUT}")
    if len(text) > LONGEST_CELL:
        raise NotReadable(f"{where}: longer than {LONGEST_CELL:,} characters, the limit.")
    return text
