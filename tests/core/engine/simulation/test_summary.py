from dataclasses import replace

import numpy as np
import pytest

from core.domain.case.costs import Driver
from core.engine.appraisal import appraise
from core.engine.results import to_dict
from core.engine.simulation.simulate import Simulation, simulate
from core.engine.simulation.summary import (
    chance_at_least,
    chance_best,
    chance_positive,
    difference_of,
    expected_regret,
    paired_difference,
    payback_chances,
    simulation_dict,
    spread_of,
)
from core.engine.simulation.value_of_information import value_of_perfect_information, values_of_information
from tests.case_files import assumptions, read_case

ASSUMPTIONS = assumptions()
CASES = ("bench", "made_300", "made_304", "made_309")


@pytest.fixture(scope="module", params=CASES)
def simulation(request: pytest.FixtureRequest) -> Simulation:
    return simulate(read_case(request.param), ASSUMPTIONS, 2_048, 11)


def small(npsv: list[list[float]]) -> Simulation:
    """A simulation with these values: one row a draw, one column an option."""
    base = simulate(read_case("one_hospital"), ASSUMPTIONS, len(npsv), 1)
    options = tuple(f"option_{at}" for at in range(len(npsv[0])))
    return replace(base, option_ids=options, npsv_gbp=np.array(npsv, dtype=float))


def test_a_spread_is_in_order(simulation: Simulation) -> None:
    for values in (*simulation.npsv_gbp.T, *simulation.net_cash_gbp.T):
        spread = spread_of(values)
        assert spread.p10 <= spread.p50 <= spread.p90
        assert spread.sd >= 0


def test_the_chances_to_be_best_add_to_one(simulation: Simulation) -> None:
    assert sum(chance_best(simulation).values()) == pytest.approx(1)


def test_the_least_regret_is_what_knowing_everything_is_worth(simulation: Simulation) -> None:
    perfect = value_of_perfect_information(simulation)
    assert perfect >= 0
    assert min(expected_regret(simulation).values()) == pytest.approx(perfect, rel=1e-9, abs=1e-3)


def test_knowing_everything_is_worth_more_than_knowing_one_thing(simulation: Simulation) -> None:
    perfect = value_of_perfect_information(simulation)
    alone = values_of_information(simulation, most=100)
    assert alone and all(0 <= each.value_gbp <= each.raw_gbp <= perfect * (1 + 1e-9) + 1e-6 for each in alone)
    assert [each.value_gbp for each in alone] == sorted((each.value_gbp for each in alone), reverse=True)


def test_business_as_usual_never_moves(simulation: Simulation) -> None:
    assert not simulation.npsv_gbp[:, 0].any() and not simulation.net_cash_gbp[:, 0].any()


def test_partners_add_up_in_every_draw(simulation: Simulation) -> None:
    assert np.allclose(simulation.partner_net_cash_gbp.sum(axis=2), simulation.net_cash_gbp, atol=0.01, rtol=1e-9)


def test_ties_are_shared() -> None:
    found = chance_best(small([[1, 1, 0], [0, 2, 0], [3, 3, 3]]))
    assert list(found.values()) == pytest.approx([(1 / 2 + 0 + 1 / 3) / 3, (1 / 2 + 1 + 1 / 3) / 3, 1 / 9])


def test_regret_and_the_worth_of_knowing_by_hand() -> None:
    two = small([[10, 0], [0, 4]])
    assert list(expected_regret(two).values()) == [2, 5]
    assert value_of_perfect_information(two) == 2


def test_differences_are_taken_draw_by_draw() -> None:
    found = paired_difference(small([[10, 7], [20, 17], [5, 5]]), "option_0", "option_1")
    assert (found.mean, found.chance_positive, found.chance_equal) == pytest.approx((2, 2 / 3, 1 / 3))
    same = difference_of(np.arange(4.0), np.arange(4.0))
    assert (same.mean, same.p10, same.p90, same.chance_positive, same.chance_equal) == (0, 0, 0, 0, 1)


def test_chances_count_draws() -> None:
    values = np.array([-1.0, 0.0, 1.0, 2.0])
    assert chance_positive(values) == 0.5
    assert chance_at_least(values, 0) == 0.75


def test_a_partner_without_a_limit_has_no_chance_to_meet_it() -> None:
    case = read_case("made_300")
    partners = (case.partners[0].model_copy(update={"payback_limit_years": 40}), *case.partners[1:])
    found = payback_chances(simulate(case.model_copy(update={"partners": partners}), ASSUMPTIONS, 64, 1), "scale_out")
    first, *others = found.values()
    assert first is not None and 0 <= first <= 1
    assert others and all(each is None for each in others)


def test_the_command_line_shows_each_options_own_draws() -> None:
    case = read_case("made_304")
    found = to_dict(appraise(case, ASSUMPTIONS), simulation_dict(simulate(case, ASSUMPTIONS, 256, 9)))
    for option in found["options"].values():
        shown = option["simulation"]
        assert set(shown) == {"draws", "seed", "npsv_gbp", "net_cash_gbp", "chance_npsv_positive", "chance_best"}
        assert (shown["draws"], shown["seed"]) == (256, 9)
        assert set(shown["npsv_gbp"]) == set(shown["net_cash_gbp"]) == {"mean", "sd", "p10", "p50", "p90"}
    assert "simulation" not in to_dict(appraise(case, ASSUMPTIONS))["options"]["scale_out"]


def test_only_a_figure_that_turns_the_choice_is_worth_knowing() -> None:
    """One option, one lever: whether to go up turns on its adoption, and on nothing else."""
    case = read_case("bench")
    keep = ("business_as_usual", "scale_up")
    certain = {"amount_gbp": 2e7, "driver": Driver.programme_one_off, "amount_low": None, "amount_high": None}
    case = case.model_copy(
        update={
            "options": tuple(each for each in case.options if each.option_id in keep),
            "levers": tuple(each for each in case.levers if each.lever_id == "scale_up_l0"),
            "costs": tuple(each.model_copy(update=certain) for each in case.costs if each.cost_id == "scale_up_programme_yearly"),
        }
    )
    found = simulate(case, ASSUMPTIONS, 4_096, 3)
    first, *others = values_of_information(found)
    assert first.name == "adoption/scale_up_l0"
    assert first.value_gbp == pytest.approx(value_of_perfect_information(found), rel=0.02)
    assert all(each.value_gbp < 0.02 * first.value_gbp for each in others)


def test_the_noise_of_bins_is_taken_off() -> None:
    """Two options that differ by luck alone: bins find some worth in every figure, and the shuffled ones find as much."""
    base = simulate(read_case("made_300"), ASSUMPTIONS, 2_048, 1)
    luck = np.random.default_rng(5).normal(0, 1_000, (2_048, 2))
    found = values_of_information(replace(base, option_ids=("one", "other"), npsv_gbp=luck), most=100)
    raw, noise, value = (np.mean([getattr(each, name) for each in found]) for name in ("raw_gbp", "noise_gbp", "value_gbp"))
    assert raw > 10
    assert noise == pytest.approx(raw, rel=0.25)
    assert value < raw / 3
