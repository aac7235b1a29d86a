"""Layout of a sheet: a heading of two rows, groups over columns, found by their words and not their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.case.benefits import BenefitClass

_LOOK_AT_ROWS = 12
_PLAIN = {
    "category": "outcome category",
    "subject": "outcome detail",
    "code": "cost code",
    "detail": "cost / saving detail",
    "unit": "unit",
    "original_source": "original source",
    "rating": "rag",
    "comment": "comment",
}
_CLASS_WORDS = {"fiscal": BenefitClass.fiscal, "economic": BenefitClass.economic, "social": BenefitClass.social}
_PARTS = {"estimated": "amount", "year": "year", "updated": "uprated"}


@dataclass(frozen=True)
class Layout:
    """Columns of a theme sheet, counted from 0, and the first row below the heading."""

    first_row: int
    columns: dict[str, int]
    values: dict[BenefitClass, dict[str, int]]  # amount, year, uprated


def text_of(cell: Any) -> str:
    """The text of a cell in one line, without spaces at its ends."""
    return "" if cell is None else " ".join(str(cell).split())


def layout_of(rows: Sequence[Sequence[Any]]) -> Layout | None:
    """Find the heading of a theme sheet; None for a sheet that is none: it has a cost code and a fiscal value."""
    for place, row in enumerate(rows[:_LOOK_AT_ROWS]):
        if "cost code" in {text_of(cell).lower() for cell in row} and place + 1 < len(rows):
            return _layout(list(_filled(row)), [text_of(cell).lower() for cell in rows[place + 1]], place + 2)
    return None


def _filled(row: Sequence[Any]) -> Iterator[str]:
    """Carry each heading over the empty cells to its right, as a merged heading reads."""
    last = ""
    for cell in row:
        last = text_of(cell).lower() or last
        yield last


def _layout(upper: list[str], lower: list[str], first_row: int) -> Layout | None:
    columns: dict[str, int] = {}
    values: dict[BenefitClass, dict[str, int]] = {}
    for place, (group, part) in enumerate(zip(upper, lower, strict=True)):
        which = next((found for word, found in _CLASS_WORDS.items() if group.startswith(word)), None)
        if which is not None:
            for word, name in _PARTS.items():
                if part.startswith(word):
                    values.setdefault(which, {}).setdefault(name, place)
        elif group.startswith("agency"):
            columns.setdefault("agency_detail" if part.endswith("2") else "agency", place)
        else:
            name = next((name for name, word in _PLAIN.items() if group.startswith(word)), "")
            columns.setdefault(name, place)
    columns.pop("", None)
    is_theme = "code" in columns and "amount" in values.get(BenefitClass.fiscal, {})
    return Layout(first_row, columns, values) if is_theme else None
