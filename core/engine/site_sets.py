"""One option with many sets of its sites at once: what a site brings adds up, but for whole teams, steps and caps."""

from dataclasses import dataclass, replace

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case import Case
from core.domain.options import Option
from core.engine.arrays import Flags, Floats
from core.engine.combinations import Combinations, combinations_of
from core.engine.compile_case import CaseArrays
from core.engine.compile_option import compile_option
from core.engine.drawn_values import PlannedOption, values_with
from core.engine.value_plan import SitePart, rows_with_cash, site_part
from core.engine.value_run import run_draws

_MOST_DRAWS = 4096


@dataclass(frozen=True)
class SiteSets:
    """What an option has without sites, and what each of its sites adds. Sites in order of their ids."""

    planned: PlannedOption
    without: SitePart
    each: tuple[SitePart, ...]


def site_sets(case: Case, assumptions: Assumptions, shared: CaseArrays, planned: PlannedOption) -> SiteSets:
    """Take an option apart by site."""
    option, rows = planned.option, rows_with_cash(shared, planned.plan.option)
    site_ids = planned.plan.option.sites.ids

    def part(*sites: str) -> SitePart:
        return site_part(shared, compile_option(with_sites(case, option, sites), assumptions, shared, option), rows)

    return SiteSets(planned, part(), tuple(part(site_id) for site_id in site_ids))


def with_sites(case: Case, option: Option, site_ids: tuple[str, ...]) -> Case:
    """Leave an option the sites named, and no other."""
    rows = tuple(row for row in case.option_sites if row.option_id != option.option_id or row.site_id in site_ids)
    return case.model_copy(update={"option_sites": rows})


def npsv_of_sets(sets: SiteSets, chosen: Flags) -> Floats:
    """Work out the expected net present social value of an option with each of many sets of sites.

    Args:
        sets: the option, taken apart.
        chosen: (sets, sites) which sites take part.

    Returns:
        (sets,) real GBP.
    """
    combos = combinations_of(sets.planned.p_adopted)
    size = max(1, _MOST_DRAWS // len(combos.probability))
    parts = [_npsv(sets, chosen[start : start + size].astype(np.float64), combos) for start in range(0, len(chosen), size)]
    return np.concatenate(parts)


def _npsv(sets: SiteSets, chosen: Floats, combos: Combinations) -> Floats:
    count = len(combos.probability)
    repeated = np.repeat(chosen, count, axis=0)
    plan = replace(sets.planned.plan, sites=_joined(sets, repeated), limits=())
    values, _ = values_with(sets.planned, (), len(repeated))
    found = run_draws(plan, values, np.tile(combos.adopted, (len(chosen), 1)))
    return np.asarray(found.npsv_gbp.reshape(len(chosen), count) @ combos.probability)


def _joined(sets: SiteSets, chosen: Floats) -> SitePart:
    full = sets.planned.plan.sites

    def added(name: str, base: Floats) -> Floats:
        each = np.stack([getattr(part, name)[..., 0] - base[..., 0] for part in sets.each])
        return base + np.moveaxis(np.tensordot(chosen, each, axes=1), 0, -1)

    return SitePart(
        prototype=added("prototype", sets.without.prototype),
        other=added("other", sets.without.other),
        times=added("times", sets.without.times),
        people=added("people", sets.without.people),
        reach_total=full.reach @ chosen.T,
        reach=full.reach,
        team_factor=full.team_factor * chosen.T,
    )
