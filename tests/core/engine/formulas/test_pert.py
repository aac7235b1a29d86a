import numpy as np
import pytest
from scipy.stats import beta

from core.engine.formulas.pert import pert_quantile

UNIFORM = np.concatenate((np.random.default_rng(1).random(20_000), [0.0, 1.0, 1e-9, 1 - 1e-9, 1e-5, 0.5]))


@pytest.mark.parametrize("mode", [0.0, 0.03, 0.2, 0.5, 0.77, 0.99, 1.0])
def test_quantiles_are_those_of_the_beta_distribution_to_a_millionth_of_the_range(mode: float) -> None:
    found = pert_quantile(UNIFORM, 100, 100 + 50 * mode, 150)
    exact = 100 + 50 * beta.ppf(UNIFORM, 1 + 4 * mode, 5 - 4 * mode)
    assert np.abs(found - exact).max() < 1e-6 * 50
    assert found.min() >= 100 and found.max() <= 150


def test_a_figure_whose_ends_are_one_is_certain() -> None:
    assert pert_quantile(np.array([0.0, 0.3, 1.0]), 7, 7, 7).tolist() == [7, 7, 7]


def test_the_mean_leans_to_the_most_likely_figure() -> None:
    even = (np.arange(100_000) + 0.5) / 100_000
    assert pert_quantile(even, 0, 3, 12).mean() == pytest.approx((0 + 4 * 3 + 12) / 6, rel=1e-5)


def test_quantiles_rise() -> None:
    even = np.linspace(0, 1, 10_001)
    assert (np.diff(pert_quantile(even, -2, -1.9, 5)) >= 0).all()
