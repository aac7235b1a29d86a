"""Answers: what a person types in a box becomes a cell, or a sentence that says what to write instead."""

from dataclasses import dataclass
from enum import StrEnum

from core.ingest.messy.cells.numbers import number_read
from core.ingest.messy.cells.result import Read

_PER_CENT = "a per cent"
_DOUBTED = "?"  # kept behind a share of which nobody can tell whether it is a per cent, so that it is not read as one


class Kind(StrEnum):
    """What a box asks for."""

    text = "text"
    money = "money"
    share = "share"
    of_ten = "of_ten"
    number = "number"
    people = "people"


@dataclass(frozen=True)
class Answered:
    """What an answer comes to: the cell, and what is wrong where it cannot be read; the cell then holds what was typed."""

    cell: str
    wrong: str = ""


def read_answer(kind: Kind, typed: str) -> Answered:
    """Read what was typed in a box.

    Args:
        kind: what the box asks for.
        typed: as it was typed or pasted: £7,900, 1.2m, 30%, (500).
    """
    text = " ".join(typed.split())
    if not text or kind is Kind.text:
        return Answered(text)
    number, is_per_cent = _number(text)
    if number is None:
        return Answered(text, f"“{text}” is no number. {_EXAMPLES[kind]}")
    by_kind = {Kind.share: _share, Kind.of_ten: _of_ten}
    return by_kind[kind](text, number, is_per_cent) if kind in by_kind else _amount(kind, text, number, is_per_cent)


def is_read(kind: Kind, cell: str) -> bool:
    """Tell whether a kept cell is what its box asks for; a cell that could not be read is kept as it was typed."""
    if kind is Kind.text or not cell:
        return True
    number, is_per_cent = _number(cell)
    if number is None or is_per_cent:
        return False
    return 0 <= number <= 1 if kind in (Kind.share, Kind.of_ten) else number >= 0 or kind is Kind.number


def shown(kind: Kind, cell: str) -> str:
    """Write a kept cell as its box shows it: £1,200,000, 30%, 2 of ten as 2."""
    if not cell or kind is Kind.text or not is_read(kind, cell):
        return cell
    number = float(cell)
    if kind is Kind.share:
        return f"{_digits(number * 100)}%"
    if kind is Kind.of_ten:
        return _digits(number * 10)
    return f"£{_grouped(number)}" if kind is Kind.money else _grouped(number)


def wrong_in(kind: Kind, cell: str) -> str:
    """Say what is wrong with a kept cell; nothing where it can be read."""
    return (
        ""
        if is_read(kind, cell)
        else read_answer(kind, cell.removesuffix(_DOUBTED)).wrong or f"“{cell}” cannot be read. {_EXAMPLES[kind]}"
    )


_EXAMPLES = {
    Kind.money: "Write pounds, for example £7,900 or 1.2m.",
    Kind.share: "Write a per cent, for example 30%.",
    Kind.of_ten: "Write how many of ten, 0 to 10, for example 2.",
    Kind.number: "Write a number, for example 3 or 0.25.",
    Kind.people: "Write a number of people, for example 32.",
    Kind.text: "",
}


def _number(text: str) -> tuple[float | None, bool]:
    is_per_cent = text.endswith("%")
    found = number_read(text.removesuffix("%").strip())
    if not isinstance(found, Read) or _PER_CENT in found.why:
        return None, False
    return float(found.text), is_per_cent


def _amount(kind: Kind, text: str, number: float, is_per_cent: bool) -> Answered:
    if number < 0 and kind is not Kind.number:
        return Answered(text, f"“{text}” is less than nothing. {_EXAMPLES[kind]}")
    if is_per_cent:
        return Answered(text, f"“{text}” is a share, and a number is asked for. {_EXAMPLES[kind]}")
    return Answered(_digits(number))


def _share(text: str, number: float, is_per_cent: bool) -> Answered:
    if not is_per_cent and 0 < number <= 1:
        return Answered(f"{text}{_DOUBTED}", f"Is “{text}” {_digits(number)}% or {_digits(number * 100)}%? Write it with the sign.")
    if not 0 <= number <= 100:
        return Answered(text, f"“{text}” is outside 0% to 100%. {_EXAMPLES[Kind.share]}")
    return Answered(_digits(number / 100))


def _of_ten(text: str, number: float, is_per_cent: bool) -> Answered:
    part = number / 100 if is_per_cent else number / 10
    return Answered(_digits(part)) if 0 <= part <= 1 else Answered(text, f"“{text}” is outside 0 to 10. {_EXAMPLES[Kind.of_ten]}")


def _digits(number: float) -> str:
    return f"{number:.12g}" if abs(number) < 1e12 and "e" not in f"{number:.12g}" else f"{number:.12f}".rstrip("0").rstrip(".")


def _grouped(number: float) -> str:
    whole, mark, rest = _digits(number).partition(".")
    return f"{int(whole):,}{mark}{rest}" if whole not in ("", "-", "-0") else f"{whole}{mark}{rest}"
