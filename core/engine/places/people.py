"""People of programmes that are run together: nobody is prevented twice, and nobody is reached twice unless said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.domain.case.options import Mechanism
from core.domain.places.place import POPULATION, Place
from core.domain.places.rows import PlaceOverlap, SharedKind
from core.engine.arrays import Flags, Floats
from core.engine.model.people import Reach, Stocks, excess_of, left_by, left_of_usual, people_with, reach_of, stocks_of
from core.engine.places.levers import cuts_of
from core.engine.places.programmes import ProgrammeArrays

MOVING = (Mechanism.inflow, Mechanism.exit)


@dataclass(frozen=True)
class Pair:
    """People in two programmes: (years, draws)."""

    row: PlaceOverlap
    people: Floats


def population_of(place: Place, programme: ProgrammeArrays) -> str | None:
    """The shared population of a programme; None where its people stand apart."""
    return place.shared_id(SharedKind.population, programme.programme_id, POPULATION)


def sharing(names: Iterable[str | None]) -> dict[str, list[int]]:
    """Numbers of the programmes that bear a shared name, where there are two or more."""
    found: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        if name is not None:
            found.setdefault(name, []).append(number)
    return {name: numbers for name, numbers in found.items() if len(numbers) > 1}


def shared_outcomes(place: Place, programmes: Sequence[ProgrammeArrays]) -> dict[str, dict[int, int]]:
    """Shared outcome -> number of each programme that works for it, and the outcome's number there."""
    found: dict[str, dict[int, int]] = {}
    for number, programme in enumerate(programmes):
        for at, outcome_id in enumerate(programme.case.outcomes.ids):
            name = place.shared_id(SharedKind.outcome, programme.programme_id, outcome_id)
            if name is not None and programme.option.is_worked_for[at] and programme.case.outcomes.has_effect[at]:
                found.setdefault(name, {})[number] = at
    return {name: members for name, members in found.items() if len(members) > 1}


def stocks_together(place: Place, programmes: Sequence[ProgrammeArrays], adopted: Sequence[Flags]) -> list[Stocks]:
    """Follow the people with the problem: one stock for each shared population, every adopted lever once.

    Source:
        docs/method.md#places
    """
    stocks = [stocks_of(each.case, each.option, each.values, flags) for each, flags in zip(programmes, adopted, strict=True)]
    populations = [population_of(place, each) for each in programmes]
    for numbers in sharing(populations).values():
        cuts = list(cuts_of(place, [(programmes[at], adopted[at], None) for at in numbers], MOVING))
        first = programmes[numbers[0]].case
        if cuts and first.population is not None:
            people = people_with(first.population, first.years, cuts)
            left = left_of_usual(people, first.stock_as_usual[:, None])
            for at in numbers:
                stocks[at] = replace(stocks[at], left=left)
    for members in shared_outcomes(place, programmes).values():
        if len({populations[number] for number in members}) == 1 and populations[next(iter(members))] is not None:
            _share_prevention(place, programmes, adopted, stocks, members)
            _share_cheaper(place, programmes, adopted, stocks, members)
    return stocks


def _share_prevention(
    place: Place, programmes: Sequence[ProgrammeArrays], adopted: Sequence[Flags], stocks: list[Stocks], members: Mapping[int, int]
) -> None:
    """Share out the people whom all levers on an outcome prevent, by what each programme's own would prevent."""
    own = {number: stocks[number].prevented[at] for number, at in members.items() if at in stocks[number].prevented}
    if len(own) < 2:
        return
    first = programmes[next(iter(own))].case
    if first.population is None:
        return
    cuts = list(cuts_of(place, [(programmes[number], adopted[number], members[number]) for number in own], MOVING))
    everyone = first.stock_as_usual[:, None] - people_with(first.population, first.years, cuts)
    for number, part in _parts(everyone, own).items():
        stocks[number] = replace(stocks[number], prevented={**stocks[number].prevented, members[number]: part})


def _share_cheaper(
    place: Place, programmes: Sequence[ProgrammeArrays], adopted: Sequence[Flags], stocks: list[Stocks], members: Mapping[int, int]
) -> None:
    own = {number: stocks[number].cheaper[at] for number, at in members.items() if at in stocks[number].cheaper}
    if len(own) < 2:
        return
    of_all = [(programmes[number], adopted[number], members[number]) for number in own]
    cuts = [cut for _, cut in cuts_of(place, of_all, (Mechanism.unit_cost,))]
    together = 1 - left_by(programmes[next(iter(own))].case.years, cuts)
    for number, part in _parts(together, own).items():
        stocks[number] = replace(stocks[number], cheaper={**stocks[number].cheaper, members[number]: part})


def _parts(whole: Floats, own: Mapping[int, Floats]) -> dict[int, Floats]:
    total = sum(own.values(), np.zeros(1))
    return {at: whole * np.divide(each, total, out=np.zeros_like(total), where=total > 0) for at, each in own.items()}


