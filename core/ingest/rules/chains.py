"""Rules about what leads to what."""

from collections.abc import Iterator
from itertools import islice

from core.domain.problems import Problem
from core.domain.wording import printable
from core.ingest.sheets import Folder, ReadRow, Sheet

Elements = dict[str, ReadRow]
_MOST_TOLD = 5


def elements_never_lead_back(folder: Folder) -> Iterator[Problem]:
    """A logic model runs from inputs to impact: no element of a version leads, over others, back to itself."""
    sheet = folder["logic_model"]
    if not sheet.is_whole:
        return
    versions: dict[str, Elements] = {}
    for read in sheet.having("version", "element_id", "title", "leads_to"):
        versions.setdefault(str(read.values["version"]), {})[read.values["element_id"]] = read
    rings = (ring for elements in versions.values() for ring in _rings(elements))
    for ring in islice(rings, _MOST_TOLD):
        names = [str(read.values["title"]) for read in ring]
        yield Problem(
            sheet.file_name,
            f"the logic model goes round in a circle: {' leads to '.join([*names, names[0]])}.",
            ring[0].line,
            "leads_to",
            printable("|".join(ring[0].values["leads_to"])),
            "Take out the step that leads back: what comes later cannot bring about what comes before.",
        )


def parents_never_lead_back(folder: Folder) -> Iterator[Problem]:
    """An outcome follows its parent, which has an effect and follows, over others, never the outcome itself."""
    sheet = folder["effects"]
    if not sheet.is_whole:
        return
    rows = {read.values["outcome_id"]: read for read in sheet.having("outcome_id")}
    told: set[str] = set()
    for read in sheet.having("outcome_id", "parent_outcome_id"):
        parent_id = read.values["parent_outcome_id"]
        if parent_id not in rows and parent_id in folder["outcomes"].known("outcome_id"):
            yield _no_effect(sheet, read)
        ring = _parents_of(rows, read.values["outcome_id"])
        if ring and told.isdisjoint(ring):
            told.update(ring)
            yield Problem(
                sheet.file_name,
                f"these outcomes follow each other in a circle: {' follows '.join([*ring, ring[0]])}.",
                read.line,
                "parent_outcome_id",
                printable(parent_id),
                "Leave parent_outcome_id empty where the chain begins.",
            )


def _no_effect(sheet: Sheet, read: ReadRow) -> Problem:
    return Problem(
        sheet.file_name,
        "this outcome follows one that has no row here, so nothing is known of the units it goes by.",
        read.line,
        "parent_outcome_id",
        printable(read.values["parent_outcome_id"]),
        "Add a row for that outcome, or leave parent_outcome_id empty.",
    )


def _parents_of(rows: Elements, outcome_id: str) -> list[str]:
    """The circle an outcome stands in, going up from it; empty where it stands in none."""
    path, at = list[str](), outcome_id
    while at in rows and at not in path:
        path.append(at)
        at = rows[at].values.get("parent_outcome_id", "")
    return path if at == outcome_id and len(path) > 1 else []


def _rings(elements: Elements) -> Iterator[list[ReadRow]]:
    """Find circles, each element in at most one: walk down every chain and stop where it meets itself."""
    done: set[str] = set()
    for start in elements:
        path: list[str] = []
        waiting: list[tuple[str, int]] = [(start, 0)]
        while waiting:
            element_id, depth = waiting.pop()
            del path[depth:]
            if element_id in path:
                ring = path[path.index(element_id) :]
                done.update(ring)
                yield [elements[name] for name in ring]
                continue
            if element_id in done or element_id not in elements:
                continue
            path.append(element_id)
            waiting += [(later, depth + 1) for later in elements[element_id].values["leads_to"]]
        done.update(_reached(elements, start))


def _reached(elements: Elements, start: str) -> set[str]:
    found, waiting = set[str](), [start]
    while waiting:
        element_id = waiting.pop()
        if element_id in elements and element_id not in found:
            found.add(element_id)
            waiting += elements[element_id].values["leads_to"]
    return found
