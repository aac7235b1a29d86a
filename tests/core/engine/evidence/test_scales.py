"""Effects carried from ratios to units for each person, and what is lost on the way to routine practice."""

import math

import pytest

from core.domain.case.evidence import EffectScale
from core.engine.evidence.pooling import Pooled, pool_by_group
from core.engine.evidence.scales import Baseline, change_for_each_person, risk_difference, scale_penalty
from tests.core.engine.evidence.test_pooling import sample_studies

RATE = Baseline(4_903 / 15_461)


def pooled(effect: float, error: float) -> Pooled:
    return Pooled(5, effect, error, 0.0, 0.0, 0.0)


def test_the_sample_reduction_and_its_range_come_out() -> None:
    effects, errors, groups = sample_studies()
    found = pool_by_group(effects, errors, groups).groups["demonstration"]
    change = change_for_each_person(found.effect, found.standard_error, EffectScale.log_odds_ratio, RATE)
    assert [round(each, 4) for each in (change.value, change.low, change.high)] == [0.1201, 0.0819, 0.1534]


def test_the_sample_penalty_and_its_range_come_out() -> None:
    effects, errors, groups = sample_studies()
    found = pool_by_group(effects, errors, groups).groups
    penalty = scale_penalty(found["demonstration"], found["routine practice"], EffectScale.log_odds_ratio, RATE)
    assert [round(each, 4) for each in (penalty.value, penalty.low, penalty.high)] == [0.4785, 0.1411, 0.6834]


def test_halving_the_risk_halves_the_chance() -> None:
    assert risk_difference(math.log(2), EffectScale.log_risk_ratio, Baseline(0.4)) == pytest.approx(0.2)


def test_more_of_something_wished_for_is_an_effect_above_nought_too() -> None:
    wished_for = Baseline(0.5, fewer_is_better=False)
    assert risk_difference(math.log(3), EffectScale.log_odds_ratio, wished_for) == pytest.approx(0.25)
    assert risk_difference(math.log(9), EffectScale.log_risk_ratio, wished_for) == pytest.approx(0.5), "a chance ends at 1"


@pytest.mark.parametrize("scale", [EffectScale.risk_difference, EffectScale.mean_difference])
def test_a_difference_is_already_for_each_person(scale: EffectScale) -> None:
    change = change_for_each_person(3.0, 1.0, scale, coverage=0.8)
    assert (change.value, change.standard_error) == (3.0, 1.0)
    assert (change.low, change.high) == (pytest.approx(3 - 1.281552), pytest.approx(3 + 1.281552))


@pytest.mark.parametrize("scale", [EffectScale.log_odds_ratio, EffectScale.log_risk_ratio])
@pytest.mark.parametrize("fewer", [True, False])
def test_the_error_carried_over_is_the_slope_times_the_error(scale: EffectScale, fewer: bool) -> None:
    baseline, step = Baseline(0.3, fewer), 1e-6
    slope = (risk_difference(0.4 + step, scale, baseline) - risk_difference(0.4 - step, scale, baseline)) / (2 * step)
    assert change_for_each_person(0.4, 0.1, scale, baseline).standard_error == pytest.approx(0.1 * slope, rel=1e-6)


def test_a_ratio_without_a_base_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="give a base rate"):
        risk_difference(0.4, EffectScale.log_odds_ratio, None)
    with pytest.raises(ValueError, match="no chance"):
        Baseline(1.2)


def test_no_share_survives_of_an_effect_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="only where both"):
        scale_penalty(pooled(-0.1, 0.1), pooled(0.2, 0.1), EffectScale.risk_difference)


def test_practice_as_good_as_demonstrations_loses_nothing() -> None:
    penalty = scale_penalty(pooled(0.2, 0.02), pooled(0.2, 0.02), EffectScale.risk_difference)
    assert penalty.value == 0
    assert penalty.low < 0 < penalty.high
