"""Effect of the work on one outcome, from two arms of observations."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.domain.case.evidence import Design, EffectScale
from core.domain.evidence_rules import EvidenceRules
from core.engine.evidence.aggregates import (
    Aggregate,
    Cell,
    Kind,
    cells_of,
    is_by_the_person,
    pooled,
    spread,
    variance_of_mean,
)
from core.engine.evidence.balance import missing_notes
from core.engine.evidence.clustering import clustered
from core.engine.evidence.distributions import student_quantile

_ARMS = {True: "treated", False: "comparison"}


@dataclass(frozen=True)
class Estimate:
    """An effect, above 0 for the better. Before-means are None where there is no before period."""

    outcome_id: str
    effect: float
    standard_error: float
    degrees: float
    low: float  # ends of the 95% range
    high: float
    kind: Kind
    design: Design | None  # None for a difference afterwards alone: how people came into the arms is for the analyst to say
    people_treated: float  # seen after
    people_comparison: float
    sites_treated: int
    sites_comparison: int
    mean_treated: float
    mean_comparison: float
    before_treated: float | None
    before_comparison: float | None
    is_clustered: bool
    notes: tuple[str, ...]

    @property
    def scale(self) -> EffectScale:
        """The scale the effect stands on."""
        return EffectScale.risk_difference if self.kind is Kind.proportion else EffectScale.mean_difference


@dataclass(frozen=True)
class Refusal:
    """Why no effect is given for an outcome."""

    outcome_id: str
    reason: str


def estimate_effect(
    aggregates: Sequence[Aggregate],
    outcome_id: str,
    kind: Kind,
    rules: EvidenceRules,
    *,
    after: Collection[str],
    before: Collection[str] = (),
    fewer_is_better: bool = False,
) -> Estimate | Refusal:
    """Work out the effect on one outcome: treated less comparison after, less the same before where there is a before.

    Standard errors allow for sites (CR2, Satterthwaite's degrees of freedom) where each arm has enough of them; otherwise
    people are counted one by one, unequal variances, Welch's degrees of freedom, and a note says what that leaves out.

    Args:
        aggregates: see `core.engine.evidence.aggregates`.
        outcome_id: the outcome.
        kind: whether its values are shares of people or amounts.
        rules: least numbers.
        after: periods in which the effect is looked for.
        before: periods before the start, if any were observed.
        fewer_is_better: True where less of the outcome is the aim; turns the sign.

    Source:
        docs/method.md#evidence
    """
    cells = [cell for cell in cells_of(aggregates, outcome_id, before, after) if cell.people > 0 or cell.missing > 0]
    compares_before = any(not cell.after for cell in cells)
    groups = [pooled(cells, treated=treated, after=when) for when in _moments(compares_before) for treated in (True, False)]
    reason = _refused_because(groups, kind, rules)
    if reason:
        return Refusal(outcome_id, reason)
    seen = [cell for cell in cells if cell.people > 0]
    by_site = _has_enough_sites(seen, rules)
    if not by_site and (blind := _blind_to_spread(groups, kind)):
        return Refusal(outcome_id, blind)
    error = _by_site(seen, compares_before) if by_site else _by_person(groups, kind)
    if error.size <= 0:
        return Refusal(outcome_id, "every person has the same value: no standard error can be worked out")
    found = _estimate(groups, seen, kind, error, fewer_is_better=fewer_is_better)
    return replace(found, outcome_id=outcome_id, notes=_notes(groups, seen, by_site, rules))


@dataclass(frozen=True)
class _Error:
    size: float
    degrees: float
    by_site: bool


def _moments(compares_before: bool) -> tuple[bool, ...]:
    return (True, False) if compares_before else (True,)


def _estimate(groups: list[Cell], cells: list[Cell], kind: Kind, error: _Error, *, fewer_is_better: bool) -> Estimate:
    treated, comparison, *earlier = (group.mean for group in groups)
    change = treated - comparison - (earlier[0] - earlier[1] if earlier else 0.0)
    effect = -change if fewer_is_better else change
    reach = student_quantile(0.975, error.degrees) * error.size
    return Estimate(
        outcome_id="",
        effect=effect,
        standard_error=error.size,
        degrees=error.degrees,
        low=effect - reach,
        high=effect + reach,
        kind=kind,
        design=Design.difference_in_differences if earlier else None,
        people_treated=groups[0].people,
        people_comparison=groups[1].people,
        sites_treated=_sites(cells, treated=True),
        sites_comparison=_sites(cells, treated=False),
        mean_treated=treated,
        mean_comparison=comparison,
        before_treated=earlier[0] if earlier else None,
        before_comparison=earlier[1] if earlier else None,
        is_clustered=error.by_site,
        notes=(),
    )


def _refused_because(groups: list[Cell], kind: Kind, rules: EvidenceRules) -> str:
    for group in groups:
        who = f"the {_ARMS[group.treated]} arm {'after' if group.after else 'before'}"
        if group.people < rules.fewest_people_an_arm:
            return f"{who} has {group.people:,.0f} people with a value; at least {rules.fewest_people_an_arm} are needed"
        if kind is Kind.proportion and not (0 <= group.total <= group.people and group.total_squares <= group.total * (1 + 1e-9)):
            return f"{who} has values outside 0 to 1, which a share cannot have: choose a mean"
    if kind is Kind.proportion:
        events, others = (sum(each) for each in zip(*((group.total, group.people - group.total) for group in groups), strict=True))
        if min(events, others) < rules.fewest_events:
            what = "saw it" if events <= others else "did not see it"
            return f"only {min(events, others):,.0f} people in all {what}; at least {rules.fewest_events} are needed"
    return ""


def _blind_to_spread(groups: list[Cell], kind: Kind) -> str:
    if kind is Kind.proportion or all(is_by_the_person(group) for group in groups):
        return ""
    return (
        "rows stand for groups of people and there are too few sites: the spread between people cannot be seen. "
        "Send a row for each person, or more sites"
    )


def _sites(cells: list[Cell], *, treated: bool) -> int:
    return len({cell.site_id for cell in cells if cell.treated is treated and cell.after})


def _has_enough_sites(cells: list[Cell], rules: EvidenceRules) -> bool:
    return min(_sites(cells, treated=True), _sites(cells, treated=False)) >= rules.fewest_sites_an_arm


def _by_person(groups: list[Cell], kind: Kind) -> _Error:
    parts = [variance_of_mean(group, kind) for group in groups]
    total = sum(parts)
    squares = sum(part**2 / (group.people - 1) for part, group in zip(parts, groups, strict=True))
    return _Error(math.sqrt(total), total**2 / squares if squares else math.inf, by_site=False)


def _by_site(cells: list[Cell], compares_before: bool) -> _Error:
    columns = [[1.0, float(cell.treated), float(cell.after), float(cell.treated and cell.after)] for cell in cells]
    design = np.array(columns) if compares_before else np.array(columns)[:, :2]
    contrast = np.zeros(design.shape[1])
    contrast[-1] = 1.0
    found = clustered(cells, design, contrast)
    return _Error(found.standard_error, found.degrees, by_site=True)


def _notes(groups: list[Cell], cells: list[Cell], by_site: bool, rules: EvidenceRules) -> tuple[str, ...]:
    told = list(missing_notes(groups, rules))
    sites = (_sites(cells, treated=True), _sites(cells, treated=False))
    if not by_site and max(sites) > 1:
        told.append(
            f"{sites[0]} treated and {sites[1]} comparison sites are too few to see how sites differ: "
            "the standard error counts people only and may be too small"
        )
    elif not by_site and {cell.site_id for cell in cells if cell.treated} != {cell.site_id for cell in cells if not cell.treated}:
        told.append(
            "one site in each arm: what is due to the place and not to the work cannot be told apart, "
            "and the standard error does not count it"
        )
    if not by_site and len(groups) > 2:
        told.append(
            "people before and after are taken as different people; where they are the same ones the true error is usually smaller"
        )
    if any(spread(group, Kind.mean) == 0 for group in groups):
        told.append("in at least one arm every person has the same value, which adds nothing to the standard error")
    return tuple(told)
