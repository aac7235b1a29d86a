"""One option as arrays: its sites, levers and costs."""

from dataclasses import dataclass

import numpy as np

from core.domain.assumptions import Assumptions
from core.domain.case.case import Case
from core.domain.case.options import Lever, Mechanism, Option, OptionKind
from core.engine.arrays import Flags, Floats
from core.engine.model.case_arrays import CaseArrays
from core.engine.model.cost_arrays import CostArrays, compile_costs
from core.engine.model.site_arrays import SiteArrays, SitePart, compile_sites, site_part


@dataclass(frozen=True)
class LeverArrays:
    """The levers of an option. (levers,) unless said."""

    ids: tuple[str, ...]
    full_effect: Floats
    p_adopted: Floats
    adoption: Floats  # (levers, years) share of full effect; out then up counts it from the gate
    mechanism: tuple[Mechanism, ...]
    moves: Flags  # (levers, outcomes) the outcomes each lever names

    def of(self, *mechanisms: Mechanism, outcome: int | None = None) -> tuple[int, ...]:
        """The levers of some mechanisms that move an outcome; of all outcomes for None."""
        return tuple(
            at
            for at, mechanism in enumerate(self.mechanism)
            if mechanism in mechanisms and (outcome is None or self.moves[at, outcome])
        )


@dataclass(frozen=True)
class OptionArrays:
    """Everything of one option that does not differ between draws, and its central costs and levers."""

    option_id: str
    most_affected: float  # highest share of the target group that a range reaches
    is_worked_for: tuple[bool, ...]  # by outcome: whether the option brings units of it
    sites: SiteArrays
    part: SitePart  # of the sites that take part
    levers: LeverArrays
    costs: CostArrays
    lost: Floats  # (causes of lost effect at scale,)

    @property
    def does_nothing(self) -> bool:
        """True for an option that neither reaches people at sites nor has levers."""
        return not self.sites.ids and not self.levers.ids


def compile_option(case: Case, assumptions: Assumptions, shared: CaseArrays, option: Option) -> OptionArrays:
    """Put one option into arrays. Business as usual is the comparison, so nothing of it counts.

    Raises:
        ValueError: when a price year it needs has no index.
    """
    is_usual = option.kind is OptionKind.business_as_usual
    rows = [] if is_usual else [row for row in case.option_sites if row.option_id == option.option_id]
    levers = [] if is_usual else sorted(case.levers_of(option), key=lambda lever: lever.lever_id)
    lines = [] if is_usual else [cost for cost in case.costs if cost.option_id == option.option_id]
    sites = compile_sites(case, shared, sorted(rows, key=lambda row: row.site_id))
    worked = {outcome.outcome_id: outcome.is_worked_for_in(option.option_id) for outcome in case.outcomes}
    return OptionArrays(
        option_id=option.option_id,
        most_affected=max(option.affected_share, option.affected_share_high or 0.0),
        is_worked_for=tuple(worked[outcome_id] for outcome_id in shared.outcomes.ids),
        sites=sites,
        part=site_part(sites, np.ones((len(sites.ids), 1))),
        levers=_compile_levers(shared, levers, option),
        costs=compile_costs(case, assumptions, shared, sorted(lines, key=lambda cost: cost.cost_id)),
        lost=np.array([cause.lost for cause in case.causes_of(option.option_id)]),
    )


def _compile_levers(shared: CaseArrays, levers: list[Lever], option: Option) -> LeverArrays:
    gate = (option.gate_year or 0) if option.kind is OptionKind.out_then_up else 0
    begin = min(gate + shared.years_late, shared.years)
    adoption = np.zeros((len(levers), shared.years))
    for row, lever in enumerate(levers):
        shares = lever.adoption[: shared.years - begin]
        adoption[row, begin : begin + len(shares)] = shares
        adoption[row, begin + len(shares) :] = lever.adoption[-1]
    moves = [[not lever.outcome_ids or outcome_id in lever.outcome_ids for outcome_id in shared.outcomes.ids] for lever in levers]
    return LeverArrays(
        ids=tuple(lever.lever_id for lever in levers),
        full_effect=np.array([lever.full_effect for lever in levers]),
        p_adopted=np.array([lever.p_adopted for lever in levers]),
        adoption=adoption,
        mechanism=tuple(lever.mechanism for lever in levers),
        moves=np.array(moves, dtype=bool).reshape(len(levers), len(shared.outcomes.ids)),
    )
