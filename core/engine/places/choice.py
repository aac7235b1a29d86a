"""What to do within what there is: every choice that the rules allow is worked out, and the best that keeps the limits is told."""

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.options import Option
from core.domain.places.place import Member, Place
from core.domain.places.rows import LimitMeasure, PlaceLimit, PlaceRule, RuleKind, SharedKind
from core.domain.prices import PriceBasis
from core.engine.arrays import Floats
from core.engine.places.ledger import money_of_the_day
from core.engine.places.programmes import PlaceArrays, groups_of
from core.engine.places.runs import Runs
from core.engine.results import Figures

MOST_CHOICES = 4_096
ROUNDING = 1e-6  # of a pound, by which a limit may be passed

Pick = tuple[tuple[str, str], ...]  # programme and option, in order; a programme that is not named is not chosen


@dataclass(frozen=True)
class Choice:
    """One choice: what it is worth, and the limits that it breaks."""

    pick: Mapping[str, str]
    npsv_gbp: float
    net_cash_gbp: float  # real, from year 0 to the year asked for
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """Every choice that the rules allow, those without a broken limit being open."""

    every: tuple[Choice, ...]
    ruled_out: int

    @property
    def open(self) -> tuple[Choice, ...]:
        """Choices that keep every limit."""
        return tuple(choice for choice in self.every if not choice.broken)


@dataclass
class _Worked:
    """Programmes as they come out in the groups of a choice; a group that stays the same is worked out once."""

    arrays: PlaceArrays
    _groups: dict[Pick, dict[str, Figures]] = field(default_factory=dict)

    def figures(self, pick: Pick) -> dict[str, Figures]:
        """Figures of each programme chosen."""
        options, found = dict(pick), dict[str, Figures]()
        for group in groups_of(self.arrays.place, tuple(options)):
            key = tuple((programme_id, options[programme_id]) for programme_id in group)
            if key not in self._groups:
                runs = Runs(self.arrays, dict(key)).of(group)
                self._groups[key] = {programme_id: run.figures() for programme_id, run in runs.items()}
            found |= self._groups[key]
        return found


def choices_of(place: Place, assumptions: Assumptions, last_year: int) -> Choices:
    """Work out every choice of at most one option a programme that the rules allow.

    Args:
        place: checked.
        assumptions: discount rates and confidence grades.
        last_year: up to which net cash is added up.

    Raises:
        ValueError: when there are too many choices, or a limit cannot be held against them.

    Source:
        docs/method.md#places
    """
    members = [member for member in place.members if member.row.in_place]
    offered = [_offered(place, member) for member in members]
    count = math.prod(len(each) for each in offered)
    if count > MOST_CHOICES:
        largest = sorted(members, key=lambda member: -len(member.choices))[:3]
        raise ValueError(
            f"{count:,} choices are more than the {MOST_CHOICES:,} that can be worked out: "
            f"narrow the options of {', '.join(member.title for member in largest)}"
        )
    limits, worked = _limits(place), _Worked(PlaceArrays(place, assumptions))
    starts = {member.programme_id: {each.option_id: _start(member, each) for each in member.choices} for member in members}
    picks = [
        tuple((member.programme_id, option_id) for member, option_id in zip(members, options, strict=True) if option_id is not None)
        for options in itertools.product(*offered)
    ]
    allowed = [pick for pick in picks if all(_keeps(rule, dict(pick), starts) for rule in place.rules)]
    return Choices(tuple(_choice(worked, pick, limits, last_year) for pick in allowed), len(picks) - len(allowed))


def _offered(place: Place, member: Member) -> list[str | None]:
    """Options of a programme to choose from; None is not to do it."""
    if member.row.must:
        return [member.option_id]
    closed = [rule for rule in place.rules if rule.rule is RuleKind.not_before and rule.programme_id == member.programme_id]
    open_options = [
        option.option_id
        for option in member.choices
        if not any(_start(member, option) < (rule.year or 0) and rule.option_id in (None, option.option_id) for rule in closed)
    ]
    return [None, *open_options]


def _start(member: Member, option: Option) -> int:
    """The first year in which an option does something."""
    return min((row.start_year for row in member.case.option_sites if row.option_id == option.option_id), default=0)


