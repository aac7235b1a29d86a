"""What the charts of evidence promise beyond being drawn."""

import pytest

from core.charts import evidence_map, forest
from core.charts.kit.theme import TEXT_CONTRAST, contrast, theme
from tests.core.charts.evidence_frames import DESIGNS, forest_frame, map_frame


def test_a_study_of_more_weight_has_a_larger_dot_and_a_mean_has_none_of_its_own() -> None:
    frame = forest_frame(["A", "B"]).assign(weight_share=[0.8, 0.2, None, None, None, None])
    sizes = list(forest.with_labels(frame)["size"])
    assert sizes[0] == forest.LARGEST_DOT
    assert forest.LEAST_DOT < sizes[1] < sizes[0]
    assert sizes[2:] == [forest.LEAST_DOT] * 4


def test_each_row_of_a_forest_says_what_was_found_and_in_how_many() -> None:
    texts = list(forest.with_labels(forest_frame(["A", "B"]))["text"])
    assert texts[1] == "0.10 (−0.10 to 0.30), 120 people"
    assert texts[4] == "0.20 (0.10 to 0.30), 4 studies, 1,300 people"
    assert texts[5] == "0.20 (−0.10 to 0.50), 95 in 100 times"


def test_a_forest_refuses_a_kind_it_cannot_draw() -> None:
    with pytest.raises(ValueError, match="guess"):
        forest.forest(forest_frame(["A", "B"]).assign(kind="guess"))


def test_a_map_leaves_a_square_without_studies_empty_and_shades_by_number() -> None:
    rows = evidence_map.with_labels(map_frame(["Crimes"]).assign(studies=[0, 1, 3, 9, 10]))
    assert list(rows["text"]) == ["", "1", "3", "9", "10"]
    assert list(rows["shade"]) == ["none", "one or two", "three to nine", "three to nine", "ten or more"]


def test_designs_stand_from_weak_to_strong_with_their_level() -> None:
    rows = evidence_map.with_labels(map_frame(["Crimes", "Arrests"]))
    headings = rows.loc[rows["brings_heading"], "heading"].str.replace("\n", " ")
    assert len(headings) == len(DESIGNS)
    assert headings.iloc[0] == "Other (1)"
    assert headings.iloc[-1] == "Randomised (5)"


@pytest.mark.parametrize("dark", [False, True])
def test_figures_on_a_map_can_be_read_on_every_shade(dark: bool) -> None:
    colours = theme(dark)
    cells = evidence_map.shades(colours)
    assert len(cells) == len(evidence_map.SHADES)
    assert all(contrast(evidence_map.legible(cell, colours), cell) >= TEXT_CONTRAST for cell in cells)
