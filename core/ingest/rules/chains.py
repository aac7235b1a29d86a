"""Rules about what leads to what."""

from collections.abc import Iterator
from itertools import islice

from core.domain.problems import Problem
from core.ingest.sheets import Folder, ReadRow
from core.ingest.wording import printable

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
