import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.kit import formats
from core.charts.kit.formats import MINUS

any_money = st.floats(min_value=-1e13, max_value=1e13, allow_nan=False)
any_share = st.floats(min_value=0, max_value=1, allow_nan=False)
UNITS = {"k": 1e3, "m": 1e6, "bn": 1e9}


def pounds_in(shown: str) -> float:
    """Read a figure back."""
    sign = -1 if shown.startswith(MINUS) else 1
    digits = shown.lstrip(MINUS + "+").removeprefix("£").replace(",", "")
    unit = next((unit for unit in ("bn", "m", "k") if digits.endswith(unit)), "")
    return sign * float(digits.removesuffix(unit)) * UNITS.get(unit, 1)


@pytest.mark.parametrize(
    ("gbp", "shown"),
    [
        (2_400_000, "£2.4m"),
        (310_000, "£310k"),
        (-1_100_000, "−£1.1m"),
        (0, "£0"),
        (-0.4, "£0"),
        (1_250, "£1,250"),
        (9_999.6, "£10k"),
        (999_499, "£999k"),
        (999_500, "£1.0m"),
        (99_949_999, "£99.9m"),
        (99_950_000, "£100m"),
        (999_600_000, "£1.0bn"),
        (None, "none"),
        (math.nan, "none"),
    ],
)
def test_money_is_short_and_its_unit_is_chosen_after_rounding(gbp, shown):
    assert formats.money(gbp) == shown


@given(any_money)
def test_money_reads_back_within_its_rounding_and_never_says_1000k_or_minus_nothing(gbp):
    shown = formats.money(gbp)
    assert pounds_in(shown) == pytest.approx(gbp, rel=0.051, abs=0.5)
    assert "£1000" not in shown
    assert "£1,000k" not in shown
    assert "£1,000m" not in shown
    assert shown != f"{MINUS}£0"
    assert "-" not in shown


@given(any_money, any_money)
def test_more_money_never_reads_as_less(one, other):
    low, high = sorted((one, other))
    assert pounds_in(formats.money(low)) <= pounds_in(formats.money(high))


@given(any_money)
def test_signed_and_tiny_money_are_the_same_figure_with_a_sign(gbp):
    assert formats.signed_money(gbp).lstrip("+") == formats.money(gbp)
    assert formats.tiny_money(gbp) == formats.signed_money(gbp).replace("£", "")
    assert formats.signed_money(gbp).startswith("+") == (gbp >= 0.5)


@given(any_money)
def test_exact_money_is_within_half_a_pound(gbp):
    assert abs(pounds_in(formats.exact_money(gbp)) - gbp) <= 0.5
    assert formats.exact_money(gbp) != f"{MINUS}£0"


def test_exact_money_and_ranges_read_as_people_write_them():
    assert formats.exact_money(1_234_567) == "£1,234,567"
    assert formats.exact_money(-1_234_567.4) == "−£1,234,567"
    assert formats.money_range(1.1e6, 3e6) == "£1.1m to £3.0m"
    assert formats.money_range(-4e5, 8.1e6) == "−£400k to £8.1m"
    assert formats.money_range(1_100_000, 1_100_001) == "£1.1m"
    assert formats.signed_money(1.1e6) == "+£1.1m"
    assert formats.tiny_money(-310_000) == "−310k"


def test_an_infinite_figure_is_refused():
    with pytest.raises(ValueError, match="finite"):
        formats.money(math.inf)


def test_years_are_named_from_the_base_year_over_a_century_too():
    assert [formats.financial_year(2026, t) for t in (0, 1, 73)] == ["2026/27", "2027/28", "2099/00"]


def test_lengths_of_time_have_one_year_and_many_years_and_none_within_the_horizon():
    assert formats.duration(3.1) == "3.1 years"
    assert formats.duration(1.0) == "1 year"
    assert formats.duration(0) == "0 years"
    assert formats.duration(None, 10) == "not within 10 years"
    assert formats.duration(None, 1) == "not within 1 year"
    assert formats.duration(None) == "never"


def test_a_share_that_is_not_quite_none_or_all_says_so():
    assert [formats.share(part) for part in (0, 0.001, 0.34, 0.996, 1, None)] == [
        "0%",
        "under 1%",
        "34%",
        "over 99%",
        "100%",
        "none",
    ]


@given(any_share)
def test_a_share_says_none_or_all_only_when_it_is(part):
    assert (formats.share(part) == "0%") == (part == 0)
    assert (formats.share(part) == "100%") == (part == 1)


def test_people_are_whole_and_ratios_have_two_places():
    assert formats.people(1_240.4) == "1,240"
    assert formats.people(None, none="not counted") == "not counted"
    assert formats.ratio(1.638) == "1.64"
    assert formats.ratio(-0.004) == "0.00"
    assert formats.ratio(None) == "none"


def test_a_chance_is_told_in_tens():
    assert formats.chance(0.81) == "About 8 in 10"
    assert [formats.chance(part) for part in (0, 0.02, 0.97, 1)] == [
        "Fewer than 1 in 100",
        "Fewer than 1 in 10",
        "More than 9 in 10",
        "More than 99 in 100",
    ]
    assert formats.chance(None) == "not known"


@given(any_share)
def test_a_chance_is_never_10_in_10_or_0_in_10(part):
    assert formats.chance(part) not in ("About 10 in 10", "About 0 in 10")


def test_a_chance_as_a_percentage_is_never_certain():
    assert [formats.chance_share(part) for part in (0, 0.005, 0.5, 0.99, 0.999, 1)] == [
        "under 1%",
        "under 1%",
        "50%",
        "99%",
        "over 99%",
        "over 99%",
    ]


def test_runs_are_never_every_run_and_never_none():
    assert [formats.runs(part) for part in (1.0, 0.9999, 0.81, 1e-9, 0.0, None)] == [
        "more than 99 in 100 runs",
        "more than 99 in 100 runs",
        "about 8 in 10 runs",
        "fewer than 1 in 100 runs",
        "fewer than 1 in 100 runs",
        "an unknown number of runs",
    ]


def test_a_share_near_an_end_has_a_decimal_and_a_range_of_one_share_is_one_figure():
    assert [formats.fine_share(part) for part in (0.34, 0.003, 0.996)] == ["34%", "0.3%", "99.6%"]
    assert formats.share_range(0.2, 0.6) == "20% to 60%"
    assert formats.share_range(0.2, 0.201) == "20%"
