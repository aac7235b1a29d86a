"""Draws: the same for the same seed, every option on the same numbers, floors inside the draw."""

import numpy as np
import pytest
from scipy.stats import beta

from core.domain.case.benefits import BenefitCentre
from core.domain.scenario import Scenario
from core.engine.appraisal import appraise
from core.engine.scenario import with_changes
from core.engine.simulation.simulate import Simulation, simulate
from tests.case_files import assumptions, read_case
from tests.core.engine.model.test_uncertain_inputs import with_two_options
from tests.small_case import STEPPED, small_case

ASSUMPTIONS = assumptions()
ARRAYS = ("npsv_gbp", "net_cash_gbp", "partner_net_cash_gbp", "payback_met")


def same(one: Simulation, other: Simulation) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ARRAYS)


def test_the_same_seed_gives_the_same_figures_whatever_the_threads_and_blocks() -> None:
    case = read_case("bench")
    first = simulate(case, ASSUMPTIONS, 3_000, 7)
    for threads, blocks in ((1, 1), (2, 2), (3, 50)):
        assert same(simulate(case, ASSUMPTIONS, 3_000, 7, threads=threads, blocks_at_once=blocks), first)
    assert not same(simulate(case, ASSUMPTIONS, 3_000, 8), first)


def test_fewer_draws_are_the_first_of_more() -> None:
    case = read_case("made_300")
    assert np.array_equal(simulate(case, ASSUMPTIONS, 500, 3).npsv_gbp, simulate(case, ASSUMPTIONS, 2_100, 3).npsv_gbp[:500])


def test_a_scenario_that_changes_nothing_makes_no_difference_in_any_draw() -> None:
    case = read_case("bench")
    base = simulate(case, ASSUMPTIONS, 1_500, 5)
    again, closed = with_changes(case, Scenario())
    gap = simulate(again, ASSUMPTIONS, 1_500, 5, closed).npsv_gbp - base.npsv_gbp
    assert not gap.any()
    sites = frozenset(site.site_id for site in case.sites)
    everything = Scenario(sites=sites, cost_centres=frozenset(row.cost_centre_id for row in case.cost_centres))
    again, closed = with_changes(case, everything)
    assert same(simulate(again, ASSUMPTIONS, 1_500, 5, closed), base)


def test_a_scenario_is_compared_draw_by_draw_on_the_same_numbers() -> None:
    case = read_case("bench")
    base = simulate(case, ASSUMPTIONS, 1_000, 5)
    changed, closed = with_changes(case, Scenario(cost_centres=frozenset({"c0"})))
    other = simulate(changed, ASSUMPTIONS, 1_000, 5, closed)
    assert np.array_equal(other.npsv_gbp, base.npsv_gbp)
    assert (other.net_cash_gbp <= base.net_cash_gbp).all() and (other.net_cash_gbp < base.net_cash_gbp).any()


def test_options_that_say_the_same_come_to_the_same_in_every_draw() -> None:
    case = with_two_options()
    alike = tuple(lever.model_copy(update={"p_adopted": 0.4}) for lever in case.levers)
    found = simulate(case.model_copy(update={"levers": alike}), ASSUMPTIONS, 800, 2)
    assert found.npsv_gbp[:, 0].std() > 0
    assert np.array_equal(found.npsv_gbp[:, 0], found.npsv_gbp[:, 1])


def test_a_better_chance_only_ever_adds_adoption() -> None:
    found = simulate(with_two_options(), ASSUMPTIONS, 4_000, 2)
    out, more = found.npsv_gbp.T  # the second has the higher chance of the same lever
    adopted_here_only = (out != more).mean()
    assert 0 < adopted_here_only < 0.2


def test_without_ranges_and_levers_every_draw_is_the_appraisal() -> None:
    case = read_case("one_hospital")
    found = simulate(case, ASSUMPTIONS, 50, 1)
    expected = appraise(case, ASSUMPTIONS).options["out"].expected
    assert np.allclose(found.npsv_gbp, expected.measures.npsv_gbp, rtol=1e-12)
    partners = [expected.partners[each].net_cash_gbp for each in found.partner_ids]
    assert np.allclose(found.partner_net_cash_gbp, partners, rtol=1e-12)


def test_the_mean_of_steps_is_shown_and_not_the_step_of_the_mean() -> None:
    """24 beds on average, 16 to 32, in lumps of 25: no lump at the mean, one in every draw at 25 or more."""
    case = small_case(
        programme={"horizon_years": 1},
        effect={"impact": 0.24, "impact_low": 0.16, "impact_high": 0.32},
        benefit={**STEPPED, "lump_units": 25},
        option_sites=({"end_year": 0},),
        places=(BenefitCentre(benefit_id="beds", cost_centre_id="ward"),),
        centres=({"cost_centre_id": "ward"},),
    )
    assert appraise(case, ASSUMPTIONS).options["out"].expected.measures.pv_cash_released_gbp == 0
    cash = simulate(case, ASSUMPTIONS, 8_192, 4).net_cash_gbp[:, 0]
    chance = beta.sf((25 - 16) / (32 - 16), 3, 3)
    assert set(cash.tolist()) == {0.0, 25_000.0}
    assert cash.mean() == pytest.approx(25_000 * chance, rel=0.005)


def test_cash_is_back_in_time_or_it_is_not() -> None:
    case = small_case(costs=({"driver": "programme_one_off", "amount_gbp": 250_000, "amount_low": 50_000, "amount_high": 450_000},))
    council = case.partners[0].model_copy(update={"payback_limit_years": 2})
    found = simulate(case.model_copy(update={"partners": (council,)}), ASSUMPTIONS, 4_096, 6)
    chance = beta.cdf((300_000 - 50_000) / 400_000, 3, 3)  # 100,000 a year from year 0: 300,000 by year 2
    assert found.payback_met[:, 0, 0].mean() == pytest.approx(chance, abs=0.003)


def test_no_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="ask for 1 or more"):
        simulate(read_case("one_hospital"), ASSUMPTIONS, 0, 1)
