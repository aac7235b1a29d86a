"""Repairs: what is wrong with rows, gathered by how it is put right, so that one answer mends a whole group."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from core.domain.wording import counted, joined, printable
from core.ingest.grids import Grid
from core.ingest.messy.cells.result import RepairKind, Wrong
from core.ingest.too_much import MOST_FAILING_CELLS


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
    """One cell that stands in the way: its row as in Excel, physical line, letter, text, and the value that may be meant.

    `key` is the number by which the row is written anew: its row as in Excel, unless one row of the file became several.
    """

    row: int
    line: int
    letter: str | None
    value: str
    suggestion: str | None
    key: int


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


class Enough(Exception):  # noqa: N818
    """More cells or rows cannot be taken in than are mended one by one: reading stops."""


class Faults(list[Fault]):
    """What cannot be taken in yet, as far as it is looked at."""

    def add(self, fault: Fault) -> None:
        """Note one more.

        Raises:
            Enough: there are as many as are looked at.
        """
        if len(self) >= MOST_FAILING_CELLS:
            raise Enough
        self.append(fault)


_BY_VALUE = frozenset({RepairKind.word, RepairKind.row_rule})
OWN = "each its own"


def repair_id_of(fault: Fault) -> str:
    """The group a fault belongs to: its kind and column, and its text where each text needs its own answer."""
    parts = [fault.wrong.kind.value, fault.column or ""]
    if fault.wrong.kind in _BY_VALUE:
        parts.append(printable(fault.value if fault.wrong.kind is RepairKind.word else fault.wrong.what, 60))
    if fault.wrong.apart:
        parts.append(printable(fault.wrong.apart, 60))
    return ":".join(parts)


def grouped(faults: Iterable[Fault], grid: Grid) -> tuple[Repair, ...]:
    """Gather faults into repairs, the largest group first."""
    groups: dict[str, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(repair_id_of(fault), []).append(fault)
    repairs = [_repair(name, found, grid) for name, found in groups.items()]
    return tuple(sorted(repairs, key=lambda repair: -repair.count))


def _repair(name: str, faults: list[Fault], grid: Grid) -> Repair:
    first = faults[0]
    cells = tuple(
        FailingCell(
            grid.row_numbers[one.at], grid.lines[one.at], one.letter, one.value, one.wrong.suggestion, grid.row_keys[one.at]
        )
        for one in faults
    )
    suggestions = {one.wrong.suggestion for one in faults} - {None}
    whole = OWN if len(suggestions) > 1 else next(iter(suggestions), None)
    what = _MANY[first.wrong.kind] + joined(_marks(faults)) if first.wrong.kind in _MANY else first.wrong.what
    return Repair(name, first.wrong.kind, first.column, first.source, what, first.wrong.allowed, whole, cells)


_MANY = {RepairKind.flagged: "a number with a mark: "}


def _marks(faults: Iterable[Fault]) -> Iterable[str]:
    """What the cells of a group say each for itself, each thing once."""
    return dict.fromkeys(fault.wrong.what.removeprefix(_MANY[fault.wrong.kind]) for fault in faults)
