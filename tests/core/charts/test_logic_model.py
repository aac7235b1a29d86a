"""The drawing of the logic model: every box and arrow is there, nothing is cut off, and the words say the same."""

import pandas as pd
import pytest

from core.charts.kit.theme import theme
from core.charts.logic_model import alt_text, draw, title_of, with_labels
from core.domain.case.logic_model import ModelVersion
from core.reports.logic_model.elements import drawing_frame
from tests.core.charts.sample_frames import HOSTILE
from tests.core.charts.test_pictures import LEAST_INK, PHONE, WIDE, assert_nothing_is_cut_off, ink, picture_of
from tests.core.reports.logic_cases import chain, with_model
from tests.core.reports.read_versions import loaded

OUT = ModelVersion.scale_out
LOOKS = [(False, False), (False, True), (True, False), (True, True)]


def frame_of(version=OUT):
    return drawing_frame(loaded("sample").case, version)


def made(*rows):
    columns = ["element_id", "stage", "title", "detail", "control", "leads_to"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(("dark", "narrow"), LOOKS)
@pytest.mark.parametrize("version", list(ModelVersion))
def test_each_version_is_drawn_and_nothing_is_cut_off(version, dark, narrow):
    picture = picture_of(draw(frame_of(version), dark, narrow), PHONE if narrow else WIDE)
    assert ink(picture, theme(dark)).sum() > LEAST_INK
    assert_nothing_is_cut_off(picture, theme(dark))


@pytest.mark.parametrize("narrow", [False, True])
def test_names_that_mean_harm_or_are_long_are_drawn_as_they_are(narrow):
    frame = made(*[(f"e{n}", "input", name, "", "influence", ()) for n, name in enumerate(HOSTILE)])
    picture = picture_of(draw(frame, narrow=narrow), PHONE if narrow else WIDE)
    assert ink(picture, theme(False)).sum() > LEAST_INK
    assert_nothing_is_cut_off(picture, theme(False))


def test_a_model_without_elements_can_be_drawn():
    assert picture_of(draw(made()), WIDE).any()
    assert alt_text(made()) == "The logic model. It has no elements."


def test_boxes_of_a_stage_stand_in_its_column_and_none_overlaps():
    rows = with_labels(frame_of())
    boxes = rows[rows.what == "box"]
    assert len(boxes) == len(frame_of())
    for _, some in boxes.groupby("stage"):
        assert some.x.nunique() == 1
        placed = some.sort_values("y")
        assert (placed.y.iloc[1:].to_numpy() > placed.y2.iloc[:-1].to_numpy()).all()


def test_every_step_has_an_arrow_that_ends_in_one_head_at_the_edge_of_its_box():
    frame = frame_of()
    rows = with_labels(frame)
    heads, boxes = rows[rows.what == "head"], rows[rows.what == "box"]
    assert len(heads) == frame.leads_to.map(len).sum()
    for _, head in heads.iterrows():
        assert ((boxes.x - head.x).abs().lt(1e-9) & (boxes.y < head.y) & (head.y < boxes.y2)).any()


def test_a_step_within_a_stage_goes_round_its_boxes_even_in_the_first_column():
    frame = made(("a", "input", "A", "", "", ("b",)), ("b", "input", "B", "", "", ()))
    rows = with_labels(frame)
    arrows, boxes = rows[rows.what == "arrow"], rows[rows.what == "box"]
    assert len(arrows) == 3
    assert arrows.x.min() < boxes.x.min()
    assert_nothing_is_cut_off(picture_of(draw(frame), WIDE), theme(False))


def test_on_a_phone_words_take_the_place_of_arrows():
    rows = with_labels(drawing_frame(with_model(chain()), OUT), narrow=True)
    assert set(rows.what) == {"box", "heading"}
    assert rows.detail.str.contains("Leads to Visits").any()


def test_the_alternative_text_tells_every_step():
    assert alt_text(drawing_frame(with_model(chain()), OUT)) == (
        "The logic model. Inputs: Nurses leads to Visits. Activities: Visits leads to Stays. Outcomes: Stays leads to Health. "
        "Impact: Health."
    )


def test_the_title_counts_what_can_only_be_influenced():
    assert title_of(frame_of(), "Scale out") == "Scale out: 16 elements, of which we can only influence nine"
    assert title_of(frame_of().head(1), "Prototype") == "Prototype: one element, of which we can only influence none"
