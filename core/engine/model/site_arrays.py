"""The sites one option reaches, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.case.case import Case
from core.domain.case.options import OptionSite
from core.engine.arrays import Flags, Floats, Whole
from core.engine.model.case_arrays import CaseArrays


@dataclass(frozen=True)
class SiteArrays:
    """The sites an option reaches. (years, sites) unless said."""

    ids: tuple[str, ...]
    reach_people: Floats  # people in the target group, after the ramp, in active years
    is_active: Flags
    starts: Flags
    most_people: Floats  # most that can be engaged; infinite where nobody says
    limited: tuple[int, ...]  # sites with a limit
    cost_factor: Floats  # (sites,)
    effect_factor: Floats  # (sites,)
    is_prototype: Flags  # (sites,)
    columns: Floats  # (columns, sites) shares of each site's units, the largest 1; the first is all of them
    column_of: tuple[tuple[int, float] | None, ...]  # of each row of PlaceArrays.flows: its column and factor, None for no units


@dataclass(frozen=True)
class SitePart:
    """What depends on which sites take part. The last axis is 1, or one set of sites for each draw."""

    prototype: Floats  # (columns, years, sets) reach x effect factor at prototype sites
    other: Floats  # (columns, years, sets) at all others, before the scale penalty
    reach_total: Floats  # (years, sets) people reached at all sites
    reach_weighted: Floats  # (years, sets) likewise, each site by its cost factor
    starts_weighted: Floats  # (years, sets) sites that start, each by its cost factor
    active_weighted: Floats  # (years, sets) sites that are active, each by its cost factor
    chosen: Floats  # (sites, sets) 1 where the site takes part


def compile_sites(case: Case, shared: CaseArrays, rows: Sequence[OptionSite]) -> SiteArrays:
    """Lay out reach by year and site.

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
    ramps = _by_year([row.ramp for row in rows], start, shared.years, 1.0)
    columns, column_of = _columns(shared, [row.site_id for row in rows])
    return SiteArrays(
        ids=tuple(row.site_id for row in rows),
        reach_people=is_active * ramps * np.array([site.people_per_year for site in sites]),
        is_active=is_active,
        starts=years == start,
        most_people=_by_year([row.most_people for row in rows], start, shared.years, np.inf),
        limited=tuple(at for at, row in enumerate(rows) if row.most_people),
        cost_factor=np.array([site.cost_factor for site in sites]),
        effect_factor=np.array([site.effect_factor for site in sites]),
        is_prototype=np.array([site.is_prototype for site in sites], dtype=bool),
        columns=columns,
        column_of=column_of,
    )


def site_part(sites: SiteArrays, chosen: Floats) -> SitePart:
    """Add up the sites that take part.

    Args:
        sites: of the option.
        chosen: (sites, sets) 1 where a site takes part.
    """
    weighted = chosen * sites.cost_factor[:, None]
    return SitePart(
        prototype=_gathered(sites, chosen * sites.is_prototype[:, None]),
        other=_gathered(sites, chosen * ~sites.is_prototype[:, None]),
        reach_total=sites.reach_people @ chosen,
        reach_weighted=sites.reach_people @ weighted,
        starts_weighted=sites.starts @ weighted,
        active_weighted=sites.is_active @ weighted,
        chosen=chosen,
    )


def _gathered(sites: SiteArrays, chosen: Floats) -> Floats:
    """(columns, years, sets) reach x effect factor of the sites chosen, by column."""
    people = sites.reach_people * sites.effect_factor
    return np.stack([people @ (column[:, None] * chosen) for column in sites.columns])


def _by_year(lists: Sequence[Sequence[float]], start: Whole, years: int, without: float) -> Floats:
    """(years, sites) the figure of each year counted from a site's start, the last one staying; `without` for an empty list."""
    found = np.full((years, len(lists)), without)
    for column, (figures, first) in enumerate(zip(lists, start.tolist(), strict=True)):
        kept = figures[: max(0, years - first)]
        if kept:
            found[first : first + len(kept), column] = kept
            found[first + len(kept) :, column] = kept[-1]
    return found


def _columns(shared: CaseArrays, site_ids: Sequence[str]) -> tuple[Floats, tuple[tuple[int, float] | None, ...]]:
    """Keep one column for the shares that are alike for the sites of this option, but for a factor."""
    chosen = np.array([shared.site_ids.index(site_id) for site_id in site_ids], dtype=np.intp)
    columns: list[Floats] = []
    number_of: dict[bytes, int] = {}
    column_of: list[tuple[int, float] | None] = []
    for shares in shared.places.flows[:, chosen]:
        largest = float(shares.max(initial=0.0))
        if not largest:
            column_of.append(None)
            continue
        column = shares / largest
        number = number_of.setdefault(column.tobytes(), len(columns))
        if number == len(columns):
            columns.append(column)
        column_of.append((number, largest))
    return np.stack(columns) if columns else np.ones((1, len(site_ids))), tuple(column_of)