def reach_together(place: Place, programmes: Sequence[ProgrammeArrays], stocks: Sequence[Stocks]) -> list[Reach]:
    """Find whom the sites engage: no more at a shared site, and of a shared population, than there are.

    Source:
        docs/method.md#places
    """
    reaches = [reach_of(each.case, each.option, each.values, own.left) for each, own in zip(programmes, stocks, strict=True)]
    populations = [population_of(place, each) for each in programmes]
    room: list[dict[int, Floats]] = [{} for _ in programmes]
    factor: dict[int, Floats] = {}
    for numbers in sharing(populations).values():
        for site in _shared_sites(place, programmes, numbers).values():
            shrink = _shrink_at(place, programmes, stocks, reaches, site)
            if shrink is not None:
                for number, own in site.items():
                    room[number][own] = shrink
        people = {at: _referred(programmes[at], reaches[at], room[at]) for at in numbers}
        first = programmes[numbers[0]]
        there: Floats = first.case.stock_as_usual[:, None]
        left = stocks[numbers[0]].left
        shrink = _shrink(place, programmes, people, there if left is None else there * left)
        if shrink is not None:
            factor |= dict.fromkeys(numbers, shrink)
    return [_fitted(programme, reaches[at], factor.get(at), room[at]) for at, programme in enumerate(programmes)]


def _shared_sites(place: Place, programmes: Sequence[ProgrammeArrays], numbers: Sequence[int]) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for number in numbers:
        for at, site_id in enumerate(programmes[number].option.sites.ids):
            name = place.shared_id(SharedKind.site, programmes[number].programme_id, site_id)
            if name is not None:
                found.setdefault(name, {})[number] = at
    return {name: members for name, members in found.items() if len(members) > 1}


def _shrink_at(
    place: Place, programmes: Sequence[ProgrammeArrays], stocks: Sequence[Stocks], reaches: Sequence[Reach], site: Mapping[int, int]
) -> Floats | None:
    """(years, draws) factor that keeps distinct people at a shared site within those there; None where they always are."""
    people = {number: _referred_at(programmes[number], reaches[number], at) for number, at in site.items()}
    first, at = next(iter(site.items()))
    site_id = programmes[first].option.sites.ids[at]
    there = np.full((1, 1), next(row.people_per_year for row in programmes[first].rows.sites if row.site_id == site_id))
    left = stocks[first].left
    return _shrink(place, programmes, people, there if left is None else there * left)


def _referred_at(programme: ProgrammeArrays, reach: Reach, site: int) -> Floats:
    """(years, draws) people referred at one site."""
    people = programme.option.sites.reach_people[:, [site]] * programme.values.affected_share
    return people if reach.share is None else people * reach.share


def _referred(programme: ProgrammeArrays, reach: Reach, room: Mapping[int, Floats]) -> Floats:
    """(years, draws) people referred at all sites."""
    people = programme.option.part.reach_total * programme.values.affected_share
    people = people if reach.share is None else people * reach.share
    for site, share in room.items():
        people = people - _referred_at(programme, reach, site) * (1 - share)
    return people


def _shrink(place: Place, programmes: Sequence[ProgrammeArrays], people: Mapping[int, Floats], there: Floats) -> Floats | None:
    """(years, draws) factor that keeps distinct people within those there; None where they always are."""
    by_id = {programmes[number].programme_id: each for number, each in people.items()}
    distinct = sum(by_id.values(), np.zeros((1, 1)))
    for pair in pairs_of(place, by_id):
        distinct = distinct - pair.people
    there = np.broadcast_to(there, np.broadcast_shapes(there.shape, distinct.shape))
    over = distinct > there
    return np.divide(there, distinct, out=np.ones(over.shape), where=over) if over.any() else None


def _fitted(programme: ProgrammeArrays, reach: Reach, factor: Floats | None, room: Mapping[int, Floats]) -> Reach:
    if factor is None and not room:
        return reach
    share = reach.share if factor is None else factor if reach.share is None else reach.share * factor
    limited = sorted({*(site for site in programme.option.sites.limited), *room})
    excess = excess_of(programme.option, limited, reach.engaged_share, share, room)
    return replace(reach, is_by_site=reach.is_by_site or bool(room), share=share, excess=excess)


def pairs_of(place: Place, people: Mapping[str, Floats]) -> list[Pair]:
    """People who are in two programmes: nobody is in three.

    Args:
        place: the shares that were entered.
        people: programme -> (years, draws) its people.

    Source:
        docs/method.md#places
    """
    rows = [row for row in place.overlaps if row.programme_a in people and row.programme_b in people and row.share_of_a]
    wanted = [np.minimum(row.share_of_a * people[row.programme_a], people[row.programme_b]) for row in rows]
    kept = {}
    for programme_id, own in people.items():
        of_own = [each for row, each in zip(rows, wanted, strict=True) if programme_id in (row.programme_a, row.programme_b)]
        total = sum(of_own, np.zeros_like(own))
        kept[programme_id] = np.divide(own, total, out=np.ones_like(total), where=total > own)
    return [
        Pair(row, each * np.minimum(kept[row.programme_a], kept[row.programme_b])) for row, each in zip(rows, wanted, strict=True)
    ]
