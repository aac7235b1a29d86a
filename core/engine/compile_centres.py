"""Where units fall away, and what of them can become cash there, as arrays of benefit x cost centre rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.benefits import Benefit, BenefitCentre, CostCentre, SiteCentre
from core.domain.case import Case
from core.engine.arrays import Flags, Floats, Whole

PLACE_WIDE = ""
Flows = Mapping[tuple[str, str], Sequence[SiteCentre]]
Places = Mapping[str, Sequence[BenefitCentre]]


@dataclass(frozen=True)
class CentreRows:
    """One row for each benefit x cost centre; a line without centres has one row, the place-wide one. (rows,) unless said."""

    benefit_ids: tuple[str, ...]
    cost_centre_ids: tuple[str, ...]  # PLACE_WIDE where the line has no centres
    benefit: Whole
    outcome: Whole
    place_share: Floats  # share of a scale-up's units
    flow_share: Floats  # (sites, rows) share of a site's units
    growth_units: Floats  # (years, rows) growth of demand that has to be met first
    variable_share: Floats  # 0 unless the line can be cash and the centre takes part
    step_share: Floats  # likewise, and the release agreed
    is_stepped: Flags  # part of the line's value falls in steps, whether released yet or not
    lump_units: Floats  # 1 where there are no steps
    notice_years: Whole


def compile_centres(case: Case, outcome_ids: tuple[str, ...], closed_centres: frozenset[str]) -> CentreRows:
    """Lay out every line's centres, in order of benefit and centre."""
    site_ids = sorted(site.site_id for site in case.sites)
    places, flows = _places(case), _flows(case)
    line_of: list[Benefit] = []
    centre_ids: list[str] = []
    place: list[Floats] = []
    flow: list[Floats] = []
    starts: list[int] = []
    for number, line in enumerate(sorted(case.benefits, key=lambda row: row.benefit_id)):
        ids = _centres_of(line.benefit_id, places, flows)
        line_of += [line] * len(ids)
        starts += [number] * len(ids)
        centre_ids += ids
        place.append(_place_shares(ids, places.get(line.benefit_id, ())))
        flow.append(_flow_shares(line.benefit_id, ids, site_ids, places, flows))
    steps = [_releases_in_steps(line, centre, closed_centres) for line, centre in zip(line_of, centre_ids, strict=True)]
    return CentreRows(
        benefit_ids=tuple(line.benefit_id for line in line_of),
        cost_centre_ids=tuple(centre_ids),
        benefit=np.array(starts, dtype=np.intp),
        outcome=np.array([outcome_ids.index(line.outcome_id) for line in line_of], dtype=np.intp),
        place_share=np.concatenate(place) if place else np.zeros(0),
        flow_share=np.concatenate(flow, axis=1) if flow else np.zeros((len(site_ids), 0)),
        growth_units=_growth(case, centre_ids),
        variable_share=np.array([_variable(line, c, closed_centres) for line, c in zip(line_of, centre_ids, strict=True)]),
        step_share=np.array([(line.step_share or 0.0) * step for line, step in zip(line_of, steps, strict=True)]),
        is_stepped=np.array([bool(line.step_share) for line in line_of], dtype=bool),
        lump_units=np.array([line.lump_units if line.lump_units else 1.0 for line in line_of]),
        notice_years=np.array([line.notice_years * step for line, step in zip(line_of, steps, strict=True)], dtype=np.intp),
    )


def _places(case: Case) -> Places:
    found: dict[str, list[BenefitCentre]] = {}
    for row in sorted(case.benefit_centres, key=lambda row: row.cost_centre_id):
        found.setdefault(row.benefit_id, []).append(row)
    return found


def _flows(case: Case) -> Flows:
    found: dict[tuple[str, str], list[SiteCentre]] = {}
    for row in case.site_centres:
        found.setdefault((row.benefit_id, row.site_id), []).append(row)
    return found


def _centres_of(benefit_id: str, places: Places, flows: Flows) -> list[str]:
    """All centres of a line, in order; the place-wide one alone when it has none."""
    placed = {row.cost_centre_id for row in places.get(benefit_id, ())}
    reached = {row.cost_centre_id for (line, _), rows in flows.items() if line == benefit_id for row in rows}
    return sorted(placed | reached) or [PLACE_WIDE]


def _place_shares(ids: Sequence[str], rows: Sequence[BenefitCentre]) -> Floats:
    """Shares of a scale-up's units: as entered, an empty one being 0; equal when all are empty."""
    entered = {row.cost_centre_id: row.place_share for row in rows}
    if all(share is None for share in entered.values()):
        among = [centre for centre in ids if centre in entered] or list(ids)
        return np.array([1 / len(among) if centre in among else 0.0 for centre in ids])
    return np.array([entered.get(centre) or 0.0 for centre in ids])


def _flow_shares(benefit_id: str, ids: Sequence[str], site_ids: Sequence[str], places: Places, flows: Flows) -> Floats:
    """Shares of each site's units; all of a site that is not listed goes to the line's first centre."""
    column_of = {centre: column for column, centre in enumerate(ids)}
    placed = places.get(benefit_id, ())
    first = column_of[placed[0].cost_centre_id] if placed else 0
    shares = np.zeros((len(site_ids), len(ids)))
    for number, site_id in enumerate(site_ids):
        rows = flows.get((benefit_id, site_id), ())
        for row in rows:
            shares[number, column_of[row.cost_centre_id]] = row.flow_share
        if not rows:
            shares[number, first] = 1.0
    return shares


def _variable(line: Benefit, centre_id: str, closed_centres: frozenset[str]) -> float:
    return (line.variable_share or 0.0) if line.can_be_cash and centre_id not in closed_centres else 0.0


def _releases_in_steps(line: Benefit, centre_id: str, closed_centres: frozenset[str]) -> bool:
    return line.can_be_cash and line.release_agreed and bool(line.step_share) and centre_id not in closed_centres


def _growth(case: Case, centre_ids: Sequence[str]) -> Floats:
    """Units by which demand at each row's centre grows by itself; none at the place-wide one."""
    centre_of: dict[str, CostCentre] = {row.cost_centre_id: row for row in case.cost_centres}
    years = np.arange(case.programme.horizon_years + 1)[:, None]
    rows = [centre_of.get(centre_id) for centre_id in centre_ids]
    baseline = np.array([row.baseline_units if row else 0.0 for row in rows])
    rate = np.array([row.demand_growth_rate if row else 0.0 for row in rows])
    return np.asarray(baseline * ((1 + rate) ** years - 1))
