"""Some programmes of a place in a block of draws: people shared, and every centre counted once over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.domain.places.place import Place
from core.domain.places.rows import SharedKind
from core.engine.arrays import Flags, Floats
from core.engine.model.centre_arrays import Centre
from core.engine.model.centre_cash import CentreCash, Claim, cash_at, cash_of_claims
from core.engine.model.outcome_units import OutcomeUnits, SharedOutcome
from core.engine.model.times_paid import engaged_people
from core.engine.model.yearly import Yearly, yearly_of
from core.engine.places.people import pairs_of, population_of, reach_together, shared_outcomes, stocks_together
from core.engine.places.programmes import ProgrammeArrays


@dataclass(frozen=True)
class Shared:
    """What counts as shared in a run: people, and centres."""

    people: bool = True
    centres: bool = True


EVERYTHING = Shared()
PEOPLE_ONLY = Shared(centres=False)
SAME_EFFECT = 1e-12


def run_together(place: Place, programmes: Sequence[ProgrammeArrays], adopted: Sequence[Flags], shared: Shared) -> list[Yearly]:
    """Work programmes out together. One programme is worked out as it is by itself, to the last digit.

    Args:
        place: what of theirs is the same.
        programmes: in the order of their ids.
        adopted: (draws, levers) of each.
        shared: what counts as shared.

    Source:
        docs/method.md#places
    """
    stocks = stocks_together(place, programmes, adopted)
    reaches = reach_together(place, programmes, stocks)
    units = [
        OutcomeUnits(each.case, each.option, each.values, own, reach)
        for each, own, reach in zip(programmes, stocks, reaches, strict=True)
    ]
    _count_people_in_two_once(place, programmes, units)
    _share_limits(place, programmes, units)
    centres = _centres(place, programmes, units, together=shared.centres)
    return [yearly_of(own, at_centres) for own, at_centres in zip(units, centres, strict=True)]


def _share_limits(place: Place, programmes: Sequence[ProgrammeArrays], units: Sequence[OutcomeUnits]) -> None:
    """Units of a shared outcome of one population are limited together."""
    populations = [population_of(place, each) for each in programmes]
    for members in shared_outcomes(place, programmes).values():
        first = next(iter(members))
        if populations[first] is None or len({populations[number] for number in members}) > 1:
            continue
        factor = {number: _factor(place, programmes[number], at) for number, at in members.items()}
        limits = [programmes[number].case.outcomes.most_units[:, [at]] * factor[number] for number, at in members.items()]
        together = SharedOutcome(np.min(limits, axis=0))
        for number, at in members.items():
            together.members.append((units[number], at, factor[number]))
            units[number].shared[at] = (together, factor[number])


def _factor(place: Place, programme: ProgrammeArrays, outcome: int) -> float:
    return place.factor(SharedKind.outcome, programme.programme_id, programme.case.outcomes.ids[outcome])


def _count_people_in_two_once(place: Place, programmes: Sequence[ProgrammeArrays], units: Sequence[OutcomeUnits]) -> None:
    """Of those in two programmes the larger effect counts, and of the smaller what is said to be kept."""
    if not place.overlaps:
        return
    number_of = {each.programme_id: number for number, each in enumerate(programmes)}
    completers = {each.programme_id: _completers(each, own) for each, own in zip(programmes, units, strict=True)}
    pairs = pairs_of(place, completers)
    for members in shared_outcomes(place, programmes).values():
        roots = {number: at for number, at in members.items() if programmes[number].case.outcomes.parent[at] is None}
        new = {number: units[number].new_units(at) for number, at in roots.items()}
        lost: dict[int, Floats] = {}
        for pair in pairs:
            a, b = number_of[pair.row.programme_a], number_of[pair.row.programme_b]
            of_a, of_b = new.get(a), new.get(b)
            if of_a is None or of_b is None:
                continue
            f_a, f_b = _factor(place, programmes[a], roots[a]), _factor(place, programmes[b], roots[b])
            each_a = _each(of_a * f_a, completers[pair.row.programme_a])
            each_b = _each(of_b * f_b, completers[pair.row.programme_b])
            both = (each_a > 0) & (each_b > 0)
            loss = np.where(both, (1 - pair.row.effect_kept) * pair.people * np.minimum(each_a, each_b), 0.0)
            part = np.where(np.abs(each_a - each_b) <= SAME_EFFECT * np.abs(each_a), 0.5, np.where(each_a < each_b, 1.0, 0.0))
            lost[a] = lost.get(a, np.zeros(1)) + loss * part / f_a
            lost[b] = lost.get(b, np.zeros(1)) + loss * (1 - part) / f_b
        for number, units_lost in lost.items():
            found = new[number]
            if found is not None and units_lost.any():
                units[number].counted[roots[number]] = np.maximum(1 - _each(units_lost, found), 0.0)


def _each(units: Floats, of: Floats) -> Floats:
    """(years, draws) units for each of something; 0 where there is none of it."""
    shape = np.broadcast_shapes(units.shape, of.shape)
    return np.divide(units, of, out=np.zeros(shape), where=np.broadcast_to(of > 0, shape))


def _completers(programme: ProgrammeArrays, units: OutcomeUnits) -> Floats:
    """(years, draws) people who complete, at all sites."""
    every_site = np.ones(len(programme.option.sites.ids))
    return engaged_people(programme.option, units.reach, programme.option.part.reach_total, every_site) * programme.values.retention


def _centres(
    place: Place, programmes: Sequence[ProgrammeArrays], units: Sequence[OutcomeUnits], *, together: bool
) -> list[tuple[CentreCash, ...]]:
    """What every centre of every programme releases and costs, in the order of each programme's case."""
    found: list[dict[int, CentreCash]] = [{} for _ in programmes]
    shared: dict[str, list[tuple[int, int]]] = {}
    for number, programme in enumerate(programmes):
        if programme.option.does_nothing:
            continue
        for at, centre in enumerate(programme.case.places.centres):
            name = place.shared_id(SharedKind.cost_centre, programme.programme_id, centre.cost_centre_id)
            shared.setdefault(name if name is not None and together else f"{number}/{at}", []).append((number, at))
    for members in shared.values():
        centres = [programmes[number].case.places.centres[at] for number, at in members]
        if len(members) == 1:
            (number, at), (centre,) = members[0], centres
            found[number][at] = cash_at(centre, units[number])
            continue
        factors = [
            place.factor(SharedKind.cost_centre, programmes[number].programme_id, centre.cost_centre_id)
            for (number, _), centre in zip(members, centres, strict=True)
        ]
        claims = [
            Claim(centre.outcomes, units[number], factor)
            for (number, _), centre, factor in zip(members, centres, factors, strict=True)
        ]
        for (number, at), cash in zip(members, cash_of_claims(_ward_of(centres, factors), claims), strict=True):
            found[number][at] = cash
    return [tuple(of_one[at] for at in sorted(of_one)) for of_one in found]


def _ward_of(centres: Sequence[Centre], factors: Sequence[float]) -> Centre:
    """One centre in the place's units: all say the same of it, but only one with stepped lines says what a step is."""
    at = next((at for at, centre in enumerate(centres) if centre.lump_units is not None), 0)
    centre, factor = centres[at], factors[at]
    return replace(
        centre,
        base_units=None if centre.base_units is None else centre.base_units * factor,
        growth_units=None if centre.growth_units is None else centre.growth_units * factor,
        lump_units=None if centre.lump_units is None else centre.lump_units * factor,
    )
