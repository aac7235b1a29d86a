"""Row labels: names people know rows by, unique where titles are alike, and the row that a name means."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from core.domain.fields import LIST_SEPARATOR

APART, OF_TABLE = " · ", ": "


@dataclass(frozen=True)
class Named:
    """One row that others name: its id, its title, and the label of the row it hangs on."""

    id_: str
    title: str
    parent: str = ""


def labels_of(rows: Iterable[Named]) -> dict[str, str]:
    """Label of each row by id: its title, with its parent's or its id behind it where several rows have that title.

    A title that holds the sign between the values of a list cannot be named in one, so the id stands for it.
    """
    given = list(rows)
    labels = {row.id_: row.title if row.title and LIST_SEPARATOR not in row.title else row.id_ for row in given}
    for further in (_with_parent, _with_id):
        used = Counter(labels.values())
        labels = {row.id_: further(row) if used[labels[row.id_]] > 1 else labels[row.id_] for row in given}
    used = Counter(labels.values())
    return {id_: label if used[label] == 1 else id_ for id_, label in labels.items()}


def _with_parent(row: Named) -> str:
    parent = row.parent.replace(LIST_SEPARATOR, " ")
    return f"{row.title}{APART}{parent}" if row.title and parent and LIST_SEPARATOR not in row.title else row.id_


def _with_id(row: Named) -> str:
    return f"{row.title} ({row.id_})" if row.title and LIST_SEPARATOR not in row.title else row.id_


@dataclass
class Names:
    """The rows that a column may name, found by label, title, an earlier label, or id; the first that tells one row wins."""

    labels: Mapping[str, str]
    titles: Mapping[str, str]
    earlier: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather ids by name, from what is meant most surely to what is meant least surely."""
        now = [*self.labels.items(), *self.titles.items()]
        before = [(id_, label) for id_, label in self.earlier.items() if id_ in self.labels]
        named = [_gathered(self.labels.items()), _gathered(now, alike), _gathered(before), _gathered(before, alike)]
        by_id = [_gathered((id_, id_) for id_ in self.labels), _gathered(((id_, id_) for id_ in self.labels), alike)]
        self._layers, self._ids_first = [*named, *by_id], [*by_id, *named]

    def found(self, name: str, *, ids_first: bool = False) -> tuple[str, ...]:
        """Ids of the rows a name may stand for: one where it is clear, none where no row has it.

        Args:
            name: what stands in the cell.
            ids_first: True in a column that is headed as one of ids, such as partner_id.
        """
        for place, layer in enumerate(self._ids_first if ids_first else self._layers):
            ids = layer.get(alike(name) if place % 2 else name)
            if ids:
                return tuple(sorted(ids))
        return ()


def alike(name: str) -> str:
    """A name without regard to capitals and spaces."""
    return " ".join(name.split()).casefold()


def _gathered(pairs: Iterable[tuple[str, str]], key: Callable[[str], str] = str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for id_, name in pairs:
        if name:
            found.setdefault(key(name), set()).add(id_)
    return found
