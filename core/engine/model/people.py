"""People with the problem, and people whom the sites reach. Years in front, draws last; an axis of draws of 1 is all draws."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from core.domain.case.options import Mechanism
from core.domain.case.programme import Population
from core.engine.arrays import Flags, Floats
from core.engine.formulas.population import stock
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.input_values import DrawnValues
from core.engine.model.option_arrays import OptionArrays


@dataclass(frozen=True)
class Stocks:
    """What the levers do to the people with the problem."""

    left: Floats | None  # (years, draws) share of them that is left; None where levers move nobody
    prevented: dict[int, Floats]  # outcome -> (years, draws) people prevented by the levers that name it
    cheaper: dict[int, Floats]  # outcome -> (years, draws) share by which the response to it becomes cheaper


@dataclass(frozen=True)
class Reach:
    """People engaged at sites: engaged_share x share x reach, less the excess of places that can take no more."""

    engaged_share: Floats  # (draws,) of the people within reach, before what follows
    is_by_site: bool  # some place may be able to take no more
    share: Floats | None  # (years, draws) of the people within reach that are there to be referred; None for all
    excess: dict[int, Floats]  # site -> (years, draws) people it cannot take


def stocks_of(case: CaseArrays, option: OptionArrays, values: DrawnValues, adopted: Flags) -> Stocks:
    """Follow the people with the problem; without a population nobody is counted, and so nobody prevented.

    Args:
        case: what all options share.
        option: the option.
        values: its uncertain figures.
        adopted: (draws, levers) which levers are adopted.

    Source:
        docs/method.md#people
    """
    levers = option.levers
    if case.population is None or not levers.ids:
        return Stocks(None, {}, {})
    effect = effect_of(values, adopted)
    usual = case.stock_as_usual[:, None]
    people = cache(partial(_people_with, case, option, effect))
    left_by = cache(partial(_left_by, option, effect))
    moving = levers.of(Mechanism.inflow, Mechanism.exit)
    prevented: dict[int, Floats] = {}
    cheaper: dict[int, Floats] = {}
    for outcome in range(len(case.outcomes.ids)):
        if which := levers.of(Mechanism.inflow, Mechanism.exit, outcome=outcome):
            prevented[outcome] = usual - people(which)
        if which := levers.of(Mechanism.unit_cost, outcome=outcome):
            cheaper[outcome] = 1 - left_by(which)
    if not moving:
        return Stocks(None, prevented, cheaper)
    return Stocks(left_of_usual(people(moving), usual), prevented, cheaper)


def left_of_usual(people: Floats, usual: Floats) -> Floats:
    """(years, draws) people with the problem as a share of those there as usual; 1 where there is nobody."""
    return np.divide(people, usual, out=np.ones_like(people), where=usual > 0)


def _people_with(case: CaseArrays, option: OptionArrays, effect: Floats, which: tuple[int, ...]) -> Floats:
    """(years, draws) people with the problem when some levers are in force."""
    if case.population is None:
        return np.zeros((case.years, 1))
    mechanism = option.levers.mechanism
    return people_with(case.population, case.years, [(mechanism[at], cut_by(option, effect, at)) for at in which])


def people_with(population: Population, years: int, cuts: Sequence[tuple[Mechanism, Floats]]) -> Floats:
    """Follow the people with the problem under some levers: (years, draws).

    Args:
        population: at the start, and as usual.
        years: how many.
        cuts: of each lever its mechanism and (years, draws) what it takes off.
    """
    inflow = population.inflow_per_year * left_by(years, (cut for mechanism, cut in cuts if mechanism is Mechanism.inflow))
    stay = (1 - population.exit_rate) * left_by(years, (cut for mechanism, cut in cuts if mechanism is Mechanism.exit))
    return stock(population.people_with_problem, inflow, stay)


def cut_by(option: OptionArrays, effect: Floats, lever: int) -> Floats:
    """(years, draws) what a lever takes off; effect is (levers, draws), 0 where it is not adopted."""
    return np.asarray(option.levers.adoption[lever][:, None] * effect[lever])


def _left_by(option: OptionArrays, effect: Floats, which: tuple[int, ...]) -> Floats:
    return left_by(option.levers.adoption.shape[1], (cut_by(option, effect, lever) for lever in which))


def left_by(years: int, cuts: Iterable[Floats]) -> Floats:
    """(years, draws) what some levers leave, each acting on what the others leave; (years, 1) of ones for none.

    What they cut is turned into what they leave where it stands, to spare memory: cuts are not used again.
    """
    left = np.ones((years, 1))
    for number, cut in enumerate(cuts):
        np.subtract(1.0, cut, out=cut)
        left = cut if number == 0 else np.multiply(left, cut, out=cut)
    return left


def effect_of(values: DrawnValues, adopted: Flags) -> Floats:
    """(levers, draws) effect of each lever, 0 where it is not adopted."""
    return np.ascontiguousarray((values.full_effect * adopted).T)


def reach_of(case: CaseArrays, option: OptionArrays, values: DrawnValues, left: Floats | None) -> Reach:
    """Find whom the sites engage: nobody who was prevented, nobody twice, and no more than a place's teams can take.

    Args:
        case: what all options share.
        option: the option.
        values: its uncertain figures.
        left: (years, draws) share of the people with the problem that the levers leave.

    Source:
        docs/method.md#people
    """
    share = left
    within = _within_those_there(case, option, values.affected_share)
    if within is not None:
        share = within if share is None else share * within
    engaged = values.affected_share * values.engagement
    limited = [site for site in option.sites.limited if option.part.chosen[site].any()]
    return Reach(engaged, bool(limited), share, excess_of(option, limited, engaged, share, {}))


def _within_those_there(case: CaseArrays, option: OptionArrays, affected_share: Floats) -> Floats | None:
    """(years, draws) factor that keeps referrals of all sites within the people there are; None where they always are."""
    if case.population is None:
        return None
    there, reach = case.stock_as_usual[:, None], option.part.reach_total
    most_affected = np.max(affected_share, initial=option.most_affected)
    if (most_affected * reach <= there).all():
        return None
    wanted = affected_share * reach
    return np.divide(there, wanted, out=np.ones_like(wanted), where=wanted > there)


def excess_of(
    option: OptionArrays, limited: Iterable[int], engaged: Floats, share: Floats | None, room: Mapping[int, Floats]
) -> dict[int, Floats]:
    """Find the people whom places cannot take: site -> (years, draws).

    Args:
        option: the option.
        limited: sites of it that may be able to take no more.
        engaged: (draws,) share of the people within reach that is engaged.
        share: (years, draws) of the people within reach that are there to be referred.
        room: site -> (years, draws) share of those that its people leave it, where other programmes reach them too.
    """
    sites, found = option.sites, {}
    for site in limited:
        wanted = sites.reach_people[:, [site]] * engaged
        if share is not None:
            wanted = wanted * share
        most: Floats = sites.most_people[:, [site]]
        if site in room:
            most = np.minimum(most, wanted * room[site])
        over = wanted - most
        if (over > 0).any():
            np.maximum(over, 0.0, out=over)
            found[site] = over if option.part.chosen.shape[1] == 1 else over * option.part.chosen[site]
    return found
