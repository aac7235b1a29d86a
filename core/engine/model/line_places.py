"""Where the units of one line of benefit fall: shares of each site's units and of the levers', by cost centre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.case.benefits import SHARE_TOLERANCE, Benefit
from core.domain.case.case import Case
from core.engine.arrays import Flags, Floats

_ROUNDING = 1e-9


@dataclass(frozen=True)
class LinePlaces:
    """One line and its centres. What no centre takes falls at none in particular, or is a rest that names no centre."""

    line: Benefit
    number: int  # of the line, in order of ids
    outcome: int
    sites: Mapping[str, Floats]  # centre -> (sites,)
    is_placed: Flags  # (sites,) the site's units have a centre, for all of them or for a part
    levers: Mapping[str, float]  # centre -> share

    @property
    def centre_ids(self) -> tuple[str, ...]:
        """The line's centres, in order of their ids."""
        return tuple(sorted(self.sites))

    @property
    def at_centres(self) -> Floats:
        """(sites,) share of each site's units that has a centre."""
        return sum(self.sites.values(), np.zeros(len(self.is_placed)))

    @property
    def rest(self) -> Floats:
        """(sites,) share of each placed site's units that names no centre."""
        rest = 1 - self.at_centres
        return np.where(self.is_placed & (np.abs(rest) > _ROUNDING), rest, 0.0)

    @property
    def lever_rest(self) -> float:
        """Share of the levers' units that names no centre although some do."""
        rest = 1 - sum(self.levers.values())
        return rest if self.levers and abs(rest) > _ROUNDING else 0.0


def places_of(case: Case, line: Benefit, number: int, outcome: int, site_ids: Sequence[str]) -> LinePlaces:
    """Place the units of a line.

    A site's units go by its rows of site_centres; those of a site without any go to the line's only centre in benefit_centres,
    and to no particular one where that table names none, or several.

    Args:
        case: the programme.
        line: the line of benefit.
        number: its number in the arrays.
        outcome: the number of its outcome.
        site_ids: all sites, in the order of the arrays.

    Source:
        docs/method.md#centres
    """
    named = {row.cost_centre_id: row.place_share for row in case.benefit_centres if row.benefit_id == line.benefit_id}
    by_site: dict[str, dict[str, float]] = {}
    for row in case.site_centres:
        if row.benefit_id == line.benefit_id:
            by_site.setdefault(row.site_id, {})[row.cost_centre_id] = row.flow_share
    ids = sorted({*named, *(centre_id for flow in by_site.values() for centre_id in flow)})
    only = {next(iter(named)): 1.0} if len(named) == 1 else {}
    sites = {centre_id: np.zeros(len(site_ids)) for centre_id in ids}
    for at, site_id in enumerate(site_ids):
        for centre_id, share in _whole(by_site.get(site_id, only)).items():
            sites[centre_id][at] = share
    is_placed = np.array([bool(by_site.get(site_id, only)) for site_id in site_ids], dtype=bool)
    return LinePlaces(line, number, outcome, sites, is_placed, _lever_shares(named, ids))


def _lever_shares(named: Mapping[str, float | None], ids: Sequence[str]) -> Mapping[str, float]:
    """Shares of the levers' units: as entered, an empty one being 0; equal when all are empty."""
    given = {centre_id: share for centre_id, share in named.items() if share is not None}
    if given:
        return _whole(given)
    among = list(named) or ids
    return {centre_id: 1 / len(among) for centre_id in among}


def _whole(shares: Mapping[str, float]) -> Mapping[str, float]:
    """Shares typed to a few places that miss 1 by a millionth add to exactly 1; a real rest stays."""
    total = sum(shares.values())
    return {at: share / total for at, share in shares.items()} if abs(total - 1) <= SHARE_TOLERANCE + _ROUNDING else shares
