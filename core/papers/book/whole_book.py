"""The workbook under way: its inputs, its working sheets, and what was worked out already, so that no row stands twice."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.papers.book.inputs import Inputs
from core.papers.book.sheets import Values, Working

Made = TypeVar("Made")
_HEADS = ("option", "levers adopted", "what", "of", "at", "unit")
SHEETS = {
    "Discount": "Discount factors: what a pound of each year is worth in year 0.",
    "Delay": "Share of new units in effect so many years on, written backwards: the last column is the year itself.",
    "Adoption": "How much of each lever's cut is in force in each year.",
    "Stock": "People with the problem in each year.",
    "People": "People referred to and engaged at each site.",
    "Units": "Units of each outcome in effect: at each site before limits, there are, and with levers.",
    "Flows": "Units of each line at each cost centre, and at none in particular.",
    "Centres": "What falls away at each cost centre, counted once, and the steps that close.",
    "Lines": "Each line of benefit by year: gross and cash.",
    "Costs": "Each line of cost by year.",
    "Expected": "Each line by year, the mean over what levers may be adopted.",
    "Partners": "Each partner by year, real money.",
    "Options": "Each option by year, real money, with running totals.",
}


@dataclass
class Book:
    """Everything the workbook is made of."""

    case: Case
    assumptions: Assumptions
    inputs: Inputs
    sheets: dict[str, Working] = field(default_factory=dict)
    parameters: Values = field(
        default_factory=lambda: Values("Parameters", "Single figures that formulas share.", ("what", "of", "at", "figure"))
    )
    results: Values = field(
        default_factory=lambda: Values(
            "Results", "The measures of each option, and of each partner.", ("option", "partner", "measure", "figure")
        )
    )
    _made: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def years(self) -> int:
        """How many years there are, year 0 included."""
        return self.case.programme.horizon_years + 1

    def sheet(self, name: str) -> Working:
        """A working sheet, begun where it is not there yet."""
        if name not in self.sheets:
            self.sheets[name] = Working(name, SHEETS[name], _HEADS)
        return self.sheets[name]

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made under a key, made now where it was not yet."""
        if key not in self._made:
            self._made[key] = make()
        found: Made = self._made[key]
        return found
