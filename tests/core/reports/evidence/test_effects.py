"""Effects from sums of observations, as tables, and on into the evidence."""

from datetime import date

import pandas as pd
import pytest

from core.domain.case.evidence import Arm, Design, Evidence
from core.engine.evidence.aggregates import Kind
from core.engine.evidence.effects import Estimate, Refusal, estimate_effect
from core.reports.evidence.effects import aggregates_from, as_evidence, balance_before, likely_measure, one_effect
from tests.core.engine.evidence.observed import RULES, nsw_earnings


def sums(arm: str, values: list[float], *, outcome: str = "work", period: str = "after", missing: int = 0) -> dict[str, object]:
    return {
        "site_id": "one",
        "cohort": "all",
        "period": period,
        "arm": arm,
        "outcome_id": outcome,
        "rows": len(values) + missing,
        "n": len(values),
        "people": float(len(values) + missing),
        "sum": sum(values),
        "sum_of_squares": sum(value * value for value in values),
        "missing": missing,
    }


def trial() -> pd.DataFrame:
    rows = []
    for period, year in (("before", 1975), ("after", 1978)):
        arms = zip(("treated", "comparison"), nsw_earnings(year), strict=True)
        rows += [sums(arm, [float(value) for value in earnings], period=period) for arm, earnings in arms]
    return pd.DataFrame([*rows, sums("treated", [1.0] * 9, outcome="homes")])


def effect_on(frame: pd.DataFrame, outcome: str, kind: Kind) -> Estimate | Refusal:
    return one_effect(aggregates_from(frame), outcome, kind, RULES, before=(), after=("after",), fewer_is_better=False)


def test_sums_from_the_store_give_the_published_effect_and_a_reason_where_there_is_too_little() -> None:
    work, homes = (effect_on(trial(), outcome, kind) for outcome, kind in (("work", Kind.mean), ("homes", Kind.proportion)))
    assert isinstance(work, Estimate) and isinstance(homes, Refusal)
    assert (round(work.effect, 2), round(work.standard_error, 2)) == (1794.34, 671.00)
    assert homes.reason == "the treated arm after has 9 people with a value; at least 30 are needed"


def test_rows_without_a_value_are_people_missing() -> None:
    treated, comparison = aggregates_from(pd.DataFrame([sums("treated", [1.0, 0.0], missing=2), sums("comparison", [], missing=3)]))
    assert (treated.rows, treated.people, treated.total, treated.missing) == (2, 2, 1, 2)
    assert (comparison.people, comparison.total, comparison.missing) == (0, 0, 3)


def test_shares_are_told_from_amounts_unless_a_person_says_otherwise() -> None:
    frame = pd.DataFrame([sums(arm.value, [1.0] * 20 + [0.0] * 30) for arm in Arm])
    assert likely_measure(aggregates_from(frame), "work", (), ("after",)) is Kind.proportion
    assert effect_on(frame, "work", Kind.proportion).scale == "risk_difference"
    assert effect_on(frame, "work", Kind.mean).scale == "mean_difference"


def test_the_arms_of_the_trial_were_alike_before() -> None:
    frame = balance_before(aggregates_from(trial()), ("before",), RULES).set_index("outcome_id")
    assert frame["verdict"].to_dict() == {"work": "alike", "homes": "not known"}


def test_an_effect_becomes_a_row_of_evidence() -> None:
    found = estimate_effect(aggregates_from(trial()), "work", Kind.mean, RULES, after=("after",))
    assert isinstance(found, Estimate)
    cells = as_evidence(
        found, "nsw", "Supported work", date(1979, 1, 1), Design.randomised, in_routine_practice=False, source="Lalonde (1986)"
    )
    row = Evidence.model_validate(cells)
    assert (row.effect, row.people_treated, row.in_routine_practice) == (pytest.approx(1794.34, abs=0.005), 185, False)
