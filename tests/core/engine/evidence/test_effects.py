"""Effects from observations: against a published trial, against full matrices, and refused where there is too little."""

import math
from dataclasses import replace

import numpy as np
import pytest

from core.domain.case.evidence import Arm, Design, EffectScale
from core.engine.evidence.aggregates import Aggregate, Kind, cells_of, likely_kind
from core.engine.evidence.effects import Estimate, Refusal, estimate_effect
from tests.core.engine.evidence.observed import RULES, added_up, clustered_from_people, made_people, nsw_earnings


def estimated(aggregates: list[Aggregate], kind: Kind = Kind.mean, **how: object) -> Estimate:
    found = estimate_effect(aggregates, "work", kind, RULES, after=("after",), **how)
    assert isinstance(found, Estimate), found
    return found


def refused(aggregates: list[Aggregate], kind: Kind = Kind.mean, **how: object) -> str:
    found = estimate_effect(aggregates, "work", kind, RULES, after=("after",), **how)
    assert isinstance(found, Refusal), found
    return found.reason


def shares(treated: int, of_treated: int, comparison: int, of_comparison: int, **how: object) -> list[Aggregate]:
    arms = ((Arm.treated, treated, of_treated), (Arm.comparison, comparison, of_comparison))
    return [added_up([1.0] * events + [0.0] * (people - events), arm, **how) for arm, events, people in arms]


def nsw() -> list[Aggregate]:
    arms = zip((Arm.treated, Arm.comparison), nsw_earnings(1978), strict=True)
    return [added_up(earnings, arm) for arm, earnings in arms]


def test_the_job_training_trial_gives_its_published_effect_and_error() -> None:
    found = estimated(nsw())
    assert (round(found.effect, 2), round(found.standard_error, 2)) == (1794.34, 671.00)
    assert (found.people_treated, found.people_comparison, found.scale) == (185, 260, EffectScale.mean_difference)


def test_the_trial_gives_the_same_as_least_squares_with_errors_allowing_for_unequal_spread() -> None:
    treated, comparison = nsw_earnings(1978)
    outcome = np.concatenate([treated, comparison])
    design = np.column_stack([np.ones(len(outcome)), np.repeat([1.0, 0.0], [len(treated), len(comparison)])])
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ outcome
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    scaled = design * ((outcome - design @ slopes) / np.sqrt(1 - leverage))[:, None]
    error = math.sqrt((inverse @ scaled.T @ scaled @ inverse)[1, 1])
    found = estimated(nsw())
    assert found.effect == pytest.approx(slopes[1], rel=1e-9)
    assert found.standard_error == pytest.approx(error, rel=1e-9)


def test_the_trial_with_its_year_before_is_a_difference_in_differences() -> None:
    before = [
        added_up(each, arm, period="before") for arm, each in zip((Arm.treated, Arm.comparison), nsw_earnings(1975), strict=True)
    ]
    found = estimated([*nsw(), *before], before=("before",))
    (t78, c78), (t75, c75) = nsw_earnings(1978), nsw_earnings(1975)
    assert found.effect == pytest.approx((t78.mean() - c78.mean()) - (t75.mean() - c75.mean()))
    variances = [each.var(ddof=1) / len(each) for each in (t78, c78, t75, c75)]
    assert found.standard_error == pytest.approx(math.sqrt(sum(variances)))
    assert found.design is Design.difference_in_differences
    assert any("different people" in note for note in found.notes)


def test_a_difference_in_shares_has_the_textbook_error() -> None:
    found = estimated(shares(30, 100, 50, 125), Kind.proportion)
    assert found.effect == pytest.approx(-0.1)
    assert found.standard_error == pytest.approx(math.sqrt(0.3 * 0.7 / 100 + 0.4 * 0.6 / 125))
    assert found.scale is EffectScale.risk_difference


