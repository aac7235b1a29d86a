"""What is wrong with rows, gathered by how it is put right, so that one answer mends a whole group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.ingest.messy.reading import RepairKind, Wrong
from core.ingest.wording import counted, printable


class Choose(StrEnum):
    """What is done with a group."""

    accept = "accept"
    value = "value"
    leave_row_out = "leave_row_out"


@dataclass(frozen=True)
class Answer:
    """One answer to a question, a group of problems or a finding. `text` goes with `value` only."""

    choose: Choose
    text: str = ""


ACCEPT = Answer(Choose.accept)
LEAVE_ROW_OUT = Answer(Choose.leave_row_out)


def value(text: str) -> Answer:
    """Answer a question, or put one value into every cell of a group."""
    return Answer(Choose.value, text)


_NOT_BY_ONE_VALUE = frozenset({RepairKind.key_twice, RepairKind.row_rule, RepairKind.looks_like_total})


class FailingCell(NamedTuple):
    """One cell that stands in the way: its row as in Excel, physical line, letter, text, and the value that may be meant."""

    row: int
    line: int
    letter: str | None
    value: str
    suggestion: str | None


@dataclass(frozen=True)
class Repair:
    """Problems that are put right in the same way.

    `suggestion` is what `accept` puts in, 'each its own' where the cells' differ, None where nothing is suggested.
    """

    repair_id: str
    kind: RepairKind
    column: str | None
    source: str | None
    what: str
    allowed: str
    suggestion: str | None
    cells: tuple[FailingCell, ...]

    @property
    def count(self) -> int:
        """How many cells or rows."""
        return len(self.cells)

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows, as in Excel."""
        return tuple(sorted({cell.row for cell in self.cells}))

    @property
    def choices(self) -> tuple[Choose, ...]:
        """Which answers mean something here."""
        accept = (Choose.accept,) if self.suggestion is not None else ()
        return (*accept, *((Choose.value,) if self.column and self.kind not in _NOT_BY_ONE_VALUE else ()), Choose.leave_row_out)

    @property
    def sentence(self) -> str:
        """One line a person can act on: where, what, how many, what is allowed."""
        where = f"{self.column}: " if self.column else ""
        found = f' "{printable(self.cells[0].value, 40)}"' if self.cells[0].value else ""
        many = counted(self.count, "row" if self.column is None else "cell")
        allowed = self.allowed if not self.allowed or self.allowed.endswith((".", "?", "!")) else f"Allowed: {self.allowed}."
        return " ".join(f"{where}{many}, first row {self.rows[0]:,}{found}: {self.what}. {allowed}".split())


class Fault(NamedTuple):
    """One cell or row that cannot be taken in yet. `at` is the row's place in the grid."""

    at: int
    column: str | None
    source: str | None
    letter: str | None
    value: str
    wrong: Wrong


_BY_VALUE = frozenset({RepairKind.word, RepairKind.row_rule})
OWN = "each its own"


def repair_id_of(fault: Fault) -> str:
    """The group a fault belongs to: its kind and column, and its text where each text needs its own answer."""
    parts = [fault.wrong.kind.value, fault.column or ""]
    if fault.wrong.kind in _BY_VALUE:
        parts.append(printable(fault.value if fault.wrong.kind is RepairKind.word else fault.wrong.what, 60))
    return ":".join(parts)


def grouped(faults: Iterable[Fault], row_numbers: Sequence[int], lines: Sequence[int]) -> tuple[Repair, ...]:
    """Gather faults into repairs, the largest group first."""
    groups: dict[str, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(repair_id_of(fault), []).append(fault)
    repairs = [_repair(name, found, row_numbers, lines) for name, found in groups.items()]
    return tuple(sorted(repairs, key=lambda repair: -repair.count))


def _repair(name: str, faults: list[Fault], row_numbers: Sequence[int], lines: Sequence[int]) -> Repair:
    first = faults[0]
    cells = tuple(FailingCell(row_numbers[one.at], lines[one.at], one.letter, one.value, one.wrong.suggestion) for one in faults)
    suggestions = {one.wrong.suggestion for one in faults} - {None}
    whole = OWN if len(suggestions) > 1 else next(iter(suggestions), None)
    return Repair(name, first.wrong.kind, first.column, first.source, first.wrong.what, first.wrong.allowed, whole, cells)
