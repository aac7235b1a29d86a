"""The figures of a case that may turn out otherwise, and which figures of two options are one and the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.case import Case
from core.domain.options import OptionKind
from core.domain.outcomes import ImpactBasis


@dataclass(frozen=True)
class Target:
    """Where a figure stands in the arrays of one option; option_id None is a figure all options share."""

    option_id: str | None
    field: str  # of DrawnValues, or p_adopted
    at: int


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
        """True when a range with two different ends was entered."""
        return self.low is not None and self.high is not None and self.low < self.high

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
class Inputs:
    """Everything that is drawn, and how many uniform numbers a draw takes."""

    figures: tuple[Input, ...]
    adoptions: tuple[Adoption, ...]
    dimensions: int

    @property
    def uncertain(self) -> tuple[Input, ...]:
        """Figures with a range."""
        return tuple(each for each in self.figures if each.is_uncertain)


@dataclass(frozen=True)
class _Place:
    """One figure of one row, before rows that say the same are joined."""

    table: str
    column: str
    row_id: str
    title: str
    value: float
    low: float | None
    high: float | None
    most: float | None
    same_as: tuple[Any, ...]
    target: Target


def inputs_of(case: Case) -> Inputs:
    """List the figures of a case that a range may be given for.

    Each row keeps a place of its own among the uniform numbers of a draw, range or not, so that a what-if that changes one
    figure leaves all others as they were drawn.

    Source:
        docs/method.md#simulation
    """
    places = [*_lever_places(case), *_case_places(case), *_option_places(case), *_cost_places(case)]
    decisions = _joined([place for place in places if place.column == "p_adopted"], lambda place: place.same_as)
    count = len(decisions)
    adoptions = tuple(
        Adoption(group[0].title, tuple(each.row_id for each in group), at, tuple(each.target for each in group))
        for at, group in enumerate(decisions)
    )
    groups = _joined(places, lambda place: (place.table, place.column, place.value, place.low, place.high, place.same_as))
    number_of = {place.target: number for number, place in enumerate(places)}
    figures = tuple(_input(group, count + number_of[group[0].target]) for group in groups)
    return Inputs(figures, adoptions, count + len(places))


def _joined(places: Sequence[_Place], key: Any) -> list[list[_Place]]:
    groups: dict[Any, list[_Place]] = {}
    for place in places:
        groups.setdefault(key(place), []).append(place)
    return list(groups.values())


def _input(group: list[_Place], dimension: int) -> Input:
    first = group[0]
    return Input(
        table=first.table,
        column=first.column,
        ids=tuple(each.row_id for each in group),
        titles=tuple(each.title for each in group),
        value=first.value,
        low=first.low,
        high=first.high,
        most=first.most,
        dimension=dimension,
        targets=tuple(each.target for each in group),
    )


def _place(row: Any, table: str, row_id: str, title: str, *, most: float | None, same: Any, target: Target) -> _Place:
    column = target.field
    stem = column.removesuffix("_gbp")
    ends = (getattr(row, f"{stem}_low"), getattr(row, f"{stem}_high"))
    return _Place(table, column, row_id, title, getattr(row, column), *ends, most, same, target)


def _lever_places(case: Case) -> Iterator[_Place]:
    """Levers with one title, mechanism and full effect in several options are one lever, decided once."""
    for option in _compared(case):
        seen: dict[tuple[Any, ...], int] = {}
        for at, row in enumerate(sorted(case.levers_of(option), key=lambda lever: lever.lever_id)):
            same = (row.title, row.mechanism, row.full_effect, row.full_effect_low, row.full_effect_high)
            seen[same] = seen.get(same, -1) + 1
            for column in ("p_adopted", "full_effect"):
                target = Target(option.option_id, column, at)
                yield _place(row, "levers", row.lever_id, row.title, most=1.0, same=(*same, seen[same]), target=target)


def _case_places(case: Case) -> Iterator[_Place]:
    title_of = {outcome.outcome_id: outcome.title for outcome in case.outcomes}
    at_of = {outcome_id: at for at, outcome_id in enumerate(sorted(title_of))}
    for row in sorted(case.effects, key=lambda effect: effect.outcome_id):
        gross = row.impact_basis is ImpactBasis.gross
        for column, most in (("impact", None), ("deadweight", 1.0)) if gross else (("impact", None),):
            target = Target(None, column, at_of[row.outcome_id])
            yield _place(row, "effects", row.outcome_id, title_of[row.outcome_id], most=most, same=row.outcome_id, target=target)
    for at, line in enumerate(sorted(case.benefits, key=lambda line: line.benefit_id)):
        target = Target(None, "unit_value_gbp", at)
        yield _place(line, "benefits", line.benefit_id, line.name, most=None, same=line.benefit_id, target=target)


def _option_places(case: Case) -> Iterator[_Place]:
    for option in _compared(case):
        for column in ("affected_share", "engagement", "retention", "scale_penalty"):
            target = Target(option.option_id, column, 0)
            yield _place(option, "options", option.option_id, option.title, most=1.0, same=(), target=target)


def _cost_places(case: Case) -> Iterator[_Place]:
    for option in _compared(case):
        lines = sorted((cost for cost in case.costs if cost.option_id == option.option_id), key=lambda cost: cost.cost_id)
        seen: dict[tuple[Any, ...], int] = {}
        for at, row in enumerate(lines):
            same = (row.title, row.heading, row.driver, row.price_year, row.amount_gbp, row.amount_low, row.amount_high)
            seen[same] = seen.get(same, -1) + 1
            target = Target(option.option_id, "amount_gbp", at)
            yield _place(row, "costs", row.cost_id, row.name, most=None, same=(*same, seen[same]), target=target)


def _compared(case: Case) -> list[Any]:
    """Options other than business as usual, in order of their ids."""
    others = (option for option in case.options if option.kind is not OptionKind.business_as_usual)
    return sorted(others, key=lambda option: option.option_id)
