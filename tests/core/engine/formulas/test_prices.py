"""Prices of one year in those of another, and real money as money of the day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.case.costs import Deflator
from core.engine.formulas.prices import money_of_the_day_factors, price_factor, price_index
from tests.case_files import assumptions

OFFICIAL = assumptions().gdp_deflators
TWO_PERCENT = {2026 + year: 100 * 1.02**year for year in range(4)}


def test_a_promise_in_money_of_the_day_falls_behind_a_need_in_real_money() -> None:
    """£100,000 real needed each year, £100,000 of the day promised, 2% inflation."""
    short = 100_000 * money_of_the_day_factors(TWO_PERCENT, 2026, 2026, 4) - 100_000
    assert short == pytest.approx([0, 2_000, 4_040, 6_120.80])


def test_a_folders_own_table_is_used_alone() -> None:
    index = price_index((Deflator(year=2024, index=94), Deflator(year=2026, index=100)), OFFICIAL)
    assert price_factor(index, 2024, 2026) == 100 / 94
    with pytest.raises(ValueError, match=r"deflators\.csv has no index for 2025 \(2025/26\): add a row"):
        price_factor(index, 2025, 2026)


def test_without_a_table_the_official_one_serves() -> None:
    index = price_index((), OFFICIAL)
    assert price_factor(index, 2015, 2026) == 103.13671 / 75.47905
    assert price_factor(index, 2026, 2027) == pytest.approx(1.02, abs=1e-7)


def test_a_year_that_neither_table_has_is_said_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"official GDP deflators run from 1990 to 2036 and have no index for 2037 \(2037/38\)"):
        money_of_the_day_factors(price_index((), OFFICIAL), 2026, 2026, 12)


@given(st.integers(1990, 2030), st.integers(1990, 2020), st.integers(1, 7), st.floats(1, 1e9))
def test_money_goes_there_and_back(price_year: int, base_year: int, years: int, amount: float) -> None:
    factors = money_of_the_day_factors(price_index((), OFFICIAL), price_year, base_year, years)
    assert factors.shape == (years,)
    assert np.allclose(amount * factors / factors, amount)
    assert price_factor(OFFICIAL.index, base_year, price_year) * factors[0] == pytest.approx(1)
