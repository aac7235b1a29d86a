"""What is drawn: figures with a range or with evidence behind them, decisions by others, and risks."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtri

from core.domain.case.outcomes import EvidenceScale
from core.engine.arrays import Floats
from core.engine.formulas.evidence_scales import impact_of
from core.engine.formulas.pert import pert_quantile

DRIVER = "driver"
_NEAREST_END = 1e-16  # a uniform number of exactly 0 has no normal quantile


@dataclass(frozen=True)
class Target:
    """Where a figure stands in the arrays of one option; option_id None is a figure all options share."""

    option_id: str | None
    field: str  # of DrawnValues, or p_adopted
    at: int


@dataclass(frozen=True)
class EvidenceRange:
    """What a study says of a figure: an estimate with its standard error, on the study's own scale."""

    scale: EvidenceScale
    mean: float
    standard_error: float
    baseline_rate: float

    def figures(self, uniform: Floats) -> Floats:
        """The figures below which given shares of what the study leaves open lie."""
        normal = ndtri(np.clip(uniform, _NEAREST_END, 1 - _NEAREST_END))
        return impact_of(self.scale, self.mean + normal * self.standard_error, self.baseline_rate)


@dataclass(frozen=True)
class Input:
    """One figure, as entered, with the rows it stands in. Rows share an input when they say the same of the same thing."""

    table: str
    column: str
    ids: tuple[str, ...]  # first key of each row
    titles: tuple[str, ...]  # of each row
    value: float
    low: float | None
    high: float | None
    most: float | None  # highest figure the column allows; None where it has no limit
    dimension: int  # which of the uniform numbers of a draw decides it
    targets: tuple[Target, ...]  # of each row
    driver_id: str | None = None  # figures of one driver share their uniform number
    evidence: EvidenceRange | None = None  # drawn so where given, without hard ends

    @property
    def name(self) -> str:
        """Short and unique: table, first row, column."""
        return f"{self.table}/{self.ids[0]}/{self.column}"

    @property
    def title(self) -> str:
        """Title of the first row."""
        return self.titles[0]

    def name_in(self, option_id: str) -> str:
        """The name by the row of one option: one figure may stand in the rows of several."""
        return f"{self.table}/{self.ids[self._row_of(option_id)]}/{self.column}"

    def title_in(self, option_id: str) -> str:
        """The title by the row of one option."""
        return self.titles[self._row_of(option_id)]

    def _row_of(self, option_id: str) -> int:
        return next(row for row, target in enumerate(self.targets) if target.option_id in (None, option_id))

    @property
    def is_uncertain(self) -> bool:
        """True when a range with two different ends, or evidence with an error, was entered."""
        if self.evidence is not None:
            return self.evidence.standard_error > 0
        return self.low is not None and self.high is not None and self.low < self.high

    def figures(self, uniform: Floats) -> Floats:
        """The figures below which given shares of the draws lie: by the evidence, else PERT over the range.

        Source:
            docs/method.md#ranges
        """
        if self.evidence is not None:
            return self.evidence.figures(uniform)
        low = self.value if self.low is None else self.low
        return pert_quantile(uniform, low, self.value, self.value if self.high is None else self.high)

    def bears_on(self, option_id: str) -> bool:
        """True when the figure stands in the arrays of an option."""
        return any(target.option_id in (None, option_id) for target in self.targets)


@dataclass(frozen=True)
class Adoption:
    """One decision by others, whether a lever is adopted; levers of several options that are the same share it."""

    title: str
    lever_ids: tuple[str, ...]
    dimension: int
    targets: tuple[Target, ...]  # field p_adopted


@dataclass(frozen=True)
class DrawnRisk:
    """One risk of the register: it happens in some draws, and then costs its partner money in its year."""

    risk_id: str
    title: str
    option_id: str | None  # None for every option but business as usual
    partner_id: str
    year: int
    chance: float
    cost_gbp: float
    dimension: int


@dataclass(frozen=True)
class Mover:
    """What is uncertain by itself: one figure, or all figures that share a driver."""

    name: str
    title: str
    column: str  # of the figure, or "driver"
    figures: tuple[Input, ...]

    @property
    def dimension(self) -> int:
        """Which of the uniform numbers of a draw decides it."""
        return self.figures[0].dimension

    def bears_on(self, option_id: str) -> bool:
        """True when a figure of it stands in the arrays of an option."""
        return any(figure.bears_on(option_id) for figure in self.figures)


@dataclass(frozen=True)
class Inputs:
    """Everything that is drawn, and how many uniform numbers a draw takes."""

    figures: tuple[Input, ...]
    adoptions: tuple[Adoption, ...]
    risks: tuple[DrawnRisk, ...]
    dimensions: int

    @cached_property
    def uncertain(self) -> tuple[Input, ...]:
        """Figures with a range, or with evidence that has an error."""
        return tuple(each for each in self.figures if each.is_uncertain)

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        """What moves by itself: figures, those of one driver together."""
        together: dict[int, list[Input]] = {}
        for figure in self.uncertain:
            together.setdefault(figure.dimension, []).append(figure)
        return tuple(_mover(figures) for figures in together.values())


def _mover(figures: list[Input]) -> Mover:
    first = figures[0]
    if first.driver_id is None or len(figures) == 1:
        return Mover(first.name, first.title, first.column, tuple(figures))
    return Mover(f"drivers/{first.driver_id}", first.driver_id, DRIVER, tuple(figures))
