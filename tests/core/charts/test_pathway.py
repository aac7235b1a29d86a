import pytest

from core.charts.kit.theme import theme
from core.charts.pathway import alt_text, draw, pathway_title
from core.domain.case.programme import Stage
from core.reports.gates.pathway import pathway
from tests.core.charts.test_pictures import LEAST_INK, PHONE, WIDE, assert_nothing_is_cut_off, ink, picture_of
from tests.core.reports.read_versions import loaded

CASE = loaded("sample").case
OPTIONS = {row.option_id: row for row in CASE.options}


def frame_of(option_id, stage=Stage.scale):
    programme = CASE.programme.model_copy(update={"stage": stage})
    return pathway(CASE.model_copy(update={"programme": programme}), OPTIONS[option_id])


@pytest.mark.parametrize(("dark", "narrow"), [(False, False), (False, True), (True, False), (True, True)])
@pytest.mark.parametrize("option_id", list(OPTIONS))
def test_the_way_is_drawn_and_nothing_is_cut_off(option_id, dark, narrow):
    picture = picture_of(draw(frame_of(option_id), dark, narrow), PHONE if narrow else WIDE)
    assert ink(picture, theme(dark)).sum() > LEAST_INK
    assert_nothing_is_cut_off(picture, theme(dark))


def test_the_title_says_where_the_programme_stands_and_what_is_ahead():
    assert pathway_title(frame_of("boroughs_then_rules")) == "The programme stands at “scaled out”; ahead: scaled up and sustained"
    assert pathway_title(frame_of("ten_boroughs", Stage.sustained)) == "The programme stands at “sustained”"
    assert pathway_title(frame_of("ten_boroughs", None)) == "Where the programme stands is not written down"


def test_the_words_say_what_the_shapes_show():
    assert alt_text(frame_of("new_rules")).endswith(
        "Prototype: done; Scaled out: not on this option's way; Scaled up: here now; Sustained: ahead."
    )