def _keeps(rule: PlaceRule, pick: Mapping[str, str], starts: Mapping[str, Mapping[str, int]]) -> bool:
    own = pick.get(rule.programme_id)
    if rule.rule is RuleKind.not_before or own is None or rule.option_id not in (None, own):
        return True
    other_id = rule.other_programme_id or ""
    other = pick.get(other_id)
    is_there = other is not None and rule.other_option_id in (None, other)
    if rule.rule is RuleKind.not_together:
        return not is_there
    return is_there and starts[other_id][other or ""] <= starts[rule.programme_id][own]


def _limits(place: Place) -> tuple[PlaceLimit, ...]:
    """The limits of money that were entered; without any, what partners say that they can pay in a year.

    Raises:
        ValueError: for a measure that is not held against choices, or programmes that disagree on what a partner can pay.
    """
    other = next((row for row in place.limits if row.measure not in (LimitMeasure.cash_cost, LimitMeasure.net_cash)), None)
    if other is not None:
        raise ValueError(f"a limit of {other.measure} is not held against choices yet: take it out, or limit the cash cost")
    return place.limits or tuple(_affordable(place))


def _affordable(place: Place) -> Iterator[PlaceLimit]:
    said: dict[str, tuple[str, float, PriceBasis]] = {}
    for member in place.members:
        for partner in member.case.partners:
            if partner.affordability_gbp_per_year is None:
                continue
            name = place.name_of(SharedKind.partner, member.programme_id, partner.partner_id)
            figure = (partner.affordability_gbp_per_year, partner.affordability_price_basis)
            first, *before = said.setdefault(name, (member.title, *figure))
            if tuple(before) != figure:
                raise ValueError(
                    f"what {name} can pay a year is {before[0]:,g} in {first} and {figure[0]:,g} in {member.title}: "
                    "make them agree, or enter place_limits.csv"
                )
    for name, (_, amount, basis) in said.items():
        for year in range(place.horizon_years + 1):
            yield PlaceLimit(place_id=place.frame.place_id, partner_id=name, year=year, amount=amount, price_basis=basis)


def _choice(worked: _Worked, pick: Pick, limits: tuple[PlaceLimit, ...], last_year: int) -> Choice:
    figures = worked.figures(pick)
    net = sum(
        float((each.yearly.cash_released_gbp - each.yearly.cash_cost_gbp)[: last_year + 1].sum()) for each in figures.values()
    )
    broken = []
    for limit in limits:
        call = _call(worked.arrays, dict(pick), figures, limit)
        if call > limit.amount + ROUNDING:
            basis = "" if limit.price_basis is PriceBasis.real else " of the day"
            broken.append(f"{limit.partner_id}, year {limit.year}: £{call:,.0f}{basis} is over £{limit.amount:,.0f}")
    return Choice(dict(pick), sum(each.measures.npsv_gbp for each in figures.values()), net, tuple(broken))


def _call(arrays: PlaceArrays, options: Mapping[str, str], figures: Mapping[str, Figures], limit: PlaceLimit) -> float:
    """What a choice calls of a partner in the year of a limit, in the limit's money."""
    total = 0.0
    for programme_id, each in figures.items():
        for at, partner_id in enumerate(each.yearly.partner_ids):
            if arrays.place.name_of(SharedKind.partner, programme_id, partner_id) != limit.partner_id:
                continue
            call = each.yearly.partner_cash_cost_gbp[limit.year, at]
            if limit.measure is LimitMeasure.net_cash:
                call = call - each.yearly.partner_cash_released_gbp[limit.year, at]
            total += float(call * _worth(arrays, programme_id, options[programme_id], limit)[limit.year])
    return total


def _worth(arrays: PlaceArrays, programme_id: str, option_id: str, limit: PlaceLimit) -> Floats:
    """(years,) what real money is in the money of a limit."""
    programme = arrays.of(programme_id, option_id)
    if limit.price_basis is PriceBasis.real:
        return np.ones(programme.case.years)
    factors, why = money_of_the_day(arrays.place, programme)
    if factors is None:
        raise ValueError(why.removesuffix("."))
    return factors
