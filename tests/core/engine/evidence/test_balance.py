"""Whether arms were alike before the start."""

import numpy as np
import pytest

from core.domain.case.evidence import Arm
from core.engine.evidence.balance import Alike, balance
from tests.core.engine.evidence.observed import RULES, added_up, nsw_earnings


def test_the_arms_of_the_job_training_trial_earned_alike_before_it() -> None:
    treated, comparison = nsw_earnings(1975)
    rows = [added_up(treated, Arm.treated, period="before"), added_up(comparison, Arm.comparison, period="before")]
    (found,) = balance(rows, ("before",), RULES)
    spread = np.sqrt((treated.var(ddof=1) + comparison.var(ddof=1)) / 2)
    assert found.standardised_difference == pytest.approx((treated.mean() - comparison.mean()) / spread)
    assert found.verdict is Alike.alike


@pytest.mark.parametrize(("gap", "verdict"), [(0.05, Alike.alike), (0.2, Alike.worth_a_look), (-0.3, Alike.too_different)])
def test_a_difference_is_judged_by_its_size_in_standard_deviations(gap: float, verdict: Alike) -> None:
    base = np.array([-1.0, 1.0] * 500)
    rows = [added_up(base + gap, Arm.treated, period="before"), added_up(base, Arm.comparison, period="before")]
    assert balance(rows, ("before",), RULES)[0].verdict is verdict


def test_arms_all_alike_within_but_apart_are_too_different_and_without_a_size() -> None:
    rows = [added_up([1.0] * 50, Arm.treated, period="before"), added_up([0.0] * 50, Arm.comparison, period="before")]
    (found,) = balance(rows, ("before",), RULES)
    assert (found.verdict, found.standardised_difference) == (Alike.too_different, None)


def test_nothing_is_known_of_an_outcome_seen_only_afterwards() -> None:
    rows = [added_up([1.0, 0.0] * 50, arm) for arm in (Arm.treated, Arm.comparison)]
    assert balance(rows, ("before",), RULES)[0].verdict is Alike.not_known
