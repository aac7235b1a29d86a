"""Effects from sums of observations, as tables, and on into the evidence."""

from datetime import date

import pandas as pd
import pytest

from core.domain.evidence import Arm, Design, Evidence
from core.engine.evidence.aggregates import Kind
from core.engine.evidence.effects import Estimate, estimate_effect
from core.reports.observed import aggregates_from, as_evidence, balance_before, observed_effects
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


def test_sums_from_the_store_give_the_published_effect_and_a_reason_where_there_is_too_little() -> None:
    frame = observed_effects(aggregates_from(trial()), RULES, after=("after",)).set_index("outcome_id")
    assert (round(frame.loc["work", "effect"], 2), round(frame.loc["work", "standard_error"], 2)) == (1794.34, 671.00)
    assert frame.loc["work", "refused_because"] is None
    assert frame.loc["homes", "refused_because"] == "the treated arm after has 9 people with a value; at least 30 are needed"
    assert frame.loc["homes", "effect"] is None


def test_rows_without_a_value_are_people_missing() -> None:
    treated, comparison = aggregates_from(pd.DataFrame([sums("treated", [1.0, 0.0], missing=2), sums("comparison", [], missing=3)]))
    assert (treated.rows, treated.people, treated.total, treated.missing) == (2, 2, 1, 2)
    assert (comparison.people, comparison.total, comparison.missing) == (0, 0, 3)


def test_shares_are_told_from_amounts_unless_a_person_says_otherwise() -> None:
    frame = pd.DataFrame([sums(arm.value, [1.0] * 20 + [0.0] * 30) for arm in Arm])
    found = observed_effects(aggregates_from(frame), RULES, after=("after",))
    assert found["scale"].item() == "risk_difference"
    said = observed_effects(aggregates_from(frame), RULES, after=("after",), kinds={"work": Kind.mean})
    assert said["scale"].item() == "mean_difference"


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
