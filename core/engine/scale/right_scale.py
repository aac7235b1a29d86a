"""Right scale: sites added one at a time, the low-hanging fruit first and in the order of the roll-out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.engine.arrays import Floats
from core.engine.model.adoption import combinations_of, run_combinations
from core.engine.model.case_arrays import CaseArrays, compile_case
from core.engine.model.measures import figures_of
from core.engine.model.option_arrays import compile_option
from core.engine.results import Figures
from core.engine.scale.site_sets import npsv_of_sets, with_sites
from core.engine.sensitivity.one_at_a_time import planned_option
from core.engine.simulation.draws import PlannedOption

MOST_STEPS = 60
_HALF_A_PENNY = 0.005


@dataclass(frozen=True)
class ScaleRow:
    """An option with so many places. Sums over the years, present values unless asked otherwise; levers at their expected value."""

    places: int
    site_ids: tuple[str, ...]  # those just added
    has_prototype: bool  # whether the prototype is among those just added
    npsv_gbp: float
    marginal_npsv_gbp: float
    cash_released_gbp: float
    net_cash_gbp: float
    completers: float  # over all years
    average_cost_gbp: float | None  # cost for each completer; None where nobody completes
    marginal_cost_gbp: float | None  # cost added for each completer added
    steps: float  # whole steps of cash in all centres, in the year that has most


@dataclass(frozen=True)
class ScaleCurve:
    """Places added in one order."""

    rows: tuple[ScaleRow, ...]
    best_places: int  # the size that returns most; 0 when no size returns more than no places at all
    viable: tuple[tuple[int, int], ...]  # first and last of each run of sizes that return 0 or more
    smaller_is_better: bool  # a smaller size returns more than all places


@dataclass(frozen=True)
class RightScale:
    """Both orders of one option."""

    option_id: str
    npsv_without_gbp: float  # with no place at all: programme costs, and levers where there are any
    best_first: ScaleCurve
    roll_out: ScaleCurve
    is_by_single_site: bool  # too many sites to try every next one: best first by what each brings alone
    sites_a_step: int  # 1, or more where there are too many sites for a row each


def right_scale(
    case: Case,
    assumptions: Assumptions,
    option_id: str,
    closed_centres: frozenset[str] = frozenset(),
    factors: Floats | None = None,
) -> RightScale:
    """Add the places of an option one at a time, in two orders.

    Which place comes first, which size returns most and which returns anything go by present values, whatever is shown.

    Args:
        case: the programme.
        assumptions: discount rates and confidence grades.
        option_id: an option that reaches people at sites.
        closed_centres: cost centres that do not take part.
        factors: (years,) what real money of each year is multiplied by in the sums of the rows; None for discounting.

    Raises:
        ValueError: when the case has no such option, or the option no sites.

    Source:
        docs/method.md#right-scale
    """
    planned = planned_option(case, assumptions, option_id, closed_centres)
    site_ids = planned.plan.option.sites.ids
    if not site_ids:
        raise ValueError(f"{option_id} reaches nobody at sites: there is no scale to choose")
    shared = compile_case(case, assumptions, closed_centres)
    many = len(site_ids) > MOST_STEPS
    sizer = _Sizer(case, assumptions, shared, planned)
    best = _by_single_site(sizer) if many else _best_first(sizer)
    step = -(-len(site_ids) // MOST_STEPS)
    shown = (
        sizer
        if factors is None
        else _Sizer(case, assumptions, replace(shared, money_factors=factors, health_factors=factors), planned)
    )
    return RightScale(
        option_id=option_id,
        npsv_without_gbp=shown.without.measures.npsv_gbp,
        best_first=sizer.curve(best, step, shown),
        roll_out=sizer.curve(_in_roll_out_order(case, option_id), step, shown),
        is_by_single_site=many,
        sites_a_step=step,
    )


class _Sizer:
    """Works out one option with some of its sites."""

    def __init__(self, case: Case, assumptions: Assumptions, shared: CaseArrays, planned: PlannedOption) -> None:
        self.case, self.assumptions, self.shared, self.planned = case, assumptions, shared, planned
        self.prototypes = {site.site_id for site in case.sites if site.is_prototype}
        self.without = self.figures(())

    def figures(self, site_ids: tuple[str, ...]) -> Figures:
        """Everything an appraisal says of the option with these sites only."""
        option = self.planned.option
        arrays = compile_option(with_sites(self.case, option, site_ids), self.assumptions, self.shared, option)
        found = run_combinations(self.shared, arrays, self.planned.central, combinations_of(arrays.levers.p_adopted))
        return figures_of(self.shared, arrays, found.expected, self.shared.partner_ids)

    def npsv(self, sets: Sequence[Sequence[int]]) -> Floats:
        """(sets,) expected values of sets of sites, each a list of places in order of site id."""
        chosen = np.zeros((len(sets), len(self.planned.plan.option.sites.ids)), dtype=bool)
        for row, places in enumerate(sets):
            chosen[row, list(places)] = True
        return npsv_of_sets(self.planned, chosen)

    def curve(self, order: Sequence[str], step: int, shown: "_Sizer") -> ScaleCurve:
        """Add the sites in an order, so many a step; judged by this one, with the figures of the one that is shown."""
        rows = tuple(self._rows(order, step))
        npsv = [row.npsv_gbp for row in rows]
        nothing = self.without.measures.npsv_gbp if self.planned.plan.option.levers.ids else 0.0
        best = rows[int(np.argmax(npsv))].places if max(npsv) > nothing else 0
        shown_rows = rows if shown is self else tuple(shown._rows(order, step))
        return ScaleCurve(shown_rows, best, _viable(rows), best < len(order))

    def _rows(self, order: Sequence[str], step: int) -> Iterator[ScaleRow]:
        before = self.without
        for start in range(0, len(order), step):
            added = tuple(order[start : start + step])
            now = self.figures(tuple(order[: start + step]))
            yield _row(min(start + step, len(order)), added, not self.prototypes.isdisjoint(added), before, now)
            before = now


def _row(places: int, added: tuple[str, ...], has_prototype: bool, before: Figures, now: Figures) -> ScaleRow:
    measures = now.measures
    completers, completers_before = (float(each.activity.completers.sum()) for each in (now, before))
    cost_added = measures.pv_cost_gbp - before.measures.pv_cost_gbp
    return ScaleRow(
        places=places,
        site_ids=added,
        has_prototype=has_prototype,
        npsv_gbp=measures.npsv_gbp,
        marginal_npsv_gbp=measures.npsv_gbp - before.measures.npsv_gbp,
        cash_released_gbp=measures.pv_cash_released_gbp,
        net_cash_gbp=measures.pv_cash_released_gbp - measures.pv_public_cost_gbp,
        completers=completers,
        average_cost_gbp=measures.pv_cost_gbp / completers if completers > 0 else None,
        marginal_cost_gbp=cost_added / (completers - completers_before) if completers > completers_before else None,
        steps=float(now.centres.centre_steps.sum(axis=1).max()) if now.centres.centre_steps.size else 0.0,
    )


def _viable(rows: Sequence[ScaleRow]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    was_viable = False
    for row in rows:
        is_viable = row.npsv_gbp >= -_HALF_A_PENNY
        if is_viable:
            runs = [*runs[:-1], (runs[-1][0], row.places)] if was_viable else [*runs, (row.places, row.places)]
        was_viable = is_viable
    return tuple(runs)


def _best_first(sizer: _Sizer) -> list[str]:
    """At each size, the place that adds most given those already in; of equals, the first by id."""
    ids = sizer.planned.plan.option.sites.ids
    chosen: list[int] = []
    while len(chosen) < len(ids):
        left = [place for place in range(len(ids)) if place not in chosen]
        chosen.append(left[int(np.argmax(sizer.npsv([[*chosen, place] for place in left])))])
    return [ids[place] for place in chosen]


def _by_single_site(sizer: _Sizer) -> list[str]:
    ids = sizer.planned.plan.option.sites.ids
    alone = sizer.npsv([[place] for place in range(len(ids))])
    return [ids[place] for place in np.argsort(-alone, kind="stable")]


def _in_roll_out_order(case: Case, option_id: str) -> list[str]:
    rows = [row for row in case.option_sites if row.option_id == option_id]
    return [row.site_id for row in sorted(rows, key=lambda row: row.start_year)]
