"""Every chart is drawn as a picture and looked at: a wrong spec draws an empty chart without any error."""

import io

import numpy as np
import pytest
import vl_convert
from PIL import Image

from core.charts.kit.spec import Drawing
from core.charts.kit.theme import DARK, LIGHT, Theme, theme
from tests.core.charts.sample_frames import HOSTILE, LONG, SAMPLES, USUAL
from tests.core.charts.standing_alone import with_rows_inside

WIDE, PHONE = 1000, 320
MARGIN = 2
LEAST_INK = 400

every_chart = pytest.mark.parametrize("chart", SAMPLES)
thorough = pytest.mark.thorough  # either theme and either width are looked at without it too, each with one of the other


def picture_of(drawing: Drawing, width: int) -> np.ndarray:
    png = vl_convert.vegalite_to_png(with_rows_inside(drawing, width))
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)


def page_colour(colours: Theme) -> np.ndarray:
    return np.array([int(colours.page[place : place + 2], 16) for place in (1, 3, 5)])


def ink(picture: np.ndarray, colours: Theme) -> np.ndarray:
    return np.abs(picture - page_colour(colours)).max(axis=2) > 24


def assert_nothing_is_cut_off(picture: np.ndarray, colours: Theme) -> None:
    marks = ink(picture, colours)
    edges = {"left": marks[:, :MARGIN], "right": marks[:, -MARGIN:], "top": marks[:MARGIN], "foot": marks[-MARGIN:]}
    assert not [edge for edge, there in edges.items() if there.any()]


@every_chart
@pytest.mark.parametrize(
    ("dark", "narrow"),
    [(False, False), (True, True), pytest.param(False, True, marks=thorough), pytest.param(True, False, marks=thorough)],
)
def test_a_chart_has_ink_that_an_empty_one_lacks_and_nothing_is_cut_off(chart, dark, narrow):
    sample, colours, width = SAMPLES[chart], theme(dark), PHONE if narrow else WIDE
    full = picture_of(sample.draw(sample.frame(USUAL), dark=dark, narrow=narrow), width)
    empty = picture_of(sample.draw(sample.frame([]), dark=dark, narrow=narrow), width)
    assert ink(full, colours).sum() > ink(empty, colours).sum() + LEAST_INK
    assert full.shape[1] == width
    assert_nothing_is_cut_off(full, colours)


@every_chart
@pytest.mark.parametrize("narrow", [True, pytest.param(False, marks=thorough)])
def test_names_that_mean_harm_or_are_long_are_drawn_as_they_are(chart, narrow):
    sample, width = SAMPLES[chart], PHONE if narrow else WIDE
    picture = picture_of(sample.draw(sample.frame(list(HOSTILE)), narrow=narrow), width)
    assert ink(picture, LIGHT).sum() > LEAST_INK
    assert_nothing_is_cut_off(picture, LIGHT)


@every_chart
def test_one_row_of_nothing_can_be_drawn(chart):
    sample = SAMPLES[chart]
    picture = picture_of(sample.draw(sample.frame(["Only one"], size=0.0), dark=True, narrow=True), PHONE)
    assert ink(picture, DARK).any()


@pytest.mark.parametrize("chart", [name for name in SAMPLES if SAMPLES[name].is_rows])
def test_thirty_rows_make_a_taller_chart_in_which_nothing_is_cut_off(chart):
    sample = SAMPLES[chart]
    names = [f"{LONG} {number}" for number in range(30)]
    many = picture_of(sample.draw(sample.frame(names), narrow=True), PHONE)
    few = sample.draw(sample.frame(names[:3]), narrow=True)
    assert many.shape[0] > few.spec["height"] * 4
    assert_nothing_is_cut_off(many, LIGHT)


def test_a_ledger_shows_what_is_paid_in_orange_and_what_is_gained_in_blue():
    picture = picture_of(SAMPLES["ledger"].draw(SAMPLES["ledger"].frame(USUAL)), WIDE)
    orange, blue = ((picture == colour).all(axis=2) for colour in ((0xE0, 0x5A, 0x10), (0x0F, 0x2F, 0x80)))
    assert orange.sum() > LEAST_INK
    assert blue.sum() > LEAST_INK
    assert np.nonzero(orange)[1].max() < np.nonzero(blue[:, : WIDE - 100])[1].max()
    assert np.median(np.nonzero(orange)[1]) < np.median(np.nonzero(blue)[1])
