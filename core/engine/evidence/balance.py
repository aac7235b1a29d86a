"""Balance: whether the two arms were alike before the start, and how much is missing."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.domain.evidence_rules import EvidenceRules
from core.engine.evidence.aggregates import Aggregate, Cell, cells_of, likely_kind, pooled, spread


class Alike(StrEnum):
    """How alike two arms were before the start."""

    alike = "alike"
    worth_a_look = "worth a look"
    too_different = "too different"
    not_known = "not known"


@dataclass(frozen=True)
class Balance:
    """One outcome before the start. The difference is in standard deviations; None where nothing was seen before."""

    outcome_id: str
    treated: float | None
    comparison: float | None
    standardised_difference: float | None
    verdict: Alike


def balance(aggregates: Sequence[Aggregate], before: Collection[str], rules: EvidenceRules) -> list[Balance]:
    """Compare the arms before the start on every outcome observed then, each by its standardised difference.

    Args:
        aggregates: see `core.engine.evidence.aggregates`; whatever is observed before can be looked at, such as age.
        before: periods before the start.
        rules: from which difference on the arms are worth a look, and too different.

    Source:
        Austin (2009): (mean treated - mean comparison) / root of the mean of both variances.
    """
    outcomes = dict.fromkeys(row.outcome_id for row in aggregates)
    return [_balance(outcome_id, cells_of(aggregates, outcome_id, before, ()), rules) for outcome_id in outcomes]


def missing_notes(groups: Sequence[Cell], rules: EvidenceRules) -> list[str]:
    """Say how much is missing in either arm after the start, when anything is."""
    after = [group for group in groups if group.after]
    shares = {group.treated: group.missing / (group.missing + group.people) for group in after}
    if not any(shares.values()):
        return []
    told = f"no value for {shares[True]:.1%} of the treated and {shares[False]:.1%} of the comparison; they are left out"
    if max(shares.values()) > rules.missing_share_too_large:
        told += f": more than {rules.missing_share_too_large:.0%}, and those who are left may not be like the others"
    elif abs(shares[True] - shares[False]) > rules.missing_gap_too_large:
        told += f": the arms differ by more than {rules.missing_gap_too_large:.0%}, which can make or hide an effect"
    return [told]


def _balance(outcome_id: str, cells: list[Cell], rules: EvidenceRules) -> Balance:
    treated, comparison = (pooled(cells, treated=which, after=False) for which in (True, False))
    if min(treated.people, comparison.people) < 2:
        return Balance(outcome_id, None, None, None, Alike.not_known)
    kind = likely_kind((treated, comparison))
    between = math.sqrt((spread(treated, kind) + spread(comparison, kind)) / 2)
    gap = treated.mean - comparison.mean
    if between == 0:
        verdict = Alike.alike if gap == 0 else Alike.too_different
        return Balance(outcome_id, treated.mean, comparison.mean, 0.0 if gap == 0 else None, verdict)
    return Balance(outcome_id, treated.mean, comparison.mean, gap / between, _verdict(gap / between, rules))


def _verdict(difference: float, rules: EvidenceRules) -> Alike:
    if abs(difference) > rules.difference_too_large:
        return Alike.too_different
    return Alike.worth_a_look if abs(difference) > rules.difference_worth_a_look else Alike.alike