def test_fewer_can_be_the_aim_and_an_effect_above_nought_is_then_fewer() -> None:
    found = estimated(shares(30, 100, 50, 125), Kind.proportion, fewer_is_better=True)
    assert found.effect == pytest.approx(0.1)
    assert found.low < 0.1 < found.high


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("periods", [("after",), ("before", "after")])
@pytest.mark.parametrize("both_arms", [True, False])
def test_sums_by_site_give_the_error_that_a_row_for_every_person_gives(
    seed: int, periods: tuple[str, ...], both_arms: bool
) -> None:
    people = made_people(seed, sites=6, periods=periods, both_arms=both_arms)
    found = estimated(
        [added_up(values, arm, site=site, period=period) for site, arm, period, values in people], before=periods[:-1]
    )
    effect, error, degrees = clustered_from_people(people, 2 * len(periods))
    assert found.is_clustered
    assert found.effect == pytest.approx(effect)
    assert found.standard_error == pytest.approx(error)
    assert found.degrees == pytest.approx(degrees)


def test_people_alike_within_sites_count_for_less_than_people_one_by_one() -> None:
    people = made_people(3, periods=("after",))
    by_site = [added_up(values, arm, site=site) for site, arm, _, values in people]
    one_by_one = [replace(row, site_id="all") for row in by_site]
    assert estimated(by_site).standard_error > 1.5 * estimated(one_by_one).standard_error


def test_too_few_sites_are_said_and_people_are_counted_one_by_one() -> None:
    found = estimated([added_up(values, arm, site=site) for site, arm, _, values in made_people(1, sites=4, periods=("after",))])
    assert not found.is_clustered
    assert any("too few to see how sites differ" in note for note in found.notes)


def test_one_place_against_another_is_said_to_be_a_comparison_of_places() -> None:
    treated, comparison = nsw_earnings(1978)
    found = estimated([added_up(treated, Arm.treated, site="north"), added_up(comparison, Arm.comparison, site="south")])
    assert any("due to the place" in note for note in found.notes)


def test_arms_under_the_least_number_are_refused_with_the_number() -> None:
    assert (
        refused(shares(10, 29, 20, 60), Kind.proportion)
        == "the treated arm after has 29 people with a value; at least 30 are needed"
    )
    assert "comparison arm after has 0 people" in refused(shares(10, 40, 0, 1)[:1])
    before = shares(3, 12, 10, 60, period="before")
    assert "the treated arm before has 12 people" in refused(
        [*shares(10, 40, 20, 60), *before], Kind.proportion, before=("before",)
    )


def test_too_few_events_and_too_few_without_are_refused() -> None:
    assert "only 4 people in all saw it" in refused(shares(1, 500, 3, 500), Kind.proportion)
    assert "only 3 people in all did not see it" in refused(shares(499, 500, 498, 500), Kind.proportion)


def test_amounts_taken_for_shares_are_refused() -> None:
    assert "outside 0 to 1" in refused(nsw(), Kind.proportion)


def test_people_who_are_all_alike_give_no_error_to_go_by() -> None:
    same = [added_up([5.0] * 40, arm) for arm in (Arm.treated, Arm.comparison)]
    assert "same value" in refused(same)


def test_rows_of_groups_hide_the_spread_between_people_unless_sites_show_it() -> None:
    people = made_people(2, periods=("after",))
    groups = [Aggregate(site, arm, "after", "work", 1, len(v), v.sum(), len(v) * v.mean() ** 2) for site, arm, _, v in people]
    singly = [added_up(values, arm, site=site) for site, arm, _, values in people]
    assert estimated(groups).standard_error == pytest.approx(estimated(singly).standard_error)
    assert "rows stand for groups" in refused([replace(row, site_id="one") for row in groups])


def test_missing_values_are_said_with_their_share_in_each_arm() -> None:
    rows = shares(30, 90, 50, 100)
    found = estimated([replace(rows[0], missing=10), rows[1]], Kind.proportion)
    assert found.notes == (
        "no value for 10.0% of the treated and 0.0% of the comparison; they are left out: "
        "the arms differ by more than 5%, which can make or hide an effect",
    )


def test_a_period_cannot_lie_before_and_after() -> None:
    with pytest.raises(ValueError, match="after cannot lie both"):
        cells_of(nsw(), "work", ("after",), ("after",))


def test_noughts_and_ones_are_likely_a_share_and_earnings_are_not() -> None:
    assert likely_kind(cells_of(shares(1, 40, 2, 40), "work", (), ("after",))) is Kind.proportion
    assert likely_kind(cells_of(nsw(), "work", (), ("after",))) is Kind.mean
