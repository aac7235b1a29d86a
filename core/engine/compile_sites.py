"""The sites one option reaches, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.case import Case
from core.domain.options import OptionSite
from core.domain.programme import Site
from core.engine.arrays import Flags, Floats
from core.engine.compile_case import CaseArrays


@dataclass(frozen=True)
class SiteArrays:
    """The sites an option reaches. (years, sites) unless said."""

    ids: tuple[str, ...]
    reach_people: Floats  # people in the target group, after the ramp, in active years
    is_active: Flags
    starts: Flags
    cost_factor: Floats  # (sites,)
    prototype_people: Floats  # (years, columns) reach x effect factor at prototype sites, by outcome, then by centre row
    other_people: Floats  # (years, columns) likewise at all others, before the scale penalty


def compile_sites(case: Case, shared: CaseArrays, rows: Sequence[OptionSite]) -> SiteArrays:
    """Lay out reach by year and site, and gather it by outcome and centre.

    Args:
        case: the programme.
        shared: what all its options share.
        rows: the option's sites, in order of their ids.
    """
    site_of = {site.site_id: site for site in case.sites}
    sites = [site_of[row.site_id] for row in rows]
    years = np.arange(shared.years)[:, None]
    start = np.array([row.start_year for row in rows], dtype=np.intp)
    end = np.array([shared.years - 1 if row.end_year is None else row.end_year for row in rows], dtype=np.intp)
    is_active = (years >= start) & (years <= end)
    reach = is_active * _ramps(rows, shared.years) * np.array([site.people_per_year for site in sites])
    prototype, other = _by_column(shared, sites, reach)
    return SiteArrays(
        ids=tuple(row.site_id for row in rows),
        reach_people=reach,
        is_active=is_active,
        starts=years == start,
        cost_factor=np.array([site.cost_factor for site in sites]),
        prototype_people=prototype,
        other_people=other,
    )


def _ramps(rows: Sequence[OptionSite], years: int) -> Floats:
    """Share of full reach of each site in each year, the last of the ramp staying."""
    shares = np.ones((years, len(rows)))
    for column, row in enumerate(rows):
        ramp = row.ramp[: max(0, years - row.start_year)]
        if ramp:
            shares[row.start_year : row.start_year + len(ramp), column] = ramp
            shares[row.start_year + len(ramp) :, column] = ramp[-1]
    return shares


def _by_column(shared: CaseArrays, sites: Sequence[Site], reach: Floats) -> tuple[Floats, Floats]:
    """Gather sites early: one column for each outcome as a whole, then one for each benefit x centre row."""
    number_of = {site_id: number for number, site_id in enumerate(shared.site_ids)}
    chosen = np.array([number_of[site.site_id] for site in sites], dtype=np.intp)
    whole = np.ones((len(sites), len(shared.outcomes.ids)))
    flow = np.concatenate((whole, shared.centres.flow_share[chosen]), axis=1)
    is_prototype = np.array([site.is_prototype for site in sites], dtype=bool)
    people = reach * np.array([site.effect_factor for site in sites])
    return people[:, is_prototype] @ flow[is_prototype], people[:, ~is_prototype] @ flow[~is_prototype]
