"""Very many draws are summed up as they come, and say what the same draws say when all of them are kept."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.simulation.quantile_digest import KEPT, WAITING, QuantileDigest
from core.engine.simulation.simulate import simulate
from core.engine.simulation.streamed_summary import RunningSpread, summary_of_draws
from core.engine.simulation.summary import simulation_dict
from tests.case_files import assumptions, read_case

SHARES = np.array([0.01, 0.1, 0.5, 0.9, 0.99])
ASSUMPTIONS = assumptions()


def digest_of(figures: np.ndarray, block: int = 1_024) -> QuantileDigest:
    digest = QuantileDigest()
    for start in range(0, len(figures), block):
        digest.take(figures[start : start + block])
    return digest


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), skew=st.floats(0.1, 2))
def test_quantiles_of_many_figures_lie_within_a_thousandth_of_the_spread(seed: int, skew: float) -> None:
    figures = np.random.default_rng(seed).gamma(skew, 100.0, 400_000)
    found, exact = digest_of(figures).quantiles(SHARES), np.quantile(figures, SHARES)
    assert np.abs(found - exact).max() <= 0.001 * np.ptp(figures)
    assert found[1:4] == pytest.approx(exact[1:4], rel=1e-3, abs=1e-3)


def test_few_figures_are_kept_as_they_are() -> None:
    figures = np.random.default_rng(1).normal(0, 1, WAITING - 1)
    assert digest_of(figures).quantiles(SHARES).tolist() == np.quantile(figures, SHARES).tolist()


def test_a_figure_that_many_draws_share_stays_itself() -> None:
    figures = np.where(np.arange(300_000) % 4 == 0, 7.0, 0.0)
    assert digest_of(figures).quantiles(np.array([0.1, 0.5, 0.9])).tolist() == [0.0, 0.0, 7.0]


def test_what_is_kept_does_not_grow_with_the_figures() -> None:
    digest = digest_of(np.random.default_rng(2).normal(0, 1, 1_000_000))
    assert len(digest._values) <= KEPT
    assert sum(map(len, digest._waiting)) <= WAITING


def test_quantiles_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="no figures were taken in"):
        QuantileDigest().quantiles(SHARES)


def test_mean_and_deviation_of_blocks_are_those_of_the_whole() -> None:
    figures = np.random.default_rng(3).normal(1e9, 5.0, 10_000)
    running = RunningSpread()
    for block in np.array_split(figures, 7):
        running.take(block)
    assert running.as_dict()["mean"] == pytest.approx(figures.mean(), rel=1e-14)
    assert running.as_dict()["sd"] == pytest.approx(figures.std(), rel=1e-6)


@pytest.mark.parametrize("name", ["one_hospital", "made_300"])
def test_the_summary_is_that_of_the_same_draws_kept(name: str) -> None:
    case = read_case(name)
    streamed = summary_of_draws(case, ASSUMPTIONS, 5_000, 11)
    kept = simulation_dict(simulate(case, ASSUMPTIONS, 5_000, 11))
    for option_id, own in kept.items():
        for figure in ("npsv_gbp", "net_cash_gbp"):
            assert streamed[option_id][figure] == pytest.approx(own[figure], rel=1e-9, abs=1e-6)
        rest = {key: value for key, value in own.items() if key not in ("npsv_gbp", "net_cash_gbp")}
        assert {key: streamed[option_id][key] for key in rest} == pytest.approx(rest)
