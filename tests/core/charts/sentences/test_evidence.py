"""Titles about evidence."""

import pytest

from core.charts.sentences.evidence import effect_text, evidence_map_title, forest_title
from tests.core.charts.evidence_frames import forest_frame, map_frame


def test_a_forest_says_what_studies_find_together_and_what_routine_practice_keeps() -> None:
    assert forest_title(forest_frame(["A", "B", "C"])) == (
        "Three studies together find 0.20 (0.10 to 0.30); the range lies above nothing; "
        "0.30 in demonstrations, 0.10 in routine practice"
    )


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [(-0.1, 0.3, "the range holds nothing at all"), (-0.3, -0.1, "the range lies below nothing"), (0.1, 0.3, "above nothing")],
)
def test_a_forest_says_where_the_range_lies(low: float, high: float, says: str) -> None:
    frame = forest_frame(["A", "B"])
    assert says in forest_title(frame.assign(low=low, high=high))


def test_one_study_is_not_confirmed_and_none_is_said() -> None:
    assert forest_title(forest_frame(["A"])) == "One study finds 0.00 (−0.20 to 0.20), and nothing confirms it yet"
    assert forest_title(forest_frame([])) == "There is no study with an effect and a standard error"


def test_a_map_names_the_outcomes_without_a_study() -> None:
    frame = map_frame(["Crimes", "Arrests"])
    frame.loc[frame["outcome"] == "Crimes", "studies"] = 0
    assert evidence_map_title(frame) == "45 studies, and none on one of two outcomes: Crimes"
    assert evidence_map_title(frame[frame["outcome"] == "Arrests"]) == "45 studies: every outcome has at least one"
    assert evidence_map_title(frame.assign(studies=0)) == "There is no study on any of the two outcomes"
    assert evidence_map_title(frame[:0]) == "There is no outcome to have evidence on"


@pytest.mark.parametrize(
    ("three", "text"),
    [
        ((0.4226, 0.3041, 0.5411), "0.42 (0.30 to 0.54)"),
        ((-0.0004, -0.2, 0.2), "0.00 (−0.20 to 0.20)"),
        ((0.012, 0.0025, 0.0307), "0.012 (0.003 to 0.031)"),
        ((1794.34, 475.6, 3113.0), "1,794 (476 to 3,113)"),
        ((0.0, 0.0, 0.0), "0.00 (0.00 to 0.00)"),
    ],
)
def test_an_effect_and_its_range_are_given_to_the_same_places(three: tuple[float, float, float], text: str) -> None:
    assert effect_text(*three) == text
