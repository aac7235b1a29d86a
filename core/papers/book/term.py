"""Terms: a piece of a formula and the figure it comes to, built up together, so that no cell is written without its value.

Arithmetic on terms gives terms. What is fixed by the shape of the programme is folded away (nothing times a cell is nothing);
what stands in an input cell never is.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Formula text without its equals sign, and its value. `is_fixed` for a number that stands in the formula itself."""

    text: str
    value: float
    is_whole: bool = True  # needs no brackets within another formula
    is_fixed: bool = False

    def __add__(self, other: "Term") -> "Term":
        """Sum."""
        if self.is_fixed and self.value == 0:
            return other
        if other.is_fixed and other.value == 0:
            return self
        return _of(f"{self.text}+{other.text}", self.value + other.value, self, other)

    def __sub__(self, other: "Term") -> "Term":
        """Difference."""
        if other.is_fixed and other.value == 0:
            return self
        return _of(f"{self.text}-{other.inside}", self.value - other.value, self, other)

    def __mul__(self, other: "Term") -> "Term":
        """Product."""
        for one, rest in ((self, other), (other, self)):
            if one.is_fixed and one.value == 0:
                return NOTHING
            if one.is_fixed and one.value == 1:
                return rest
        return _of(f"{self.inside}*{other.inside}", self.value * other.value, self, other)

    def __truediv__(self, other: "Term") -> "Term":
        """Quotient; the figure is 0 where it is divided by 0, which a formula guards against by itself."""
        if other.is_fixed and other.value == 1:
            return self
        value = self.value / other.value if other.value else 0.0
        return _of(f"{self.inside}/{other.inside}", value, self, other)

    def __pow__(self, other: "Term") -> "Term":
        """Power."""
        value = self.value**other.value if self.value > 0 or other.value == int(other.value) else 0.0
        return _of(f"{self.inside}^{other.inside}", value, self, other)

    @property
    def inside(self) -> str:
        """The text within another formula, in brackets where it needs them."""
        return self.text if self.is_whole else f"({self.text})"


def fixed(number: float) -> Term:
    """A number that stands in the formula itself."""
    text = format(number, ".17g").upper()
    return Term(text if number >= 0 else f"({text})", float(number), is_fixed=True)


NOTHING, ONE = fixed(0), fixed(1)
GUARD = fixed(1e-9)


def _of(text: str, value: float, *parts: Term) -> Term:
    if all(part.is_fixed for part in parts):
        return fixed(value)
    return Term(text, value, is_whole=False)


def total(terms: Iterable[Term]) -> Term:
    """Sum of terms."""
    found = NOTHING
    for term in terms:
        found = found + term
    return found


def least(*terms: Term) -> Term:
    """MIN."""
    return Term(f"MIN({','.join(term.text for term in terms)})", min(term.value for term in terms))


def most(*terms: Term) -> Term:
    """MAX."""
    return Term(f"MAX({','.join(term.text for term in terms)})", max(term.value for term in terms))


def at_least_nothing(term: Term) -> Term:
    """MAX(0, ...)."""
    return term if term.is_fixed and term.value >= 0 else most(NOTHING, term)


def whole_part(term: Term) -> Term:
    """INT: the whole number below."""
    return Term(f"INT({term.text})", float(math.floor(term.value)))


@dataclass(frozen=True, slots=True)
class Test:
    """A condition and whether it holds."""

    text: str
    holds: bool


def compared(left: Term, sign: str, right: Term) -> Test:
    """A comparison: sign is one of <, <=, >, >=, =."""
    a, b = left.value, right.value
    holds = {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a == b}[sign]
    return Test(f"{left.text}{sign}{right.text}", holds)


def says(cell: Term, word: str, *, is_so: bool) -> Test:
    """Whether a cell of words says something."""
    return Test(f'{cell.text}="{word}"', is_so)


def every(*tests: Test) -> Test:
    """AND."""
    return Test(f"AND({','.join(test.text for test in tests)})", all(test.holds for test in tests))


def when(test: Test, then: Term, otherwise: Term = NOTHING) -> Term:
    """IF."""
    return Term(f"IF({test.text},{then.text},{otherwise.text})", then.value if test.holds else otherwise.value)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of cells, across or down: its address and its figures."""

    address: str
    values: tuple[float, ...]


def sum_of_products(left: Stretch, right: Stretch) -> Term:
    """SUMPRODUCT of two stretches of the same length."""
    value = math.fsum(one * other for one, other in zip(left.values, right.values, strict=True))
    return Term(f"SUMPRODUCT({left.address},{right.address})", value)


def chosen(stretch: Stretch, place: Term, *, down: bool = False) -> Term:
    """INDEX: the cell at a place counted from 1; a place beyond the stretch takes its end, as the formula around it makes sure."""
    at = min(max(int(place.value), 1), len(stretch.values)) - 1
    position = f"{place.text},1" if down else f"1,{place.text}"
    return Term(f"INDEX({stretch.address},{position})", stretch.values[at])
