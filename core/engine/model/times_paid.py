"""How often each line of cost is paid in a year: (years, draws), or one draw for all."""

import numpy as np

from core.domain.case.costs import Driver
from core.engine.arrays import Floats
from core.engine.formulas.cash_steps import ROUNDING_GUARD
from core.engine.formulas.learning_curve import learning_factor
from core.engine.model.option_arrays import OptionArrays
from core.engine.model.people import Reach


def times_paid(option: OptionArrays, reach: Reach) -> list[Floats]:
    """Find how many times each line's amount falls in each year, the cost factors of sites included.

    Source:
        docs/method.md#costs
    """
    costs, part = option.costs, option.part
    of_driver = {
        Driver.site_one_off: part.starts_weighted,
        Driver.site_yearly: part.active_weighted,
    }
    people = (
        engaged_people(option, reach, part.reach_weighted, option.sites.cost_factor) if Driver.per_person in costs.drivers else None
    )
    found = []
    for line, driver in enumerate(costs.drivers):
        is_paid = costs.is_paid[line][:, None]
        if driver in of_driver:
            found.append(is_paid * of_driver[driver])
        elif driver is Driver.team_yearly:
            found.append(is_paid * _teams(option, reach, costs.people_per_team[line]))
        elif driver is Driver.per_person and people is not None:
            found.append(is_paid * people * _learning(option, reach, costs.progress_ratio[line]))
        else:
            found.append(is_paid)
    return found


def engaged_people(option: OptionArrays, reach: Reach, within_reach: Floats, weights: Floats) -> Floats:
    """(years, draws) people engaged at all sites, each site by its weight.

    Args:
        option: the option.
        reach: whom its sites engage.
        within_reach: (years, sets) people within reach, sites weighted.
        weights: (sites,) of each site.
    """
    share = reach.engaged_share if reach.share is None else reach.engaged_share * reach.share
    people = within_reach * share
    for site, over in reach.excess.items():
        people = people - over * weights[site]
    return people


def _learning(option: OptionArrays, reach: Reach, progress_ratio: float) -> Floats | float:
    if progress_ratio == 1:
        return 1.0
    people = engaged_people(option, reach, option.part.reach_total, np.ones(len(option.sites.ids)))
    return learning_factor(people, progress_ratio)


def _teams(option: OptionArrays, reach: Reach, people_per_team: float) -> Floats:
    """(years, draws) whole teams at all sites, weighted by the cost factor of each."""
    share = reach.engaged_share / people_per_team
    if reach.share is not None:
        share = share * reach.share
    sites = option.sites
    draws = max(share.shape[-1], option.part.chosen.shape[1])
    found = np.zeros((len(sites.reach_people), draws))
    for site in range(len(sites.ids)):
        teams = _teams_at(sites.reach_people[:, site], share, reach.excess.get(site), people_per_team)
        found += teams * (sites.cost_factor[site] * option.part.chosen[site])
    return found


def _teams_at(people: Floats, share: Floats, excess: Floats | None, people_per_team: float) -> Floats:
    """(years, draws) whole teams at one site."""
    if share.ndim == 1 and excess is None:
        return _teams_by_size(people, share)
    teams = people[:, None] * share
    if excess is not None:
        teams -= excess / people_per_team
    teams -= ROUNDING_GUARD
    return np.asarray(np.ceil(teams, out=teams))


def _teams_by_size(people: Floats, share: Floats) -> Floats:
    """The same where only the ramp moves people from year to year: each size is worked out once, and laid over its years."""
    sizes, year_of = np.unique(people, return_inverse=True)
    teams = np.ceil(sizes[:, None] * share - ROUNDING_GUARD)
    return np.asarray(teams[year_of])
