import pytest

from core.domain.scenario import Scenario
from core.engine.appraisal import appraise
from core.engine.scenario import with_changes
from tests.case_files import assumptions, read_case

ASSUMPTIONS = assumptions()
CASE = read_case("bench")


def test_nothing_changed_is_the_case_as_entered() -> None:
    assert with_changes(CASE, Scenario()) == (CASE, frozenset())


def test_a_shorter_horizon_keeps_the_first_years() -> None:
    short, _ = with_changes(CASE, Scenario(horizon_years=10))
    whole = appraise(CASE, ASSUMPTIONS).options["scale_out"].expected.yearly.cash_released_gbp
    found = appraise(short, ASSUMPTIONS).options["scale_out"].expected.yearly.cash_released_gbp
    assert found.tolist() == pytest.approx(whole[:11].tolist())


def test_what_starts_after_a_shorter_horizon_does_nothing() -> None:
    short, _ = with_changes(CASE, Scenario(horizon_years=1))
    sites = {row.site_id for row in CASE.option_sites if row.option_id == "scale_out" and row.start_year > 1}
    activity = appraise(short, ASSUMPTIONS).options["scale_out"].expected.activity
    late = [activity.site_ids.index(site) for site in sites]
    assert not activity.referrals[:, late].any()


def test_reach_is_changed_for_options_with_sites_and_its_ranges_go() -> None:
    changed, _ = with_changes(CASE, Scenario(engagement=0.25, retention=0.5, scale_penalty=0.1))
    with_sites = {row.option_id for row in CASE.option_sites}
    for before, after in zip(CASE.options, changed.options, strict=True):
        if before.option_id not in with_sites:
            assert after == before
            continue
        assert (after.engagement, after.retention, after.scale_penalty) == (0.25, 0.5, 0.1)
        assert after.engagement_low is after.engagement_high is after.scale_penalty_low is None
        assert after.affected_share_low == before.affected_share_low


def test_every_lever_gets_the_same_chance() -> None:
    changed, _ = with_changes(CASE, Scenario(p_adopted=1.0))
    assert {lever.p_adopted for lever in changed.levers} == {1.0}
    assert all(lever.p_adopted_low is None for lever in changed.levers)
    option = appraise(changed, ASSUMPTIONS).options["scale_up"]
    assert option.if_adopted is not None
    assert option.expected.measures.npsv_gbp == pytest.approx(option.if_adopted.measures.npsv_gbp)


def test_sites_left_out_reach_nobody() -> None:
    changed, _ = with_changes(CASE, Scenario(sites=frozenset({"s0", "s1"})))
    assert {row.site_id for row in changed.option_sites} == {"s0", "s1"}
    assert changed.sites == CASE.sites


def test_no_sites_at_all_leave_the_programme_costs() -> None:
    changed, _ = with_changes(CASE, Scenario(sites=frozenset()))
    out = appraise(changed, ASSUMPTIONS).options["scale_out"].expected
    assert out.measures.pv_fiscal_gbp == 0
    assert out.measures.pv_cost_gbp > 0


def test_centres_that_do_not_take_part_are_closed_and_release_less() -> None:
    changed, closed = with_changes(CASE, Scenario(cost_centres=frozenset({"c1"})))
    assert changed == CASE
    assert closed == {"c0"}
    whole = appraise(CASE, ASSUMPTIONS).options["scale_out"].expected.measures
    fewer = appraise(CASE, ASSUMPTIONS, closed).options["scale_out"].expected.measures
    assert fewer.pv_fiscal_gbp == whole.pv_fiscal_gbp
    assert fewer.pv_cash_released_gbp < whole.pv_cash_released_gbp
