"""Effects of observations, as tables: effects, refusals, and whether the arms were alike."""

from collections.abc import Collection, Sequence
from datetime import date

import pandas as pd

from core.domain.case.evidence import Arm, Design
from core.domain.evidence_rules import EvidenceRules
from core.engine.evidence.aggregates import Aggregate, Kind, cells_of, likely_kind
from core.engine.evidence.balance import balance
from core.engine.evidence.effects import Estimate, Refusal, estimate_effect

BALANCE_COLUMNS = ("outcome_id", "treated", "comparison", "standardised_difference", "verdict")


def aggregates_from(sums: pd.DataFrame) -> list[Aggregate]:
    """Read sums of observations as the store adds them up.

    Args:
        sums: one row per site x cohort x period x arm x outcome: site_id, period, arm, outcome_id, rows, n (rows with a
            value), people (of all rows), sum and sum_of_squares (of people x value), missing (rows without a value).
            Cohorts are added together later; choose some of them beforehand if only those are meant.

    Returns:
        the same without the rows that lack a value, whose people are counted as missing at the mean number a row stands for,
        which is exact where a row is a person.
    """
    return [
        Aggregate(
            site_id=str(row["site_id"]),
            arm=Arm(row["arm"]),
            period=str(row["period"]),
            outcome_id=str(row["outcome_id"]),
            rows=int(row["n"]),
            people=float(row["people"]) * row["n"] / row["rows"],
            total=float(row["sum"]) if row["n"] else 0.0,
            total_squares=float(row["sum_of_squares"]) if row["n"] else 0.0,
            missing=float(row["people"]) * row["missing"] / row["rows"],
        )
        for row in sums.to_dict("records")
    ]


def likely_measure(aggregates: Sequence[Aggregate], outcome_id: str, before: Collection[str], after: Collection[str]) -> Kind:
    """Likely kind of an observed value: a share of people where every value is 0 or 1, else an amount."""
    return likely_kind(cells_of(aggregates, outcome_id, before, after))


def one_effect(
    aggregates: Sequence[Aggregate],
    outcome_id: str,
    kind: Kind,
    rules: EvidenceRules,
    *,
    before: Collection[str],
    after: Collection[str],
    fewer_is_better: bool,
) -> Estimate | Refusal:
    """Effect of one outcome from two-arm observations, or the sentence that says why there is none.

    Source:
        docs/method.md, "From observations"
    """
    return estimate_effect(aggregates, outcome_id, kind, rules, after=after, before=before, fewer_is_better=fewer_is_better)


def balance_before(aggregates: Sequence[Aggregate], before: Collection[str], rules: EvidenceRules) -> pd.DataFrame:
    """Show how alike the arms were before the start.

    Returns:
        one row per outcome, BALANCE_COLUMNS; differences in standard deviations.
    """
    rows = [{**vars(found), "verdict": found.verdict.value} for found in balance(aggregates, before, rules)]
    return pd.DataFrame(rows, columns=list(BALANCE_COLUMNS))


def as_evidence(
    found: Estimate, evidence_id: str, title: str, measured_on: date, design: Design, *, in_routine_practice: bool, source: str
) -> dict[str, str]:
    """Make the cells of a row of evidence.csv from an effect.

    Args:
        found: the effect.
        evidence_id: id of the new row.
        title: name shown on pages.
        measured_on: day of the last measurement.
        design: how people came into the arms, which the observations do not say.
        in_routine_practice: False for a demonstration.
        source: where the observations come from.
    """
    return {
        "evidence_id": evidence_id,
        "outcome_id": found.outcome_id,
        "title": title,
        "measured_on": measured_on.isoformat(),
        "design": design.value,
        "people_treated": f"{found.people_treated:.10g}",
        "people_comparison": f"{found.people_comparison:.10g}",
        "effect": f"{found.effect:.10g}",
        "standard_error": f"{found.standard_error:.10g}",
        "effect_scale": found.scale.value,
        "in_routine_practice": "true" if in_routine_practice else "false",
        "source": source,
    }
