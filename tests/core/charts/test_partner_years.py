import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.partner_years import MOST_NARROW, MOST_WIDE, heat_thresholds, in_bands, with_labels
from tests.core.charts.sample_frames import partner_years_frame

PARTNERS = ["Council", "Police"]


@given(st.integers(1, 201), st.sampled_from([MOST_WIDE, MOST_NARROW, 1]))
def test_bands_fit_the_room_and_add_up_to_the_years(years, most):
    frame = partner_years_frame(PARTNERS, size=1.1, years=years)
    bands = in_bands(frame, most)
    assert bands["year_label"].nunique() <= most
    for partner in PARTNERS:
        before, after = (math.fsum(rows.loc[rows["partner"] == partner, "net_gbp"]) for rows in (frame, bands))
        assert after == pytest.approx(before, rel=1e-12)


def test_years_that_fit_are_left_alone_and_thirty_come_in_fives():
    frame = partner_years_frame(PARTNERS, years=12)
    assert in_bands(frame, MOST_WIDE) is frame
    labels = list(in_bands(partner_years_frame(PARTNERS, years=31), MOST_WIDE)["year_label"].unique())
    assert len(labels) == 7
    assert (labels[0], labels[-1]) == ("2026/27 to 2030/31", "2056/57")


def test_whole_pounds_add_up_exactly():
    frame = partner_years_frame(PARTNERS, size=333.0, years=40)
    assert in_bands(frame, 5)["net_gbp"].sum() == frame["net_gbp"].sum()


def test_more_than_ten_years_leave_out_the_pound_sign():
    assert "£" in with_labels(partner_years_frame(PARTNERS, years=10))["text"].iloc[0]
    assert "£" not in with_labels(partner_years_frame(PARTNERS, years=11))["text"].iloc[0]


@given(st.floats(min_value=0, max_value=1e12, allow_nan=False))
def test_shades_rise_with_the_figure_and_are_the_same_on_both_sides(largest):
    steps = heat_thresholds(largest)
    assert steps == sorted(set(steps)) or largest < 1e-300
    assert [-step for step in reversed(steps)] == steps
    assert len(steps) == 8
