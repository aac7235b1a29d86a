import json
from collections.abc import Iterator
from typing import Any

import pytest

from core.charts.kit.spec import POUND_LABELS, span, wrapped
from tests.core.charts.sample_frames import HOSTILE, SAMPLES, USUAL

every_drawing = pytest.mark.parametrize(("chart", "narrow"), [(chart, narrow) for chart in SAMPLES for narrow in (False, True)])


def values_of(spec: Any, key: str) -> Iterator[Any]:
    if isinstance(spec, dict):
        if key in spec:
            yield spec[key]
        for value in spec.values():
            yield from values_of(value, key)
    elif isinstance(spec, list):
        for value in spec:
            yield from values_of(value, key)


@every_drawing
def test_user_made_text_never_enters_a_spec(chart, narrow):
    sample = SAMPLES[chart]
    spec = json.dumps(sample.draw(sample.frame(list(HOSTILE)), narrow=narrow).spec, ensure_ascii=False)
    assert not [name for name in HOSTILE if json.dumps(name, ensure_ascii=False)[1:-1] in spec]


@every_drawing
def test_a_spec_brings_no_data_and_follows_its_container(chart, narrow):
    sample = SAMPLES[chart]
    spec = sample.draw(sample.frame(USUAL), narrow=narrow).spec
    assert not list(values_of(spec, "data"))
    assert not list(values_of(spec, "datasets"))
    assert (spec["width"], spec["autosize"]["type"]) == ("container", "fit-x")
    assert set(spec["padding"]) == {"left", "right", "top", "bottom"}, "Streamlit writes padding.bottom"


@every_drawing
def test_every_field_of_a_spec_is_a_plain_column_of_its_rows(chart, narrow):
    sample = SAMPLES[chart]
    drawing = sample.draw(sample.frame(USUAL), narrow=narrow)
    made_in_the_spec = {"mark", "step_at", "middle"}
    fields = set(values_of(drawing.spec, "field")) - made_in_the_spec
    assert fields <= set(drawing.rows.columns)
    assert not [field for field in fields if set(field) & set(".[]:")]


@every_drawing
def test_no_pound_sign_stands_in_a_number_format(chart, narrow):
    sample = SAMPLES[chart]
    spec = sample.draw(sample.frame(USUAL), narrow=narrow).spec
    assert not [pattern for pattern in values_of(spec, "format") if "£" in str(pattern)]
    assert "'£' +" in POUND_LABELS


@pytest.mark.parametrize("chart", SAMPLES)
def test_alternative_text_says_what_the_chart_shows_in_plain_sentences(chart):
    sample = SAMPLES[chart]
    said = sample.draw(sample.frame(USUAL)).alt
    assert said.endswith(".")
    assert not [word for word in ("nan", "None", "..", "£-", "-£") if word in said]


def test_a_stretch_always_holds_nought_and_is_never_empty():
    assert span([]) == (-1.0, 1.0)
    assert span([0.0, 0.0]) == (-1.0, 1.0)
    assert span([5.0]) == (0.0, 5.0)
    assert span([-3.0, -2.0]) == (-3.0, 0.0)


def test_a_long_name_is_broken_into_lines_and_a_very_long_one_is_cut_with_an_ellipsis():
    assert wrapped("Greater Manchester Police", 12) == "Greater\nManchester\nPolice"
    cut = wrapped("word " * 100, 20)
    assert cut.count("\n") == 2
    assert cut.endswith("…")
    assert wrapped("x" * 60, 34) == "x" * 34 + "\n" + "x" * 26
